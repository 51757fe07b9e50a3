"""Runs `tubancrawl serve` as people do: a process of its own, on free ports, ended by a signal."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass
class Served:
    """A running reading room: its two origins, and what it has written to standard error so far."""

    process: "subprocess.Popen[str]"
    room: str
    original: str
    errors: list[str] = field(default_factory=list)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send it a signal and return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@contextmanager
def served(archive: Path, *words: str, database: str | None = None) -> Iterator[Served]:
    """Serve an archive until the block ends; both origins are listened on when it begins."""
    options = ["--archive", str(archive), *(["--archive-db", database] if database else [])]
    command = [str(BIN / "tubancrawl"), *options, "serve", "--port", "0", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        told = [process.stdout.readline(), process.stdout.readline()]
        found = [re.search(r"(https?://\S+)/", line) for line in told]
        if None in found:
            process.kill()
            raise AssertionError(f"no addresses in {told}: {process.stderr.read()}")
        room, original = (match[1] for match in found if match)
        running = Served(process, room, original)
        reader = threading.Thread(target=running.errors.extend, args=(process.stderr,))
        reader.start()
        try:
            yield running
        finally:
            if process.poll() is None:
                running.end()
            reader.join(timeout=30)
