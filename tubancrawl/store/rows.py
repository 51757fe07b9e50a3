"""Rows by the hundred: reading them by long lists of keys, numbering new ones, and writing them in one statement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Update, bindparam, func, insert, select, update
from sqlalchemy.engine import Row

from tubancrawl.store.columns import Base

T = TypeVar("T")

_CHUNK = 500
"""Keys in one IN list: few enough for any limit on parameters, many enough that the round trip is nothing."""


def iter_chunks(values: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Yield the values in lists of at most `size`."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def iter_rows(
    connection: Connection, query: Select[*tuple[Any, ...]], column: ColumnElement[Any], keys: Iterable[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield the rows of `query` whose `column` is one of `keys`, whatever their number."""
    # SQLAlchemy leaves every statement in a circle, so it must not hold the keys: few objects, but much memory for the collector.
    statement = query.where(column.in_(bindparam("keys", expanding=True)))
    for chunk in iter_chunks(keys):
        yield from connection.execute(statement, {"keys": chunk})


class Numbers:
    """Hands out the numbers of new rows, from the highest that the transaction finds.

    The archive has one writer, so it can number rows itself and write them by the hundred without asking what they became.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: dict[type[Base], int] = {}

    def next(self, table: type[Base]) -> int:
        """Return the number of one more row of `table`, which has an `id`."""
        if table not in self._last:
            key = table.__table__.c.id
            self._last[table] = self._connection.scalar(select(func.coalesce(func.max(key), 0))) or 0
        self._last[table] += 1
        return self._last[table]


def insert_rows(connection: Connection, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert the rows; all of them name the same columns. A sitemap brings tens of thousands, so they go by the chunk."""
    for chunk in iter_chunks(rows):
        connection.execute(insert(table), chunk)


def update_rows(connection: Connection, table: type[Base], columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Set `columns` of the rows whose number each row names as `key`."""
    if rows:
        statement: Update = update(table).where(table.__table__.c.id == bindparam("key"))
        connection.execute(statement.values({name: bindparam(f"new_{name}") for name in columns}), rows)
