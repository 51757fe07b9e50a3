"""Opens the archive's database, SQLite or PostgreSQL, for its one writer or for readers, and knows how the two differ."""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from json import JSONEncoder
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from tubancrawl.errors import ArchiveDamaged, NotAnArchive, TookTooLong
from tubancrawl.messages import message
from tubancrawl.store.schema import expect_current, upgrade

# SQLite 3.7.0 to 3.51.2 can corrupt a WAL database that two connections use (the WAL-reset bug, fixed 2026-03-13). Debian 12
# ships 3.40.1 unpatched; pysqlite3 bundles a fixed one. A build that links an older library gets the rollback journal.
WAL_IS_SAFE = dbapi2.sqlite_version_info >= (3, 51, 3)

ReadingSession = Session
"""What `reading` gives: the name by which code outside the store may speak of it."""

Database = Engine
Connected = Connection
"""What `open_database` gives, and a connection of it: the names by which code outside the store may speak of them."""

_BUSY_MILLISECONDS = 5_000

# Readers wait this long for one of so many connections: a reading room's threads, and as many answers that are streamed.
_POOL: Final[dict[str, Any]] = {"pool_size": 16, "max_overflow": 16, "pool_timeout": 5}

# SQLite's codes for busy, locked, out of memory, I/O error, corrupt, full, cannot open and locking protocol: no mistakes of ours.
_FAULTS_OF_THE_MACHINE = frozenset({5, 6, 7, 10, 11, 13, 14, 15})
_READ_ONLY = 8
_INTERRUPTED = 9
_CANCELLED = "57014"  # PostgreSQL's query_canceled: what statement_timeout ends with
_FAULTS_OF_THE_DISK = frozenset({7, 10, 13})
_UNSTORED = "nothing more is stored. Free space or repair the disk or server, then start again"
_UNREAD = "`tubancrawl verify` says what is harmed"
_CURE = "copy it whole from where it came, or `tubancrawl rebuild` makes it again from warc/"

_HEADER = struct.Struct(">16s2s6xII60xI")
"""Of an SQLite file: the magic, the page size, the change counter, the pages, and the counter when those were counted."""

_compact_json = JSONEncoder(separators=(",", ":")).encode


def open_database(url_or_path: str | Path, *, read_only: bool = False) -> Engine:
    """Return an engine for an archive's database: a path or `sqlite:///…`, or `postgresql://…`.

    A writer makes a database that is missing or empty, and updates an older schema; hold `store.lock.ArchiveLock` first.
    A reader changes nothing, whatever it executes.

    Raises NotAnArchive if there is nothing to read, or if it is something else or newer than this program. Whatever the engine
    is later used for raises ArchiveDamaged when the disk or the server fails, and SQLAlchemy's errors only for our own mistakes.
    """
    url = url_from(url_or_path)
    engine = _sqlite(url, read_only=read_only) if url.get_backend_name() == "sqlite" else _postgresql(url, read_only=read_only)
    try:
        with explained(url), engine.connect() as connection:
            if read_only:
                expect_current(connection, shown(url))
            else:
                upgrade(connection, shown(url))
    except (NotAnArchive, ArchiveDamaged):
        engine.dispose()
        raise
    event.listen(engine, "handle_error", partial(_name_damage, url, read_only=read_only))
    return engine


def _name_damage(url: URL, context: ExceptionContext, *, read_only: bool) -> None:
    error = context.sqlalchemy_exception
    if not isinstance(error, DBAPIError):
        return
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code == _INTERRUPTED or getattr(error.orig, "sqlstate", None) == _CANCELLED:
        raise TookTooLong(message("the question took too long and was stopped; ask for less, or again later")) from error
    # A writer for whom SQLite could open the file only for reading has met a fault; a reader who writes is a mistake of ours.
    faults = _FAULTS_OF_THE_MACHINE if read_only else _FAULTS_OF_THE_MACHINE | {_READ_ONLY}
    if isinstance(error, OperationalError) if code is None else code & 0xFF in faults:
        raise _damage(url, error.orig, _UNREAD if read_only else _UNSTORED) from error.orig


def _damage(url: URL, found: BaseException | None, cure: str) -> ArchiveDamaged:
    text = " ".join(str(found).split())
    if url.password:
        text = text.replace(str(url.password), "***")
    return ArchiveDamaged(f"{shown(url)}: {text}; {cure}")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session for the functions of store.reader; they all see one state of the archive until it closes."""
    with Session(engine) as session:
        yield session


def url_from(url_or_path: str | Path) -> URL:
    """Return the database that `url_or_path` names, with its driver. Raises NotAnArchive for what names none."""
    text = str(url_or_path)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise NotAnArchive(
            "the database URL cannot be read; expected a path, sqlite:///PATH or postgresql://USER@HOST/NAME"
        ) from None
    if url.drivername in {"postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database:
        return url
    raise NotAnArchive(f"{url.drivername}: expected a path, sqlite:///PATH or postgresql://USER@HOST/NAME")


def shown(url: URL) -> str:
    """Return how a database is named to people: its path, or its URL without password and options."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Raise NotAnArchive, without the password, when the database cannot be opened; ArchiveDamaged when the disk fails."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _FAULTS_OF_THE_DISK:
            raise _damage(url, error.orig, _UNSTORED) from error
        found = " ".join(str(error.orig).split())
        if url.password:
            found = found.replace(str(url.password), "***")
        cure = (
            "; copy it whole from where it came, or `tubancrawl rebuild` makes it again from warc/"
            if "malformed" in found
            else ""
        )
        raise NotAnArchive(f"{shown(url)}: expected an archive's database, found: {found}{cure}") from None


@contextmanager
def explained_reading(what: str) -> Iterator[None]:
    """Raise NotAnArchive, with `what` was being read, when the database cannot give it."""
    try:
        yield
    except (SQLAlchemyError, ArchiveDamaged) as error:
        found = " ".join(str(getattr(error, "orig", None) or error).split())
        raise NotAnArchive(f"{what}: the database cannot be read: {found}") from None


def _sqlite(url: URL, *, read_only: bool) -> Engine:
    path = Path(url.database or "")
    if read_only and not path.is_file():
        raise NotAnArchive(f"{path}: no such file; {_what_makes_one(path.parent)}")
    if not path.parent.is_dir():
        raise NotAnArchive(f"{path}: no such folder as {path.parent}")
    _expect_whole(path)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=partial(_connect_sqlite, path, read_only=read_only),
        poolclass=QueuePool,
        json_serializer=_compact_json,
        hide_parameters=True,
        **(_POOL if read_only else {}),
    )
    event.listen(engine, "begin", _begin_reading if read_only else _begin_writing)
    return engine


def _expect_whole(path: Path) -> None:
    """Raise NotAnArchive for a file that is shorter than it says: SQLite would find out only when it needs what is missing.

    A run that was killed while the log was folded into the database leaves such a file too; the log then has the rest.
    """
    if any(_size(path.with_name(path.name + suffix)) for suffix in ("-wal", "-journal")):
        return
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER.size)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return
    if len(header) < _HEADER.size or not header.startswith(b"SQLite format 3\0"):
        return  # SQLite itself says what it thinks of that
    _, page_size, counter, pages, counted_at = _HEADER.unpack(header)
    expected = pages * (int.from_bytes(page_size, "big") if page_size != b"\0\1" else 65_536)
    if counter == counted_at and size < expected:
        raise NotAnArchive(f"{path}: expected a database of {expected} bytes, as it says, found {size}; {_CURE}")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _what_makes_one(folder: Path) -> str:
    if any((folder / "warc").glob("*.warc*")):
        return "there are WARC files beside it, from which `tubancrawl rebuild` makes it again"
    return "a crawl or `tubancrawl import` makes an archive"


def _connect_sqlite(path: Path, *, read_only: bool) -> Any:
    query = "mode=rwc"
    if read_only:
        # On a read-only medium SQLite cannot make the shared-memory file that a WAL database needs, and nobody can be writing.
        frozen = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
        query = "mode=ro&immutable=1" if frozen else "mode=ro"
    # check_same_thread: the pool hands a connection to one thread at a time. isolation_level: we begin transactions ourselves.
    connection = dbapi2.connect(f"file:{quote(str(path))}?{query}", uri=True, check_same_thread=False, isolation_level=None)
    pragmas = [f"busy_timeout={_BUSY_MILLISECONDS}", "foreign_keys=ON"]
    if read_only:
        pragmas.append("query_only=ON")
    else:
        pragmas += [f"journal_mode={'WAL' if WAL_IS_SAFE else 'DELETE'}", "synchronous=FULL"]
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin_writing(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT, whatever busy_timeout says.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _postgresql(url: URL, *, read_only: bool) -> Engine:
    try:
        engine = create_engine(
            url,
            json_serializer=_compact_json,
            hide_parameters=True,
            connect_args={"application_name": f"tubancrawl {os.getpid()}"},
            pool_pre_ping=read_only,  # a reader outlives a restart of the server
            **(_POOL if read_only else {}),
        )
    except ModuleNotFoundError as error:
        raise NotAnArchive("a PostgreSQL archive needs psycopg: pip install tubancrawl[postgresql]") from error
    # REPEATABLE READ: one session sees one state, as a SQLite reader does; the server itself refuses a reader's writes.
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if read_only else {}
    return engine.execution_options(**options)
