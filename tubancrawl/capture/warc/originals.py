"""Finds the bodies that revisit records leave out."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from tubancrawl.capture.framing import find_body
from tubancrawl.capture.message import read_message
from tubancrawl.capture.warc.fields import WarcDate, digest_holds
from tubancrawl.capture.warc.groups import Group, index_groups
from tubancrawl.capture.warc.members import GZIP_MAGIC
from tubancrawl.capture.warc.records import MAX_BLOCK_BYTES, Record, iter_records
from tubancrawl.capture.warc.revisit import Reference
from tubancrawl.capture.warc.source import Source

Finder = Callable[[Reference], tuple[Path, int, int] | None]
"""Tells in which file, from which offset and in how many bytes the records of an original lie; None: it does not know."""


class Originals:
    """The responses that it was told of, and those that `elsewhere` finds: by record id, URL and date, or payload digest."""

    def __init__(self, elsewhere: Finder = lambda _: None) -> None:
        self._elsewhere = elsewhere
        self._known: dict[str, tuple[Source, Group]] = {}

    def note(self, source: Source, group: Group) -> None:
        """Remember a response; of two with one payload digest the first."""
        if group.kind == "response":
            dated = f"{group.url} {WarcDate.text(group.captured_at)}"
            for key in (group.record_id, dated, group.payload_digest):
                if key:
                    self._known.setdefault(key, (source, group))

    def find(self, reference: Reference) -> tuple[Source, Group] | None:
        """Return the response that a revisit refers to; None when it is not known, or only in a source that was closed."""
        dated = f"{reference.url} {WarcDate.text(reference.captured_at)}" if reference.captured_at else ""
        for key in (reference.record_id, dated, reference.payload_digest):
            found = self._known.get(key)
            if found is not None and not found[0].closed:
                return found
        place = self._elsewhere(reference)
        if place is None:
            return None
        path, offset, length = place
        index = index_groups(Source(path.name, path), offset, length)
        return next(((index.source, group) for group in index.groups if group.kind == "response"), None)

    def body(self, revisit: Group) -> bytes | None:
        """Return what follows the head of a revisit that leaves it out; None when no record with that digest is known.

        The body is given as the original has it, chunk framing included, where that is what the digest covers, as in all that we
        write: then the message is the very one that was received. Other tools digest the body without chunks.
        """
        assert revisit.refers_to is not None
        found = self.find(revisit.refers_to)
        if found is None:
            return None
        block = read_record(found[0], found[1].answer).block
        body = block[find_body(block) or len(block) :]
        if _holds(revisit.payload_digest, body):
            return body
        payload = read_message(block, max_body=MAX_BLOCK_BYTES).payload
        unproved = _holds(revisit.payload_digest, payload) is None
        return payload if unproved or _holds(revisit.payload_digest, payload) else None


def _holds(stated: str, body: bytes) -> bool | None:
    return digest_holds(stated, body) if stated else None


def read_record(source: Source, stretch: tuple[int, int]) -> Record:
    """Read the record at an offset and length of a source. Raises UnreadableRecord."""
    offset, length = stretch
    with source.part(offset, length) as file:
        data = file.read(length)
    record = next(iter_records(BytesIO(data), source.name, offset))
    return replace(record, member=data) if data.startswith(GZIP_MAGIC) else record
