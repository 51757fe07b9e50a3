"""The recorded history behind the application. Read only."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.asking import SECOND_ORIGIN, Asker
from tests.postgresql import postgresql_server  # noqa: F401 - a fixture
from tests.store.conftest import archive, engine, shared_postgresql  # noqa: F401 - fixtures
from tubancrawl.access.app import create_app
from tubancrawl.access.room import Room
from tubancrawl.store.database import open_database


@pytest.fixture(scope="session")
def open_room() -> Iterator[Callable[[Path], Asker]]:
    """Return what asks an archive's folder."""
    rooms: list[Room] = []
    with asyncio.Runner() as runner:

        def opened(folder: Path) -> Asker:
            rooms.append(Room(folder))
            app = create_app(rooms[-1])
            app.state.original_origin = SECOND_ORIGIN
            return Asker(app, runner)

        yield opened
        for room in rooms:
            room.close()


@pytest.fixture(scope="session")
def ask(open_room: Callable[[Path], Asker], history_archive: Path) -> Asker:
    return open_room(history_archive)


@pytest.fixture(scope="session")
def ask_empty(open_room: Callable[[Path], Asker], tmp_path_factory: pytest.TempPathFactory) -> Asker:
    """An archive in which there is nothing yet."""
    folder = tmp_path_factory.mktemp("empty")
    open_database(folder / "archive.db").dispose()
    return open_room(folder)
