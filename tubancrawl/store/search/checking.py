"""Whether the index holds what the versions say, word for word and place for place. Reads only."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select, text

from tubancrawl.store.models import Article, Searchable
from tubancrawl.store.rows import iter_chunks
from tubancrawl.store.search.documents import Document
from tubancrawl.store.search.fts import COLUMNS, tsvector_of
from tubancrawl.store.search.index import iter_findable, stored

Difference = tuple[str, str, str]
"""Table, row, and what is wrong with it."""

_AT_ONCE: Final = 100


def iter_index_differences(connection: Connection) -> Iterator[Difference]:
    """Yield every row of `searchable` and every document that is not what the versions of its article say."""
    rows = {row.article_id: row._asdict() for row in connection.execute(select(Searchable.__table__))}
    look = _Fts5(connection) if connection.dialect.name == "sqlite" else _Tsvectors(connection)
    for article_ids in iter_chunks(connection.scalars(select(Article.id).order_by(Article.id)).all(), _AT_ONCE):
        articles = [one for one in stored(connection, article_ids) if one.reading_ids]
        found = list(iter_findable(connection, articles, {}))
        for one in found:
            number = one.row["article_id"]
            if rows.pop(number, None) != one.row:
                yield "searchable", str(number), "not what its article's versions say"
        for key in look.differing([document for one in found for document in one.documents]):
            yield "article_fts", str(key), "not the words of its article's versions"
    yield from (("searchable", str(number), "belongs to no article with versions") for number in rows)
    yield from (("article_fts", str(key), "belongs to no article") for key in look.strangers())


class _Fts5:
    """What FTS5 holds: of each document one number, made of all its words and their places, whatever their order."""

    def __init__(self, connection: Connection) -> None:
        self._found: dict[int, int] = defaultdict(int)
        self._found.update((key, 0) for key in connection.scalars(text("SELECT rowid FROM article_fts")))
        words = text('SELECT term, doc, col, "offset" FROM article_fts_words').execution_options(yield_per=10_000)
        for word, key, field, place in connection.execute(words):
            self._found[key] += hash((word, field, place))

    def differing(self, documents: Sequence[Document]) -> list[int]:
        """Return the keys of documents that are missing or other than expected."""
        return [one.key for one in documents if self._found.pop(one.key, None) != _number_of(one)]

    def strangers(self) -> list[int]:
        """Return the keys that nobody asked for."""
        return sorted(self._found)


class _Tsvectors:
    """What PostgreSQL holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keys = set(connection.scalars(text("SELECT key FROM article_fts")))

    def differing(self, documents: Sequence[Document]) -> list[int]:
        """Return the keys of documents that are missing or other than expected."""
        same = text("SELECT words = CAST(:words AS tsvector) FROM article_fts WHERE key = :key")
        self._keys.difference_update(one.key for one in documents)
        return [one.key for one in documents if not self._connection.scalar(same, {"key": one.key, "words": tsvector_of(one)})]

    def strangers(self) -> list[int]:
        """Return the keys that nobody asked for."""
        return sorted(self._keys)


def _number_of(document: Document) -> int:
    places: Any = ((field, (*document.columns[field].words, *document.columns[field].stems)) for field in COLUMNS)
    return sum(hash((word, field, place)) for field, words in places for place, word in enumerate(words))
