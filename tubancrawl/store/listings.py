"""How far to follow the listings: the next page is asked for only while pages bring something new.

New, to a crawl that asks for what is due or new, is an article that was not captured before this crawl; to one that asks for
everything, any article. In both, a chain of pages that repeats its own articles ends: some sites answer page 9,999 with page 1.
"""

from collections.abc import Iterable, Iterator, Mapping

from tubancrawl.items import Link
from tubancrawl.store.unit import Unit
from tubancrawl.store.urls import UrlRow

# Every page repeats the links of menus and side lists. This many remembered spare nearly all lookups, in about 2 MB.
_KNOWN_LINKS = 10_000


class Listings:
    """What this process remembers of the links that it stored. Forgetting costs a lookup, or one more page of a listing."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._listed: dict[str, set[str]] = {}
        """Next page of a listing -> the articles that the pages before it listed."""

    def knows(self, url: str) -> bool:
        """Tell whether `url` is in the database for certain."""
        return url in self._known

    def unknown(self, units: Iterable[Unit]) -> Iterator[str]:
        """Yield the links whose rows a flush of `units` needs."""
        for unit in units:
            all_of_them = any(link.follows for link in unit.links)
            yield from (link.url for link in unit.links if all_of_them or link.url not in self._known)

    def follow(self, unit: Unit, rows: Mapping[str, UrlRow], *, crawl_id: int, every: bool) -> None:
        """Make the next pages that a listing names due in this crawl, if it brought something new; none twice in a crawl."""
        listed = self._listed.get(unit.url, set())
        articles = (rows[url] for url in _articles(unit.links) if url not in listed) if _next_pages(unit.links) else ()
        if any(every or row.captured_crawl_id in {None, crawl_id} for row in articles):
            for row in (rows[url] for url in _next_pages(unit.links)):
                if row.visited_crawl_id != crawl_id:
                    row.due_at = min(row.due_at or unit.at, unit.at)
                    row.changed = True

    def remember(self, units: Iterable[Unit]) -> None:
        """Take note of what was committed."""
        if len(self._known) > _KNOWN_LINKS:
            self._known.clear()
        for unit in units:
            self._known.update(link.url for link in unit.links)
            if following := _next_pages(unit.links):
                listed = self._listed.pop(unit.url, set()) | set(_articles(unit.links))
                self._listed.update(dict.fromkeys(following, listed))


def _next_pages(links: Iterable[Link]) -> list[str]:
    return [link.url for link in links if link.follows]


def _articles(links: Iterable[Link]) -> list[str]:
    return [link.url for link in links if link.kind == "article"]
