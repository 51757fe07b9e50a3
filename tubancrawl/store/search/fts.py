"""The full-text index itself, article_fts: FTS5 without content on SQLite, a tsvector with a GIN index on PostgreSQL.

Made by hand, as no model can describe it; alembic_env leaves tables with _fts in their name alone. Both hold the words of
store.search.documents and nothing else: neither database cuts, folds or stems text itself.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, text

from tubancrawl.store.rows import iter_chunks
from tubancrawl.store.search.documents import Document
from tubancrawl.store.search.passages import FIELDS

COLUMNS: Final = ("body", *(field for field in FIELDS if field != "body"))
"""FTS5's, in their order: it spends two bytes more on each word of each document outside its first column."""

_SQLITE: Final = (
    # ascii: whatever is not ASCII belongs to a word, and so do the two signs; words come cut and folded already.
    (
        f"CREATE VIRTUAL TABLE article_fts USING fts5({', '.join(COLUMNS)},"
        """ content='', contentless_delete=1, tokenize="ascii tokenchars '|~'")"""
    ),
    # Tells every word and its places; it stores nothing.
    "CREATE VIRTUAL TABLE article_fts_words USING fts5vocab(article_fts, instance)",
)
_POSTGRESQL: Final = (
    "CREATE TABLE article_fts (key bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX ix_article_fts_words ON article_fts USING gin (words)",
)

_INSERT_SQLITE: Final = (
    f"INSERT INTO article_fts (rowid, {', '.join(FIELDS)}) VALUES (:key, {', '.join(f':{field}' for field in FIELDS)})"  # noqa: S608
)
_INSERT_POSTGRESQL: Final = "INSERT INTO article_fts (key, words) VALUES (:key, CAST(:words AS tsvector))"

WEIGHTS: Final = {"headline": "A", "caption": "B", "body": "D"}
"""PostgreSQL has four weights and no columns: other fields share C, their words once more with the field's name before them."""
NAMED: Final = "C"

_MOST_POSITIONS: Final = 255
_LAST_POSITION: Final = 16_383


def create(connection: Connection) -> None:
    """Make the index, empty."""
    statements = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        connection.exec_driver_sql(statement)


def clear(connection: Connection) -> None:
    """Take every document out."""
    connection.execute(text("DELETE FROM article_fts"))


def insert(connection: Connection, documents: Iterable[Document]) -> None:
    """Add documents whose keys are not there."""
    if connection.dialect.name == "sqlite":
        statement, rows = text(_INSERT_SQLITE), [_sqlite_row(one) for one in documents]
    else:
        statement, rows = text(_INSERT_POSTGRESQL), [{"key": one.key, "words": tsvector_of(one)} for one in documents]
    if rows:
        connection.execute(statement, rows)


def remove(connection: Connection, keys: Sequence[int]) -> None:
    """Take documents out; a key that is not there is no error."""
    column = "rowid" if connection.dialect.name == "sqlite" else "key"
    for chunk in iter_chunks(keys):
        connection.execute(text(f"DELETE FROM article_fts WHERE {column} = :key"), [{"key": key} for key in chunk])  # noqa: S608


def _sqlite_row(document: Document) -> dict[str, Any]:
    columns = document.columns
    return {"key": document.key, **{field: " ".join((*columns[field].words, *columns[field].stems)) for field in FIELDS}}


def tsvector_of(document: Document) -> str:
    """Return a document as PostgreSQL's own notation: each word, its places and their weights."""
    places: dict[str, list[str]] = {}
    at = 0
    for field, column in document.columns.items():
        weight = WEIGHTS.get(field, NAMED)
        for word in (*column.words, *column.stems):
            at += 1
            place = f"{min(at, _LAST_POSITION)}{weight}"
            places.setdefault(word, []).append(place)
            if field not in WEIGHTS:
                places.setdefault(f"{field}:{word}", []).append(place)
        at += 1
    # Words are letters and digits, and the signs and names are ours: nothing in them ends a quotation.
    return " ".join(f"'{word}':{','.join(found[:_MOST_POSITIONS])}" for word, found in places.items())
