"""The database is a cache of the WARC files: made again from them it is equal, row for row."""

import json
import shutil
from pathlib import Path

import pytest

from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tests.proof.lived import connected, dump, run, warc_bytes
from tests.store.making import BEGINNING
from tubancrawl.capture.warc import EventRecord, Source, event_of, is_event, iter_records
from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import ArticleItem, Byline, Dateline, EventDate, Link, PageItem, Photo
from tubancrawl.rebuild import rebuild
from tubancrawl.store.dump import iter_table
from tubancrawl.store.journal import Entry
from tubancrawl.store.told import item_from, item_json

HISTORY = sorted(Path("fixtures/history").glob("*.warc.gz"))


def kinds(archive: Path) -> list[str]:
    with connected(archive / "archive.db") as connection:
        return [row["kind"] for row in iter_table(connection, "event")]


def events_in(archive: Path) -> list[EventRecord]:
    found = []
    for path in sorted((archive / "warc").glob("*.warc.gz")):
        with Source(path.name, path).part() as file:
            found += [event_of(record, path.name) for record in iter_records(file, path.name) if is_event(record)]
    return found


def test_the_past_that_the_tests_rebuild_is_a_rich_one(lived: Path) -> None:
    assert {
        *("crawl begun", "crawl continued", "crawl finished", "frontier opened", "pages stored", "file sealed"),
    } == set(kinds(lived))
    with connected(lived / "archive.db") as connection:
        outcomes = {row["outcome"] for row in iter_table(connection, "capture")}
        asked_in_vain = [row["url"] for row in iter_table(connection, "url") if row["last_outcome"] == "blocked"]
    assert {"ok", "missing", "moved", "failed", "unreadable"} <= outcomes
    assert "https://tubankab.go.id/entry/rahasia" in asked_in_vain


def test_a_rebuilt_database_is_equal_row_for_row(lived: Path, tmp_path: Path) -> None:
    shutil.copytree(lived / "warc", tmp_path / "warc")
    told = json.loads(run(tmp_path, "rebuild", "--json"))
    assert dump(tmp_path) == dump(lived)
    assert warc_bytes(tmp_path) == warc_bytes(lived)
    assert (told["missing"], told["breaks"], told["adopted"], told["first_event"]) == ([], [], 0, 1)


def test_rebuilding_keeps_the_old_database_aside(mine: Path) -> None:
    before = dump(mine)
    run(mine, "rebuild")
    [kept] = mine.glob("archive.db.before-rebuild-*")
    assert dump(mine, kept) == before == dump(mine)


def test_an_archive_of_recordings_without_events_is_rebuilt_as_one_import(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    shutil.copy(HISTORY[0], tmp_path / "warc")
    told = json.loads(run(tmp_path, "rebuild", "--json"))
    assert (told["events"], told["adopted"]) == (0, 113)
    before = dump(tmp_path)
    told = json.loads(run(tmp_path, "rebuild", "--json"))
    assert (told["adopted"], dump(tmp_path)) == (0, before)


def test_files_that_lack_what_their_events_name_are_refused_and_the_database_stays(mine: Path) -> None:
    before = dump(mine)
    min((mine / "warc").iterdir()).unlink()
    with pytest.raises(ArchiveDamaged, match="--incomplete"):
        rebuild(mine)
    assert dump(mine) == before
    assert rebuild(mine, incomplete=True).breaks


@pytest.mark.parametrize("gone", range(3))
def test_what_is_left_of_an_archive_is_taken_whichever_file_is_lost(mine: Path, gone: int) -> None:
    whole = rebuild(mine).pages
    sorted((mine / "warc").iterdir())[gone].unlink()
    assert 0 < rebuild(mine, incomplete=True).pages < whole


def test_a_copy_without_warc_files_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    run(tmp_path, "rebuild", status=1)


@pytest.mark.needs_postgresql
def test_postgresql_is_filled_with_the_same_rows_and_never_by_surprise(
    mine: Path,
    postgresql_server: PostgresqlServer,  # noqa: F811 - pytest's way to ask for it
) -> None:
    database = postgresql_server.new_database()
    run(mine, "rebuild", "--to", database)
    assert dump(mine, database) == dump(mine)
    run(mine, "rebuild", "--to", database, status=1)
    run(mine, "rebuild", "--to", database, "--replace")
    assert dump(mine, database) == dump(mine)


def test_an_event_costs_little_and_stands_behind_the_pages_that_it_names(lived: Path) -> None:
    [imported] = [event for event in events_in(lived) if event.told.get("batch") and len(event.told["batch"]["records"]) > 50]
    per_page = imported.length / len(imported.told["batch"]["records"])
    assert per_page < 35


def test_a_file_ends_with_the_event_that_sealed_it(lived: Path) -> None:
    last = {event.warc: event.told for event in events_in(lived)}
    sealed = [name for name, told in last.items() if told["kind"] == "file sealed" and told["detail"] == {"warc": name}]
    # One of the files was left by a writer that was killed.
    assert len(sealed) == len(last) - 1


ITEMS = [
    PageItem(url="https://tubankab.go.id/x", record_id=None, captured_at=BEGINNING, outcome="blocked", evidence=["robots.txt"]),
    PageItem(
        url="https://tubankab.go.id/entries",
        record_id="urn:uuid:1",
        captured_at=BEGINNING,
        outcome="unreadable",
        kind="listing",
        links=[Link(url="https://tubankab.go.id/entry/a", kind="article", follows=True)],
        findings=["odd"],
    ),
    ArticleItem(
        url="https://tubankab.go.id/entry/a",
        record_id="urn:uuid:2",
        captured_at=BEGINNING,
        headline="Panen",
        paragraphs=["Padi."],
        dateline=Dateline(source="Tubankab", place=None),
        byline=Byline(raw="(a/b)", reporters=["a"], editor="b"),
        photos=[Photo(url=None, caption="c", credit=None)],
        event_dates=[EventDate(text="Rabu (18/07)", start="2018-07-18", weekday_ok=False)],
        sources={"headline": "told"},
    ),
]


@pytest.mark.parametrize("item", ITEMS, ids=["ask", "page", "article"])
def test_an_item_that_no_reader_made_comes_back_from_its_event(item: PageItem | ArticleItem) -> None:
    assert item_from(json.loads(json.dumps(item_json(item)))) == item


def test_an_entry_comes_back_from_its_record(lived: Path) -> None:
    for event in events_in(lived):
        entry = Entry.from_json(event.told)
        assert entry.as_json() == event.told
        assert entry.batch_holds()
