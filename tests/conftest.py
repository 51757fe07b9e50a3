"""Fixtures that many tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tubancrawl.cli import cli

HISTORY = Path("fixtures/history")

Tubancrawl = Callable[..., Result]


@pytest.fixture(scope="session")
def history_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded history, imported. Read only: a test that changes an archive makes its own."""
    folder = tmp_path_factory.mktemp("history") / "archive"
    result = CliRunner().invoke(cli, ["--archive", str(folder), "import", str(HISTORY)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder
