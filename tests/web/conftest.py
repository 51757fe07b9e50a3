"""The pages over the recorded history. Read only."""

from pathlib import Path

import pytest
from starlette.types import ASGIApp

from tests.web.asking import room_of


@pytest.fixture(scope="session")
def pages(history_archive: Path) -> ASGIApp:
    return room_of(history_archive)
