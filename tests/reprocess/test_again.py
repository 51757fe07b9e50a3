"""Old captures read by a better reader: what it sees anew is told and stored, and never looks like a publisher's edit."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.crawling import crawl
from tests.exports import articles
from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tests.reprocess.old_reader import OLD, RECORDINGS, Places, dump, fill, fill_with_old_reader, half_read_articles, readings
from tubancrawl.cli import cli
from tubancrawl.parsing import READER_VERSION
from tubancrawl.reprocess import preview_reading, read_again
from tubancrawl.store import reader
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.lock import ArchiveLock

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old") / "archive"
    fill_with_old_reader(folder)
    return folder


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What today's reader makes of the same recordings."""
    folder = tmp_path_factory.mktemp("fresh") / "archive"
    fill(folder, None, version=READER_VERSION)
    return folder


@pytest.fixture
def old(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


def run(archive: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(archive), *words])


def histories(archive: Path) -> list[dict[str, Any]]:
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        listed = sorted(row["url"] for row in reader.list_articles(session))
        told = [reader.history_json(session, reader.find_article(session, url)) for url in listed]
    engine.dispose()
    for history in told:
        for capture in history["captures"]:
            del capture["warc"]  # named after the moment of the import
    return told


def test_reading_again_gives_what_a_fresh_import_gives(old: Path, fresh: Path) -> None:
    assert histories(old) != histories(fresh)
    report = read_again(old, None, workers=1, samples=1)
    assert report.captures > 100
    assert histories(old) == histories(fresh)
    assert articles(old, times=True) == articles(fresh, times=True)
    assert readings(old, OLD) > 0, "the old readings are kept"


def test_a_preview_tells_what_reading_again_does_and_touches_nothing(old: Path) -> None:
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in old.rglob("*") if path.is_file()}
    with ArchiveLock(old):
        preview = preview_reading(old, None, workers=1, samples=2)
    (old / "LOCK").write_text("")
    for path, digest in before.items():
        assert path.name == "LOCK" or hashlib.sha256(path.read_bytes()).digest() == digest, path
    done = read_again(old, None, workers=1, samples=2)
    assert preview == done
    assert (preview.versions_before, preview.versions_after) != (0, 0)
    engine = open_database(old / "archive.db", read_only=True)
    with reading(engine) as session:
        assert sum(row["versions"] for row in reader.list_articles(session)) == done.versions_after
    engine.dispose()


def test_outcomes_change_both_ways(old: Path) -> None:
    report = read_again(old, None, workers=1, samples=0)
    assert set(report.outcomes) == {("unreadable", "ok"), ("ok", "soft_missing")}
    assert report.became_readable == report.outcomes["unreadable", "ok"] > 0
    assert not [article for article in articles(old) if article["headline"] == "Halaman tidak ditemukan"]


def test_a_capture_read_by_this_reader_is_not_read_again(old: Path) -> None:
    read_again(old, None, workers=1, samples=0)
    before = dump(old)
    assert read_again(old, None, workers=1, samples=0).captures == 0
    assert dump(old) == before


def test_what_was_stopped_goes_on_and_no_article_is_ever_half_read(old: Path, fresh: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            read_again(old, None, workers=1, samples=0, on_progress=stop)
        assert readings(old, READER_VERSION) > 0
        assert half_read_articles(old) == []
    assert read_again(old, None, workers=1, samples=0).captures > 0
    assert histories(old) == histories(fresh)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgresql)])
def test_one_and_two_processes_give_the_same_rows(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server: PostgresqlServer | None = request.getfixturevalue("postgresql_server") if kind == "postgresql" else None
    places = Places(tmp_path, server)
    told = []
    for workers in (1, 2):
        folder, database = places.new()
        fill_with_old_reader(folder, database, RECORDINGS[1:])
        report = read_again(folder, database, workers=workers, samples=2)
        told.append((report, dump(folder, database)))
    assert told[0] == told[1]


def test_a_capture_whose_bytes_are_gone_is_named_and_the_others_are_read(old: Path) -> None:
    [warc] = (old / "warc").iterdir()
    data = bytearray(warc.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 1000] = bytes(1000)
    warc.write_bytes(data)
    done = run(old, "reprocess", "--workers", "1", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert 0 < len(told["damage"]) < 5
    assert warc.name in told["damage"][0]
    assert told["captures"] > 100
    warc.unlink()
    assert run(old, "reprocess", "--workers", "1").exit_code == 1


def test_the_command_shows_redlines_and_says_would_only_where_it_is_so(old: Path) -> None:
    preview = run(old, "reprocess", "--dry-run", "--samples", "1", "--workers", "1")
    assert preview.exit_code == 0, preview.output
    assert "would change" in preview.stdout
    assert "categories added" in preview.stdout
    assert "{+" in preview.stdout
    assert "unreadable" in preview.stdout
    assert "older readings" in run(old, "status").stdout
    told = json.loads(run(old, "reprocess", "--samples", "1", "--workers", "1", "--json").stdout)
    assert told["dry_run"] is False
    assert {"categories", "paragraphs"} <= set(told["fields"])
    assert [len(samples) for samples in told["samples"].values()] == [1] * len(told["fields"])
    assert json.loads(run(old, "status", "--json").stdout)["older_readings"] == 0


def test_imports_and_crawls_hint_at_it_while_there_is_something_to_read_again(
    old: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert "tubancrawl reprocess" in run(old, "import", str(RECORDINGS[0])).stderr
    with caplog.at_level("INFO", logger="tubancrawl.spiders.keeper"):
        crawl(old, REPLAY_FROM=str(RECORDINGS[0]))
    assert caplog.text.count("tubancrawl reprocess") == 1
    read_again(old, None, workers=1, samples=0)
    assert "tubancrawl reprocess" not in run(old, "import", str(RECORDINGS[0])).stderr


def test_another_writer_is_respected_and_nothing_is_made_where_there_is_no_archive(old: Path, tmp_path: Path) -> None:
    command = [str(BIN / "tubancrawl"), "--archive"]
    with ArchiveLock(old):
        held = subprocess.run([*command, str(old), "reprocess"], capture_output=True, encoding="utf-8", check=False)
    assert held.returncode == 5
    (tmp_path / "none").mkdir()
    none = subprocess.run([*command, str(tmp_path / "none"), "reprocess"], capture_output=True, encoding="utf-8", check=False)
    assert (none.returncode, list((tmp_path / "none").iterdir())) == (1, [])
    assert "no such file" in none.stderr


def test_reading_processes_do_not_outlive_a_killed_parent(old: Path) -> None:
    command = [str(BIN / "tubancrawl"), "--archive", str(old), "reprocess", "--workers", "2", "--json"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as parent:
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        while len(found := children.read_text().split()) < 2 and parent.poll() is None:
            time.sleep(0.02)
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while alive := [pid for pid in found if _runs(int(pid))]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
