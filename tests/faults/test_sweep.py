"""A share of `make faults` in every test run; docs/reliability.md has the figures of the whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import invariants, tracing, workload
from tests.faults.report import Report
from tests.faults.script import FIRST, SECOND
from tests.services import missing

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_killed_or_failed_anywhere_an_archive_keeps_what_it_promised() -> None:
    if reason := tracing.works():
        missing(reason, "apt-get install -y --no-install-recommends strace, and allow ptrace")
    command = [sys.executable, "-m", "tests.faults", "--sample", "12", "--recoveries", "2", "--processes", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_undisturbed_workload_breaks_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for part, whole in (("first", FIRST), ("second", (*FIRST, *SECOND)), ("recover", (*FIRST, *SECOND))):
        before = invariants.counts(archive)
        report = Report(tmp_path / part)
        assert workload.run(archive, report, part) == 0
        acked = Report.read(tmp_path / part)["acked"]
        assert invariants.check(archive, acked=acked, before=before, complete=whole) == []
