"""Where in the WARC files a capture lies. Reads only."""

from dataclasses import dataclass

from sqlalchemy import select
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


def _address(name: str) -> str:
    try:
        return site.canonical_url(name if "://" in name else f"{site.ROOT}/entry/{name}")
    except BadUrl as error:
        raise NotFound(str(error)) from error
