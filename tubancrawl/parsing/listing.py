"""Where a page leads: article, listing and photo links of the site, and the next page of a listing. Off-site links are no use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree

from tubancrawl import site
from tubancrawl.items import Link, Photo
from tubancrawl.parsing.page import Page
from tubancrawl.text import plain

MAX_LINKS: Final = 5_000
"""Links kept of one page; the site's own pages have about a hundred, a sitemap at most 50,000 (see feeds.py)."""

_LONGEST: Final = 500
"""Characters of an address that is remembered: a hostile page must not fill the memory of a crawl."""
_REMEMBERED: Final = 4_096  # addresses
_FOLLOWED: Final = frozenset({"article", "listing", "photo"})
_NEXT_TEXT: Final = re.compile(
    r"(?:next|older(?: posts| entries)?|selanjutnya|berikutnya|lanjut|lebih lama|berita (?:lama|sebelumnya)"
    r"|halaman (?:berikutnya|selanjutnya)|next page|load more|muat lagi)?\s*[›»→>]*",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    rf"https?://(?!(?:www\.)?{re.escape(site.HOST)}[/?#]|(?:www\.)?{re.escape(site.HOST)}$)([a-z0-9-]{{1,60}}(?:\.[a-z0-9-]{{1,60}}){{1,5}})(?:[/?#][!-~]*)?"
)
"""A link off the site whose address needs no work: only the host of such a link is looked at."""
_NO_PAGE: Final = re.compile(r"(?:javascript|mailto|tel|sms|whatsapp):", re.IGNORECASE)
_PAGE_KEY: Final = re.compile(r"page(?:_\w[\w-]*)?")
_GAMBLING: Final = re.compile(
    r"\bslot|gacor|\bjudi\b|togel|maxwin|casino|sbobet|\bpoker\b|jackpot|\brtp\b|pragmatic|scatter|zeus|olympus|mahjong|\btoto\b|bandar",
    re.IGNORECASE,
)


class _ByPage:
    """Says of an `href` that it leads elsewhere from each page: it is relative."""


_BY_PAGE: Final = _ByPage()
_Target = Link | str | _ByPage | None
"""Where an `href` leads: to a link to follow, off the site (its host, "" for an office's sub-site), nowhere that matters."""


def read_links(page: Page) -> tuple[list[Link], list[str]]:
    """Return the page's links in order, each once, without the page itself, and what is wrong with them.

    A link to a gambling site, hidden or not, is what compromised government sites carry: a finding names the hosts.
    """
    own = site.absolute_url(page.url, page.url) or page.url
    base = page.base
    here = _Here.of(own)
    root = f"{site.ROOT}/" if base.startswith(f"{site.ROOT}/") else urljoin(base, "/")
    known = _targets_of(root, None if base == page.url else base)
    found: dict[str, Link] = {}
    gambling: dict[str, None] = {}
    for element in _anchors(page):
        target = known[href := element.get("href") or ""]
        if target is _BY_PAGE:
            target = _target(base, href)
        if isinstance(target, Link):
            address = target.url
            if address == own:
                continue
            if address not in found:
                found[address] = target
            if target.kind == "listing" and _is_next(element, address, here):
                found[address] = Link(url=address, kind="listing", follows=True)
        elif isinstance(target, str) and _is_gambling(target, element):
            gambling[target] = None
    cut = [f"links: more than {MAX_LINKS}, the rest left out"] if len(found) >= MAX_LINKS else []
    return list(islice(found.values(), MAX_LINKS)), cut + _named(gambling)


def _named(gambling: dict[str, None]) -> list[str]:
    return [f"hidden links: {len(gambling)} gambling hosts, {', '.join(list(gambling)[:5])}"] if gambling else []


def _anchors(page: Page) -> list[etree._Element]:
    """Return what may name an address to follow, in document order."""
    following = {link for link in page.declared["link"] if (link.get("rel") or "").lower() == "next"}
    if not following:
        return list(page.root.iter("a"))
    return [element for element in page.root.iter("a", "link") if element.tag == "a" or element in following]


def _is_gambling(host: str, element: etree._Element) -> bool:
    text = (element.text or "") if len(element) == 0 else "".join(map(str, element.itertext()))
    return _names_gambling(host[:_LONGEST]) or _names_gambling(text[:200])


@lru_cache(maxsize=4096)
def _names_gambling(text: str) -> bool:
    return bool(_GAMBLING.search(text))


def photo_links(photos: Iterable[Photo]) -> list[Link]:
    """Return the photos of an article that the site itself holds, to be captured too."""
    return [Link(url=photo.url, kind="photo") for photo in photos if photo.url is not None and site.is_site(photo.url)]


class _Targets(dict[str, _Target]):
    """Where each `href` leads on the pages of one host; what is missing is found when it is asked for.

    `base` is what all of these pages say their relative addresses are relative to; None where each is its own.
    Kept from page to page, and its links are shared by all of them, so nobody may change one: templates repeat their menus.
    """

    def __init__(self, root: str, base: str | None) -> None:
        super().__init__()
        self._root, self._base = root, base

    def __missing__(self, href: str) -> _Target:
        if not href or href[0] == "#" or _NO_PAGE.match(href):
            found: _Target = None
        elif href[0] == "/":
            found = _target(self._root, href)
        elif "://" not in href[:8]:
            found = _BY_PAGE if self._base is None else _target(self._base, href)
        else:
            elsewhere = _ELSEWHERE.fullmatch(href)
            found = _target("", href) if elsewhere is None else _outside(elsewhere[1])
        if len(href) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[href] = found
        return found


_targets_of = lru_cache(maxsize=16)(_Targets)


def _target(base: str, href: str) -> _Target:
    address = site.absolute_url(base, href)
    if address is None:
        return None
    if not site.is_site(address):
        return _outside(urlsplit(address).hostname)
    kind = site.kind_of(address)
    return Link(url=address, kind=kind) if kind in _FOLLOWED else None


def _outside(host: str | None) -> str | None:
    return "" if host is not None and host.endswith(f".{site.HOST}") else host


@dataclass(frozen=True, slots=True)
class _Here:
    """The page that links are read from."""

    path: str
    number: int

    @classmethod
    def of(cls, address: str) -> "_Here":
        parts = urlsplit(address)
        return cls(parts.path, _page_number(parts.query))


def _is_next(element: etree._Element, address: str, here: _Here) -> bool:
    """Tell whether a link goes to the page after this one: it says so, or its page number is ours plus one."""
    rel = element.get("rel")
    if rel and "next" in rel.lower().split():
        return True
    if here.path != "/" and here.path not in address:  # so with the links of a menu: their parts cost more than all else here
        return False
    other = urlsplit(address)
    if here.path not in {other.path, "/"}:
        return False
    number = _page_number(other.query)
    if number == here.number:
        return False
    if number == here.number + 1:
        return True
    text = plain("".join(map(str, element.itertext())))
    return number > here.number and bool(text) and len(text) < 30 and bool(_NEXT_TEXT.fullmatch(text))


def _page_number(query: str) -> int:
    if not query:
        return 1
    return max(
        (int(value) for name, value in parse_qsl(query) if _PAGE_KEY.fullmatch(name) and value.isdecimal() and len(value) < 8),
        default=1,
    )
