"""Gives exchanges back as they were received, a revisit with the body that it leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from tubancrawl.capture.exchange import Exchange, Truncated
from tubancrawl.capture.framing import find_body
from tubancrawl.capture.message import read_message
from tubancrawl.capture.warc.fields import digest_holds
from tubancrawl.capture.warc.groups import Group, Kind, index_groups
from tubancrawl.capture.warc.originals import Originals, read_record
from tubancrawl.capture.warc.records import MAX_BLOCK_BYTES, Record
from tubancrawl.capture.warc.revisit import Reference
from tubancrawl.capture.warc.source import Source, open_sources
from tubancrawl.capture.warc.writer import Place
from tubancrawl.errors import UnreadableRecord

ORIGINAL_MISSING: Final = "revisit: the record that holds its body is not in this archive"
"""The problem of a revisit whose original was not found; it goes away when the original comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange(Exchange):
    """An exchange as a WARC file has it, with the very records. A revisit whose original was found has its body back.

    A revisit whose original is not there has the head alone, and counts as truncated by length.
    """

    place: Place
    kind: Kind
    records: tuple[Record, ...]
    refers_to: Reference | None = None
    """Of a revisit: what it says of the record that holds the body."""

    @property
    def problems(self) -> tuple[str, ...]:
        """As of any exchange; and of a revisit that its body is elsewhere."""
        found = super(StoredExchange, self).problems
        return (*found, ORIGINAL_MISSING) if self.kind == "revisit" and self.truncated else found

    def broken_digests(self) -> list[str]:
        """Name every stated digest that the records' bytes do not have; [] is good. Unknown algorithms count as broken."""
        return [text for record in self.records for text in broken_digests(record)]


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


def read_at(path: Path, offset: int, length: int, originals: Originals | None = None) -> StoredExchange:
    """Read the one exchange that lies in `length` bytes from `offset` of a record-at-a-time WARC file.

    A revisit is resolved by `originals`; without them against all files beside it, which are then read through once. Raises
    UnreadableRecord when these bytes are no record group.
    """
    if not path.exists():
        sealed = path.with_name(path.name.removesuffix(".open"))
        raise UnreadableRecord(
            f"{sealed}: no such file, but the database knows captures in it; copy it from where the archive came"
        )
    source = Source(path.name.removesuffix(".open"), path)
    index = index_groups(source, offset, length)
    if index.damage or len(index.groups) != 1:
        found = str(index.damage) if index.damage else f"{len(index.groups)} exchanges"
        raise UnreadableRecord(
            f"{source.name}: offset {offset}: expected one exchange in {length} bytes, found {found}"
        ) from index.damage
    group = index.groups[0]
    if group.leaves_out and originals is None:
        originals = _originals_beside(path.parent, _listing(path.parent))
    return read_group(source, group, originals)


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
    answer = read_record(source, group.answer)
    request = read_record(source, group.request) if group.request else None
    response = answer.block
    # A revisit is "truncated" by what it leaves out (WARC 1.1, annex B): that says nothing of the answer.
    truncated = _truncated(answer.get("WARC-Truncated")) if group.kind == "response" else None
    if group.kind == "failure":
        response = b""
    elif group.leaves_out:
        body = originals.body(group) if originals else None
        size = find_body(answer.block)
        truncated = "length" if body is None else None
        response = answer.block[: size or len(answer.block)] + (body or b"")
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
        refers_to=group.refers_to,
    )


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
