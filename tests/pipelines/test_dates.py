"""Dates of the text as items hold them. All lines are synthetic."""

from datetime import UTC, datetime

from pipelines.dates import DatePipeline, event_dates
from tubancrawl.items import EventDate

step = DatePipeline()
CAPTURED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_each_distinct_date_is_kept_once_in_the_order_of_the_text() -> None:
    item = {
        "paragraphs": ["Rabu (18/07) dan 20 Juli 2018.", "Pada 18 Juli 2018, lalu Sabtu-Minggu (21-22/07)."],
        "published_at": "2018-07-19T08:00:00+07:00",
    }
    step.clean(item)
    assert item["event_dates"] == [
        {"text": "Rabu (18/07)", "start": "2018-07-18", "end": None, "weekday_ok": True},
        {"text": "20 Juli 2018", "start": "2018-07-20", "end": None, "weekday_ok": None},
        {"text": "Sabtu-Minggu (21-22/07)", "start": "2018-07-21", "end": "2018-07-22", "weekday_ok": True},
    ]


def test_a_year_is_proved_by_the_capture_where_no_published_day_is_known() -> None:
    item = {"paragraphs": ["Rabu (18/07)."], "published_at": None, "captured_at": CAPTURED}
    step.clean(item)
    assert item["event_dates"] == [{"text": "Rabu (18/07)", "start": "2018-07-18", "end": None, "weekday_ok": True}]


def test_a_date_that_nothing_proves_is_absent_with_a_finding() -> None:
    item: dict[str, object] = {"paragraphs": ["Pada 12 Nopember."], "captured_at": CAPTURED, "findings": []}
    step.clean(item)
    assert "event_dates" not in item
    assert item["findings"] == ["a date whose year nothing proves: 12 Nopember"]


def test_a_published_moment_counts_in_the_zone_of_the_site() -> None:
    # 31 December 18:00 UTC is 1 January in Tuban.
    item: dict[str, object] = {"paragraphs": ["Senin (1/1)."], "published_at": "2017-12-31T18:00:00+00:00"}
    step.clean(item)
    assert item["event_dates"] == [{"text": "Senin (1/1)", "start": "2018-01-01", "end": None, "weekday_ok": True}]


def test_a_garbled_published_time_counts_as_none() -> None:
    item: dict[str, object] = {"paragraphs": ["Pada (21/2)."], "published_at": "kemarin"}
    assert "event_dates" not in step.clean(item)


def test_dates_of_an_earlier_reading_are_replaced() -> None:
    item = {"paragraphs": ["Tanpa tanggal."], "event_dates": [EventDate(text="x", start="2018-07-18")]}
    assert step.clean(item)["event_dates"] == []


def test_undated_prints_are_told_once() -> None:
    assert event_dates(["12 Nopember, 12 Nopember", "12 Nopember"]) == ([], ["12 Nopember"])
