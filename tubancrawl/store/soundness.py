"""Whether the database itself is whole: its pages, its indexes, the rows that rows refer to. Reads only."""

from collections.abc import Iterator

from sqlalchemy import Connection, text


def iter_faults(connection: Connection) -> Iterator[str]:
    """Yield what SQLite finds wrong; PostgreSQL enforces its keys and has tools of its own (pg_amcheck)."""
    if connection.dialect.name != "sqlite":
        return
    for (found,) in connection.execute(text("PRAGMA integrity_check")).all():
        if found != "ok":
            yield str(found)
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")).all():
        yield f"row {row} of {table} refers to a row of {parent} that is not there"


def schema_of(connection: Connection) -> set[tuple[str, str]]:
    """Return kind and name of everything that the schema has; empty on PostgreSQL."""
    if connection.dialect.name != "sqlite":
        return set()
    return {(row[0], row[1]) for row in connection.execute(text("SELECT type, name FROM sqlite_master")).all()}
