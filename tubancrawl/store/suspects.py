"""A reading that looks like a broken page and not like an edit. Pure: who asks decides what to do about it.

A crawl fetches a suspect once more before it may make a version, and an import weighs the two captures in the same way. Where
there is no second one an import makes a version, and the history says of it what store.causes finds.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

_KEPT: Final = 0.4
"""Share of the text that an edit leaves: an article that lost more than 60 % of it is rarer than a page that broke off."""
_NAMES: Final = frozenset(
    {
        *("tuban", "tubankab", "tubankab.go.id", "www.tubankab.go.id", "bumi", "wali", "jawa", "timur", "jatim", "indonesia"),
        *("kab", "kabupaten", "pemkab", "pemda", "pemerintah", "pemerintahan", "daerah", "regency", "government"),
        *("web", "website", "situs", "portal", "laman", "halaman", "site", "beranda", "home", "depan"),
        *("resmi", "official", "utama"),
        *("berita", "news", "informasi", "publik", "media", "center", "online"),
        *("selamat", "datang", "welcome", "di", "ke", "dari", "dan", "to", "of", "the"),
        *("dinas", "komunikasi", "informatika", "statistik", "persandian", "diskominfo", "kominfo", "sp"),
    }
)
"""Words that the name of the site is made of. No headline tells news with these alone."""
_WORD: Final = re.compile(r"[\w.]*\w")


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
    """Tell whether a headline is nothing but the name of the site: `Beranda | Pemerintah Kabupaten Tuban`."""
    words = _WORD.findall((headline or "").casefold())
    return bool(words) and _NAMES.issuperset(words)


def _length(item: Mapping[str, Any]) -> int:
    return sum(map(len, item["paragraphs"]))
