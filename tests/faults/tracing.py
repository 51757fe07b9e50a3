"""Runs a workload in a forked child under strace, which kills it, or fails its calls, at the N-th system call of a kind.

The child is forked from a process that has imported everything: a Python that starts anew would cost a second a point.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tests.faults import workload
from tests.faults.report import Report

STRACE: Final = shutil.which("strace")
_SECONDS: Final = 60.0
_PR_SET_PTRACER: Final = 0x59616D61


@dataclass(frozen=True, slots=True)
class Injection:
    """What to do at the `when`-th `call`: `kill`, or an errno by name, once or from then on (`onward`)."""

    call: str
    when: int
    fault: str
    onward: bool = False

    @property
    def option(self) -> str:
        what = "signal=KILL" if self.fault == "kill" else f"error={self.fault}"
        return f"inject={self.call}:{what}:when={self.when}{'+' if self.onward else ''}"

    def __str__(self) -> str:
        return f"{self.call}:{self.when}{'+' if self.onward else ''}:{self.fault}"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit status, negative for a signal, and what it had reported. `hit` are the calls that failed."""

    status: int
    report: dict[str, Any]
    seconds: float
    hit: tuple[str, ...] = ()

    @property
    def killed(self) -> bool:
        return self.status == -signal.SIGKILL


def run(part: str, archive: Path, report: Path, injection: Injection | None = None) -> Ended:
    """Run a part of the script to its end, or to the injected one."""
    if injection is None:
        return _forked(part, archive, report, None)
    log = report.with_suffix(".log")
    ended = _forked(part, archive, report, ["-y", "-o", str(log), "-e", f"trace={injection.call}", "-e", injection.option])
    hit = [line for line in log.read_text(errors="replace").splitlines() if "(INJECTED)" in line]
    return replace(ended, hit=tuple(hit))


def warm_up(folder: Path) -> None:
    """Do the whole workload once in this process, so that its children import nothing and every run makes the same calls."""
    for part in ("first", "second", "recover"):
        assert workload.run(folder / "archive", Report(folder / f"report-{part}"), part) == 0


def count_calls(part: str, archive: Path, report: Path, calls: str, log: Path) -> Counter[str]:
    """Run a part to its end and return how often it made each of the system calls (comma-separated names)."""
    ended = _forked(part, archive, report, ["-o", str(log), "-e", f"trace={calls}", "-e", "signal=none"])
    assert ended.status == 0, ended
    lines = (line.split(maxsplit=1)[1] for line in log.read_text(errors="replace").splitlines() if "(" in line)
    return Counter(line.partition("(")[0] for line in lines if not line.startswith("<..."))


def _forked(part: str, archive: Path, report: Path, options: list[str] | None) -> Ended:
    report.unlink(missing_ok=True)
    memory = Report(report)
    status, seconds = forked(lambda: workload.run(archive, memory, part), options)
    return Ended(status, Report.read(report), seconds)


def forked(work: Callable[[], int], options: list[str] | None) -> tuple[int, float]:
    """Do `work` in a child, under strace if with options; return its exit status, negative for a signal, and its seconds."""
    may_begin, begin = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1 & 0xFFFFFFFFFFFFFFFF), 0, 0, 0)
            os.read(may_begin, 1)
            status = work()
        finally:
            os._exit(status)
    begun = time.monotonic()
    try:
        with _traced(child, options):
            os.write(begin, b"x")
            status = _wait(child)
    finally:
        os.close(may_begin)
        os.close(begin)
    return status, time.monotonic() - begun


@contextmanager
def _traced(child: int, options: list[str] | None) -> Iterator[None]:
    if options is None:
        yield
        return
    assert STRACE is not None
    with subprocess.Popen([STRACE, "-f", "-qq", *options, "-p", str(child)], stderr=subprocess.PIPE) as strace:
        assert strace.stderr is not None
        try:
            deadline = time.monotonic() + 10
            while not _is_traced(child):
                if strace.poll() is not None or time.monotonic() > deadline:
                    os.kill(child, signal.SIGKILL)
                    raise RuntimeError(f"strace cannot attach: {strace.stderr.read().decode(errors='replace')}")
                time.sleep(0.001)
            yield
        finally:
            strace.wait(timeout=10)


def _is_traced(process: int) -> bool:
    status = Path(f"/proc/{process}/status").read_text()
    return "TracerPid:\t0\n" not in status


def _wait(child: int) -> int:
    deadline = time.monotonic() + _SECONDS
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise TimeoutError(f"a workload was not over after {_SECONDS:g} s")
        time.sleep(0.002)


def works() -> str | None:
    """Return why injection does not work here; None when it does."""
    if STRACE is None:
        return "strace is missing"
    probe = subprocess.run(
        [
            STRACE,
            "-f",
            "-qq",
            "-o",
            os.devnull,
            "-e",
            "trace=write",
            "-e",
            "inject=write:error=EIO",
            sys.executable,
            "-c",
            "print()",
        ],
        capture_output=True,
        check=False,
        timeout=60,
    )
    return None if probe.returncode else "ptrace is not allowed here"
