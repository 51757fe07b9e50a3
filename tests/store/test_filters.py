"""ArticleFilters and cursors of lists, on both databases."""

from typing import Any

import pytest

from tests.store.making import Archive, day
from tubancrawl.errors import BadCursor
from tubancrawl.items import Byline
from tubancrawl.store.capture_lists import CaptureFilters, page_of_captures
from tubancrawl.store.database import reading
from tubancrawl.store.filters import ArticleFilters
from tubancrawl.store.reader import count_articles, list_articles, page_of_articles


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.begin()
    for number in range(12):
        published = [None, "2026-02-27", "2026-02-27T14:13:00+07:00"][number % 3]
        names = Byline(raw="(x)", reporters=["sinta", f"r{number}"], editor="sinta" if number == 5 else None)
        archive.read(
            f"/entry/x{number}", day(0), published_at=published, byline=names, categories=["Umum", "Olah'raga"][: 1 + number % 2]
        )
    archive.read("/entry/x3", day(1), published_at=None, byline=None, categories=["Lain"])
    archive.answer("/entry/x4", day(2), "missing", http_status=404)
    archive.writer.flush()
    return archive


def urls(archive: Archive, **wanted: Any) -> list[str]:
    with reading(archive.engine) as session:
        return [row["url"].rpartition("/")[2] for row in list_articles(session, ArticleFilters(**wanted))]


def test_a_category_is_one_of_the_last_version_alone(filled: Archive) -> None:
    assert urls(filled, category="Lain") == ["x3"]
    assert set(urls(filled, category="Olah'raga")) == {"x1", "x5", "x7", "x9", "x11"}
    assert urls(filled, category="olah") == []


def test_a_reporter_is_one_of_the_last_version_and_no_editor(filled: Archive) -> None:
    assert urls(filled, reporter="r7") == ["x7"]
    assert len(urls(filled, reporter="sinta")) == 11
    assert urls(filled, reporter="r3") == []


def test_filters_join(filled: Archive) -> None:
    assert urls(filled, category="Umum", state="missing") == ["x4"]
    assert urls(filled, reporter="sinta", changed_since=day(1)) == []


@pytest.mark.parametrize("limit", [1, 2, 5, 12, 100])
def test_pages_join_to_the_whole_list(filled: Archive, limit: int) -> None:
    whole = urls(filled)
    found: list[str] = []
    cursor: str | None = None
    with reading(filled.engine) as session:
        for _ in range(20):
            page = page_of_articles(session, ArticleFilters(), limit=limit, cursor=cursor)
            found += [row["url"].rpartition("/")[2] for row in page["articles"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert count_articles(session, ArticleFilters(), stop=100) == 12
        assert count_articles(session, ArticleFilters(), stop=5) == 5
    assert found == whole
    assert len(set(found)) == 12


def test_captures_come_newest_first_and_page_by_page(filled: Archive) -> None:
    filters = CaptureFilters(since=day(0), until=day(2))
    with reading(filled.engine) as session:
        first = page_of_captures(session, filters, limit=10)
        rest = page_of_captures(session, filters, limit=10, cursor=first["next"])
        times = [one["captured_at"] for one in (*first["captures"], *rest["captures"])]
        assert (len(times), rest["next"]) == (14, None)
        assert times == sorted(times, reverse=True)
        missing = page_of_captures(
            session, CaptureFilters(url="http://www.tubankab.go.id/entries/x4", outcome="missing"), limit=10
        )
        assert [one["outcome"] for one in missing["captures"]] == ["missing"]
        with pytest.raises(BadCursor):
            page_of_captures(session, CaptureFilters(), limit=10, cursor=first["next"])
