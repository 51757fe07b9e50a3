"""Killed at any system call that writes, an archive keeps what it promised, and the next start puts it in order."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import missing
from tubancrawl.capture.recovery import seal_left_open
from tubancrawl.capture.warc import iter_members, iter_stored

# Two exchanges a sync, and files so small that each holds two or three: create, write, fsync, rename all happen several times.
WRITER = """
import os, sys
from pathlib import Path
from tests.capture.shapes import sized
from tests.capture.test_warc_writer import exchange, writer
warc = writer(Path(sys.argv[1]), max_bytes=2500)
promised = os.open(sys.argv[2], os.O_WRONLY)
for n in range(8):
    warc.append(exchange(sized(b"%d" % n), record_id=f"urn:uuid:{n}"))
    if n % 2:
        warc.sync()
        os.pwrite(promised, b"%d" % (n + 1), 0)
warc.close()
"""


def run(folder: Path, call: str, when: int) -> tuple[bool, int]:
    """Run the writer until its `when`-th `call`; return whether it was killed, and how many exchanges it had promised."""
    promised = folder / "promised"
    promised.write_text("0")
    command = [sys.executable, "-c", WRITER, str(folder / "warc"), str(promised)]
    inject = ["strace", "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}"]
    done = subprocess.run([*inject, *command], capture_output=True, text=True, check=False)
    assert done.returncode in {0, -9, 137}, done.stderr
    return done.returncode != 0, int(promised.read_text())


@pytest.mark.slow
@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_whenever_it_is_killed_what_was_promised_is_there(tmp_path: Path, call: str) -> None:
    if shutil.which("strace") is None:
        missing("strace", "apt-get install strace")
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
