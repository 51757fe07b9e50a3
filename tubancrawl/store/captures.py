"""The captures themselves: of one address, of the whole archive in the order of the WARC files, and those files. Reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Text, and_, cast, exists, or_, select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.items import Outcome, UrlKind
from tubancrawl.store.models import Capture, Picture, Url, WarcFile
from tubancrawl.store.rows import iter_rows
from tubancrawl.store.shapes import capture_json


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """A capture as reprocessing and verification need it: what was asked, and where its bytes are."""

    record_id: str
    url: str
    kind: UrlKind
    captured_at: datetime
    http_status: int | None
    outcome: Outcome
    warc: str
    warc_offset: int
    warc_length: int
    payload_sha256: str | None
    evidence: list[str]


STORED_CAPTURE: Final = (
    Capture.record_id,
    Capture.url,
    Url.kind,
    Capture.captured_at,
    Capture.http_status,
    Capture.outcome,
    Capture.warc,
    Capture.warc_offset,
    Capture.warc_length,
    Capture.payload_sha256,
    Capture.evidence,
)
"""The columns of a StoredCapture, in the order of its fields."""


def stored_capture(columns: Iterable[Any]) -> StoredCapture:
    """Return what a row of these columns holds."""
    return StoredCapture(**dict(zip(StoredCapture.__dataclass_fields__, columns, strict=True)))


class KnownCapture(NamedTuple):
    """What tells whether two records by one id are the same."""

    url: str
    captured_at: datetime
    payload_sha256: str | None


def known_captures(session: Session, record_ids: Iterable[str]) -> dict[str, KnownCapture]:
    """Return those of the records that the archive has."""
    query = select(Capture.record_id, Capture.url, Capture.captured_at, Capture.payload_sha256)
    rows = iter_rows(session.connection(), query, Capture.__table__.c.record_id, record_ids)
    return {row[0]: KnownCapture(*row[1:]) for row in rows}


def captures_of(session: Session, url: str) -> list[dict[str, Any]]:
    """Return the captures of one address, in any form, in time order; each with the `url` as it was asked. Raises BadUrl."""
    query = select(Capture).join(Url, Url.id == Capture.url_id).where(Url.url == site.canonical_url(url))
    rows = session.scalars(query.order_by(Capture.captured_at, Capture.record_id))
    return [{"url": row.url, **capture_json(row)} for row in rows]


def iter_captures(session: Session, *, kind: UrlKind) -> Iterator[StoredCapture]:
    """Yield the captures of addresses of one kind by WARC file and place in it, so that each file is read once and forwards."""
    query = select(*STORED_CAPTURE).join(Url, Url.id == Capture.url_id)
    ordered = query.where(Url.kind == kind).order_by(Capture.warc, Capture.warc_offset).execution_options(yield_per=1000)
    for row in session.execute(ordered):
        yield stored_capture(row)


def unread(reader_version: int) -> ColumnElement[bool]:
    """Return the condition that no reader of this version or a newer one has read a capture."""
    return or_(Capture.reader_version.is_(None), Capture.reader_version < reader_version)


def unhashed(hasher: str) -> ColumnElement[bool]:
    """Return the condition that a capture is a picture of which nobody took a hash, or another `hasher` did."""
    known = exists().where(Picture.payload_sha256 == Capture.payload_sha256, Picture.hasher == hasher)
    is_picture = and_(Capture.outcome == "ok", Capture.payload_sha256.is_not(None))
    # What the reader says of every picture that came as one, and of nothing else: so reading it again settles it.
    return and_(is_picture, cast(Capture.evidence, Text).contains("content type image/"), ~known)


def settled_bytes(session: Session) -> dict[str, int]:
    """Return, for each WARC file that is not sealed, the byte before which every record is known."""
    query = select(WarcFile.name, WarcFile.settled_bytes).where(WarcFile.sealed_at.is_(None))
    return {row[0]: row[1] for row in session.execute(query)}


def sealed_files(session: Session) -> dict[str, str]:
    """Return the digest of each sealed WARC file."""
    query = select(WarcFile.name, WarcFile.sha256).where(WarcFile.sealed_at.is_not(None)).order_by(WarcFile.name)
    return {row[0]: row[1] or "" for row in session.execute(query)}
