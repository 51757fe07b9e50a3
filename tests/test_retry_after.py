"""An answer 429 or 503 that says when to come back: its address is not due before, in seconds or as a date; nonsense is named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from tests.crawling import crawl
from tests.static_site import Answer, serve_pages
from tests.test_bad_input import links
from tubancrawl.pauses import rest_until
from tubancrawl.rebuild import rebuild
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Capture, Url

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = 86_400


@pytest.mark.parametrize(
    ("status", "value", "date", "seconds", "finding"),
    [
        (503, str(DAY), None, DAY, None),
        (429, "Mon, 02 Mar 2026 12:00:00 GMT", None, DAY, None),
        (503, "Mon, 02 Mar 2026 12:00:00 GMT", "Mon, 02 Mar 2026 11:00:00 GMT", 3600, None),
        (503, "Sun, 01 Feb 2026 12:00:00 GMT", None, 0, None),
        (503, "0", None, 0, None),
        (503, str(31 * DAY), None, 30 * DAY, "more than 30 days"),
        (429, "9" * 400, None, 30 * DAY, "more than 30 days"),
        (503, "Fri, 31 Dec 9999 23:59:59 GMT", None, 30 * DAY, "more than 30 days"),
        (503, "-5", None, None, "expected seconds or a date, found '-5'"),
        (429, "besok pagi", None, None, "found 'besok pagi'"),
        (429, "", None, None, "found ''"),
        (503, None, None, None, None),
        (500, str(DAY), None, None, None),
        (301, "besok", None, None, None),
        (None, "besok", None, None, None),
    ],
)
def test_a_wish_to_be_left_alone_is_read_or_named(
    status: int | None, value: str | None, date: str | None, seconds: int | None, finding: str | None
) -> None:
    until, said = rest_until(status, value, date, NOW)
    assert until == (None if seconds is None else NOW + timedelta(seconds=seconds))
    assert (said is None) == (finding is None)
    assert finding is None or finding in (said or "")


def busy(status: int, retry_after: str) -> Answer:
    return Answer(b"busy", status, {"Content-Type": "text/plain", "Retry-After": retry_after})


PAGES = {
    "/": links("/entry/detik", "/entry/tanggal", "/entry/lama", "/entry/kacau", "/entry/tanpa", "/files/2026-03/a.jpg"),
    "/entry/detik": busy(503, str(2 * DAY)),
    "/entry/tanggal": busy(429, "Thu, 05 Mar 2026 12:00:00 GMT"),
    "/entry/lama": busy(503, str(365 * DAY)),
    "/entry/kacau": busy(503, "besok pagi"),
    "/entry/tanpa": Answer(b"busy", 503, {"Content-Type": "text/plain"}),
    "/files/2026-03/a.jpg": busy(429, str(3 * DAY)),
}


def due_of(archive: Path) -> dict[str, timedelta | None]:
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        found = {row.url.rpartition("/")[2]: row.due_at - NOW if row.due_at else None for row in session.scalars(select(Url))}
    engine.dispose()
    return found


def test_an_address_is_not_due_before_the_time_that_it_was_asked_to_wait_for(tmp_path: Path) -> None:
    with serve_pages(PAGES) as site, time_machine.travel(NOW, tick=False):
        crawl(tmp_path / "a", CONNECT_TO=f"tubankab.go.id={site.url}", BAD_ANSWERS_IN_A_ROW=100, ROBOTSTXT_OBEY=False)
    due = due_of(tmp_path / "a")
    assert {name: due[name] for name in ("detik", "tanggal", "lama", "a.jpg")} == {
        "detik": timedelta(days=2),
        "tanggal": timedelta(days=4),
        "lama": timedelta(days=30),
        "a.jpg": timedelta(days=3),
    }
    assert due["kacau"] == due["tanpa"] == timedelta(hours=1)
    engine = open_database(tmp_path / "a" / "archive.db", read_only=True)
    with reading(engine) as session:
        found = {row.url.rpartition("/")[2]: row.findings for row in session.scalars(select(Capture)) if row.findings}
    engine.dispose()
    assert found == {
        "kacau": ["Retry-After: expected seconds or a date, found 'besok pagi'"],
        "lama": [f"Retry-After: '{365 * DAY}' is more than 30 days, which are kept to"],
    }
    rebuild(tmp_path / "a")
    assert due_of(tmp_path / "a") == due
