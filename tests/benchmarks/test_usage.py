"""What a benchmark says of a command is the command's own."""

import os
import signal
import sys
from pathlib import Path

from benchmarks.usage import usage_of

HELD = 200 * 1024 * 1024


def test_the_memory_of_a_command_is_not_that_of_whoever_started_it(tmp_path: Path) -> None:
    held = b"\1" * HELD

    used = usage_of([sys.executable, "-S", "-c", ""], cwd=tmp_path, env=dict(os.environ))

    assert len(held) == HELD
    assert used.status == 0
    assert used.peak_megabytes < 100


def test_the_memory_that_a_command_takes_is_told(tmp_path: Path) -> None:
    used = usage_of([sys.executable, "-S", "-c", f"b'1' * {HELD}"], cwd=tmp_path, env=dict(os.environ))

    assert 200 < used.peak_megabytes < 300


def test_a_command_that_fails_or_is_killed_tells_how(tmp_path: Path) -> None:
    failed = usage_of([sys.executable, "-c", "raise SystemExit(3)"], cwd=tmp_path, env=dict(os.environ))
    killed = usage_of([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], cwd=tmp_path, env=dict(os.environ))

    assert (failed.status, killed.status) == (3, -signal.SIGKILL)
