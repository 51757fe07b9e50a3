"""The captures of the whole archive as a list to go through, newest first. Reads only."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import BadCursor
from tubancrawl.store.cursors import cursor_after, listing_of, place_of
from tubancrawl.store.models import Capture, Url
from tubancrawl.store.shapes import capture_json, iso


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFilters:
    """What a capture must fit; None asks for nothing."""

    url: str | None = None
    """The address, in any form."""
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Inclusive."""


def page_of_captures(session: Session, filters: CaptureFilters, *, limit: int, cursor: str | None = None) -> dict[str, Any]:
    """Return {"captures": at most `limit`, each with the `url` as it was asked, "next": cursor of the rest or None}.

    Raises BadCursor, and BadUrl for a `url` that is none.
    """
    listing = listing_of("captures", asdict(filters))
    query = select(Capture).order_by(Capture.captured_at.desc(), Capture.record_id)
    if filters.url is not None:
        query = query.join(Url, Url.id == Capture.url_id).where(Url.url == site.canonical_url(filters.url))
    if filters.outcome is not None:
        query = query.where(Capture.outcome == filters.outcome)
    if filters.since is not None:
        query = query.where(Capture.captured_at >= filters.since)
    if filters.until is not None:
        query = query.where(Capture.captured_at <= filters.until)
    if cursor is not None:
        at, record_id = _place(cursor, listing)
        same = and_(Capture.captured_at == at, Capture.record_id > record_id)
        query = query.where(or_(Capture.captured_at < at, same))
    rows = session.scalars(query.limit(limit + 1)).all()
    more = len(rows) > limit
    return {
        "captures": [{"url": row.url, **capture_json(row)} for row in rows[:limit]],
        "next": cursor_after(listing, (iso(rows[limit - 1].captured_at), rows[limit - 1].record_id)) if more else None,
    }


def _place(cursor: str, listing: str) -> tuple[datetime, str]:
    at, record_id = place_of(cursor, listing, str, str)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise BadCursor(f"the cursor names no time: {at}") from error
    if moment.tzinfo is None:
        raise BadCursor("the cursor names a time without its zone")
    return moment, record_id
