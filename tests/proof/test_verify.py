"""What verification finds, and what it leaves in peace."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.capture.test_recorder import killed, numbered, recording
from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tests.proof.lived import dump, in_a_process, run, warc_bytes
from tubancrawl import reprocess
from tubancrawl.capture.recorder import Recorder
from tubancrawl.errors import ArchiveLocked
from tubancrawl.rebuild import rebuild
from tubancrawl.store.database import open_database
from tubancrawl.store.journal import Entry
from tubancrawl.store.lock import ArchiveLock
from tubancrawl.verification import examine, repair, verify


@pytest.mark.parametrize("deep", [False, True], ids=["shallow", "deep"])
def test_nothing_is_found_in_a_sound_archive_and_nothing_is_changed(mine: Path, deep: bool) -> None:
    before = dump(mine), warc_bytes(mine)
    report = examine(mine, deep=deep)
    assert (report.problems, report.notes) == ([], [])
    assert (dump(mine), warc_bytes(mine)) == before
    assert report.last_event == json.loads(run(mine, "status", "--json"))["last_event"]["chain_sha256"]


@pytest.mark.needs_postgresql
def test_rows_in_postgresql_are_verified_alike(
    mine: Path,
    postgresql_server: PostgresqlServer,  # noqa: F811 - pytest's way to ask for it
) -> None:
    database = postgresql_server.new_database()
    rebuild(mine, to=database)
    assert examine(mine, database, deep=True).problems == []
    engine = open_database(database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE url SET tries = 7 WHERE id = 3"))
    engine.dispose()
    assert [(problem.kind, problem.table, problem.row) for problem in verify(mine, database, deep=True)] == [
        ("cell-differs", "url", "3")
    ]


def test_a_crawl_that_runs_is_left_in_peace(mine: Path) -> None:
    with recording(mine) as recorder:
        recorder.record(numbered(20), awaits_item=True)
        recorder.record(numbered(21), awaits_item=False)
        recorder.flush()
        recorder.record(numbered(22), awaits_item=False)
        report = examine(mine, deep=True)
    assert report.problems == []
    assert [note for note in report.notes if ".open: a crawl is writing it" in note]
    assert verify(mine, deep=True) == []


@pytest.mark.parametrize("flushed", [0, 1, 2])
def test_what_a_killed_writer_left_is_no_problem_before_its_heir_or_after(tmp_path: Path, flushed: int) -> None:
    killed(tmp_path, [41, 42], flushed=flushed)
    assert verify(tmp_path, deep=True) == []
    _go_on(tmp_path)
    assert verify(tmp_path, deep=True) == []


def _go_on(archive: Path) -> None:
    with recording(archive) as recorder:
        reprocess.adopt(recorder)


def _killed_between_entry_and_commit(archive: Path) -> None:
    recorder = recording(archive)
    recorder.record(numbered(51), awaits_item=False)
    recorder._write_event(Entry(number=2, at=recorder._clock(), kind="pages stored", detail={}, before="lost"))


def test_an_entry_that_was_never_committed_is_passed_over(tmp_path: Path) -> None:
    in_a_process(_killed_between_entry_and_commit, tmp_path)
    _go_on(tmp_path)
    problems = verify(tmp_path, deep=True)
    # An entry of a dead run continues what was then the last event; this one was made up, and that is told.
    assert [problem.kind for problem in problems] == ["event-orphan"]
    before = dump(tmp_path)
    rebuild(tmp_path)
    assert dump(tmp_path) == before


def test_problems_have_a_stable_shape_and_an_exit_status(mine: Path) -> None:
    path = min((mine / "warc").iterdir())
    data = path.read_bytes()
    path.write_bytes(data[:-10])
    told = json.loads(run(mine, "verify", "--json", status=4))
    assert {"file-altered", "file-short"} <= {problem["problem"] for problem in told["problems"]}
    assert set(told["problems"][0]) == {"problem", "text", "warc", "offset", "record_id", "table", "row"}
    assert f"warc/{path.name}" in run(mine, "verify", status=4)


def _without_events(self: Recorder, _entry: Entry) -> dict[str, int]:
    return {**self._adopted, **self._warc.sync()}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive from before events were kept in WARC files, with one run by today's program on top."""
    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "_write_event", _without_events)
        with recording(tmp_path / "old") as recorder:
            recorder.record(numbered(1), awaits_item=False)
    return tmp_path / "old"


def test_what_an_old_archive_cannot_prove_is_a_note(old: Path) -> None:
    report = examine(old, deep=True)
    assert report.problems == []
    assert [note for note in report.notes if note.startswith("all events")]
    with recording(old) as recorder:
        recorder.record(numbered(2), awaits_item=False)
    report = examine(old, deep=True)
    assert report.problems == []
    assert [note for note in report.notes if note.startswith("the events before 4")]


def test_an_old_archive_is_rebuilt_as_far_as_it_goes(old: Path) -> None:
    with recording(old) as recorder:
        recorder.record(numbered(2), awaits_item=False)
    told = json.loads(run(old, "rebuild", "--json"))
    assert (told["first_event"], told["adopted"]) == (4, 1)
    assert verify(old, deep=True) == []


def test_two_copies_with_damage_of_their_own_make_one_good_archive(mine: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(mine, tmp_path / "copy"))
    pristine = warc_bytes(mine)
    name = max(pristine, key=lambda name: len(pristine[name]))
    for archive, place in ((mine, 0.2), (copy, 0.8)):
        data = bytearray(pristine[name])
        data[int(place * len(data))] ^= 1
        (archive / "warc" / name).write_bytes(bytes(data))
    repaired = repair(mine, copy)
    assert repaired.after.problems == []
    assert warc_bytes(mine) == pristine
    assert name in {problem.warc for problem in repaired.copy.problems}
    [kept] = (mine / "quarantine").glob("*.damaged")
    assert "digest" in kept.with_suffix(".txt").read_text()


def test_an_older_copy_never_takes_away_what_came_later(mine: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(mine, tmp_path / "copy"))
    with recording(mine) as recorder:
        recorder.record(numbered(30), awaits_item=False)
    before, files = dump(mine), warc_bytes(mine)
    (mine / "archive.db").write_bytes(b"no database any more")
    repaired = repair(mine, copy)
    assert repaired.after.problems == []
    assert (dump(mine), warc_bytes(mine)) == (before, files)


def test_repair_needs_the_lock_and_another_folder(mine: Path, tmp_path: Path) -> None:
    run(mine, "verify", "--copy", str(mine), status=1)
    copy = shutil.copytree(mine, tmp_path / "copy")
    with ArchiveLock(mine), pytest.raises(ArchiveLocked, match="held by process"):
        repair(mine, Path(copy))


def test_a_database_that_is_none_is_named_and_its_files_are_still_looked_at(mine: Path) -> None:
    (mine / "archive.db").write_bytes(b"x" * 5000)
    path = min((mine / "warc").iterdir())
    path.write_bytes(path.read_bytes()[:-10])
    assert [problem.kind for problem in verify(mine)] == ["database-unreadable", "record-unreadable"]
