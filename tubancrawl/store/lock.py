"""One writer per archive. The lock dies with its holder, however that ends.

archive/LOCK       flock; holds one line that says who has it, true only while it is locked
PostgreSQL         an advisory lock as well, for two folders may name one database
"""

import errno
import fcntl
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from sqlalchemy import Connection, NullPool, create_engine, text

from tubancrawl.errors import ArchiveLocked, ArchiveReadOnly
from tubancrawl.store.database import explained, shown, url_from

# Advisory locks are numbers, kept apart by database. This one is ours: "tubancrawl" on a telephone's keys.
_ADVISORY_KEY = 8822627295

_HOLDER = """
    SELECT a.application_name || ', server process ' || a.pid || ', connected ' || a.backend_start
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (l.classid::bigint << 32) + l.objid::bigint = :key
"""


class ArchiveLock:
    """Holds the archive for its one writer, until `release` or the end of the process.

    Take it before `open_database`, which may change the schema. Raises ArchiveLocked at once if another holds it, and says who;
    ArchiveReadOnly where this user may not write.
    """

    def __init__(self, archive: Path, database_url: str | None = None) -> None:
        self._file = _open_lock(archive)
        self._connection: Connection | None = None
        try:
            self._take_folder(archive)
            if database_url is not None and database_url.startswith("postgresql"):
                self._take_database(database_url)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let the next writer in. Again does nothing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()

    def _take_folder(self, archive: Path) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "a process that has not said who it is yet"
            raise ArchiveLocked(f"{archive}: held by {holder}; wait until it ends, or stop it") from None
        holder = f"process {os.getpid()} on {socket.gethostname()}, since {datetime.now(UTC).isoformat(timespec='seconds')}\n"
        try:
            self._file.truncate(0)
            os.write(self._file.fileno(), holder.encode())  # unbuffered: what is left in a buffer fails again when it closes
        except OSError as error:
            raise OSError(error.errno, error.strerror, self._file.name) from error

    def _take_database(self, url: str) -> None:
        named = url_from(url)
        engine = create_engine(
            named,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"application_name": f"tubancrawl writer, process {os.getpid()} on {socket.gethostname()}"},
        )
        with explained(named):
            self._connection = engine.connect()
        if not self._connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY_KEY}):
            holder = self._connection.scalar(text(_HOLDER), {"key": _ADVISORY_KEY}) or "a writer that has just ended"
            raise ArchiveLocked(f"{shown(named)}: held by {holder}; wait until it ends, or stop it")


def _open_lock(archive: Path) -> TextIO:
    try:
        if not os.access(archive, os.W_OK) and archive.is_dir():
            raise PermissionError(errno.EACCES, "permission denied")
        return (archive / "LOCK").open("a+", encoding="utf-8", errors="replace")
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        raise ArchiveReadOnly(
            f"{archive}: expected a folder to write in, found: {error.strerror}; it can be read, but adding to it needs "
            "the right to write there"
        ) from None
