"""Sites without an end are left after so many addresses, and what is real of them is read whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import crawl
from tests.exports import by_slug
from tests.site.traps import ARTICLES, TRAPS, Asked, slug
from tests.static_site import serve_found
from tubancrawl import site
from tubancrawl.items import ArticleItem, Item, Link, Outcome, PageItem
from tubancrawl.parsing import READER_VERSION
from tubancrawl.spiders.bounds import IN_A_ROW, MAX_HOPS, Bounds
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.status import status_json

NOW = datetime(2026, 3, 1, tzinfo=UTC)

# Traps that the canonical form of addresses, or the rule on repeating listings, ends before a bound is met.
HARMLESS = {"session_ids", "self_linking_listing"}


@pytest.mark.parametrize("name", TRAPS)
def test_a_site_without_an_end_is_crawled_to_one(tmp_path: Path, name: str) -> None:
    with serve_found(lambda target: TRAPS[name](Asked.of(target))) as served:
        crawl(tmp_path / "a", mode="all", CONNECT_TO=f"tubankab.go.id={served.url}", CLOSESPIDER_TIMEOUT=60)
    assert len(served.asked) <= 200
    assert {slug(number) for number in range(ARTICLES)} <= set(by_slug(tmp_path / "a"))
    engine = open_database(tmp_path / "a" / "archive.db", read_only=True)
    with reading(engine) as session:
        status = status_json(session, now=NOW, reader_version=READER_VERSION)
    engine.dispose()
    told = " ".join(status["crawls"][0]["reasons"])
    assert ("bound: " in told) == (name not in HARMLESS)
    assert status["crawls"][0]["verdict"] == "trusted"


def address(path: str) -> str:
    return site.ROOT + path


def page(path: str, *links: str, outcome: Outcome = "ok") -> Item:
    named = [Link(url=address(link), kind=site.kind_of(address(link))) for link in links]
    return PageItem(
        url=address(path), record_id=None, captured_at=NOW, outcome=outcome, kind=site.kind_of(address(path)), links=named
    )


def news(path: str, text: str) -> Item:
    return ArticleItem(url=address(path), record_id=None, captured_at=NOW, headline=text, paragraphs=[text])


def hear(bounds: Bounds[str], item: Item, target: str | None = None) -> str | None:
    return bounds.heard(item.url, item, target and address(target))


def fakes(bounds: Bounds[str], count: int, outcome: Outcome = "missing") -> list[str | None]:
    hear(bounds, page("/entries", *(f"/entry/fake-{n}" for n in range(200)), "/entry/real"))
    return [hear(bounds, page(f"/entry/fake-{n}", outcome=outcome)) for n in range(count)]


def test_links_that_bring_no_article_are_left_after_so_many_in_a_row() -> None:
    bounds = Bounds[str]()
    *before, last = fakes(bounds, IN_A_ROW)
    assert before == [None] * (IN_A_ROW - 1)
    assert last == f"bound: /entries: {IN_A_ROW} of its links in a row brought no new article"
    assert not bounds.allows(address("/entry/fake-199"))
    assert not bounds.allows(address("/entries?page=7"))


def test_one_article_among_them_begins_the_row_anew() -> None:
    bounds = Bounds[str]()
    fakes(bounds, IN_A_ROW - 1)
    hear(bounds, news("/entry/real", "Panen raya"))
    assert hear(bounds, page("/entry/fake-100", outcome="missing")) is None
    assert bounds.allows(address("/entry/fake-199"))


@pytest.mark.parametrize("outcome", ["blocked", "failed"])
def test_a_site_in_trouble_is_no_trap(outcome: Outcome) -> None:
    bounds = Bounds[str]()
    assert set(fakes(bounds, 2 * IN_A_ROW, outcome)) == {None}


def test_what_another_page_names_is_asked_after_all() -> None:
    bounds = Bounds[str]()
    fakes(bounds, IN_A_ROW)
    assert not bounds.allows(address("/entry/real"))
    bounds.park(address("/entry/real"), "real")
    hear(bounds, page("/category/berita", "/entry/real"))
    assert list(bounds.ready) == ["real"]
    assert bounds.allows(address("/entry/real"))


def test_the_same_text_again_and_again_is_nothing_new() -> None:
    bounds = Bounds[str]()
    hear(bounds, page("/entries", *(f"/entry/alias-{n}" for n in range(100))))
    found = [hear(bounds, news(f"/entry/alias-{n}", "Panen raya")) for n in range(IN_A_ROW + 1)]
    assert found[-1] is not None
    assert found[:-1] == [None] * IN_A_ROW


def test_listings_that_name_nothing_new_are_left_and_others_are_not() -> None:
    bounds = Bounds[str]()
    for n in range(IN_A_ROW + 1):
        hear(bounds, page(f"/tag/t{n}", "/entry/one", "/entry/two", f"/tag/t{n + 1}"))
    assert not bounds.allows(address("/tag/more"))
    assert bounds.allows(address("/category/berita"))
    assert bounds.allows(address("/entry/one"))


def test_a_chain_of_redirects_is_left_and_its_first_hops_are_not() -> None:
    bounds = Bounds[str]()
    allowed = []
    for n in range(10):
        allowed.append(bounds.allows(address(f"/entry/hop-{n}")))
        hear(bounds, page(f"/entry/hop-{n}", outcome="moved"), f"/entry/hop-{n + 1}")
    assert allowed == [n <= MAX_HOPS for n in range(10)]
