"""A writer that is killed loses nothing that it had flushed."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.services import missing
from tests.store.making import Archive
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Capture, Url, Version
from tubancrawl.store.reader import iter_export

ROOT = Path(__file__).parents[2]

_CRAWL = """
import sys
from tests.store.making import Archive, day, link
from tubancrawl.store.database import open_database
archive = Archive(open_database(sys.argv[1]), batch_size=10)
frontier = archive.begin()
for number in range(10_000):
    archive.read(f"/entry/x{number}", day(0), headline=f"Berita {number}", links=[link(f"/entry/y{number}")])
    if number % 10 == 9:
        frontier.lease(3)
        print(number + 1, flush=True)
"""


def _killed_after(database: str, flushes: int) -> int:
    """Run a crawl in a process of its own, kill it somewhere after so many flushes; return how many pages it said were safe."""
    with subprocess.Popen([sys.executable, "-c", _CRAWL, database], stdout=subprocess.PIPE, cwd=ROOT) as crawl:
        assert crawl.stdout is not None
        lines = [crawl.stdout.readline() for _ in range(flushes)]
        crawl.kill()
        lines += crawl.stdout.readlines()
    return int([line for line in lines if line.endswith(b"\n")][-1])


@pytest.mark.parametrize("flushes", [1, 7])
def test_a_killed_writer_loses_nothing_that_was_flushed(database: str, flushes: int) -> None:
    safe = _killed_after(database, flushes)
    engine = open_database(database)
    archive = Archive(engine)
    captures = archive.count(Capture)
    assert captures >= safe
    assert captures % 10 == 0
    assert archive.count(Version) == captures
    assert archive.count(Url) == 2 * captures
    with reading(engine) as session:
        assert len(list(iter_export(session))) == captures
    engine.dispose()


def test_the_leases_of_a_killed_crawl_are_due_again(database: str) -> None:
    _killed_after(database, 3)
    engine = open_database(database)
    archive = Archive(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM url WHERE lease_crawl_id IS NOT NULL"))
    frontier = archive.begin()
    unvisited = archive.count(Url) - archive.count(Capture)
    assert len(frontier.lease(100_000)) == unvisited
    engine.dispose()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "point"),
    [("pwrite64", 50), ("pwrite64", 300), ("pwrite64", 650), ("fsync", 6), ("fsync", 15), ("fsync", 30)],
    ids=str,
)
def test_the_database_is_whole_wherever_a_writer_is_killed(tmp_path: Path, call: str, point: int) -> None:
    if not Path("/usr/bin/strace").exists():
        missing("strace", "apt-get install -y strace")
    database = str(tmp_path / "archive.db")
    trace = ["-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={point}"]
    crawl = [sys.executable, "-c", _CRAWL.replace("10_000", "150"), database]
    done = subprocess.run(["/usr/bin/strace", *trace, *crawl], cwd=ROOT, capture_output=True, check=False, timeout=120)
    assert done.returncode != 0, "it ended before that point"
    lines = done.stdout.splitlines()
    engine = open_database(database)
    archive = Archive(engine)
    assert archive.count(Capture) >= (int(lines[-1]) if lines else 0)
    assert archive.count(Version) == archive.count(Capture)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
