"""Walks the gzip members of a file strictly: every byte belongs to a whole member, or the first one that does not is named."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_BLOCK = 16 * 1024  # a member or two; what is read beyond one is copied for the next
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member. When `complete` is False, `offset` is the first bad byte: a torn tail, garbage or zero fill to the end."""

    offset: int
    length: int
    complete: bool
    error: str = ""


def iter_members(path: Path, start: int = 0) -> Iterator[Member]:
    """Walk the members from byte `start`, which must be where one begins. Checks each one's CRC; keeps nothing in memory.

    The last Member given may be one with `complete` False, which then reaches to the end of the file; nothing comes after it.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        while start < size:
            length, error = _walk_member(file, start)
            if error:
                yield Member(start, size - start, complete=False, error=error)
                return
            yield Member(start, length, complete=True)
            start += length


def _walk_member(file: BinaryIO, start: int) -> tuple[int, str]:
    """Return the length of the member at `start` and "", or 0 and what is wrong with it."""
    file.seek(start)
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    taken = 0
    try:
        while block := file.read(_BLOCK):
            taken += len(block)
            while block and not stream.eof:
                stream.decompress(block, _BLOCK)
                block = stream.unconsumed_tail
            if stream.eof:
                return taken - len(stream.unused_data), ""
    except zlib.error as error:
        return 0, f"no gzip member: {error}"
    return 0, "the gzip member has no end"
