"""Where in the WARC files a capture lies. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import BadUrl, NotFound
from tubancrawl.store.models import Capture, Url


@dataclass(frozen=True, slots=True)
class Place:
    """A file below warc/ and the bytes of it, its request record included."""

    warc: str
    offset: int
    length: int


def newest_place(session: Session, name: str) -> Place:
    """Return where the newest capture of an address or slug lies, or the one capture that a record id (`urn:uuid:…`) names.

    Raises NotFound when there is none.
    """
    query = select(Capture).order_by(Capture.captured_at.desc()).limit(1)
    if name.startswith("urn:uuid:"):
        query = query.where(Capture.record_id == name)
    else:
        query = query.join(Url, Url.id == Capture.url_id).where(Url.url == _address(name))
    capture = session.scalar(query)
    if capture is None:
        raise NotFound(f"{name}: no capture of it in the archive")
    return Place(capture.warc, capture.warc_offset, capture.warc_length)


def place_of_original(session: Session, record_id: str, url: str, captured_at: datetime | None) -> Place | None:
    """Return where the record lies that a revisit names by its id or, failing that, by URL and time; None if it is not here."""
    capture = session.scalar(select(Capture).where(Capture.record_id == record_id))
    if capture is None and captured_at is not None:
        query = select(Capture).join(Url, Url.id == Capture.url_id).where(Url.url == _canonical(url))
        capture = session.scalar(query.where(Capture.captured_at == captured_at, Capture.url == url).limit(1))
    return Place(capture.warc, capture.warc_offset, capture.warc_length) if capture else None


def places_of_payload(session: Session, sha256: str) -> list[Place]:
    """Return where the captures lie that have this payload, oldest first; [] if there are none."""
    rows = session.scalars(select(Capture).where(Capture.payload_sha256 == sha256).order_by(Capture.captured_at, Capture.id))
    return [Place(row.warc, row.warc_offset, row.warc_length) for row in rows]


def places_of_evidence(session: Session, reason: str) -> list[Place]:
    """Return where the captures lie that failed for a reason, by WARC file and place in it."""
    query = select(Capture).where(Capture.outcome == "failed", cast(Capture.evidence, Text).contains(reason, autoescape=True))
    rows = session.scalars(query.order_by(Capture.warc, Capture.warc_offset))
    return [Place(row.warc, row.warc_offset, row.warc_length) for row in rows]


def _canonical(url: str) -> str:
    try:
        return site.canonical_url(url)
    except BadUrl:
        return url


def _address(name: str) -> str:
    try:
        return site.canonical_url(name if "://" in name else f"{site.ROOT}/entry/{name}")
    except BadUrl as error:
        raise NotFound(str(error)) from error
