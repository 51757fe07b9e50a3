"""Where a page leads: article, listing and photo links of the site, and the next page of a listing. Off-site links are no use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
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
_PAGE_KEY: Final = re.compile(r"page(?:_\w[\w-]*)?")
_GAMBLING: Final = re.compile(
    r"\bslot|gacor|\bjudi\b|togel|maxwin|casino|sbobet|\bpoker\b|jackpot|\brtp\b|pragmatic|scatter|zeus|olympus|mahjong|\btoto\b|bandar",
    re.IGNORECASE,
)


def read_links(page: Page) -> tuple[list[Link], list[str]]:
    """Return the page's links in order, each once, without the page itself, and what is wrong with them.

    A link to a gambling site, hidden or not, is what compromised government sites carry: a finding names the hosts.
    """
    own = site.absolute_url(page.url, page.url) or page.url
    base = _base_of(page)
    anchors = _anchors(page)
    hrefs = [element.get("href") for element in anchors]
    found, outside, pagers = _resolve_all(hrefs, base, own)
    gambling: dict[str, None] = {}
    here = _Here.of(own)
    for element, href in zip(anchors, hrefs, strict=True):
        if href in outside:
            if _is_gambling(outside[href], element):
                gambling[outside[href]] = None
        elif href in pagers and (address := pagers[href]) in found:
            is_near = here.path in address or here.path == "/" or element.get("rel")
            if is_near and _is_next(element, address, here):
                found[address] = Link(url=address, kind="listing", follows=True)
    cut = [f"links: more than {MAX_LINKS}, the rest left out"] if len(found) >= MAX_LINKS else []
    return list(found.values()), cut + _named(gambling)


def _resolve_all(hrefs: Iterable[str | None], base: str, own: str) -> tuple[dict[str, Link], dict[str, str], dict[str, str]]:
    """Return the links by address, the hosts of `href`s that leave the site, and the addresses of those to listings."""
    root = f"{site.ROOT}/" if base.startswith(f"{site.ROOT}/") else urljoin(base, "/")
    found: dict[str, Link] = {}
    outside: dict[str, str] = {}
    pagers: dict[str, str] = {}
    for href in dict.fromkeys(hrefs):
        if not href or href[0] == "#":
            continue
        if href[0] == "/":
            start = root
        elif "://" not in href[:8]:
            start = base
        elif (elsewhere := _ELSEWHERE.fullmatch(href)) is not None:
            host = elsewhere[1]
            outside[href] = "" if host.endswith(f".{site.HOST}") else host
            continue
        else:
            start = ""
        link, host_outside = _resolved(start, href) if len(href) <= _LONGEST else _resolved.__wrapped__(start, href)
        if host_outside is not None:
            outside[href] = host_outside
        elif link is not None and (address := link.url) != own:
            if link.kind == "listing":
                pagers[href] = address
            if address not in found:
                found[address] = link
                if len(found) >= MAX_LINKS:
                    break
    return found, outside, pagers


def _named(gambling: dict[str, None]) -> list[str]:
    return [f"hidden links: {len(gambling)} gambling hosts, {', '.join(list(gambling)[:5])}"] if gambling else []


def _anchors(page: Page) -> list[etree._Element]:
    """Return what may name an address to follow, in document order."""
    following = {link for link in page.tagged("link") if (link.get("rel") or "").lower() == "next"}
    if not following:
        return list(page.tagged("a"))
    return [element for element in page.tagged("a", "link") if element.tag == "a" or element in following]


def _is_gambling(host: str, element: etree._Element) -> bool:
    text = (element.text or "") if len(element) == 0 else "".join(map(str, element.itertext()))
    return _names_gambling(host[:_LONGEST]) or _names_gambling(text[:200])


@lru_cache(maxsize=4096)
def _names_gambling(text: str) -> bool:
    return bool(_GAMBLING.search(text))


def _base_of(page: Page) -> str:
    element = next(iter(page.tagged("base")), None)
    try:
        return page.url if element is None else urljoin(page.url, element.get("href") or "")
    except ValueError:
        return page.url


def photo_links(photos: Iterable[Photo]) -> list[Link]:
    """Return the photos of an article that the site itself holds, to be captured too."""
    return [Link(url=photo.url, kind="photo") for photo in photos if photo.url is not None and site.is_site(photo.url)]


@lru_cache(maxsize=16_384)
def _resolved(base: str, href: str) -> tuple[Link | None, str | None]:
    """Return the link to follow, if it is one, and off the site its host, "" for an office's sub-site.

    Cached, and shared by all pages that name the address, so nobody may change it: templates repeat their menus.
    """
    address = site.absolute_url(base, href)
    if address is None:
        return None, None
    if not site.is_site(address):
        host = urlsplit(address).hostname
        return None, host if host is None or not host.endswith(f".{site.HOST}") else ""
    kind = site.kind_of(address)
    return Link(url=address, kind=kind) if kind in _FOLLOWED else None, None


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
    return max(
        (int(value) for name, value in parse_qsl(query) if _PAGE_KEY.fullmatch(name) and value.isdecimal() and len(value) < 8),
        default=1,
    )
