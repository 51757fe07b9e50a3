"""Bounds on sites without an end: calendars, endless pagers, clouds of tags, links made at random, aliases, chains of redirects.

Addresses are counted by the pages that named them first: all listings below `/tag/`, the listing `/entries`, the articles' own
links. Such a group is left, for this crawl, once its links have brought no article, or its pages have named none that was not
named before, so many times in a row. An address that another group names too is asked all the same, and what an earlier crawl
has had an answer from is always asked. What is left stays due.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar
from urllib.parse import urlsplit

from tubancrawl import site
from tubancrawl.items import ArticleItem, Item, Link, tells_of_trouble

IN_A_ROW: Final = 50
"""Real sites have dead links and tags that repeat each other, but not so many in a row: a page of a listing has ten or twenty."""
MAX_HOPS: Final = 5
"""Redirects in a chain that are followed: what RFC 9309 asks of a robots.txt reader, and more than an article needs."""

_COUNTED: Final = frozenset({"article", "listing", "sitemap"})
_LISTS: Final = frozenset({"listing", "sitemap", "feed"})

T = TypeVar("T")


@dataclass(slots=True)
class _Group:
    barren: int = 0
    """Addresses in a row that were no new article."""
    stale: int = 0
    """Listing pages in a row that named no new article."""
    named: set[int] = field(default_factory=set)
    """The hashes of the articles that its pages named: the addresses themselves would be most of what a long crawl remembers."""
    left: str | None = None
    """Why no more of its pages are asked for."""

    @property
    def is_barren(self) -> bool:
        """True if nothing that it alone named is asked for either: its links, and not only its pages, brought nothing."""
        return self.left is not None and self.barren >= IN_A_ROW


class Bounds(Generic[T]):
    """What one crawl remembers of who named what. `T` is whatever its caller parks: here the leases that are not asked for."""

    def __init__(self) -> None:
        self.ready: deque[T] = deque()
        """What was parked and may be asked after all."""
        self._groups: dict[str, _Group] = {}
        self._owner: dict[str, str] = {}
        self._hops: dict[str, int] = {}
        self._done: set[int] = set()
        self._texts: set[int] = set()
        self._parked: dict[str, T] = {}

    def allows(self, url: str) -> bool:
        """Tell whether an address that was never captured before this crawl may be asked."""
        if self._hops and self._hops.get(url, 0) > MAX_HOPS:
            return False
        own = self._groups.get(_pattern(url)) if site.kind_of(url) in _LISTS else None
        if own is not None and own.left is not None:
            return False
        owner = self._owner.get(url)
        return owner is None or not self._groups[owner].is_barren

    def park(self, url: str, what: T) -> None:
        """Keep what is not allowed, for the case that another page names its address."""
        self._parked[url] = what

    def heard(self, url: str, item: Item, target: str | None = None) -> str | None:
        """Take note of an answer, its links and the `target` of its redirect; return why a group is left now, if one is."""
        self._done.add(hash(url))
        if target is not None:
            self._hops.setdefault(target, self._hops.get(url, 0) + 1)
        owner = self._owner.pop(url, None)
        barren = self._count(owner, item) if owner is not None else None
        if target is not None and owner is not None and site.kind_of(target) in _COUNTED and hash(target) not in self._done:
            self._owner.setdefault(target, owner)
        return self._name(url, item.links) or barren

    def notes(self) -> list[str]:
        """Return what was left and why, one group a line."""
        left = [f"{name}: {group.left}" for name, group in self._groups.items() if group.left is not None]
        if any(hops > MAX_HOPS for hops in self._hops.values()):
            left.append(f"redirects: a chain of more than {MAX_HOPS}")
        return [*left, f"{len(self._parked)} addresses were left for it, and stay due"] if left and self._parked else left

    def _count(self, owner: str, item: Item) -> str | None:
        group = self._groups[owner]
        if site.kind_of(item.url) != "article" or tells_of_trouble(item):
            return None
        if isinstance(item, ArticleItem):
            text = hash((item.headline, *item.paragraphs))
            is_new = text not in self._texts
            self._texts.add(text)
        elif item.outcome == "moved" and not any(line.startswith("no move") for line in item.evidence):
            return None  # its target will tell
        else:
            is_new = False
        if group.is_barren:
            return None
        group.barren = 0 if is_new else group.barren + 1
        if group.barren < IN_A_ROW:
            return None
        group.left = f"{group.barren} of its links in a row brought no new article"
        return f"bound: {owner}: {group.left}"

    def _name(self, url: str, links: Iterable[Link]) -> str | None:
        name = _pattern(url)
        group = self._groups.get(name)
        if group is None:
            group = self._groups[name] = _Group()
        owners, done = self._owner, self._done
        for link in links:
            address = link.url
            if link.kind not in _COUNTED or hash(address) in done:
                continue
            owner = owners.setdefault(address, name)
            if owner is not name and self._groups[owner].is_barren and not group.is_barren:
                owners[address] = name
                if address in self._parked and self.allows(address):
                    self.ready.append(self._parked.pop(address))
        return self._list(name, group, links) if site.kind_of(url) in _LISTS else None

    def _list(self, name: str, group: _Group, links: Iterable[Link]) -> str | None:
        before = len(group.named)
        group.named.update(hash(link.url) for link in links if link.kind == "article")
        group.stale = 0 if len(group.named) > before else group.stale + 1
        if group.stale < IN_A_ROW or group.left is not None:
            return None
        group.left = f"{group.stale} of its pages in a row named no new article"
        return f"bound: {name}: {group.left}"


def _pattern(url: str) -> str:
    """Return the name of the group of pages that `url` is one of."""
    kind = site.kind_of(url)
    if kind == "article":
        return "links in articles"
    if kind == "sitemap":
        return "sitemaps"
    first, _, rest = urlsplit(url).path.lstrip("/").partition("/")
    return f"/{first}/*" if rest else f"/{first}"
