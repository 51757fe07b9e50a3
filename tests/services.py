"""Programs that some tests need and not every machine has. Missing, they skip a test with the reason; in CI they fail it."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest


def missing(what: str, cure: str) -> None:
    """Skip the test, or fail it where `TUBANCRAWL_REQUIRE_SERVICES` is set."""
    if os.environ.get("TUBANCRAWL_REQUIRE_SERVICES"):
        pytest.fail(f"{what} is missing: {cure}")
    pytest.skip(f"{what} is missing: {cure}")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], *, port: int, cwd: Path, log: Path) -> Iterator[None]:
    """Run a server until the block ends; it has 30 seconds to listen. Only this process is ever ended."""
    with log.open("wb") as out, subprocess.Popen(command, cwd=cwd, stdout=out, stderr=out) as server:
        try:
            _wait_for(port, server, log)
            yield
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"{server.args!r} did not listen on port {port}:\n{log.read_text()}")
