"""The bytes of captured pictures, out of the WARC files."""

from contextlib import nullcontext
from pathlib import Path
from typing import Final

from tubancrawl.capture.kept import originals_of
from tubancrawl.capture.message import read_exchange
from tubancrawl.capture.warc import read_at, warc_path
from tubancrawl.errors import NotFound, UnreadableRecord
from tubancrawl.parsing.media_types import media_type_of
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.places import Place, places_of_payload
from tubancrawl.text import sha256 as digest_of

_MAX_BYTES: Final = 32 * 1024 * 1024


def picture_payload(session: ReadingSession, warc: Path, sha256: str) -> tuple[bytes, str]:
    """Return the bytes of the picture that captures have by this payload digest, and its media type, found from the bytes.

    `warc` is the archive's folder of that name. The digest is of the payload as captures have it; a content coding is taken off
    the bytes. Raises NotFound where there is none, or it is of no type that may be shown (SVG is not); UnreadableRecord if
    no record of it can be read.
    """
    places = places_of_payload(session, sha256)
    if not places:
        raise NotFound(f"{sha256}: no capture has this payload")
    damage = ""
    for place in places:
        try:
            body = _body(session, warc, place, sha256)
        except (UnreadableRecord, OSError) as error:
            damage = damage or str(error)
            continue
        media_type = media_type_of(body)
        if media_type is None:
            raise NotFound(f"{sha256}: expected a JPEG, PNG, GIF, WebP or AVIF picture; this payload is none of them")
        return body, media_type
    raise UnreadableRecord(damage)


def _body(session: ReadingSession, warc: Path, place: Place, sha256: str) -> bytes:
    originals = originals_of(lambda: nullcontext(session), warc)
    stored = read_at(warc_path(warc, place.warc), place.offset, place.length, originals)
    message = read_exchange(stored, max_body=_MAX_BYTES)
    if digest_of(message.payload) != sha256:
        raise UnreadableRecord(f"{place.warc}: offset {place.offset}: expected the payload {sha256}; run `tubancrawl verify`")
    return message.body
