"""Databases as vessels: whether one holds anything, how to empty it, and how to leave a SQLite file whole by itself."""

from pathlib import Path

from pysqlite3 import dbapi2
from sqlalchemy import Engine, select, text

from tubancrawl.store.columns import Base
from tubancrawl.store.search import fts


def is_empty(engine: Engine) -> bool:
    """Tell whether no table has a row."""
    with engine.connect() as connection:
        return all(connection.execute(select(table).limit(1)).first() is None for table in Base.metadata.sorted_tables)


def empty(engine: Engine) -> None:
    """Delete every row of every table, in one transaction."""
    with engine.begin() as connection:
        fts.clear(connection)
        # Articles and addresses, crawls and addresses refer to each other only this way round.
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(text(f"DELETE FROM {table.name}"))  # noqa: S608 - the names are our own


def fold_wal(path: Path) -> None:
    """Bring what lies in the write-ahead log of a SQLite file into the file. One that is too damaged for that stays as it is."""
    connection = dbapi2.connect(str(path))
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except dbapi2.DatabaseError:
        return
    finally:
        connection.close()
