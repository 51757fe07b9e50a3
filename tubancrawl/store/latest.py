"""What changed last over all articles: new ones, new versions, those that went and those that came back. Reads only."""

import base64
import binascii
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final, Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Select, and_, column, exists, func, literal, select, tuple_
from sqlalchemy.orm import Session

from tubancrawl.errors import BadCursor, BadRequest
from tubancrawl.store.accounts import stories_of
from tubancrawl.store.models import Article, Credit, Reading, Turn, Version
from tubancrawl.store.shapes import iso

Kind = Literal["new", "edited", "missing", "gone", "moved", "back"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

WIB: Final = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestChange:
    """One thing that happened to an article, at the time of the capture that showed it."""

    url: str
    headline: str | None
    """That of the version; of an article that went or came back, that of its last one."""
    at: str
    """ISO 8601, UTC."""
    kind: Kind
    version: int | None
    """The version that began; None where none did."""
    versions: int
    """How many the article has now."""
    causes: list[str]
    fields: list[str]
    """Of an edited version: who changed it, and which fields, as `history --json` names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """A page of changes, newest first; `next` is the cursor of the page after it, None on the last."""

    changes: list[LatestChange]
    next: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the shape that the API sends."""
        return {"changes": [asdict(change) for change in self.changes], "next": self.next}


class _Place(NamedTuple):
    """Where a change stands in the list, which runs from the greatest place down. `rank`: 1 for a version, 0 for a turn."""

    at: datetime
    article_id: int
    rank: int
    number: int


class _Row(NamedTuple):
    place: _Place
    kind: Kind
    url: str
    headline: str | None
    versions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filters:
    since: datetime | None
    until: datetime | None
    """Not included."""
    category: str | None
    reporter: str | None
    kinds: frozenset[str]


def latest_changes(
    session: Session,
    *,
    limit: int = 20,
    cursor: str | None = None,
    since: str | None = None,
    until: str | None = None,
    category: str | None = None,
    reporter: str | None = None,
    kinds: Collection[str] | None = None,
) -> Latest:
    """Return changes of all articles, newest first.

    `since` and `until`: ISO 8601 days (WIB, both included) or moments. `category` and `reporter` are those of the version; of an
    article that went or came back, of its last one. Raises BadRequest for a time or a kind that is none, BadCursor for a
    cursor that we did not give.
    """
    filters = _Filters(
        since=_moment(since, end=False),
        until=_moment(until, end=True),
        category=category,
        reporter=reporter,
        kinds=_kinds(kinds),
    )
    start = _place_of(cursor) if cursor is not None else None
    rows = [*_version_rows(session, filters, start, limit + 1), *_turn_rows(session, filters, start, limit + 1)]
    rows.sort(key=lambda row: row.place, reverse=True)
    page = rows[:limit]
    return Latest(
        changes=list(_told(session, page)),
        next=_cursor_of(page[-1].place) if len(rows) > limit and page else None,
    )


def _version_rows(session: Session, filters: _Filters, start: _Place | None, limit: int) -> Iterator[_Row]:
    wanted = filters.kinds & {"new", "edited"}
    if not wanted:
        return
    at, key = Version.first_captured_at, (Version.article_id, Version.number)
    query: Select[*tuple[Any, ...]] = (
        select(at, *key, Article.url, Reading.item["headline"].as_string(), Article.versions)
        .join(Article, Article.id == Version.article_id)
        .join(Reading, Reading.id == Version.reading_id)
        .order_by(at.desc(), *(part.desc() for part in key))
        .limit(limit)
    )
    if len(wanted) == 1:
        query = query.where(Version.number == 1 if "new" in wanted else Version.number > 1)
    query = _narrowed(query, session, filters, at, Version.id)
    if start is not None:
        # A turn at the same moment comes after the versions.
        last = (start.at, start.article_id, start.number if start.rank else 0)
        query = query.where(tuple_(at, *key) < tuple_(*_bound(last, at)))
    for moment, article_id, number, url, headline, versions in session.execute(query):
        yield _Row(_Place(moment, article_id, 1, number), "new" if number == 1 else "edited", url, headline, versions)


def _turn_rows(session: Session, filters: _Filters, start: _Place | None, limit: int) -> Iterator[_Row]:
    wanted = filters.kinds - {"new", "edited"}
    if not wanted:
        return
    key = (Turn.article_id, Turn.position)
    query: Select[*tuple[Any, ...]] = (
        select(Turn.at, *key, Turn.kind, Article.url, Article.headline, Article.versions)
        .join(Article, Article.id == Turn.article_id)
        .join(Version, and_(Version.article_id == Article.id, Version.number == Article.versions))
        .join(Reading, Reading.id == Version.reading_id)
        .where(Turn.kind.in_(sorted(wanted)))
        .order_by(Turn.at.desc(), *(part.desc() for part in key))
        .limit(limit)
    )
    query = _narrowed(query, session, filters, Turn.at, Version.id)
    if start is not None:
        last = (start.at, start.article_id, _AFTER_ALL if start.rank else start.number)
        query = query.where(tuple_(Turn.at, *key) < tuple_(*_bound(last, Turn.at)))
    for moment, article_id, position, kind, url, headline, versions in session.execute(query):
        yield _Row(_Place(moment, article_id, 0, position), kind, url, headline, versions)


_AFTER_ALL: Final = 2**31 - 1


def _bound(last: tuple[datetime, int, int], at: Any) -> tuple[Any, ...]:
    return literal(last[0], at.type), *map(literal, last[1:])


def _narrowed(
    query: Select[*tuple[Any, ...]], session: Session, filters: _Filters, at: Any, version_id: Any
) -> Select[*tuple[Any, ...]]:
    if filters.since is not None:
        query = query.where(at >= filters.since)
    if filters.until is not None:
        query = query.where(at < filters.until)
    if filters.reporter is not None:
        named = select(Credit.version_id).where(
            Credit.version_id == version_id, Credit.role == "reporter", Credit.name == filters.reporter
        )
        query = query.where(named.exists())
    if filters.category is not None:
        query = query.where(_has_category(session, filters.category))
    return query


def _has_category(session: Session, category: str) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "postgresql":
        values = func.json_array_elements_text(Reading.item["categories"]).table_valued(column("value"))
    else:
        values = func.json_each(Reading.item, "$.categories").table_valued("value")
    return exists(select(literal(1)).select_from(values).where(values.c.value == category))


def _told(session: Session, rows: Sequence[_Row]) -> Iterator[LatestChange]:
    edited = {row.place.article_id for row in rows if row.kind == "edited"}
    stories = stories_of(session.connection(), edited)
    for row in rows:
        changes = stories[row.place.article_id].accounts[row.place.number - 1].changes if row.kind == "edited" else []
        at = iso(row.place.at)
        assert at is not None
        yield LatestChange(
            url=row.url,
            headline=row.headline,
            at=at,
            kind=row.kind,
            version=row.place.number if row.place.rank else None,
            versions=row.versions,
            causes=list(dict.fromkeys(change["cause"] for change in changes)),
            fields=[change["field"] for change in changes],
        )


def _kinds(kinds: Collection[str] | None) -> frozenset[str]:
    unknown = [kind for kind in kinds or () if kind not in KINDS]
    if unknown:
        raise BadRequest(f"{unknown[0]!r}: no kind of change; expected some of {', '.join(KINDS)}")
    return frozenset(kinds) if kinds is not None else frozenset(KINDS)


def _moment(text: str | None, *, end: bool) -> datetime | None:
    """Return the moment that a day or a moment begins with, or with which it is over."""
    if text is None:
        return None
    try:
        if len(text) == len("2018-07-18"):
            day = datetime.combine(date.fromisoformat(text), datetime.min.time(), WIB)
            return (day + timedelta(days=1) if end else day).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=WIB)).astimezone(UTC)
        return moment + timedelta(microseconds=1) if end else moment
    except (ValueError, OverflowError):
        raise BadRequest(f"{text!r}: expected a day (2018-07-18) or a moment (2018-07-18T14:13:00+07:00)") from None


def _cursor_of(place: _Place) -> str:
    told = json.dumps([place.at.isoformat(), *place[1:]], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _place_of(cursor: str) -> _Place:
    try:
        at, *rest = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        moment = datetime.fromisoformat(at)
        article_id, rank, number = (int(part) for part in rest)
        if moment.tzinfo is None or rank not in {0, 1} or not all(0 <= part <= _AFTER_ALL for part in (article_id, number)):
            raise ValueError(cursor)
    except (ValueError, TypeError, binascii.Error, OverflowError, RecursionError):
        raise BadCursor("the cursor is none that this archive gave; leave it out to begin at the first page") from None
    return _Place(moment, article_id, rank, number)
