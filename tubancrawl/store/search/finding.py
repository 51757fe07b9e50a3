"""Asks the index: the newest documents that match, with their relevance, and how many there are."""

from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Integer, cast, column, exists, func, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from tubancrawl.store.models import Article
from tubancrawl.store.search.fts import COLUMNS
from tubancrawl.store.search.keys import (
    ARTICLE_SHIFT,
    ARTICLES,
    CURRENT,
    POSITIONS,
    REMOVED,
    VARIES,
    WHOLE,
    first_position_of,
    key_of,
    next_day,
)
from tubancrawl.store.search.matching import match_of
from tubancrawl.store.search.query import Query
from tubancrawl.store.search.wanted import Wanted

MOST_RANKED: Final = 1_000
"""Matches that are ranked together, the newest first: to score every match of a frequent word takes longer than all the rest."""
MOST_COUNTED: Final = 10_000
"""Matches that are counted; more are "at least" so many."""


class Candidate(NamedTuple):
    """A document that matches. The lower `score`, the better."""

    position: int
    score: float
    sure: bool
    """False: of a document of several versions, of which none may match by itself."""


class _Area(NamedTuple):
    area: int
    sure: bool
    plain: bool
    """Only articles whose versions all have one text."""


@dataclass(frozen=True)
class Finder:
    """What one search asks of the index."""

    session: Session
    wanted: Wanted
    query: Query

    @cached_property
    def areas(self) -> tuple[_Area, ...]:
        """The parts of the index that are searched; no article is in two of them."""
        if self.wanted.scope == "removed":
            return (_Area(REMOVED, sure=False, plain=False),)
        if self.wanted.scope == "current" and self.wanted.as_of is None:
            return (_Area(CURRENT, sure=True, plain=False),)
        return _Area(CURRENT, sure=True, plain=True), _Area(WHOLE, sure=False, plain=False)

    def newest(self, before: int, count: int, *, scored: bool) -> list[Candidate]:
        """Return at most `count` matches of positions below `before`, the newest first."""
        found = [self._newest(area, before, count, scored=scored) for area in self.areas]
        return list(islice(merge(*found, key=lambda one: one.position, reverse=True), count))

    def count(self) -> tuple[int, int]:
        """Return how many documents match that are sure to, and how many that are not; counted to MOST_COUNTED + 1 each."""
        counted = [(area.sure, self._count(area)) for area in self.areas]
        return sum(number for sure, number in counted if sure), sum(number for sure, number in counted if not sure)

    def _newest(self, area: _Area, before: int, count: int, *, scored: bool) -> list[Candidate]:
        wanted = [self._key, *([] if self._sqlite or not scored else [_WORDS])]
        query = select(*wanted).where(*self._conditions(area), self._key < key_of(area.area, before))
        query = query.order_by(self._key.desc()).limit(count)
        if not scored:
            return [Candidate(key & POSITIONS, 0.0, area.sure) for (key,) in self.session.connection().execute(query).all()]
        if self._sqlite:
            query = query.add_columns(func.bm25(_TABLE, *_BM25))
        else:
            # Ranked after the newest are chosen: PostgreSQL would unpack the words of every match.
            newest = query.subquery()
            score = -func.ts_rank(_WEIGHTS, newest.c.words, self._match(area), 1)
            query = select(newest.c.key, score).order_by(newest.c.key.desc())
        return [
            Candidate(key & POSITIONS, float(score), area.sure) for key, score in self.session.connection().execute(query).all()
        ]

    def _count(self, area: _Area) -> int:
        some = select(self._key).where(*self._conditions(area)).limit(MOST_COUNTED + 1).subquery()
        return self.session.connection().scalar(select(func.count()).select_from(some)) or 0

    @cached_property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name

    @property
    def _sqlite(self) -> bool:
        return self._dialect == "sqlite"

    @property
    def _key(self) -> ColumnElement[int]:
        return _INDEX.c.rowid if self._sqlite else _INDEX.c.key

    def _match(self, area: _Area) -> ColumnElement[Any]:
        match = match_of(self.query, self._dialect, negated=area.sure)
        return literal(match) if self._sqlite else cast(match, TSQUERY)

    def _conditions(self, area: _Area) -> list[ColumnElement[bool]]:
        wanted, key = self.wanted, self._key
        low = first_position_of(wanted.since) if wanted.since else 0
        end = next_day(wanted.until) if wanted.until else POSITIONS + 1
        found = _TABLE.op("MATCH")(self._match(area)) if self._sqlite else _WORDS.op("@@")(self._match(area))
        conditions = [found, key >= key_of(area.area, low), key < key_of(area.area, end)]
        if area.plain:
            conditions.append(key.bitwise_and(VARIES) == 0)
        about = []
        if wanted.state is not None:
            about.append(Article.state == wanted.state)
        if wanted.as_of is not None:
            about.append(Article.first_captured_at <= wanted.as_of)
        if about:
            number = key.bitwise_rshift(_SHIFT).bitwise_and(ARTICLES)
            conditions.append(exists().where(Article.id == number, *about))
        return conditions


_INDEX: Final = table("article_fts", column("rowid", BigInteger), column("key", BigInteger), column("words"))
_SHIFT: Final[ColumnElement[int]] = literal_column(str(ARTICLE_SHIFT), Integer)  # PostgreSQL shifts by no bigint
_TABLE: Final[ColumnElement[Any]] = literal_column("article_fts")
_WORDS: Final = _INDEX.c.words

# A word of the headline is what the article is about.
_BM25: Final = [{"headline": 8.0, "caption": 2.0, "reporter": 2.0}.get(field, 1.0) for field in COLUMNS]
"""What a match in each column is worth on SQLite."""
_WEIGHTS: Final[ColumnElement[Any]] = literal_column("CAST('{0.1, 0.2, 0.3, 1.0}' AS real[])")
"""What one is worth on PostgreSQL: body, names, captions, headline."""
