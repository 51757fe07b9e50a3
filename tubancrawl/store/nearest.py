"""Which capture of an address stands for a time. Reads only."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, UnaryExpression, select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import NotFound
from tubancrawl.store.captures import STORED_CAPTURE, StoredCapture, stored_capture
from tubancrawl.store.models import Capture, Url

_SECOND = timedelta(seconds=1)


def nearest_capture(session: Session, url: str, at: datetime) -> StoredCapture:
    """Return the answered capture of an address, in any form, that is nearest to a time; the earlier of two as near.

    `at` is aware and counts as its whole second: addresses have no smaller part. Raises BadUrl, and NotFound where the address
    was never answered.
    """
    second = at.replace(microsecond=0)
    before = _next_to(session, url, Capture.captured_at < second + _SECOND, Capture.captured_at.desc())
    after = _next_to(session, url, Capture.captured_at >= second + _SECOND, Capture.captured_at.asc())
    found = [one for one in (before, after) if one is not None]
    if not found:
        raise NotFound(f"{url}: no capture of it in the archive")
    return min(found, key=lambda one: abs(one.captured_at.replace(microsecond=0) - second))


def capture_by_record(session: Session, record_id: str) -> StoredCapture:
    """Return the capture whose response record has this id (`urn:uuid:…`). Raises NotFound."""
    query = select(*STORED_CAPTURE).join(Url, Url.id == Capture.url_id).where(Capture.record_id == record_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound(f"{record_id}: no such record in the archive")
    return stored_capture(row)


def _next_to(session: Session, url: str, side: ColumnElement[bool], order: UnaryExpression[datetime]) -> StoredCapture | None:
    of_address = select(*STORED_CAPTURE).join(Url, Url.id == Capture.url_id).where(Url.url == site.canonical_url(url))
    row = session.execute(of_address.where(Capture.http_status.is_not(None), side).order_by(order).limit(1)).first()
    return stored_capture(row) if row is not None else None
