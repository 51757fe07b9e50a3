"""Of documents that match: the version that does, if one does by itself, and where in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Article, Reading, Version
from tubancrawl.store.search.documents import LOST
from tubancrawl.store.search.finding import Candidate
from tubancrawl.store.search.keys import article_of
from tubancrawl.store.search.passages import Passages, passages_of, without
from tubancrawl.store.search.query import Query
from tubancrawl.store.search.wanted import Wanted

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """A version, as a row."""

    number: int
    first_captured_at: datetime
    last_captured_at: datetime
    reading_id: int


@dataclass(frozen=True, slots=True)
class Match:
    """An article that was found, the version that matches, and the text of it that was searched."""

    candidate: Candidate
    url: str
    state: str
    versions: int
    stand: Stand
    item: Item
    searched: Passages
    shown: Passages
    """What the site still shows of the article."""


@dataclass(frozen=True)
class Judge:
    """Looks at the versions of candidates."""

    session: Session
    wanted: Wanted
    query: Query

    def matches(self, candidates: Sequence[Candidate]) -> list[Match | None]:
        """Return of each candidate the version that matches, None where none does."""
        ids = [article_of(one.position) for one in candidates]
        columns = select(Article.id, Article.url, Article.state, Article.versions).where(Article.id.in_(ids))
        articles = {row.id: row for row in self.session.execute(columns)}
        stands = self._stands(ids)
        items = self._items([of_it[-1].reading_id for of_it in stands.values()])
        return [self._match(one, articles[number], stands[number], items) for one, number in zip(candidates, ids, strict=True)]

    def _match(
        self, candidate: Candidate, article: Row[int, str, str, int], stands: list[Stand], last: Mapping[int, Item]
    ) -> Match | None:
        shown = passages_of(last[stands[-1].reading_id])
        if article.state in LOST:
            shown = {field: [] for field in shown}
        for stand in self._eligible(stands, candidate):
            item = last.get(stand.reading_id) or self._items([stand.reading_id])[stand.reading_id]
            version = passages_of(item)
            searched = without(version, shown) if self.wanted.scope == "removed" else version
            if candidate.sure or self.query.holds(searched, version):
                return Match(candidate, article.url, article.state, article.versions, stand, item, searched, shown)
        return None

    def _stands(self, article_ids: Sequence[int]) -> dict[int, list[Stand]]:
        query = select(
            Version.article_id, Version.number, Version.first_captured_at, Version.last_captured_at, Version.reading_id
        ).where(Version.article_id.in_(article_ids))
        if self.wanted.scope == "current" and self.wanted.as_of is None:
            query = query.join(Article, Article.id == Version.article_id).where(Version.number == Article.versions)
        found: dict[int, list[Stand]] = {article_id: [] for article_id in article_ids}
        for row in self.session.execute(query.order_by(Version.article_id, Version.number)):
            found[row[0]].append(Stand(*row[1:]))
        return found

    def _items(self, reading_ids: Sequence[int]) -> dict[int, Item]:
        query = select(Reading.id, Reading.item).where(Reading.id.in_(reading_ids))
        return {row[0]: row[1] for row in self.session.execute(query)}

    def _eligible(self, stands: list[Stand], candidate: Candidate) -> Iterator[Stand]:
        """Return the versions that may match, the newest first."""
        if self.wanted.as_of is not None:
            stands = [stand for stand in stands if stand.first_captured_at <= self.wanted.as_of][-1:]
        return reversed(stands[-1:] if candidate.sure else stands)
