"""Which captures are mementos, the archived states that RFC 7089 speaks of, and which of them stands for a time. Reads only.

A memento is an answer that speaks of the address: the page (`ok`, `unreadable`), "as before" (`not_modified`, which stands for
the body it refers to), where it went (`moved`), that it is not there (`missing`, `gone`, `soft_missing`). `blocked` and `failed`
speak of the exchange; the archive keeps and shows them, and offers them to nobody as the state of the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import NotFound
from tubancrawl.store.models import Article, Capture, Url, Version

OUTCOMES: Final = ("ok", "not_modified", "moved", "missing", "gone", "soft_missing", "unreadable")

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Memento:
    """A state at a time: `url` is the address as it was asked, or the article's."""

    url: str
    captured_at: datetime

    @property
    def second(self) -> datetime:
        """Return its time as Memento has it, in whole seconds."""
        return self.captured_at.replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The memento that stands for a time, and those around it; `before` and `after` are None at the ends."""

    first: Memento
    before: Memento | None
    chosen: Memento
    after: Memento | None
    last: Memento


class MementosOf:
    """The mementos of one original in the order of time, of several within one second the last."""

    def __init__(self, session: Session, query: Select[*tuple[str, datetime]], column: ColumnElement[datetime]) -> None:
        """Take the query for addresses and times, of which `column` is the time."""
        self._session, self._query, self._column = session, query, column

    def standing_at(self, moment: datetime | None) -> Chosen:
        """Return what stood at a moment: the last at or before it, the first for an earlier one, the last of all for None.

        Raises NotFound if there is none.
        """
        first, last = self._edge(self._column.asc()), self._edge(self._column.desc())
        if first is None or last is None:
            raise NotFound("no capture of it in the archive")
        at = last.captured_at if moment is None else moment.replace(microsecond=0) + _SECOND - timedelta(microseconds=1)
        chosen = self._edge(self._column.desc(), self._column <= at) or first
        return Chosen(
            first=first,
            before=self._edge(self._column.desc(), self._column < chosen.second),
            chosen=chosen,
            after=self._edge(self._column.asc(), self._column >= chosen.second + _SECOND),
            last=last,
        )

    def count(self) -> int:
        """Return how many captures there are, those of one second each for itself."""
        return self._session.scalar(select(func.count()).select_from(self._query.subquery())) or 0

    def slice(self, start: int, length: int) -> Iterator[Memento]:
        """Yield the mementos of a stretch of the captures."""
        held: Memento | None = None
        for row in self._session.execute(self._query.order_by(self._column).offset(start).limit(length)):
            memento = Memento(*row)
            if held is not None and held.second != memento.second:
                yield held
            held = memento
        if held is not None:
            yield held

    def _edge(self, order: ColumnElement[datetime], *where: ColumnElement[bool]) -> Memento | None:
        row = self._session.execute(self._query.where(*where).order_by(order).limit(1)).first()
        return Memento(*row) if row is not None else None


def captures_as_mementos(session: Session, url: str) -> MementosOf:
    """Return the mementos of an address, in any of its forms. Raises BadUrl."""
    query = select(Capture.url, Capture.captured_at).join(Url, Url.id == Capture.url_id)
    wanted = query.where(Url.url == site.canonical_url(url), Capture.outcome.in_(OUTCOMES), Capture.http_status.is_not(None))
    return MementosOf(session, wanted, Capture.__table__.c.captured_at)


def versions_as_mementos(session: Session, article: Article) -> MementosOf:
    """Return the mementos of an article's text: the first capture of each of its versions."""
    query = select(Article.url, Version.first_captured_at).join(Version, Version.article_id == Article.id)
    return MementosOf(session, query.where(Article.id == article.id), Version.__table__.c.first_captured_at)
