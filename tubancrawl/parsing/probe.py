"""How the site answers for an article that cannot exist, and whether a page is no more than that answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tubancrawl import site
from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing.article import read_draft
from tubancrawl.parsing.page import content_type, decode, parse
from tubancrawl.parsing.signs import slug_agrees
from tubancrawl.parsing.structured import read_structured
from tubancrawl.parsing.unbelieved import unbelieved
from tubancrawl.parsing.verdict import by_status
from tubancrawl.text import plain, sha256

_SHORTEST: Final = 40  # characters; what has fewer is no article's body anyway
_CHANGING: Final = re.compile(r"tubancrawl[- ]probe[- ][0-9a-f]{16}|\d+", re.IGNORECASE)
"""What such an answer may print of the address that was asked, and its clocks and counters."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The answer to a probe that looks like a page. `echoes`: its headline is made from whatever address is asked."""

    record_id: str | None
    paragraphs: int
    digest: str
    echoes: bool


def read_probe(
    *, url: str, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes, problems: Sequence[str], record_id: str | None
) -> Probe | None:
    """Return what the answer to a probe shows; None where it was answered as it should be, or has no text. May raise."""
    if site.kind_of(url) != "probe" or by_status(status, problems) is not None or not body:
        return None
    page = parse(url, decode(body, content_type(headers)))
    if page is None:
        return None
    draft = read_draft(page, read_structured(page))
    if draft.length < _SHORTEST:
        return None
    echoes = draft.headline is not None and slug_agrees(url, draft.headline.text) is True
    return Probe(record_id, len(draft.paragraphs), _digest(draft.paragraphs, url), echoes)


def against(item: Item, probe: Probe | None) -> Item:
    """Return the item, or what it is if its text is the probe's: `soft_missing`.

    Some sites answer for any address with their newest article. That article, under its own address, is one all the same: its
    headline made the address, unless the probe's headline was made from its address too.
    """
    if probe is None or not isinstance(item, ArticleItem) or len(item.paragraphs) != probe.paragraphs:
        return item
    if _digest(item.paragraphs, item.url) != probe.digest:
        return item
    if not probe.echoes and slug_agrees(item.url, item.headline) is True:
        return item
    reason = f"probe: the text is that of {probe.record_id}, the answer for an address that cannot exist"
    return unbelieved(item, "soft_missing", reason)


def _digest(paragraphs: Sequence[str], url: str) -> str:
    text = plain("\n".join(paragraphs))
    slug = site.slug_of(url)
    for said in (slug, slug.replace("-", " ")):
        text = text.replace(said, "0")
    return sha256(_CHANGING.sub("0", text).casefold().encode())
