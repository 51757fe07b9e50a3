"""Reading on behalf of strangers: each question has a time limit, and a database whose schema was changed meanwhile says so."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Session

from tubancrawl.errors import TookTooLong
from tubancrawl.messages import message
from tubancrawl.store.schema import expect_unchanged

# SQLite's virtual machine asks after so many steps whether to go on: a millisecond or two.
_STEPS: Final = 10_000


@contextmanager
def reading_within(engine: Engine, seconds: float, where: str) -> Iterator[Session]:
    """Give a read-only session of an engine that `open_database` opened for reading; messages call the database `where`.

    On SQLite all that is asked in it must be done `seconds` from now; on PostgreSQL each statement has that long. Raises
    TookTooLong where it has not, or where every connection stays in use; NotAnArchive if the schema is no longer this program's.
    """
    with Session(engine) as session:
        connection = _connected(session)
        if engine.dialect.name == "sqlite":
            with _sqlite_deadline(connection, time.monotonic() + seconds):
                expect_unchanged(connection, where)
                yield session
        else:
            connection.execute(text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
            expect_unchanged(connection, where)
            yield session


def _connected(session: Session) -> Connection:
    try:
        return session.connection()
    except NoConnection as error:
        raise TookTooLong(message("every connection to the database is in use; ask again later")) from error


@contextmanager
def _sqlite_deadline(connection: Connection, deadline: float) -> Iterator[None]:
    """Stop whatever the connection does after `deadline`, by the clock of time.monotonic."""
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    try:
        yield
    finally:
        # The session is still open: rolling back takes no steps, and the next reader sets a limit of its own.
        driver.set_progress_handler(None, 0)
