"""What a capture holds: its answer as the WARC file has it, whole and proven, or the reason why not."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from tubancrawl.access.room import Room
from tubancrawl.capture.kept import originals_of
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.warc import ORIGINAL_MISSING, StoredExchange, iter_records, read_at, read_group, warc_path
from tubancrawl.errors import NotFound, UnreadableRecord
from tubancrawl.store.captures import StoredCapture
from tubancrawl.text import sha256

MAX_BODY: Final = 32 * 1024 * 1024
"""Bytes of a body without its codings; a crawl fetches no more."""


@dataclass(frozen=True, slots=True)
class Held:
    """An answer and the capture it is of."""

    capture: StoredCapture
    message: Message
    """Of a repeated answer: the earlier one that it stands for."""


def held_by(room: Room, capture: StoredCapture) -> Held:
    """Read the answer of a capture; one that only says "as before" is given with the body that it stands for.

    Raises UnreadableRecord or OSError when the bytes are not there, or not those that the archive says; NotFound when the body
    is in a record that the archive lacks.
    """
    originals = originals_of(room.reading, room.warc)
    stored = read_at(warc_path(room.warc, capture.warc), capture.warc_offset, capture.warc_length, originals)
    if stored.kind == "revisit" and stored.truncated:
        raise NotFound(f"{capture.record_id}: {ORIGINAL_MISSING}; importing the file it is in completes it")
    message = _proven(stored)
    if stored.record_id != capture.record_id or capture.payload_sha256 != _digest_of(message):
        raise UnreadableRecord(f"{capture.warc}: offset {capture.warc_offset}: found another answer than {capture.record_id}")
    if message.status == 304:
        before = originals.find(stored.refers_to) if stored.refers_to else None
        if before is None:
            raise NotFound(f"{capture.record_id}: the server only said that nothing had changed, and what it meant is not here")
        message = _proven(read_group(*before))
    return Held(capture, message)


def _digest_of(message: Message) -> str | None:
    return sha256(message.payload) if message.payload else None


def _proven(stored: StoredExchange) -> Message:
    if broken := stored.broken_digests():
        raise UnreadableRecord(broken[0])
    return read_exchange(stored, max_body=MAX_BODY)


def record_bytes(room: Room, capture: StoredCapture) -> bytes:
    """Return the records of a capture as they lie in the WARC file, answer and request. Raises as `held_by` does."""
    path = warc_path(room.warc, capture.warc)
    with path.open("rb") as file:
        file.seek(capture.warc_offset)
        data = file.read(capture.warc_length)
    found = {record.get("WARC-Record-ID").strip("<>") for record in iter_records(BytesIO(data), path.name, capture.warc_offset)}
    if capture.record_id not in found:
        raise UnreadableRecord(f"{path.name}: offset {capture.warc_offset}: expected {capture.record_id}, found {sorted(found)}")
    return data
