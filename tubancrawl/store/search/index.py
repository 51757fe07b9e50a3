"""Keeps the index in step with the articles, within the transaction that writes them. Derived from their versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from tubancrawl.store.models import Article, Reading, Searchable, Version
from tubancrawl.store.rows import insert_rows, iter_chunks, iter_rows
from tubancrawl.store.search import fts
from tubancrawl.store.search.documents import LOST, Findable, findable
from tubancrawl.store.search.keys import CURRENT, REMOVED, VARIES, WHOLE, key_of

Items = Mapping[int, Mapping[str, Any]]
"""Reading -> its item."""

_AT_ONCE: Final = 100
"""Articles that are held in memory when many are indexed."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What of an article the index is made of. `reading_ids`: of its versions, the first version first."""

    article_id: int
    dated: str | None
    state: str
    reading_ids: tuple[int, ...]


def needs_index(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether the columns of an article changed so that it is found otherwise, though its versions are the same."""
    return old["dated"] != new["dated"] or (old["state"] in LOST) != (new["state"] in LOST)


def save_index(connection: Connection, articles: Sequence[Indexed], at_hand: Items, stale: Iterable[int]) -> None:
    """Index `articles` anew. `stale`: the articles that may be in the index; those that are not in `articles` leave it.

    `at_hand`: items that need not be asked of the database.
    """
    _remove(connection, stale)
    for chunk in iter_chunks((one for one in articles if one.reading_ids), _AT_ONCE):
        found = list(iter_findable(connection, chunk, at_hand))
        insert_rows(connection, Searchable, [one.row for one in found])
        fts.insert(connection, (document for one in found for document in one.documents))


def iter_findable(connection: Connection, articles: Sequence[Indexed], at_hand: Items) -> Iterator[Findable]:
    """Yield how each of the articles, all with versions, has to be found."""
    needed = {reading for one in articles for reading in one.reading_ids if reading not in at_hand}
    query = select(Reading.id, Reading.item)
    items = {row[0]: row[1] for row in iter_rows(connection, query, Reading.__table__.c.id, sorted(needed))}
    for one in articles:
        versions = [items[number] if number in items else at_hand[number] for number in one.reading_ids]
        yield findable(one.article_id, one.dated, one.state, versions)


def fill(connection: Connection) -> None:
    """Index every article of a database whose index is empty."""
    for article_ids in iter_chunks(connection.scalars(select(Article.id).order_by(Article.id)).all(), _AT_ONCE):
        save_index(connection, stored(connection, article_ids), {}, ())


def stored(connection: Connection, article_ids: Iterable[int]) -> list[Indexed]:
    """Return what the database says of articles."""
    known = list(article_ids)
    readings: dict[int, list[int]] = {article_id: [] for article_id in known}
    query = select(Version.article_id, Version.reading_id).order_by(Version.article_id, Version.number)
    for article_id, reading_id in iter_rows(connection, query, Version.__table__.c.article_id, known):
        readings[article_id].append(reading_id)
    columns = select(Article.id, Article.dated, Article.state)
    rows = iter_rows(connection, columns, Article.__table__.c.id, known)
    return [Indexed(row[0], row[1], row[2], tuple(readings[row[0]])) for row in rows]


def keys_of(position: int, *, removed: bool) -> list[int]:
    """Return the keys of an article's documents."""
    areas = [CURRENT, *([WHOLE] if position & VARIES else []), *([REMOVED] if removed else [])]
    return [key_of(area, position) for area in areas]


def _remove(connection: Connection, article_ids: Iterable[int]) -> None:
    query = select(Searchable.article_id, Searchable.position, Searchable.removed)
    rows = list(iter_rows(connection, query, Searchable.__table__.c.article_id, article_ids))
    fts.remove(connection, [key for row in rows for key in keys_of(row[1], removed=row[2])])
    for chunk in iter_chunks(row[0] for row in rows):
        connection.execute(delete(Searchable).where(Searchable.article_id.in_(chunk)))
