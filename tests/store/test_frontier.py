from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.store.making import Archive, day, link, url
from tubancrawl.errors import BadUrl
from tubancrawl.items import Original, Outcome, PageItem
from tubancrawl.store.database import reading
from tubancrawl.store.frontier import OPENED, Frontier, Lease, Mode
from tubancrawl.store.models import Crawl, Event

FRONT, ENTRIES = url("/"), url("/entries")


def paths(leases: Sequence[Lease]) -> list[str]:
    return [lease.url.removeprefix("https://tubankab.go.id") for lease in leases]


def leased(archive: Archive, frontier: Frontier) -> list[str]:
    archive.writer.flush()
    return paths(frontier.lease(100))


def test_a_crawl_begins_at_its_entry_points(archive: Archive) -> None:
    frontier = archive.begin()
    assert not frontier.has_due()
    frontier.open([FRONT, ENTRIES])
    assert frontier.has_due()
    assert leased(archive, frontier) == ["/", "/entries"]
    assert not frontier.has_due()


def test_a_lease_is_given_once(archive: Archive) -> None:
    frontier = archive.begin()
    frontier.open([FRONT, ENTRIES])
    assert [paths(frontier.lease(1)) for _ in range(3)] == [["/"], ["/entries"], []]


def test_news_are_asked_for_at_once_and_other_links_are_only_remembered(archive: Archive) -> None:
    frontier = archive.begin()
    named = ["/entry/a", "/files/2026-02/a.jpg", "/entries?page=2", "/category/b", "/page/kontak", "/entry/a"]
    archive.answer("/entries", day(0), "ok", links=[link(path) for path in named])
    assert leased(archive, frontier) == ["/entry/a", "/files/2026-02/a.jpg", "/entries?page=2", "/category/b"]
    assert archive.row("/page/kontak").due_at is None


def test_a_page_that_was_visited_is_not_asked_for_again_in_the_same_crawl(archive: Archive) -> None:
    frontier = archive.begin()
    frontier.open([ENTRIES])
    leased(archive, frontier)
    archive.answer("/entries", day(0), "failed")
    archive.now = day(0.5)
    frontier.open([ENTRIES])
    assert leased(archive, frontier) == []


def test_a_killed_crawl_goes_on_where_it_was(archive: Archive) -> None:
    frontier = archive.begin(mode="all")
    frontier.open([ENTRIES])
    leased(archive, frontier)
    archive.answer("/entries", day(0), "ok", links=[link("/entry/a"), link("/entry/b"), link("/entry/c")])
    assert leased(archive, frontier) == ["/entry/a", "/entry/b", "/entry/c"]
    archive.read("/entry/a", day(0))
    archive.writer.flush()
    archive.reopen()
    archive.now = day(0.1)
    frontier = archive.begin(mode="all")
    frontier.open([ENTRIES])
    assert archive.count(Crawl) == 1
    assert leased(archive, frontier) == ["/entry/b", "/entry/c"]


def _known(archive: Archive, *, pages: int = 3) -> None:
    """Crawl a listing of some pages, one article each, to its end."""
    archive.begin()
    for number in range(1, pages + 1):
        listing = "/entries" if number == 1 else f"/entries?page={number}"
        following = [link(f"/entries?page={number + 1}", follows=True)] if number < pages else []
        archive.answer(listing, day(0), "ok", links=[link(f"/entry/{number}x"), *following])
        archive.read(f"/entry/{number}x", day(0))
    archive.finish()
    archive.reopen()
    archive.now = day(0.5)


def test_a_listing_is_followed_while_it_brings_news(archive: Archive) -> None:
    _known(archive)
    frontier = archive.begin()
    frontier.open([ENTRIES])
    assert leased(archive, frontier) == ["/entries"]
    archive.answer("/entries", day(0.5), "ok", links=[link("/entry/new"), link("/entries?page=2", follows=True)])
    assert leased(archive, frontier) == ["/entries?page=2", "/entry/new"]
    archive.answer("/entries?page=2", day(0.5), "ok", links=[link("/entry/1x"), link("/entries?page=3", follows=True)])
    assert leased(archive, frontier) == []


def test_news_that_the_front_page_brought_first_are_news_of_the_listing_too(archive: Archive) -> None:
    _known(archive)
    frontier = archive.begin()
    archive.answer("/", day(0.5), "ok", links=[link("/entry/new")])
    archive.read("/entry/new", day(0.5))
    archive.writer.flush()
    archive.answer("/entries", day(0.5), "ok", links=[link("/entry/new"), link("/entries?page=2", follows=True)])
    assert leased(archive, frontier) == ["/entries?page=2"]


def test_a_crawl_for_everything_follows_the_listing_to_its_end(archive: Archive) -> None:
    _known(archive)
    frontier = archive.begin(mode="all")
    frontier.open([ENTRIES])
    archive.answer("/entries?page=4", day(0.5), "ok", links=[link("/entry/1x"), link("/entries?page=5", follows=True)])
    archive.writer.flush()
    assert archive.row("/entries?page=5").due_at == day(0.5)


@pytest.mark.parametrize("mode", ["due", "new", "all"])
def test_a_listing_that_repeats_itself_for_ever_is_left(archive: Archive, mode: Mode) -> None:
    frontier = archive.begin(mode=mode)
    asked = 0
    page = "/entries"
    for number in range(2, 12):
        archive.answer(page, day(0), "ok", links=[link("/entry/same"), link(f"/entries?page={number}", follows=True)])
        page = f"/entries?page={number}"
        if page not in leased(archive, frontier):
            break
        asked += 1
    assert asked == 1


def test_two_listings_of_the_same_articles_do_not_end_each_other(archive: Archive) -> None:
    frontier = archive.begin(mode="all")
    archive.answer("/category/a", day(0), "ok", links=[link("/entry/1x"), link("/category/a?page=2", follows=True)])
    archive.writer.flush()
    archive.answer("/entries", day(0), "ok", links=[link("/entry/1x"), link("/entries?page=2", follows=True)])
    assert {"/category/a?page=2", "/entries?page=2"} <= set(leased(archive, frontier))


def test_a_next_page_is_asked_for_once_in_a_crawl(archive: Archive) -> None:
    frontier = archive.begin()
    archive.answer("/entries?page=2", day(0), "ok")
    archive.answer("/entries", day(0), "ok", links=[link("/entry/new"), link("/entries?page=2", follows=True)])
    archive.writer.flush()
    archive.answer("/category/a", day(0), "ok", links=[link("/entry/newer"), link("/entries?page=2", follows=True)])
    assert "/entries?page=2" not in leased(archive, frontier)


def test_new_asks_for_no_article_that_was_captured_before(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/known", day(0), links=[link("/entry/failed")])
    archive.answer("/entry/failed", day(0), "failed")
    archive.answer("/entry/missing", day(0), "missing")
    archive.finish()
    archive.now = day(100)
    frontier = archive.begin(mode="new")
    frontier.open([ENTRIES])
    assert sorted(leased(archive, frontier)) == ["/entries", "/entry/failed"]


def test_all_asks_for_every_article_and_listing_and_no_photo_twice(archive: Archive) -> None:
    archive.begin()
    for path in ("/entry/known", "/entries?page=2", "/files/2026-02/a.jpg"):
        archive.answer(path, day(0), "ok")
    archive.finish()
    archive.now = day(0.1)
    frontier = archive.begin(mode="all")
    frontier.open([ENTRIES])
    assert sorted(leased(archive, frontier)) == ["/entries", "/entries?page=2", "/entry/known"]


def test_ask_only_asks_for_exactly_these(archive: Archive) -> None:
    archive.begin()
    archive.answer("/entries", day(0), "ok", links=[link("/entry/due")])
    archive.finish()
    frontier = archive.begin()
    frontier.ask_only(["http://www.tubankab.go.id/entries/a/", url("/entry/b"), url("/entry/a")])
    assert frontier.has_due()
    assert not frontier.grows
    assert leased(archive, frontier) == ["/entry/a", "/entry/b"]
    archive.read("/entry/a", day(0), links=[link("/entry/c")])
    assert leased(archive, frontier) == []
    assert not frontier.has_due()


def test_ask_only_goes_on_after_a_kill(archive: Archive) -> None:
    frontier = archive.begin()
    frontier.ask_only([url("/entry/a"), url("/entry/b")])
    leased(archive, frontier)
    archive.read("/entry/a", day(0))
    archive.writer.flush()
    archive.reopen()
    frontier = archive.begin()
    frontier.ask_only([url("/entry/a"), url("/entry/b")])
    assert leased(archive, frontier) == ["/entry/b"]
    assert not frontier.has_due()


def test_ask_only_refuses_what_is_no_address(archive: Archive) -> None:
    frontier = archive.begin()
    with pytest.raises(BadUrl):
        frontier.ask_only(["not a url"])


def _conditions(archive: Archive) -> dict[str, tuple[str | None, str | None]]:
    """Return under which conditions the addresses that are due in ten days are asked for."""
    archive.finish()
    archive.now += timedelta(days=10)
    frontier = archive.begin(mode="all")
    frontier.open([])
    return {lease.url.removeprefix("https://tubankab.go.id"): (lease.etag, lease.last_modified) for lease in frontier.lease(10)}


def test_validators_of_the_newest_answer_that_was_read_are_handed_out(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), of={"etag": '"1"', "last_modified": "Sun, 01 Mar 2026 06:00:00 GMT"})
    archive.read("/entry/a", day(1), of={"etag": '"2"', "last_modified": None})
    archive.answer("/entries", day(0), "ok", etag='"3"')
    assert _conditions(archive) == {"/entry/a": ('"2"', None), "/entries": (None, None)}


@pytest.mark.parametrize("outcome", ["failed", "blocked", "missing", "soft_missing", "unreadable", "moved"])
def test_after_a_visit_that_read_nothing_the_page_itself_is_asked_for(archive: Archive, outcome: Outcome) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), of={"etag": '"1"'})
    archive.answer("/entry/a", day(1), outcome, etag='"maintenance"')
    archive.now = day(300)
    assert _conditions(archive) == {"/entry/a": (None, None)}
    assert archive.row("/entry/a").etag == '"1"'


def test_every_tenth_visit_asks_for_the_page_itself(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", archive.now, of={"etag": '"1"'})
    asked = []
    for _ in range(25):
        asked.append(_conditions(archive)["/entry/a"][0])
        if asked[-1] is None:
            archive.read("/entry/a", archive.now, of={"etag": '"1"'})
        else:
            archive.answer("/entry/a", archive.now, "not_modified", http_status=304, body_digest=None)
    assert [number for number, etag in enumerate(asked, 1) if etag is None] == [10, 20]


def test_nothing_is_asked_under_conditions_whose_body_the_archive_lacks(archive: Archive) -> None:
    archive.begin(how="import")
    archive.read("/entry/a", day(0), of={"etag": '"1"', "body_digest": None, "refers_to": "urn:uuid:elsewhere"})
    archive.read("/entry/b", day(0), of={"etag": '"1"', "body_digest": None})
    assert _conditions(archive) == {"/entry/a": (None, None), "/entry/b": (None, None)}


def test_what_an_equal_answer_refers_to_comes_with_the_lease(archive: Archive) -> None:
    archive.begin()
    full = archive.read("/entry/a", day(0))
    archive.read(
        "/entry/a", day(1), of={"etag": '"new"', "body_digest": None, "refers_to": full.record_id, "request_digest": "c"}
    )
    archive.answer("/entry/a", day(2), "soft_missing")
    archive.finish()
    archive.now = day(10)
    [lease] = archive.begin().lease(1)
    assert lease.original == Original(
        record_id=full.record_id, url=full.url, captured_at=day(0), body_digest=full.body_digest or "", request_digest="c"
    )


def test_a_full_answer_takes_the_place_of_the_one_before(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0))
    newer = archive.read("/entry/a", day(1))
    archive.read("/entry/a", day(0.5))
    row = archive.row("/entry/a")
    assert (row.original_record_id, row.original_at, row.original_digest) == (newer.record_id, day(1), newer.body_digest)


def _after(archive: Archive, path: str, *outcomes: Outcome) -> timedelta | None:
    """Return the pause before the next visit, after visits that ended so."""
    archive.begin()
    for number, outcome in enumerate(outcomes):
        archive.answer(path, day(number), outcome)
    row = archive.row(path)
    return row.due_at - day(len(outcomes) - 1) if row.due_at is not None else None


@pytest.mark.parametrize(
    ("path", "outcomes", "pause"),
    [
        ("/entry/a", ["failed"], timedelta(hours=1)),
        ("/entry/a", ["failed", "blocked", "failed"], timedelta(hours=4)),
        ("/entry/a", ["failed"] * 12, timedelta(days=7)),
        ("/entry/a", ["failed", "unreadable", "failed"], timedelta(hours=1)),
        ("/entry/a", ["missing"], timedelta(days=1)),
        ("/entry/a", ["missing", "gone"], timedelta(days=2)),
        ("/entry/a", ["missing"] * 3, timedelta(days=7)),
        ("/entry/a", ["missing"] * 9, timedelta(days=30)),
        ("/entry/a", ["moved"], timedelta(days=180)),
        ("/entries", ["ok"], None),
        ("/entries", ["failed"], timedelta(hours=1)),
        ("/files/2026-02/a.jpg", ["ok"], None),
        ("/files/2026-02/a.jpg", ["missing"], None),
        ("/files/2026-02/a.jpg", ["failed"], timedelta(hours=1)),
    ],
    ids=str,
)
def test_what_was_not_there_is_asked_for_later_and_later(
    archive: Archive, path: str, outcomes: list[Outcome], pause: timedelta | None
) -> None:
    assert _after(archive, path, *outcomes) == pause


@pytest.mark.parametrize(
    ("published_at", "days"),
    [("2026-03-01", 1), ("2026-02-23T08:00:00+07:00", 1), ("2026-02-20", 7), ("2026-01-01", 30), ("2018-07-18", 180), (None, 1)],
    ids=str,
)
def test_an_article_is_visited_less_the_older_it_is(archive: Archive, published_at: str | None, days: int) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), published_at=published_at)
    assert archive.row("/entry/a").due_at == day(days)


def test_an_article_without_a_date_ages_from_its_first_capture(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), published_at=None)
    archive.writer.flush()
    archive.answer("/entry/a", day(40), "not_modified")
    assert archive.row("/entry/a").due_at == day(70)


def test_an_old_capture_that_arrives_late_leaves_the_schedule_alone(archive: Archive) -> None:
    archive.begin(how="import")
    archive.read("/entry/a", day(5), of={"etag": '"new"'})
    before = archive.row("/entry/a")
    archive.answer("/entry/a", day(1), "missing", etag='"old"')
    after = archive.row("/entry/a")
    assert (after.due_at, after.tries, after.etag, after.last_outcome) == (before.due_at, 0, '"new"', "ok")


def test_what_a_recording_lacks_is_still_due_on_the_network(archive: Archive) -> None:
    frontier = archive.begin(how="replay")
    archive.answer("/entries", day(0), "ok", links=[link("/entry/a")])
    assert leased(archive, frontier) == ["/entry/a"]
    archive.writer.settle(PageItem(url=url("/entry/a"), record_id=None, captured_at=day(0), outcome="not_in_replay"))
    assert leased(archive, frontier) == []
    archive.finish()
    assert leased(archive, archive.begin()) == ["/entry/a"]


def test_an_alias_is_visited_under_its_own_name_only(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/123", day(0), canonical=url("/entry/a"))
    assert archive.row("/entry/123").due_at is None
    assert archive.row("/entry/a").due_at == day(0)


def test_no_address_is_lost(archive: Archive) -> None:
    frontier = archive.begin()
    archive.answer("/entries", day(0), "ok", links=[link(f"/entry/x{n}") for n in range(700)])
    archive.writer.flush()
    found = [path for _ in range(8) for path in paths(frontier.lease(100))]
    assert found == [f"/entry/x{n}" for n in range(700)]


def test_a_long_list_is_opened_in_portions_and_asked_for_whole(archive: Archive) -> None:
    frontier = archive.begin()
    wanted = [url(f"/entry/{number}") for number in range(1_200)]
    frontier.ask_only([*wanted, wanted[0]])
    with reading(archive.engine) as session:
        opened = session.scalars(select(Event.detail).where(Event.kind == OPENED)).all()
    assert [len(detail["urls"]) for detail in opened] == [500, 500, 200]
    asked = [lease.url for _ in range(13) for lease in frontier.lease(100)]
    assert sorted(asked) == sorted(wanted)
    assert not frontier.has_due()
