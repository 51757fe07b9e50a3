"""Every table row by row, whatever its columns: what two databases can be compared by. Reads only."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select, type_coerce
from sqlalchemy.types import NullType

from tubancrawl.store.columns import Base

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds what its column cannot: what lies there, as text."""

    found: str


def table_names() -> list[str]:
    """Return the names of all tables, those first that others refer to."""
    return [table.name for table in Base.metadata.sorted_tables]


def key_of(table: str, row: Row) -> tuple[Any, ...]:
    """Return the primary key of a row."""
    return tuple(row[column.name] for column in Base.metadata.tables[table].primary_key)


def iter_table(connection: Connection, name: str) -> Iterator[Row]:
    """Yield the rows of a table in the order of their keys. A cell that its column's type cannot read is Unreadable."""
    table = Base.metadata.tables[name]
    processors = _processors(connection, table)
    columns = [type_coerce(column, NullType()) if processors else column for column in table.c]
    query = select(*columns).order_by(*table.primary_key).execution_options(yield_per=500)
    for values in connection.execute(query):
        yield {column.name: _read(processors.get(column.name), value) for column, value in zip(table.c, values, strict=True)}


def iter_lines(connection: Connection) -> Iterator[str]:
    """Yield the logical dump of a database: [table, row] as canonical JSON, one line a row."""
    for name in table_names():
        for row in iter_table(connection, name):
            yield json.dumps([name, row], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_as_text)


def _processors(connection: Connection, table: Table) -> dict[str, Callable[[Any], Any]]:
    """Return what makes of a raw cell what its column says; {} where the database itself keeps cells to their types."""
    if connection.dialect.name != "sqlite":
        return {}
    made = {column.name: column.type.dialect_impl(connection.dialect) for column in table.c}
    processors = {name: kind.result_processor(connection.dialect, None) for name, kind in made.items()}
    return {name: process or _unchanged for name, process in processors.items()}


def _unchanged(value: Any) -> Any:
    return value


def _read(process: Callable[[Any], Any] | None, value: Any) -> Any:
    if process is None:
        return value
    try:
        return process(value)
    except (TypeError, ValueError, OverflowError, AttributeError):
        return Unreadable(repr(value))


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else repr(value)
