"""Archives that are read-only, newer, or half copied: what can be done is done, the rest is said, and nothing is harmed."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Done, run_apart, run_here
from tests.exports import articles
from tests.services import missing
from tubancrawl.capture.warc import iter_stored
from tubancrawl.cli import cli

BIN = Path(sys.executable).parent
DAY, LATER = Path("fixtures/history/2018-07-20.warc.gz"), Path("fixtures/history/2019-03-06.warc.gz")
SLUG = "festval-layang-layang-ramaikan-pantai-panyuran"

READING: tuple[tuple[str, ...], ...] = (
    *(("list",), ("show", SLUG), ("history", SLUG), ("export", "jsonl"), ("status",), ("inspect", SLUG)),
    ("reprocess", "--dry-run", "--workers", "1"),
)
WRITING = (("import", str(LATER)), ("reprocess", "--workers", "1"))
CRAWL = ("crawl", "tubankab", "-L", "CRITICAL", "-s", f"REPLAY_FROM={LATER}")


def crawl(archive: Path, *, before: tuple[str, ...] = ()) -> Done:
    command = [*before, str(BIN / "scrapy"), *CRAWL, "-s", f"ARCHIVE={archive}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    return Done(done.returncode, done.stdout, done.stderr)


def contents(folder: Path) -> dict[str, str]:
    """What is in an archive; SQLite's helper files come and go."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm")) and path.name != "LOCK"
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "archive"
    cli.main(["--archive", str(folder), "import", str(DAY)], standalone_mode=False)
    return folder


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


@pytest.fixture
def read_only(archive: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """An archive in which nobody may write, and what makes that hold for root too."""
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            missing("setpriv", "apt-get install -y util-linux, or do not run the tests as root")
        before = ("setpriv", "--bounding-set=-dac_override")
    for path in (archive, *archive.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield archive, before
    for path in (archive, *archive.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_archive_can_be_read_and_says_that_it_cannot_be_added_to(read_only: tuple[Path, tuple[str, ...]]) -> None:
    archive, before = read_only
    kept = contents(archive)
    told = run_apart(archive, [*READING, *WRITING], before=before)
    for words, done in zip(READING, told, strict=False):
        assert (done.returncode, done.stderr) == (0, ""), words
    for done in [*told[len(READING) :], crawl(archive, before=before)]:
        assert done.returncode == 1, done
        assert "expected a folder to write in" in done.stderr
        assert "Traceback" not in done.stderr
    assert contents(archive) == kept


def test_a_newer_schema_is_named_by_every_command_and_left_alone(archive: Path) -> None:
    with sqlite3.connect(archive / "archive.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    kept = contents(archive)
    commands = (READING[0], READING[-1], *WRITING)
    for done in [*(run_here(archive, words) for words in commands), crawl(archive)]:
        assert (done.returncode, done.stdout) == (1, ""), done
        assert "found schema 9999, newer than this program knows" in done.stderr
        assert "Traceback" not in done.stderr
    assert contents(archive) == kept


def test_without_its_warc_files_what_was_read_can_be_shown_and_what_is_missing_is_named(archive: Path) -> None:
    [warc] = (archive / "warc").iterdir()
    before = articles(archive, times=True)
    shutil.rmtree(archive / "warc")
    for words in READING[:5]:
        assert run_here(archive, words).returncode == 0, words
    needing: tuple[tuple[str, ...], ...] = (("inspect", SLUG), ("export", "wacz", "--output", str(archive / "x.wacz")))
    for words in needing:
        done = run_here(archive, words)
        assert done.returncode == 1
        assert warc.name in done.stderr
        assert "no such file" in done.stderr.lower()
    assert not (archive / "x.wacz").exists()
    assert articles(archive, times=True) == before


def test_without_its_database_a_folder_says_so_and_the_next_import_makes_it_again(archive: Path) -> None:
    before = articles(archive, times=True)
    (archive / "archive.db").unlink()
    done = run_here(archive, ("list",))
    assert (done.returncode, done.stdout) == (1, "")
    assert "there are WARC files beside it" in done.stderr
    assert not (archive / "archive.db").exists()
    assert run_here(archive, ("import", str(DAY))).returncode == 0
    assert articles(archive, times=True) == before
    assert_no_record_twice(archive)


def test_a_database_copied_without_its_write_ahead_log_catches_up(archive: Path, tmp_path: Path) -> None:
    older = (archive / "archive.db").read_bytes()  # what is left where the log was not folded into the database
    assert run_here(archive, ("import", str(LATER))).returncode == 0
    shutil.copytree(archive, tmp_path / "copy", ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    (tmp_path / "copy" / "archive.db").write_bytes(older)
    expected = articles(archive, times=True)
    assert articles(tmp_path / "copy", times=True) != expected
    assert run_here(tmp_path / "copy", ("import", str(LATER))).returncode == 0
    assert articles(tmp_path / "copy", times=True) == expected
    assert_no_record_twice(tmp_path / "copy")


@pytest.mark.parametrize("kept", [0, 100, 4096, 200_000, 299_000])
def test_a_database_copied_in_part_is_named_and_never_written_to(archive: Path, kept: int) -> None:
    database = archive / "archive.db"
    database.write_bytes(database.read_bytes()[:kept])
    before = contents(archive)
    commands: tuple[tuple[str, ...], ...] = (("list",), ("export", "jsonl"), *(WRITING if kept else ()))
    for words in commands:
        done = run_here(archive, words)
        assert done.returncode == 1, (words, done.stdout[:200])
        assert "archive.db: " in done.stderr
        assert "Traceback" not in done.stderr
    assert contents(archive) == before


def test_a_file_that_is_no_database_is_named_and_left_alone(archive: Path) -> None:
    (archive / "archive.db").write_text("hello, this is no database\n" * 100)
    before = contents(archive)
    commands: tuple[tuple[str, ...], ...] = (("list",), *WRITING)
    for words in commands:
        done = run_here(archive, words)
        assert done.returncode == 1
        assert "expected an archive's database, found" in done.stderr
    assert contents(archive) == before


def assert_no_record_twice(archive: Path) -> None:
    ids = [stored.record_id for stored in iter_stored(archive / "warc")]
    assert len(ids) == len(set(ids))
