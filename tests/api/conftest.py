"""The recorded history behind the application. Read only."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.asking import SECOND_ORIGIN, Asker
from tests.api.hostile import HOSTILE
from tests.postgresql import postgresql_server  # noqa: F401 - a fixture
from tests.store.conftest import archive, engine, shared_postgresql  # noqa: F401 - fixtures
from tests.store.making import Archive, day
from tubancrawl.access.app import create_app
from tubancrawl.access.room import Room
from tubancrawl.items import Byline, Photo
from tubancrawl.store.database import open_database


@pytest.fixture(scope="session")
def open_room() -> Iterator[Callable[[Path], Asker]]:
    """Return what asks an archive's folder."""
    rooms: list[Room] = []

    def opened(folder: Path) -> Asker:
        rooms.append(Room(folder))
        return Asker(create_app(rooms[-1], SECOND_ORIGIN))

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


@pytest.fixture(scope="session")
def ask_hostile(open_room: Callable[[Path], Asker], hostile_archive: Path) -> Asker:
    return open_room(hostile_archive)


@pytest.fixture(scope="session")
def hostile_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose articles are hostile in every field, past what the parser would let through."""
    folder = tmp_path_factory.mktemp("hostile")
    filled = Archive(open_database(folder / "archive.db"))
    filled.begin()
    for number, text in enumerate(HOSTILE):
        photo = Photo(url=f"https://tubankab.go.id/files/{number}.jpg", caption=text, credit=text, credit_kind="person")
        names = Byline(raw=text, reporters=[text], editor=text)
        for at in (0, 1):
            texts: dict[str, Any] = {"categories": [text], "tags": [text], "paragraphs": [text, f"Panen {at}"], "posted_by": text}
            filled.read(f"/entry/x{number}", day(at), headline=f"{text}{at}", byline=names, photos=[photo], **texts)
    filled.finish()
    filled.writer.close()
    filled.engine.dispose()
    return folder
