"""The archive as the reading room sees it: opened for reading only, again after somebody put another database in its place."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tubancrawl.store.bounded import reading_within
from tubancrawl.store.database import Database, ReadingSession, explained, open_database, shown, url_from

QUESTION_SECONDS: Final = 5.0
"""What a page may ask of the database. The slowest takes a tenth of a second; a reader has left long before this is over."""
EXPORT_SECONDS: Final = 600.0
"""What an answer may ask that is written while it is read, over the slow line of whoever takes it."""


class Room:
    """Gives sessions that cannot write, to any number of threads. Nothing is opened before the first reader comes."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        """Take the archive in `folder`; `database` is where its rows are if not there."""
        self.folder = folder
        self._location = database or folder / "archive.db"
        self._lock = threading.Lock()
        self._engine: Database | None = None
        self._file: tuple[int, int] | None = None

    @property
    def warc(self) -> Path:
        """Return the folder of the WARC files."""
        return self.folder / "warc"

    @contextmanager
    def reading(self, *, seconds: float = QUESTION_SECONDS) -> Iterator[ReadingSession]:
        """Give a session that sees one state of the archive, for so many seconds; an export that is streamed asks for more.

        On PostgreSQL each statement has that long. Raises TookTooLong when they are over or too many read at once; NotAnArchive,
        ArchiveDamaged, which say what to do.
        """
        url = url_from(self._location)
        with explained(url), reading_within(self._current(), seconds, shown(url)) as session:
            yield session

    def without_place(self, text: str) -> str:
        """Return what an error says without where on this machine the archive lies: for readers, whoever they are."""
        database = shown(url_from(self._location))
        return text.replace(database, "the archive").replace(f"{self.folder}/", "")

    def close(self) -> None:
        """Close what is open; a later reader opens it again."""
        with self._lock:
            self._drop()

    def _current(self) -> Database:
        with self._lock:
            file = self._identity()
            if file != self._file:
                self._drop()
            if self._engine is None:
                self._engine, self._file = open_database(self._location, read_only=True), file
            return self._engine

    def _identity(self) -> tuple[int, int] | None:
        """Return which file the database is; None for a server, and where there is none."""
        url = url_from(self._location)
        path = Path(url.database or "")
        if url.get_backend_name() != "sqlite":
            return None
        try:
            stat = path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def _drop(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
        self._engine = None
