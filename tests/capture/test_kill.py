"""Killed at any system call that writes, an archive keeps what it promised, and the next start puts it in order."""

import os
from pathlib import Path

import pytest

from tests.capture.shapes import sized
from tests.capture.test_warc_writer import exchange, writer
from tests.faults import tracing
from tests.services import missing
from tubancrawl.capture.recovery import seal_left_open
from tubancrawl.capture.warc import iter_members, iter_stored


def write(warc_folder: Path, promised: Path) -> int:
    """Two exchanges a sync, in files of two or three each: create, write, fsync, rename all happen several times."""
    warc = writer(warc_folder, max_bytes=2500)
    told = os.open(promised, os.O_WRONLY)
    for n in range(8):
        warc.append(exchange(sized(b"%d" % n), record_id=f"urn:uuid:{n}"))
        if n % 2:
            warc.sync()
            os.pwrite(told, b"%d" % (n + 1), 0)
    warc.close()
    os.close(told)
    return 0


def run(folder: Path, call: str, when: int) -> tuple[bool, int]:
    """Run the writer until its `when`-th `call`; return whether it was killed, and how many exchanges it had promised."""
    promised = folder / "promised"
    promised.write_text("0")
    inject = ["-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}"]
    status, _ = tracing.forked(lambda: write(folder / "warc", promised), inject)
    assert status in {0, -9}, status
    return status != 0, int(promised.read_text())


@pytest.mark.slow
@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_whenever_it_is_killed_what_was_promised_is_there(tmp_path: Path, call: str) -> None:
    if reason := tracing.works():
        missing(reason, "apt-get install -y --no-install-recommends strace, and allow ptrace")
    (tmp_path / "warm").mkdir()
    (tmp_path / "warm" / "promised").touch()
    write(tmp_path / "warm" / "warc", tmp_path / "warm" / "promised")  # so that the children import nothing
    for when in range(1, 40):
        folder = tmp_path / str(when)
        folder.mkdir()
        killed, promised = run(folder, call, when)
        warc = folder / "warc"
        if warc.exists():
            seal_left_open(warc, folder / "quarantine", lambda _: 0)
            found = [stored.record_id for stored in iter_stored(warc)]
            assert found[:promised] == [f"urn:uuid:{n}" for n in range(promised)]
            assert all(member.complete for path in warc.iterdir() for member in iter_members(path))
            assert [path for path in warc.iterdir() if path.suffix == ".open"] == []
        if not killed:
            assert promised == 8
            return
    pytest.fail(f"still killed at the 39th {call}; the run should be over by then")
