"""The list of the newest changes and the calendar, on both databases."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.store.making import Archive, day, url
from tests.store.older import back_to_0004
from tests.store.test_pictures import picture, shown
from tubancrawl.access.comparison import compared
from tubancrawl.errors import BadCursor, BadRequest
from tubancrawl.store.activity import Day, activity, years
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.derived import iter_differences
from tubancrawl.store.latest import Latest, LatestChange, SwappedPhoto, latest_changes
from tubancrawl.store.swaps import derive_swaps
from tubancrawl.store.turns import derive_turns
from tubancrawl.text import sha256

Ask = Callable[..., Latest]


@pytest.fixture
def script(archive: Archive) -> Archive:
    """Give an archive in which everything happened once."""
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.read("/entry/pasar", day(0.1), headline="Pasar murah", categories=["Sosial", "Ekonomi"])
    archive.read("/entry/panen", day(1), headline="Panen raya dimulai", paragraphs=["Petani memanen jagung."])
    archive.answer("/entry/pasar", day(2), "missing", http_status=404)
    archive.read("/entry/pasar", day(3), headline="Pasar murah", categories=["Sosial", "Ekonomi"])
    archive.read("/entry/jalan", day(4), headline="Jalan rusak", byline=None)
    archive.answer("/entry/jalan", day(5), "gone", http_status=410)
    archive.answer("/entry/jalan", day(6), "gone", http_status=410)
    archive.read("/entry/pindah", day(7), headline="Pindah")
    archive.redirect("/entry/pindah", "https://dinas.tubankab.go.id/x", day(8))
    archive.writer.flush()
    return archive


@pytest.fixture
def ask(script: Archive) -> Ask:
    def ask(**wanted: Any) -> Latest:
        with reading(script.engine) as session:
            return latest_changes(session, **wanted)

    return ask


def told(found: Latest) -> list[tuple[str, str]]:
    return [(change.kind, change.url.rpartition("/")[2]) for change in found.changes]


ALL = [
    ("moved", "pindah"),
    ("new", "pindah"),
    ("gone", "jalan"),
    ("missing", "jalan"),
    ("new", "jalan"),
    ("back", "pasar"),
    ("missing", "pasar"),
    ("edited", "panen"),
    ("new", "pasar"),
    ("new", "panen"),
]


def test_everything_that_happened_is_listed_newest_first(ask: Ask) -> None:
    found = ask()
    assert told(found) == ALL
    assert found.next is None


def test_an_edited_version_says_who_changed_which_fields(ask: Ask) -> None:
    [change] = ask(kinds=["edited"]).changes
    assert change == LatestChange(
        url=url("/entry/panen"),
        headline="Panen raya dimulai",
        at=day(1).isoformat(),
        kind="edited",
        version=2,
        versions=2,
        causes=["publisher"],
        fields=["headline", "paragraphs"],
    )


def test_the_causes_are_those_of_the_history(ask: Ask, script: Archive) -> None:
    for change in ask(kinds=["edited"]).changes:
        assert change.version is not None
        version = script.history(change.url)["versions"][change.version - 1]
        assert change.fields == [one["field"] for one in version["changes"]]
        assert set(change.causes) == {one["cause"] for one in version["changes"]}


def test_a_new_version_has_the_headline_that_it_had(ask: Ask) -> None:
    assert [change.headline for change in ask(kinds=["new", "edited"]).changes if change.url.endswith("panen")] == [
        "Panen raya dimulai",
        "Panen raya",
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 9, 10])
def test_pages_of_any_length_have_everything_once(ask: Ask, limit: int) -> None:
    found, cursor = [], None
    while True:
        page = ask(limit=limit, cursor=cursor)
        assert len(page.changes) == limit or page.next is None
        found += told(page)
        cursor = page.next
        if cursor is None:
            break
    assert found == ALL


def test_things_of_one_moment_are_on_one_page_or_the_next_and_never_on_both(archive: Archive) -> None:
    archive.begin()
    for name in "abcd":
        archive.read(f"/entry/{name}", day(0))
        archive.answer(f"/entry/{name}", day(1), "missing", http_status=404)
        archive.read(f"/entry/{name}", day(2), headline=f"Lagi {name}")
    archive.writer.flush()
    with reading(archive.engine) as session:
        whole = latest_changes(session, limit=100).changes
        found, cursor = [], None
        for _ in range(len(whole)):
            page = latest_changes(session, limit=1, cursor=cursor)
            found += page.changes
            cursor = page.next
    assert len(whole) == 16
    assert found == whole


def test_a_change_that_comes_while_somebody_reads_moves_no_row_of_the_next_page(ask: Ask, script: Archive) -> None:
    first = ask(limit=4)
    script.read("/entry/baru", day(20))
    script.writer.flush()
    assert told(first) + told(ask(cursor=first.next)) == ALL


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kinds": ["missing", "gone"]}, [("gone", "jalan"), ("missing", "jalan"), ("missing", "pasar")]),
        ({"kinds": ["new"]}, [row for row in ALL if row[0] == "new"]),
        ({"kinds": []}, []),
        ({"since": "2026-03-08"}, ALL[:2]),
        ({"until": "2026-03-01"}, ALL[-2:]),
        ({"since": "2026-03-02", "until": "2026-03-03"}, ALL[6:8]),
        ({"since": day(7).isoformat()}, ALL[:2]),
        ({"until": day(0).isoformat()}, ALL[-1:]),
        ({"category": "Sosial"}, [row for row in ALL if row[1] == "pasar"]),
        ({"category": "Sosial", "kinds": ["back"]}, [("back", "pasar")]),
        ({"category": "sos"}, []),
        ({"category": "' OR 1=1 --"}, []),
        ({"reporter": "sinta"}, [row for row in ALL if row[1] != "jalan"]),
        ({"reporter": "dewa"}, []),
    ],
)
def test_the_list_can_be_narrowed(ask: Ask, wanted: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(ask(**wanted)) == expected


def test_a_day_is_one_of_tuban(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/malam", day(0.5))  # 18:00 UTC: one in the morning of the next day
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert latest_changes(session, until="2026-03-01").changes == []
        assert len(latest_changes(session, since="2026-03-02", until="2026-03-02").changes) == 1
        assert activity(session, 2026) == [Day(date=date(2026, 3, 2), new=1, edited=0, gone=0)]


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "????", "W10", "bnVsbA", "WzEsMiwzLDRd", "WyIyMDI2LTAzLTAxIiwxLDAsMV0", "é", "A" * 100_000, "W1tbW1tbW1tb"],
)
def test_a_cursor_that_we_did_not_give_is_refused(ask: Ask, cursor: str) -> None:
    with pytest.raises(BadCursor, match="ask again without it"):
        ask(cursor=cursor)


@pytest.mark.parametrize(
    "wanted",
    [
        {"since": "yesterday"},
        {"until": "2026-02-30"},
        {"since": ""},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"kinds": ["lost"]},
    ],
)
def test_a_time_or_a_kind_that_is_none_is_refused(ask: Ask, wanted: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="expected"):
        ask(**wanted)


def test_an_empty_archive_has_no_changes(archive: Archive) -> None:
    with reading(archive.engine) as session:
        assert latest_changes(session) == Latest(changes=[], next=None)
        assert (activity(session, 2026), years(session)) == ([], [])


def test_the_calendar_counts_what_happened_on_each_day(script: Archive) -> None:
    script.read("/entry/lama", day(-400), headline="Lama")
    script.writer.flush()
    with reading(script.engine) as session:
        days = {found.date: (found.new, found.edited, found.gone) for found in activity(session, 2026)}
        assert days == {
            date(2026, 3, 1): (2, 0, 0),
            date(2026, 3, 2): (0, 1, 0),
            date(2026, 3, 3): (0, 0, 1),
            date(2026, 3, 5): (1, 0, 0),
            date(2026, 3, 6): (0, 0, 1),
            date(2026, 3, 8): (1, 0, 0),
            date(2026, 3, 9): (0, 0, 1),
        }
        assert years(session) == [2025, 2026]
        assert activity(session, 2024) == activity(session, 0) == activity(session, 10**9) == []


def test_an_article_that_was_never_seen_before_it_came_is_new_and_not_back(archive: Archive) -> None:
    archive.begin()
    archive.answer("/entry/x", day(0), "missing", http_status=404)
    archive.read("/entry/x", day(1))
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert told(latest_changes(session)) == [("new", "x")]


def test_a_capture_found_later_rewrites_when_the_article_went(script: Archive) -> None:
    script.read("/entry/pasar", day(2.5), headline="Pasar murah", categories=["Sosial", "Ekonomi"])
    script.read("/entry/jalan", day(5.5), headline="Jalan rusak", byline=None)
    script.writer.flush()
    with reading(script.engine) as session:
        found = [(change.kind, change.at) for change in latest_changes(session, kinds=["back", "missing", "gone"]).changes]
        assert list(iter_differences(session.connection())) == []
    assert found == [
        ("missing", day(6).isoformat()),
        ("back", day(5.5).isoformat()),
        ("missing", day(5).isoformat()),
        ("back", day(2.5).isoformat()),
        ("missing", day(2).isoformat()),
    ]


def test_two_addresses_that_become_one_article_leave_no_turn_of_the_other(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), headline="A")
    archive.read("/entry/b", day(0), headline="B")
    for at in (1, 2):
        archive.answer("/entry/b", day(at), "missing", http_status=404)
    archive.writer.flush()
    archive.redirect("/entry/b", "/entry/a", day(3))
    archive.read("/entry/a", day(4), headline="A")
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert list(iter_differences(session.connection())) == []
        assert {change.url for change in latest_changes(session).changes} == {url("/entry/a")}


def test_an_altered_turn_is_seen(script: Archive) -> None:
    with script.engine.begin() as connection:
        connection.execute(text("UPDATE turn SET kind = 'back' WHERE kind = 'missing'"))
    with reading(script.engine) as session:
        assert {table for table, _, _ in iter_differences(session.connection())} == {"turn"}


def test_an_older_archive_learns_its_turns_when_it_is_opened(script: Archive, tmp_path: Path) -> None:
    with reading(script.engine) as session:
        expected = latest_changes(session, limit=100)
    script.writer.close()
    back_to_0004(script.engine)
    script.engine.dispose()
    engine = open_database(tmp_path / "archive.db" if script.engine.dialect.name == "sqlite" else str(script.engine.url))
    with reading(engine) as session:
        assert latest_changes(session, limit=100) == expected
    engine.dispose()


def test_turns_are_derived_again_from_the_captures_alone(script: Archive) -> None:
    with script.engine.begin() as connection:
        connection.execute(text("DELETE FROM turn"))
        derive_turns(connection)
        assert list(iter_differences(connection)) == []
        assert connection.scalar(text("SELECT count(*) FROM turn")) == 5


PANEN = "/files/2026-02/panen.jpg"


@pytest.fixture
def swapped(archive: Archive) -> Archive:
    """Give an archive in which a picture was compressed anew, and then swapped at its address without an edit of any text."""
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.read("/entry/pasar", day(0), headline="Pasar", categories=["Sosial"])
    archive.read("/entry/sawah", day(0), headline="Sawah")
    shown(archive, PANEN, day(0), picture(1))
    archive.read("/entry/sawah", day(1), headline="Sawah", photos=[])
    shown(archive, PANEN, day(2), picture(1, 30))
    shown(archive, PANEN, day(3), picture(2))
    archive.read("/entry/baru", day(4), headline="Baru")
    archive.writer.flush()
    return archive


def test_a_swapped_picture_is_a_change_of_each_article_that_showed_it_then(swapped: Archive) -> None:
    photo = SwappedPhoto(url(PANEN), sha256(picture(1, 30)), sha256(picture(2)))
    with reading(swapped.engine) as session:
        found = latest_changes(session, kinds=["photo_swapped"])
        assert told(found) == [("photo_swapped", "pasar"), ("photo_swapped", "panen")]
        assert found.changes[1] == LatestChange(
            url=url("/entry/panen"),
            headline="Panen raya",
            at=day(3).isoformat(),
            kind="photo_swapped",
            version=None,
            versions=1,
            causes=[],
            fields=[],
            photo=photo,
        )
        assert found.as_json()["changes"][0]["photo"] == photo._asdict()
        assert told(latest_changes(session, kinds=["photo_swapped"], category="Sosial")) == [("photo_swapped", "pasar")]
        assert told(latest_changes(session, since=day(2.5).isoformat(), until=day(3).isoformat())) == told(found)
        assert list(iter_differences(session.connection())) == []


def test_swaps_stand_among_the_other_changes_once_whatever_the_length_of_a_page(swapped: Archive) -> None:
    swapped.read("/entry/panen", day(3), headline="Panen lagi")
    swapped.read("/entry/pasar", day(5), headline="Pasar", categories=["Sosial"])
    swapped.answer("/entry/pasar", day(6), "missing", http_status=404)
    shown(swapped, PANEN, day(6), picture(1))
    swapped.writer.flush()
    with reading(swapped.engine) as session:
        whole = latest_changes(session, limit=100).changes
        assert [change.kind for change in whole].count("photo_swapped") == 5
        for limit in (1, 2, 3):
            found, cursor = [], None
            for _ in whole:
                page = latest_changes(session, limit=limit, cursor=cursor)
                found += page.changes
                if (cursor := page.next) is None:
                    break
            assert found == whole


def test_a_swap_is_the_same_in_whatever_order_its_captures_arrive(swapped: Archive) -> None:
    shown(swapped, PANEN, day(2.5), picture(3))
    swapped.writer.flush()
    with reading(swapped.engine) as session:
        moments = [change.at for change in latest_changes(session, kinds=["photo_swapped"], category="Sosial").changes]
        assert list(iter_differences(session.connection())) == []
    assert moments == [day(3).isoformat(), day(2.5).isoformat()]


def test_an_altered_a_missing_and_an_invented_swap_are_seen(swapped: Archive) -> None:
    number = swapped.row(PANEN).id
    for change in (
        "UPDATE swap SET position = 7",
        "DELETE FROM swap",
        f"INSERT INTO swap SELECT id, 0, discovered_at, 'a', 'b' FROM url WHERE id <> {number} AND kind = 'article'",
    ):
        with swapped.engine.connect() as connection, connection.begin() as undone:
            connection.execute(text(change))
            assert {table for table, _, _ in iter_differences(connection)} == {"swap"}
            undone.rollback()


def test_swaps_are_derived_again_from_the_captures_alone(swapped: Archive) -> None:
    with swapped.engine.begin() as connection:
        connection.execute(text("DELETE FROM swap"))
        derive_swaps(connection)
        assert list(iter_differences(connection)) == []
        assert connection.scalar(text("SELECT count(*) FROM swap")) == 1


def test_two_versions_with_a_swap_between_them_differ_in_their_photo(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    shown(archive, PANEN, day(0.1), picture(1))
    archive.read("/entry/panen", day(90))
    archive.read("/entry/panen", day(100), headline="Panen besar")
    shown(archive, PANEN, day(100.1), picture(2))
    archive.read("/entry/panen", day(101), headline="Panen usai")
    shown(archive, PANEN, day(101.1), picture(2, 30))
    archive.writer.flush()
    with reading(archive.engine) as session:
        types = [compared(session, "panen", old, old + 1).as_json()["types"] for old in (1, 2)]
    assert types == [{"headline": 1, "wording": 1, "photo_swapped": 1}, {"headline": 1, "wording": 1}]
