"""One archive has one writer, however many begin at once and whatever a dead one left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgresql import PostgresqlServer, postgresql_server
from tubancrawl.errors import ArchiveLocked
from tubancrawl.store.lock import ArchiveLock

ROOT = Path(__file__).parents[2]
ROUNDS = 100

__all__ = ["postgresql_server"]


def raced(folder: Path, rounds: int, writers: int, *database: str) -> list[str]:
    command = [sys.executable, "-m", "tests.faults.racing", str(folder), str(rounds), str(writers), *database]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()


def test_of_writers_that_begin_at_once_exactly_one_holds_the_archive(tmp_path: Path) -> None:
    assert raced(tmp_path / "archive", ROUNDS, 3) == ["1 held, 2 refused, 0 broke"] * ROUNDS


@pytest.mark.needs_postgresql
def test_of_writers_of_one_postgresql_archive_exactly_one_holds_it(tmp_path: Path, postgresql_server: PostgresqlServer) -> None:
    url = postgresql_server.new_database()
    assert raced(tmp_path / "archive", 20, 2, url) == ["1 held, 1 refused, 0 broke"] * 20


STALE = [
    "",
    "\n",
    "process 1 on elsewhere, since 2020-01-01T00:00:00+00:00\n",
    "process 999999999 on here, since 2026-01-01T00:00:00+00:00\n",
    f"process {os.getpid()} on {os.uname().nodename}, since 2026-01-01T00:00:00+00:00\n",  # its number was given out again
    f"process {os.getppid()} on {os.uname().nodename}, since 2126-01-01T00:00:00+00:00\n",
    "no line of ours",
    "x" * 100_000,
    "\x00" * 4096,
    "proses 1 di tuban – sejak kemarin\n",
]


@pytest.mark.parametrize("content", STALE, ids=[f"stale-{number}" for number in range(len(STALE))])
def test_what_a_dead_writer_left_in_the_lock_file_stops_nobody(tmp_path: Path, content: str) -> None:
    (tmp_path / "LOCK").write_text(content, encoding="utf-8")
    with ArchiveLock(tmp_path):
        assert (tmp_path / "LOCK").read_text().startswith(f"process {os.getpid()} on ")
        with pytest.raises(ArchiveLocked, match=f"held by process {os.getpid()} "):
            ArchiveLock(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\xc3" * 50], ids=["utf-16", "cut utf-8"])
def test_a_lock_file_of_bytes_that_are_no_text_is_taken_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "LOCK").write_bytes(content)
    with ArchiveLock(tmp_path), pytest.raises(ArchiveLocked):
        ArchiveLock(tmp_path)
