"""Fixtures that many tests share."""

import os
import shutil
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from tests.conformance import of_written_files
from tubancrawl.cli import cli

# A busy machine is no fault of the code: no example is timed. CI tries the same examples each time; people try new ones.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")

HISTORY = Path("fixtures/history")

Tubancrawl = Callable[..., Result]


_MEMORY = Path("/dev/shm")
_ENOUGH = 2 << 30


def pytest_configure() -> None:
    """Keep the archives of the tests in memory where there is room: they sync thousands of times."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
    # Processes that tests start need not compile the program anew each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run two more at once than there are cores: a fifth of the time tests wait for a child, a socket or a disk."""
    return len(os.sched_getaffinity(0)) + 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests: at the end one of them would keep one worker busy and the others waiting."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def history_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded history, imported. Read only: a test that changes an archive makes its own."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _imported(tmp_path_factory.mktemp("history") / "archive")
    folder = tmp_path_factory.getbasetemp().parent / "history"  # of all workers: the first makes it
    with folder.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        return folder if folder.exists() else _imported(folder)


def _imported(folder: Path) -> Path:
    result = CliRunner().invoke(cli, ["--archive", str(folder), "import", str(HISTORY)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(autouse=True)
def _other_readers_agree(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have other tools read each WARC file that the test wrote."""
    yield
    folder = request.node.funcargs.get("tmp_path")
    found = of_written_files(folder) if folder else []
    assert not found, "\n".join(found)
