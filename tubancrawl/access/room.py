"""The archive as the reading room sees it: opened for reading only, again after somebody put another database in its place."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tubancrawl.store.database import Database, ReadingSession, explained, open_database, reading, url_from


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
    def reading(self) -> Iterator[ReadingSession]:
        """Give a session that sees one state of the archive. Raises NotAnArchive or ArchiveDamaged, which say what to do."""
        with explained(url_from(self._location)), reading(self._current()) as session:
            yield session

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
        path = Path(url_from(self._location).database or "")
        if not isinstance(self._location, Path) or not path.exists():
            return None
        stat = path.stat()
        return stat.st_dev, stat.st_ino

    def _drop(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
        self._engine = None
