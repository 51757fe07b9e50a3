"""What happened to any article, newest first: new versions, swapped pictures, articles that went or came back. Reads only."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple, get_args

from sqlalchemy import Select, and_, exists, literal, select, tuple_
from sqlalchemy.orm import Session, aliased

from tubancrawl.store.categories import articles_in
from tubancrawl.store.models import Article, Credit, Photo, Swap, Turn, Url, Version

Kind = Literal["new", "edited", "photo_swapped", "missing", "gone", "moved", "back"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

LAST_NUMBER: Final = 2**31 - 1

_Query = Select[*tuple[Any, ...]]


class Place(NamedTuple):
    """Where something stands in the list, which runs from the greatest place down."""

    at: datetime
    article_id: int
    rank: int
    """2 for a swapped picture, 1 for a version, 0 for a turn."""
    number: int

    def number_after(self, rank: int) -> int:
        """Return below which number the rest of this article's list lies at this moment, among what has that rank."""
        return self.number if rank == self.rank else LAST_NUMBER if rank < self.rank else -1


class SwappedPhoto(NamedTuple):
    """A picture whose address showed another one from then on."""

    url: str
    before_sha256: str
    sha256: str


class Happening(NamedTuple):
    """`version_id`: the version that began, or that showed the picture which was swapped; of a turn, the article's last one."""

    place: Place
    kind: Kind
    version_id: int
    photo: SwappedPhoto | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFilters:
    """What is wanted. `category` is one of the article's last version.

    `reporter` is one of the version that began, or of the last one of an article that turned.
    """

    since: datetime | None
    until: datetime | None
    """Not included."""
    category: str | None
    reporter: str | None
    kinds: frozenset[str]
    article_ids: Collection[int] | None
    """Some thousands at most."""


def newest(session: Session, filters: ChangeFilters, start: Place | None, limit: int) -> list[Happening]:
    """Return at most `limit` of what happened, newest first; `start`: only what stands after that place."""
    rows = [happening for what in (_versions, _turns, _swaps) for happening in what(session, filters, start, limit)]
    return sorted(rows, key=lambda row: row.place, reverse=True)[:limit]


def _versions(session: Session, filters: ChangeFilters, start: Place | None, limit: int) -> Iterator[Happening]:
    wanted = filters.kinds & {"new", "edited"}
    if not wanted:
        return
    key = (Version.first_captured_at, Version.article_id, Version.number)
    query: _Query = select(*key, Version.id)
    if len(wanted) == 1:
        query = query.where(Version.number == 1 if "new" in wanted else Version.number > 1)
    query = _after(query, key, start and (*start[:2], start.number_after(1)))
    for at, article_id, number, version_id in session.execute(_narrowed(query, session, filters, key).limit(limit)):
        yield Happening(Place(at, article_id, 1, number), "new" if number == 1 else "edited", version_id)


def _turns(session: Session, filters: ChangeFilters, start: Place | None, limit: int) -> Iterator[Happening]:
    wanted = filters.kinds - {"new", "edited", "photo_swapped"}
    if not wanted:
        return
    key = (Turn.at, Turn.article_id, Turn.position)
    query: _Query = (
        select(*key, Turn.kind, Version.id)
        .join(Article, Article.id == Turn.article_id)
        .join(Version, and_(Version.article_id == Article.id, Version.number == Article.versions))
        .where(Turn.kind.in_(sorted(wanted)))
    )
    query = _after(query, key, start and (*start[:2], start.number_after(0)))
    for at, article_id, position, kind, version_id in session.execute(_narrowed(query, session, filters, key).limit(limit)):
        yield Happening(Place(at, article_id, 0, position), kind, version_id)


def _swaps(session: Session, filters: ChangeFilters, start: Place | None, limit: int) -> Iterator[Happening]:
    """Yield the swaps of what the version that then was the last one showed, for each article that showed it."""
    if "photo_swapped" not in filters.kinds:
        return
    key = (Swap.at, Version.article_id, Swap.url_id)
    later = aliased(Version)
    replaced = exists().where(
        later.article_id == Version.article_id, later.number == Version.number + 1, later.first_captured_at <= Swap.at
    )
    query: _Query = (
        select(*key, Version.id, Url.url, Swap.before_sha256, Swap.payload_sha256)
        .join(Url, Url.id == Swap.url_id)
        .join(Photo, Photo.url == Url.url)
        .join(Version, Version.id == Photo.version_id)
        .where(Version.first_captured_at <= Swap.at, ~replaced)
        .distinct()
    )
    query = _after(query, key, start and (*start[:2], start.number_after(2)))
    for at, article_id, url_id, version_id, *photo in session.execute(_narrowed(query, session, filters, key).limit(limit)):
        yield Happening(Place(at, article_id, 2, url_id), "photo_swapped", version_id, SwappedPhoto(*photo))


def _after(query: _Query, key: tuple[Any, ...], last: tuple[Any, ...] | None) -> _Query:
    query = query.order_by(*(part.desc() for part in key))
    if last is None:
        return query
    return query.where(tuple_(*key) < tuple_(*(literal(value, part.type) for value, part in zip(last, key, strict=True))))


def _narrowed(query: _Query, session: Session, filters: ChangeFilters, key: tuple[Any, ...]) -> _Query:
    if filters.since is not None:
        query = query.where(key[0] >= filters.since)
    if filters.until is not None:
        query = query.where(key[0] < filters.until)
    if filters.article_ids is not None:
        query = query.where(Version.article_id.in_(filters.article_ids))
    if filters.reporter is not None:
        named = select(Credit.version_id).where(Credit.role == "reporter", Credit.name == filters.reporter)
        query = query.where(Version.id.in_(named))
    if filters.category is not None:
        query = query.where(Version.article_id.in_(articles_in(session.connection(), filters.category)))
    return query
