"""What refuses or breaks between a page and the store is kept as what it is, and the crawl goes on."""

from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from tests.crawling import Crawled, crawl
from tests.exports import by_slug
from tests.static_site import Answer, serve_pages
from tests.test_bad_input import GOOD, links, outcome_of
from tubancrawl import settings


class Refusing:
    """A pipeline that wants no article called bad."""

    error: type[Exception] = DropItem

    async def process_item(self, item: Any) -> Any:
        if item.url.endswith("/bad"):
            raise self.error("not wanted")
        return item


class Breaking(Refusing):
    """The same, by mistake."""

    error = RuntimeError


def crawled_with(archive: Path, pipeline: type) -> Crawled:
    pages = {"/": links("/entry/bad", "/entry/good"), "/entry/bad": GOOD, "/entry/good": GOOD}
    with serve_pages(pages) as site:
        steps = {**settings.ITEM_PIPELINES, f"{pipeline.__module__}.{pipeline.__name__}": 50}
        return crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}", ITEM_PIPELINES=steps)


def test_an_article_that_a_pipeline_refuses_is_unreadable_for_its_reason(tmp_path: Path) -> None:
    crawled = crawled_with(tmp_path / "a", Refusing)
    assert list(by_slug(tmp_path / "a")) == ["good"]
    outcome, reasons = outcome_of(tmp_path / "a", "/entry/bad")
    assert (outcome, "not wanted" in reasons) == ("unreadable", True)
    assert crawled.verdict == "trusted"


def test_an_article_on_which_a_pipeline_breaks_is_unreadable_and_the_crawl_is_not_trusted(tmp_path: Path) -> None:
    crawled = crawled_with(tmp_path / "a", Breaking)
    assert list(by_slug(tmp_path / "a")) == ["good"]
    outcome, reasons = outcome_of(tmp_path / "a", "/entry/bad")
    assert (outcome, "RuntimeError: not wanted" in reasons) == ("unreadable", True)
    assert crawled.verdict == "bad"


@pytest.mark.parametrize("location", [None, "http://[::1", "https://elsewhere.example/entry/x", "/entry/bad"])
def test_a_redirect_that_leads_nowhere_ends_there(tmp_path: Path, location: str | None) -> None:
    moved = Answer(status=301, headers={"Location": location} if location else {})
    with serve_pages({"/": links("/entry/bad", "/entry/good"), "/entry/bad": moved, "/entry/good": GOOD}) as site:
        crawled = crawl(tmp_path / "a", mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
        asked = site.asked
    assert list(by_slug(tmp_path / "a")) == ["good"]
    assert asked.count("/entry/bad") <= 6
    assert crawled.verdict == "trusted"
