"""Where a page leads: article, listing and photo links of the site, and the next page of a listing. Off-site links are no use."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree

from tubancrawl import site
from tubancrawl.items import Link, Photo, UrlKind
from tubancrawl.parsing.page import Page
from tubancrawl.text import plain

MAX_LINKS: Final = 5_000
"""Links kept of one page; the site's own pages have about a hundred, a sitemap at most 50,000 (see feeds.py)."""

_FOLLOWED: Final = frozenset({"article", "listing", "photo"})
_NEXT_TEXT: Final = re.compile(
    r"(?:next|older(?: posts| entries)?|selanjutnya|berikutnya|lanjut|lebih lama|berita (?:lama|sebelumnya)"
    r"|halaman (?:berikutnya|selanjutnya)|next page|load more|muat lagi)?\s*[›»→>]*",
    re.IGNORECASE,
)
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
    root = urljoin(base, "/")
    found: dict[str, Link] = {}
    gambling: dict[str, None] = {}
    for element in page.root.iter("a", "link"):
        href = element.get("href")
        if not href or href[0] == "#" or (element.tag == "link" and (element.get("rel") or "").lower() != "next"):
            continue
        resolved = _resolved(root if href[0] == "/" else base if "://" not in href[:8] else "", href)
        if resolved is None:
            continue
        address, kind, host = resolved
        if host is not None:
            if _is_gambling(host, element):
                gambling[host] = None
        elif kind in _FOLLOWED and address != own:
            known = found.setdefault(address, Link(url=address, kind=kind))
            known.follows = known.follows or (kind == "listing" and _is_next(element, address, own))
            if len(found) >= MAX_LINKS:
                return list(found.values()), [f"links: more than {MAX_LINKS}, the rest left out", *_named(gambling)]
    return list(found.values()), _named(gambling)


def _named(gambling: dict[str, None]) -> list[str]:
    return [f"hidden links: {len(gambling)} gambling hosts, {', '.join(list(gambling)[:5])}"] if gambling else []


def _is_gambling(host: str, element: etree._Element) -> bool:
    return bool(_GAMBLING.search(host) or _GAMBLING.search("".join(map(str, element.itertext()))[:200]))


def _base_of(page: Page) -> str:
    element = next(page.root.iter("base"), None)
    try:
        return page.url if element is None else urljoin(page.url, element.get("href") or "")
    except ValueError:
        return page.url


def photo_links(photos: Iterable[Photo]) -> list[Link]:
    """Return the photos of an article that the site itself holds, to be captured too."""
    return [Link(url=photo.url, kind="photo") for photo in photos if photo.url is not None and site.is_site(photo.url)]


@lru_cache(maxsize=16_384)
def _resolved(base: str, href: str) -> tuple[str, UrlKind, str | None] | None:
    """Return address, kind and, off the site, host of a link; None for no address. Cached: templates repeat their menus."""
    address = site.absolute_url(base, href)
    if address is None:
        return None
    host = None if site.is_site(address) else urlsplit(address).hostname
    return address, site.kind_of(address), host if host is None or not host.endswith(f".{site.HOST}") else ""


def _is_next(element: etree._Element, address: str, own: str) -> bool:
    """Tell whether a link goes to the page after this one: it says so, or its page number is ours plus one."""
    if "next" in (element.get("rel") or "").lower().split():
        return True
    mine, other = urlsplit(own), urlsplit(address)
    if mine.path not in {other.path, "/"}:
        return False
    number, now = _page_number(other.query), _page_number(mine.query)
    if number == now:
        return False
    if number == now + 1:
        return True
    text = plain("".join(map(str, element.itertext())))
    return number > now and bool(text) and len(text) < 30 and bool(_NEXT_TEXT.fullmatch(text))


def _page_number(query: str) -> int:
    return max(
        (int(value) for name, value in parse_qsl(query) if _PAGE_KEY.fullmatch(name) and value.isdecimal() and len(value) < 8),
        default=1,
    )
