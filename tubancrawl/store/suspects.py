"""A reading that looks like a broken page and not like an edit. Pure: who asks decides what to do about it.

A crawl fetches a suspect once more before it may make a version. An imported one makes a version, and the history says of it
what store.causes finds.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from tubancrawl import site

_KEPT: Final = 0.4
"""Share of the text that an edit leaves: an article that lost more than 60 % of it is rarer than a page that broke off."""
_LONGEST: Final = 90  # characters; the name of a site or an office is shorter, a headline that begins with one may be longer

_WEB: Final = r"(?:web ?site|situs|web|portal|laman)"
_OFFICE: Final = r"(?:pemerintah(?:an)?|pemkab|dinas \w+(?: (?:dan|&) \w+)?|(?:dis|din)kominfo)"
_PLACE: Final = r"(?:daerah )?(?:kab(?:upaten|\.)? )?tuban(?: \W? ?(?:jawa timur|jatim))?"
_NAME: Final = re.compile(
    rf"(?:selamat datang (?:di )?)?(?:{_WEB} )?(?:resmi |berita )?(?:{_OFFICE} )?{_PLACE}"
    rf"|(?:{_WEB} )?(?:resmi )?(?:www\.)?{re.escape(site.HOST)}|tubankab|selamat datang|beranda|home"
)
_PARTED: Final = re.compile(r"\s+[|»·•–—-]\s+")


def why_suspect(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str | None:
    """Return in a sentence why the reading `after` may be no edit of `before`; None if nothing speaks against it.

    Both are the items of readings (`store.unit.PageReading.item`); `before` is that of the version seen last, None if there is
    none: then nothing is suspect.
    """
    if before is None:
        return None
    if names_site(after["headline"]) and not names_site(before["headline"]):
        return f"the headline became the site's name: {after['headline']!r}"
    old, new = _length(before), _length(after)
    if new < _KEPT * old:
        return f"the text shrank from {old} to {new} characters"
    return None


def names_site(headline: str | None) -> bool:
    """Tell whether a headline is nothing but names of the site: `Beranda | Pemerintah Kabupaten Tuban`."""
    if headline is None or len(headline) > _LONGEST:
        return False
    parts = [part.strip(" .,:!") for part in _PARTED.split(headline.casefold())]
    return all(_NAME.fullmatch(part) for part in parts if part)


def _length(item: Mapping[str, Any]) -> int:
    return sum(map(len, item["paragraphs"]))
