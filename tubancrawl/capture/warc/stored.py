"""Gives exchanges back as they were written, a revisit with the payload that it repeats."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from tubancrawl.capture.exchange import Exchange, Truncated
from tubancrawl.capture.framing import find_body
from tubancrawl.capture.message import read_message
from tubancrawl.capture.warc.fields import WarcDate, digest_holds
from tubancrawl.capture.warc.groups import Group, Kind, index_groups
from tubancrawl.capture.warc.members import GZIP_MAGIC
from tubancrawl.capture.warc.records import MAX_BLOCK_BYTES, Record, iter_records
from tubancrawl.capture.warc.source import Source, open_sources
from tubancrawl.capture.warc.writer import Place
from tubancrawl.errors import UnreadableRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange(Exchange):
    """An exchange as a WARC file has it, with the very records. A revisit whose original was found has its payload back.

    A revisit whose original is not there has the headers alone, and counts as truncated by length.
    """

    place: Place
    kind: Kind
    records: tuple[Record, ...]

    def broken_digests(self) -> list[str]:
        """Name every stated digest that the records' bytes do not have; [] is good. Unknown algorithms count as broken."""
        return [text for record in self.records for text in broken_digests(record)]


class Originals:
    """Finds what a revisit repeats among the responses that it was told of: by record id, URL and date, or payload digest."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Source, Group]] = {}

    def note(self, source: Source, group: Group) -> None:
        """Remember a response; of two with one payload digest the first."""
        if group.kind == "response":
            dated = f"{group.url} {WarcDate.text(group.captured_at)}"
            for key in (f"<{group.record_id}>", dated, group.payload_digest):
                if key:
                    self._known.setdefault(key, (source, group))

    def payload(self, revisit: Group) -> bytes | None:
        """Return the payload that a revisit repeats; None when the original is not known."""
        url, _, date = revisit.refers_to.partition(" ")
        dated = f"{url} {WarcDate.text(WarcDate.moment(date))}" if date else revisit.refers_to
        found = self._known.get(dated) or self._known.get(revisit.payload_digest)
        if found is None or found[0].closed:
            return None
        source, group = found
        block = _read_record(source, group.answer).block
        return read_message(block, max_body=MAX_BLOCK_BYTES).payload


def iter_stored(source: Path | Source, originals: Originals | None = None) -> Iterator[StoredExchange]:
    """Yield the exchanges of one file, or of every file below a folder or in a WACZ, in the order of their answers.

    Raises UnreadableRecord, after every good exchange before the damage; what follows it in other files is then not read, so
    iterate over `open_sources` to go on. Pass one `originals` along to resolve revisits across files.
    """
    originals = originals or Originals()
    for one in [source] if isinstance(source, Source) else open_sources(source):
        index = index_groups(one)
        try:
            for group in index.groups:
                originals.note(index.source, group)
            for group in index.groups:
                yield read_group(index.source, group, originals)
            if index.damage:
                raise index.damage
        finally:
            index.source.close()
            one.close()


def read_at(path: Path, offset: int, length: int) -> StoredExchange:
    """Read the one exchange that lies in `length` bytes from `offset` of a record-at-a-time WARC file.

    A revisit is resolved against the files beside it. Raises UnreadableRecord when these bytes are no record group.
    """
    source = Source(path.name.removesuffix(".open"), path)
    index = index_groups(source, offset, length)
    if index.damage or len(index.groups) != 1:
        found = str(index.damage) if index.damage else f"{len(index.groups)} exchanges"
        raise UnreadableRecord(
            f"{source.name}: offset {offset}: expected one exchange in {length} bytes, found {found}"
        ) from index.damage
    group = index.groups[0]
    return read_group(source, group, _originals_beside(path.parent, _listing(path.parent)) if group.refers_to else None)


def _listing(folder: Path) -> tuple[tuple[str, int], ...]:
    return tuple((file.name, file.stat().st_size) for file in sorted(folder.iterdir()) if file.is_file())


@lru_cache(maxsize=1)
def _originals_beside(folder: Path, listing: tuple[tuple[str, int], ...]) -> Originals:  # noqa: ARG001 - the listing dates the cache
    originals = Originals()
    for source in open_sources(folder):
        index = index_groups(source)
        for group in index.groups:
            originals.note(index.source, group)
    return originals


def read_group(source: Source, group: Group, originals: Originals | None = None) -> StoredExchange:
    """Read the records of a group of that source. Raises UnreadableRecord when they are no longer what the index saw."""
    answer = _read_record(source, group.answer)
    request = _read_record(source, group.request) if group.request else None
    response = answer.block
    # A revisit is "truncated" by what it leaves out (WARC 1.1, annex B): that says nothing of the answer.
    truncated = _truncated(answer.get("WARC-Truncated")) if group.kind == "response" else None
    if group.kind == "failure":
        response = b""
    elif group.refers_to:
        payload = originals.payload(group) if originals else None
        size = find_body(answer.block)
        truncated = "length" if payload is None else None
        response = answer.block[: size or len(answer.block)] + (payload or b"")
    return StoredExchange(
        url=group.url,
        started_at=group.captured_at,
        ip=answer.get("WARC-IP-Address") or None,
        request=request.block if request else b"",
        response=response,
        truncated=truncated,
        error=_fetch_error(answer) if group.kind == "failure" else None,
        record_id=group.record_id,
        place=group.place(source.name),
        kind=group.kind,
        records=(answer, request) if request else (answer,),
    )


def _read_record(source: Source, stretch: tuple[int, int]) -> Record:
    offset, length = stretch
    with source.part(offset, length) as file:
        data = file.read(length)
    record = next(iter_records(BytesIO(data), source.name, offset))
    return replace(record, member=data) if data.startswith(GZIP_MAGIC) else record


def _truncated(reason: str) -> Truncated | None:
    """Return the reason in our words; one that we do not use ("unspecified") still says that the answer was cut."""
    known: dict[str, Truncated] = {"length": "length", "time": "time"}
    return known.get(reason, "disconnect") if reason else None


def _fetch_error(answer: Record) -> str:
    lines = answer.block.decode("utf-8", "replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("fetchError:")), "")


def broken_digests(record: Record) -> Iterator[str]:
    """Name every stated digest that the record's bytes do not have."""
    where = record.get("WARC-Record-ID")
    stated = record.get("WARC-Block-Digest")
    if stated and not digest_holds(stated, record.block):
        yield f"{where}: the block does not have its digest {stated}"
    stated = record.get("WARC-Payload-Digest")
    size = find_body(record.block)
    body = b"" if size is None else record.block[size:]
    if stated and record.get("WARC-Type") != "revisit" and not digest_holds(stated, body):
        payload = read_message(record.block, max_body=MAX_BLOCK_BYTES).payload
        if not digest_holds(stated, payload):
            yield f"{where}: the payload does not have its digest {stated}"
