"""Runs commands as `tubancrawl` does, exit status and all, several in one process: starting one takes longer than most tests."""

import contextlib
import io
import json
import subprocess
import sys
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest import mock

from tubancrawl.cli import main

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run_here(archive: Path, words: Sequence[str]) -> Done:
    """Run one command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    argv = ["tubancrawl", "--archive", str(archive), *words]
    with mock.patch.object(sys, "argv", argv), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as stop:
            return Done(int(stop.code or 0), _written(out), _written(err))
        except Exception:  # noqa: BLE001 - what --debug lets through; the interpreter prints it as this does
            return Done(1, _written(out), _written(err) + traceback.format_exc())
    raise AssertionError("main always exits")


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def run_apart(archive: Path, commands: Iterable[Sequence[str]], *, before: Sequence[str] = ()) -> list[Done]:
    """Run commands one after the other in one other process, started by `before` if there is anything in it."""
    asked = json.dumps([str(archive), [list(words) for words in commands]])
    command = [*before, sys.executable, "-m", "tests.commands"]
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=True, cwd=ROOT, timeout=120)
    return [Done(**told) for told in json.loads(done.stdout)]


if __name__ == "__main__":
    folder, asked_for = json.load(sys.stdin)
    json.dump([asdict(run_here(Path(folder), words)) for words in asked_for], sys.stdout)
