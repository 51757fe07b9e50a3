"""When pictures are asked for again: those that an article shows, rarely, less and less, and sooner after an edit."""

from datetime import datetime

import pytest

from tests.store.making import Archive, day, link
from tests.store.test_pictures import LAIN, PANEN, photo, picture, shown, told
from tubancrawl.store.frontier import Frontier, Mode
from tubancrawl.store.picture_schedule import interval_of

EVERY = 100


@pytest.fixture
def begun(archive: Archive) -> Archive:
    archive.begin(PHOTO_REVISIT_DAYS=EVERY)
    return archive


def due(archive: Archive, path: str = PANEN) -> datetime | None:
    return archive.row(path).due_at


def pictures_asked(frontier: Frontier) -> list[str]:
    return [lease.url.partition(".go.id")[2] for lease in frontier.lease(100) if "/files/" in lease.url]


def later(archive: Archive, number: float, *, mode: Mode = "due", days: float = EVERY) -> Frontier:
    """Begin a crawl that day."""
    archive.finish()
    archive.now = day(number)
    frontier = archive.begin(mode=mode, PHOTO_REVISIT_DAYS=days)
    frontier.open([])
    return frontier


def not_modified(archive: Archive, path: str, at: datetime) -> None:
    archive.answer(path, at, "not_modified", http_status=304, payload_sha256=None)


def test_a_picture_is_asked_for_half_as_often_each_time_it_stays_the_same(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    shown(begun, PANEN, day(0), picture(1))
    assert due(begun) == day(EVERY)
    for visit, following in ((100, 200), (200, 400), (400, 800), (800, 1200)):
        not_modified(begun, PANEN, day(visit))
        assert due(begun) == day(following)
    shown(begun, PANEN, day(1200), picture(1))
    assert due(begun) == day(1600)
    shown(begun, PANEN, day(1600), picture(2))
    assert due(begun) == day(1600 + EVERY), "a swapped one is looked at as often as at first"


def test_a_picture_that_is_away_is_looked_for_ever_less_and_one_that_failed_soon(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    for visit, following in ((0, 100), (100, 300), (300, 700), (700, 1100)):
        begun.answer(PANEN, day(visit), "missing", http_status=404)
        assert due(begun) == day(following)
    begun.answer(PANEN, day(1100), "failed", http_status=500)
    assert day(1100) < (due(begun) or day(0)) < day(1101)


def test_only_what_a_last_version_shows_is_asked_for_again(begun: Archive) -> None:
    ornament = "/files/2026-03/hiasan.jpg"
    told(begun, "panen", day(0), photo(PANEN))
    begun.answer("/halaman", day(0), "ok", links=[link(ornament)])
    for path in (PANEN, ornament):
        shown(begun, path, day(0), picture(1))
    assert due(begun, ornament) is None
    assert due(begun) == day(EVERY)
    told(begun, "panen", day(1), photo(LAIN))
    shown(begun, LAIN, day(1), picture(2))
    assert due(begun) is None
    assert due(begun, LAIN) == day(1 + EVERY)


def test_what_another_article_still_shows_stays_due(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    told(begun, "pasar", day(0), photo(PANEN))
    shown(begun, PANEN, day(0), picture(1))
    assert due(begun) == day(EVERY)
    told(begun, "panen", day(1), photo(LAIN))
    assert due(begun) == day(EVERY)


def test_an_edited_article_has_its_pictures_asked_for_in_the_same_crawl(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    told(begun, "pasar", day(0), photo(LAIN), headline="Pasar")
    for path in (PANEN, LAIN):
        shown(begun, path, day(0), picture(1))
    begun.writer.flush()
    frontier = later(begun, 5)
    assert pictures_asked(frontier) == []
    told(begun, "panen", day(5), photo(PANEN), headline="Panen besar")
    told(begun, "pasar", day(5), photo(LAIN), headline="Pasar")
    assert due(begun) == day(5)
    assert pictures_asked(frontier) == [PANEN]
    not_modified(begun, PANEN, day(5.1))
    assert due(begun) == day(5.1 + EVERY)
    told(begun, "panen", day(6), photo(PANEN), headline="Panen besar")
    assert due(begun) == day(5.1 + EVERY), "the article was read again, and nobody edited it"


def test_a_picture_is_asked_for_under_the_conditions_of_its_last_capture(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    begun.answer(PANEN, day(0), "ok", etag='"a"', last_modified="Sun, 01 Mar 2026 06:00:00 GMT")
    begun.writer.flush()
    (lease,) = [lease for lease in later(begun, EVERY).lease(10) if lease.url.endswith(PANEN)]
    assert (lease.etag, lease.last_modified, lease.known) == ('"a"', "Sun, 01 Mar 2026 06:00:00 GMT", True)
    assert lease.original is not None


def test_a_crawl_for_what_is_new_asks_for_no_picture_that_it_has(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    shown(begun, PANEN, day(0), picture(1))
    begun.writer.flush()
    assert pictures_asked(later(begun, EVERY + 1, mode="new")) == []
    assert pictures_asked(later(begun, EVERY + 1)) == [PANEN]


def test_pictures_of_older_programs_and_of_imports_are_spread_over_the_interval(archive: Archive) -> None:
    archive.begin()
    paths = [f"/files/2026-03/{number}.jpg" for number in range(12)]
    told(archive, "panen", day(0), *map(photo, paths))
    archive.answer("/files/2026-03/hiasan.jpg", day(0), "ok")
    for path in paths:
        shown(archive, path, day(0), picture(1))
    assert {due(archive, path) for path in paths} == {None}
    later(archive, 1000, days=0)
    assert {due(archive, path) for path in paths} == {None}
    later(archive, 1000, days=5)
    when = [due(archive, path) for path in paths]
    assert set(when) == {day(1000 + number) for number in range(5)}
    assert due(archive, "/files/2026-03/hiasan.jpg") is None
    later(archive, 1001, days=5)
    assert [due(archive, path) for path in paths] == when, "what is planned stays planned"


@pytest.mark.parametrize("days", ["soon", "-1", "inf", "nan", "1e9", [1]])
def test_an_interval_that_is_none_is_refused(days: object) -> None:
    with pytest.raises(ValueError, match="PHOTO_REVISIT_DAYS="):
        interval_of({"PHOTO_REVISIT_DAYS": days})


def test_a_picture_that_a_listing_named_before_its_article_was_read_is_asked_for_in_its_time(begun: Archive) -> None:
    begun.answer("/halaman", day(0), "ok", links=[link(PANEN)])
    shown(begun, PANEN, day(0), picture(1))
    assert due(begun) is None
    told(begun, "panen", day(1), photo(PANEN))
    assert due(begun) == day(EVERY)


def test_a_picture_that_one_article_drops_and_another_shows_is_asked_for_again(begun: Archive) -> None:
    told(begun, "panen", day(0), photo(PANEN))
    told(begun, "lain", day(0), photo(PANEN))
    shown(begun, PANEN, day(0), picture(1))
    assert due(begun) == day(EVERY)
    told(begun, "panen", day(1), photo(LAIN))
    assert due(begun) == day(EVERY)
