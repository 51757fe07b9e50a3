"""Runs one command and tells what it used.

Linux begins a process's peak memory with what the process that started it held: a benchmark that has just made a large site would
report its own memory as the crawl's. So a small Python, `python usage.py COMMAND…`, stands between the two.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Usage:
    """CPU seconds, those of child processes included, and the peak memory of the largest of these processes in MB."""

    status: int
    cpu_seconds: float
    peak_megabytes: float


def usage_of(command: list[str], *, cwd: Path, env: dict[str, str]) -> Usage:
    """Run a command, its output thrown away, and wait for its end. `status` is what Popen.returncode would be."""
    between = [sys.executable, "-I", "-S", __file__, *command]
    told = subprocess.run(between, cwd=cwd, env=env, stdout=subprocess.PIPE, check=True).stdout
    return Usage(**json.loads(told))


def _run(command: list[str]) -> Usage:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    print(json.dumps(asdict(_run(sys.argv[1:]))))
