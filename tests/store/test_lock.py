import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgresql import PostgresqlServer
from tubancrawl.errors import ArchiveLocked, NotAnArchive
from tubancrawl.store.lock import ArchiveLock

_HOLD = """
import sys, pathlib
from tubancrawl.store.lock import ArchiveLock
held = ArchiveLock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_writer_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    with ArchiveLock(tmp_path), pytest.raises(ArchiveLocked, match=rf"held by process {os.getpid()} on .*, since 20"):
        ArchiveLock(tmp_path)


def test_a_released_lock_is_free(tmp_path: Path) -> None:
    lock = ArchiveLock(tmp_path)
    lock.release()
    lock.release()
    ArchiveLock(tmp_path).release()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(ArchiveLocked, match=f"held by process {other.pid} "):
            ArchiveLock(tmp_path)
        other.kill()
    ArchiveLock(tmp_path).release()


def test_a_refused_writer_leaves_the_holders_name(tmp_path: Path) -> None:
    with ArchiveLock(tmp_path):
        before = (tmp_path / "LOCK").read_text()
        with pytest.raises(ArchiveLocked):
            ArchiveLock(tmp_path)
        assert (tmp_path / "LOCK").read_text() == before


@pytest.mark.needs_postgresql
def test_two_folders_cannot_write_one_postgresql_database(tmp_path: Path, postgresql_server: PostgresqlServer) -> None:
    url = postgresql_server.new_database()
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with ArchiveLock(tmp_path / "a", url):
        with pytest.raises(ArchiveLocked, match=rf"held by tubancrawl writer, process {os.getpid()} on "):
            ArchiveLock(tmp_path / "b", url)
        ArchiveLock(tmp_path / "b", postgresql_server.new_database()).release()
    ArchiveLock(tmp_path / "b", url).release()


def test_a_database_that_cannot_be_reached_leaves_the_folder_free(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive) as refused:
        ArchiveLock(tmp_path, "postgresql://who:s3cret@127.0.0.1:1/archive")
    assert "s3cret" not in str(refused.value)
    ArchiveLock(tmp_path).release()
