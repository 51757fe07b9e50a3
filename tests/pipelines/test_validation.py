"""What the last look refuses, by name. All items are synthetic."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from pipelines.validation import RefusedItem, ValidationPipeline
from tubancrawl.items import ArticleItem, EventDate, PageItem

step = ValidationPipeline()
CAPTURED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
NAIVE = CAPTURED.replace(tzinfo=None)


def article(**changed: Any) -> ArticleItem:  # Any: whatever a faulty reader may put into a field
    facts: dict[str, Any] = {
        "url": "https://tubankab.go.id/entry/warga-senang",
        "record_id": None,
        "captured_at": CAPTURED,
        "headline": "Warga senang",
        "paragraphs": ["Warga senang."],
    }
    return ArticleItem(**(facts | changed))


def test_a_sound_article_passes_unchanged() -> None:
    item = article(published_at="2018-07-18", event_dates=[EventDate(text="Rabu", start="2018-07-18T09:00:00+07:00")])
    before = copy.deepcopy(item)
    assert step.clean(item) is item
    assert item == before


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"headline": None}, "headline", id="no headline"),
        pytest.param({"headline": " \u00a0"}, "headline", id="blank headline"),
        pytest.param({"paragraphs": []}, "paragraphs", id="no paragraph"),
        pytest.param({"paragraphs": None}, "paragraphs", id="paragraphs missing"),
        pytest.param({"paragraphs": "Warga."}, "paragraphs", id="one text for a list"),
        pytest.param({"paragraphs": ["Warga.", " "]}, "paragraphs[2]", id="blank paragraph"),
        pytest.param({"paragraphs": ["Warga.", 3]}, "paragraphs[2]", id="a number for a paragraph"),
        pytest.param({"paragraphs": ["comments powered by Disqus"]}, "paragraphs[1]", id="disqus line"),
        pytest.param({"paragraphs": ["Siap. comments powered by Disqus"]}, "paragraphs[1]", id="disqus glued"),
        pytest.param({"paragraphs": ["Siap. var disqus_shortname = 'x';"]}, "paragraphs[1]", id="disqus code"),
        pytest.param({"url": "ftp://tubankab.go.id/x"}, "url", id="other scheme"),
        pytest.param({"url": "https://"}, "url", id="no host"),
        pytest.param({"url": "https://[oops"}, "url", id="no address"),
        pytest.param({"url": None}, "url", id="no url"),
        pytest.param({"captured_at": NAIVE}, "captured_at", id="naive capture"),
        pytest.param({"published_at": "2018-07-18T09:00:00"}, "published_at", id="naive published"),
        pytest.param({"published_at": "Rabu"}, "published_at", id="garbled published"),
        pytest.param({"published_at": NAIVE}, "published_at", id="a datetime for a text"),
        pytest.param({"event_dates": [EventDate(text="x", start="18/07")]}, "event_dates[1].start", id="garbled event"),
        pytest.param({"event_dates": [EventDate(text="x", start="2018-07-18", end="?")]}, "event_dates[1].end", id="garbled end"),
        pytest.param({"event_dates": ["2018-07-18"]}, "event_dates[1]", id="a text for an event"),
    ],
)
def test_a_broken_invariant_is_refused_by_name(changed: dict[str, Any], field: str) -> None:
    item = article(**changed)
    with pytest.raises(RefusedItem) as refused:
        step.clean(item)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert refused.value.url == item.url
    assert f"{field}: expected " in str(refused.value)
    assert ", found " in str(refused.value)


def test_a_refusal_is_a_dropped_item_for_scrapy() -> None:
    with pytest.raises(DropItem):
        step.clean(article(headline=None))


def test_all_faults_of_an_item_are_named_at_once() -> None:
    with pytest.raises(RefusedItem, match=r"url: .*headline: .*paragraphs: "):
        step.clean(article(url="x", headline=None, paragraphs=[]))


def test_an_article_that_claims_no_content_passes() -> None:
    assert step.clean(article(outcome="unreadable", headline=None, paragraphs=[]))


def test_a_page_that_is_no_article_passes() -> None:
    page = PageItem(url="https://tubankab.go.id/entries", record_id=None, captured_at=CAPTURED, outcome="ok", kind="listing")
    assert step.clean(page) is page


def test_only_the_fields_that_an_item_has_are_checked() -> None:
    assert step.clean({"title": "Warga senang"}) == {"title": "Warga senang"}


def test_a_sentence_about_disqus_passes() -> None:
    assert step.clean(article(paragraphs=["Warga memakai kolom komentar Disqus di laman itu."]))
