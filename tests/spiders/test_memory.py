"""What a long crawl remembers of each address is little."""

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

from tubancrawl import site
from tubancrawl.items import ArticleItem, Link, PageItem
from tubancrawl.spiders.bounds import Bounds
from tubancrawl.store.listings import Listings
from tubancrawl.store.unit import Unit

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRST = 5_000
"""Until then caches of a fixed size fill."""
PAGES = 15_000
PER_ADDRESS = 120  # bytes; one of these addresses takes more


def test_what_the_bounds_remember_of_an_answered_address_is_no_more_than_two_hashes() -> None:
    bounds = Bounds[str]()

    def hear(number: int) -> None:
        named = [Link(url=address(number + step), kind="article") for step in range(3)]
        bounds.heard(
            address(number),
            ArticleItem(url=address(number), record_id=None, captured_at=NOW, headline=str(number), paragraphs=[], links=named),
        )

    assert bytes_kept(hear) < PER_ADDRESS


def test_what_the_bounds_remember_of_an_article_that_a_listing_named_is_no_more_than_two_hashes() -> None:
    bounds = Bounds[str]()

    def hear(number: int) -> None:
        link = Link(url=address(number), kind="article")
        bounds.heard(site.ROOT + "/entries", page(site.ROOT + "/entries", link))
        bounds.heard(address(number), page(address(number)))

    assert bytes_kept(hear) < PER_ADDRESS


def test_the_links_that_are_known_to_be_stored_are_not_all_remembered() -> None:
    listings = Listings()

    def remember(number: int) -> None:
        link = Link(url=address(number), kind="article")
        listings.remember([Unit(url=link.url, at=NOW, record_id=None, outcome="ok", evidence=[], findings=[], links=[link])])

    assert bytes_kept(remember) < PER_ADDRESS
    assert listings.knows(address(PAGES - 1))


def bytes_kept(step: Callable[[int], None]) -> float:
    """Take a step for each page; return how many bytes each left allocated."""
    tracemalloc.start()
    try:
        for number in range(FIRST):
            step(number)
        before, _ = tracemalloc.get_traced_memory()
        for number in range(FIRST, PAGES):
            step(number)
        return (tracemalloc.get_traced_memory()[0] - before) / (PAGES - FIRST)
    finally:
        tracemalloc.stop()


def address(number: int) -> str:
    return f"{site.ROOT}/entry/{'kabar-dari-tuban-' * 4}{number:09d}"


def page(url: str, *links: Link) -> PageItem:
    return PageItem(url=url, record_id=None, captured_at=NOW, outcome="ok", kind=site.kind_of(url), links=list(links))
