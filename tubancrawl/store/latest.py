"""The newest changes of all articles, a page at a time, with who made them. Reads only."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tubancrawl.errors import BadRequest
from tubancrawl.store.accounts import stories_of
from tubancrawl.store.articles import WIB
from tubancrawl.store.cursors import cursor_after, listing_of, place_of
from tubancrawl.store.happenings import KINDS, ChangeFilters, Happening, Kind, Place, SwappedPhoto, newest
from tubancrawl.store.models import Article, Reading, Version
from tubancrawl.store.shapes import iso

__all__ = ["KINDS", "Kind", "Latest", "LatestChange", "SwappedPhoto", "latest_changes"]

_TUBAN: Final = timezone(WIB)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestChange:
    """One thing that happened to an article, at the time of the capture that showed it."""

    url: str
    headline: str | None
    """That of the version; of an article that went or came back, that of its last one; of a swapped picture, as it showed it."""
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
    photo: SwappedPhoto | None = None
    """Of a swapped picture: its address, and the digests of what it showed before and shows since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """A page of changes, newest first; `next` is the cursor of the page after it, None on the last."""

    changes: list[LatestChange]
    next: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the shape that the API sends."""
        return {"changes": [_change_json(change) for change in self.changes], "next": self.next}


def _change_json(change: LatestChange) -> dict[str, Any]:
    return {**asdict(change), "photo": change.photo and change.photo._asdict()}


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
    article_ids: Collection[int] | None = None,
) -> Latest:
    """Return changes of all articles, newest first.

    `since` and `until`: ISO 8601 days (WIB, both included) or moments. `category` is one of the last version; `reporter`,
    of the version, and of an article that went or came back of its last one. `article_ids`: only these, some thousands at most.
    Raises BadRequest for a time or a kind that is none, BadCursor for a cursor of another list.
    """
    filters = ChangeFilters(
        since=_moment(since, end=False),
        until=_moment(until, end=True),
        category=category,
        reporter=reporter,
        kinds=_kinds(kinds),
        article_ids=article_ids,
    )
    asked = asdict(filters) | {"kinds": sorted(filters.kinds), "article_ids": sorted(filters.article_ids or ())}
    listing = listing_of("changes", asked)
    start = _place_of(cursor, listing) if cursor is not None else None
    rows = newest(session, filters, start, limit + 1)
    page = rows[:limit]
    return Latest(
        changes=list(_told(session, page)),
        next=cursor_after(listing, (page[-1].place.at.isoformat(), *page[-1].place[1:])) if len(rows) > limit else None,
    )


def _told(session: Session, rows: Sequence[Happening]) -> Iterator[LatestChange]:
    stories = stories_of(session.connection(), {row.place.article_id for row in rows if row.kind == "edited"})
    headlines = _headlines(session, [row.version_id for row in rows])
    articles = _articles(session, {row.place.article_id for row in rows})
    for row in rows:
        changes = stories[row.place.article_id].accounts[row.place.number - 1].changes if row.kind == "edited" else []
        url, versions = articles[row.place.article_id]
        at = iso(row.place.at)
        assert at is not None
        yield LatestChange(
            url=url,
            headline=headlines[row.version_id],
            at=at,
            kind=row.kind,
            version=row.place.number if row.kind in {"new", "edited"} else None,
            versions=versions,
            causes=list(dict.fromkeys(change["cause"] for change in changes)),
            fields=[change["field"] for change in changes],
            photo=row.photo,
        )


def _articles(session: Session, article_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    query = select(Article.id, Article.url, Article.versions).where(Article.id.in_(article_ids))
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def _headlines(session: Session, version_ids: Collection[int]) -> dict[int, str | None]:
    query = select(Version.id, Reading.item["headline"].as_string()).join(Reading, Reading.id == Version.reading_id)
    return {row[0]: row[1] for row in session.execute(query.where(Version.id.in_(version_ids)))}


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
            day = datetime.combine(date.fromisoformat(text), datetime.min.time(), _TUBAN)
            return (day + timedelta(days=1) if end else day).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=_TUBAN)).astimezone(UTC)
        return moment + timedelta(microseconds=1) if end else moment
    except (ValueError, OverflowError):
        raise BadRequest(f"{text!r}: expected a day (2018-07-18) or a moment (2018-07-18T14:13:00+07:00)") from None


def _place_of(cursor: str, listing: str) -> Place:
    at, article_id, rank, number = place_of(cursor, listing, str, int, int, int)
    return Place(datetime.fromisoformat(at), article_id, rank, number)
