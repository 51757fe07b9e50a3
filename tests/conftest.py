"""Fixtures that many tests share."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from tests.conformance import disagreements, written_whole
from tubancrawl.cli import cli

# A busy machine is no fault of the code: no example is timed. CI tries the same examples each time; people try new ones.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")

HISTORY = Path("fixtures/history")

Tubancrawl = Callable[..., Result]


@pytest.fixture(scope="session")
def history_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded history, imported. Read only: a test that changes an archive makes its own."""
    folder = tmp_path_factory.mktemp("history") / "archive"
    result = CliRunner().invoke(cli, ["--archive", str(folder), "import", str(HISTORY)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(autouse=True)
def _other_readers_agree(request: pytest.FixtureRequest) -> Iterator[None]:
    """Have other tools read each WARC file that the test wrote."""
    yield
    folder = request.node.funcargs.get("tmp_path")
    found = [line for path in written_whole(folder) for line in disagreements(path)] if folder else []
    assert not found, "\n".join(found)
