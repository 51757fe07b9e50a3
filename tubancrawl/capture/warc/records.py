"""Reads WARC records strictly, from us or from any other tool: whatever breaks the format is named with its offset."""

import logging
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tubancrawl.capture.warc.members import GZIP_MAGIC
from tubancrawl.errors import UnreadableRecord

logger = logging.getLogger(__name__)

# Twice what we fetch ourselves. Others archive films; those are stepped over, since no page is that large.
MAX_BLOCK_BYTES = 64 << 20
_HEAD_BYTES = 64 * 1024
_END = b"\r\n\r\n"
_VERSION = re.compile(r"WARC/(?:0\.1[78]|1\.[01])")
_BLOCK = 16 * 1024  # a member or two; what is read beyond one is copied for the next
_MUST = ("warc-type", "warc-record-id", "warc-date", "content-length")


class WholeFileGzip(Exception):
    """A turn in the road, no error: one gzip stream over several records. Offsets in it lead nowhere; unpack it first."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `offset` and `length` are its bytes in the file: the gzip member, or head to final line ends when plain.

    `raw` is the uncompressed record with its two final line ends, as read; `block` its content.
    """

    offset: int
    length: int
    fields: dict[str, list[str]]
    """Values by header name in lower case; `raw` has them as written."""
    raw: bytes
    block: bytes
    member: bytes = b""
    """The gzip member as it lies in the file, where it was asked for; b"" in a file without gzip."""

    def get(self, name: str) -> str:
        """Return the first value of a WARC header, or ""."""
        return self.fields.get(name.lower(), [""])[0]

    def all(self, name: str) -> list[str]:
        """Return every value of a WARC header that may repeat."""
        return self.fields.get(name.lower(), [])


def iter_records(file: BinaryIO, name: str, base: int = 0) -> Iterator[Record]:
    """Yield the records of an open file in order; a block over MAX_BLOCK_BYTES is logged and stepped over.

    Offsets count from `base`, for a file that is a part of the one called `name`.

    Raises UnreadableRecord, after every good record before it, with `name` and the offset where the first bad record
    begins. Raises WholeFileGzip before anything is yielded.
    """
    start = file.read(2)
    file.seek(0)
    yield from (_iter_gzip if start == GZIP_MAGIC else _iter_plain)(name, file, base)


def _iter_plain(name: str, file: BinaryIO, offset: int) -> Iterator[Record]:
    while head := _read_head(file):
        fields, size = _fields(name, offset, head)
        if size > MAX_BLOCK_BYTES:
            _log_oversize(name, offset, size)
            file.seek(size, os.SEEK_CUR)
            tail = file.read(len(_END))
            block = b""
        else:
            block, tail = file.read(size), file.read(len(_END))
        if len(block) < size <= MAX_BLOCK_BYTES or tail != _END:
            raise _bad(name, offset, f"a block of {size} bytes and two line ends", block[-20:] + tail)
        length = len(head) + size + len(_END)
        if size <= MAX_BLOCK_BYTES:
            yield Record(offset, length, fields, head + block + tail, block)
        offset += length


def _read_head(file: BinaryIO) -> bytes:
    lines = []
    size = 0
    while line := file.readline(_HEAD_BYTES):
        lines.append(line)
        size += len(line)
        if line in {b"\r\n", b"\n"} or size >= _HEAD_BYTES:
            break
    return b"".join(lines)


def _iter_gzip(name: str, file: BinaryIO, offset: int) -> Iterator[Record]:
    pending = b""
    while pending or (pending := file.read(_BLOCK)):
        data, total, used, pending = _inflate_member(name, file, offset, pending)
        size = data.find(_END) + len(_END)
        head = data[: size if size >= len(_END) else _HEAD_BYTES]
        fields, length = _fields(name, offset, head)
        whole = len(head) + length + len(_END)
        if offset == 0 and total > whole:
            raise WholeFileGzip
        if total != whole or (total == len(data) and not data.endswith(_END)):
            raise _bad(name, offset, f"one record of {whole} bytes in the gzip member", data[-20:] + f" ({total} bytes)".encode())
        if total > len(data):
            _log_oversize(name, offset, length)
        else:
            yield Record(offset, used, fields, data, data[len(head) : len(head) + length])
        offset += used


def _inflate_member(name: str, file: BinaryIO, offset: int, pending: bytes) -> tuple[bytes, int, int, bytes]:
    """Return the first bytes of a member (all, unless oversize), its full size, its compressed size, and what follows it."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    parts: list[bytes] = []
    kept = total = used = 0
    block = pending
    while block:
        used += len(block)
        while block and not stream.eof:
            try:
                part = stream.decompress(block, _BLOCK)
            except zlib.error as error:
                raise _bad(name, offset, "a whole gzip member", str(error).encode()) from error
            block = stream.unconsumed_tail
            total += len(part)
            if kept < MAX_BLOCK_BYTES + _HEAD_BYTES:
                parts.append(part)
                kept += len(part)
        if stream.eof:
            return b"".join(parts), total, used - len(stream.unused_data), stream.unused_data
        block = file.read(_BLOCK)
    raise _bad(name, offset, "a whole gzip member", b"the end of the file")


def _fields(name: str, offset: int, head: bytes) -> tuple[dict[str, list[str]], int]:
    """Return the WARC headers of a record head by lower-case name, and its Content-Length."""
    version, *lines = head.decode("utf-8", "replace").split("\n")
    if not _VERSION.fullmatch(version.rstrip("\r")) or len(lines) < 2 or lines.pop() or lines.pop().strip():
        raise _bad(name, offset, "a record that begins with WARC/1.0 or WARC/1.1", head[:60])
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        key, colon, value = line.partition(":")
        if line[:1] in {" ", "\t"} and values:
            values[-1] += f" {line.strip()}"
        elif colon and (key := key.strip().lower()):
            values = fields.setdefault(key, [])
            values.append(value.strip())
        else:
            raise _bad(name, offset, "a WARC header with a name and a colon", line[:60].encode())
    if missing := [key for key in _MUST if key not in fields]:
        raise _bad(name, offset, f"the WARC header {missing[0]}", head[:60])
    length = fields["content-length"][0]
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise _bad(name, offset, "a number in Content-Length", length.encode()[:40])
    return fields, int(length)


def _bad(name: str, offset: int, expected: str, found: bytes) -> UnreadableRecord:
    return UnreadableRecord(f"{name}: offset {offset}: expected {expected}, found {found!r}")


def _log_oversize(name: str, offset: int, size: int) -> None:
    logger.warning("%s: offset %d: a block of %d bytes is stepped over, at most %d are read", name, offset, size, MAX_BLOCK_BYTES)
