"""Puts one WARC file together from two copies of it, record by record, each from whichever copy has it whole."""

from collections.abc import Iterator
from pathlib import Path

from tubancrawl.capture.warc import Source, WholeFileGzip, broken_digests, iter_records
from tubancrawl.errors import UnreadableRecord


def iter_mended(here: Path, there: Path, upto: int | None = None) -> Iterator[bytes]:
    """Yield the records of a file of which two copies lie at the same offsets, up to the byte `upto`, or to the longer one's end.

    Raises UnreadableRecord where a record is whole in neither.
    """
    copies = [Source(path.name, path) for path in (here, there) if path.is_file()]
    end = max((source.path.stat().st_size for source in copies), default=0) if upto is None else upto
    offset = 0
    while offset < end:
        record = next((found for source in copies if (found := _whole_record(source, offset))), None)
        if record is None:
            raise UnreadableRecord(f"{here.name}: offset {offset}: neither copy has a whole record there")
        yield record
        offset += len(record)


def _whole_record(source: Source, offset: int) -> bytes | None:
    """Return the record at `offset` as it lies in the file; None if it is not whole, or does not have its digests."""
    if offset >= source.path.stat().st_size:
        return None
    try:
        with source.part(offset) as file:
            record = next(iter_records(file, source.name, offset), None)
    except (UnreadableRecord, WholeFileGzip):
        return None
    if record is None or any(broken_digests(record)):
        return None
    with source.part(record.offset, record.length) as file:
        return file.read(record.length)
