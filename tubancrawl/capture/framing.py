"""Where an HTTP/1 answer begins and ends in a row of bytes. The same rules read the wire and stored blocks.

So a message that was whole when it was received is whole whenever it is read again. Lenient in what servers and other tools
get away with (bare LF, odd spacing, equal Content-Lengths twice), strict in what could hide a cut.
"""

import re
from dataclasses import dataclass
from typing import Literal

from tubancrawl.errors import TubancrawlError

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/(\d(?:\.\d)?)[ \t]+(\d{3})(?:[ \t]+(.*))?")
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?")
_CHUNK_LINE_BYTES = 4096  # a size and its extensions; real servers send under 20 bytes
_TRAILER_BYTES = 64 * 1024  # as much as a whole head may have; real servers send none
MAX_CHUNKS = 100_000  # of one answer; real servers send a few hundred, and each costs microseconds here

Bytes = bytes | bytearray


class BadFraming(TubancrawlError):
    """The bytes cannot be an HTTP message, or its chunks have no end."""


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and headers. `size` is the offset of the body; headers keep order, case and repetition as sent."""

    version: str
    status: int
    reason: str
    headers: list[tuple[bytes, bytes]]
    size: int
    problems: tuple[str, ...] = ()

    def values(self, name: bytes) -> list[bytes]:
        """Return the members of the comma-separated lists that `name` (lower case) has, lower-cased, in order."""
        found = [value for key, value in self.headers if key.lower() == name]
        return [part for value in found for part in (part.strip().lower() for part in value.split(b",")) if part]

    @property
    def interim(self) -> bool:
        """True for 1xx answers that a final one follows; 101 ends HTTP, so nothing follows it."""
        return 100 <= self.status < 200 and self.status != 101


@dataclass(frozen=True, slots=True)
class Framing:
    """How the end of the body is told. `length` counts bytes for kind `length`; kind `close` ends with the connection."""

    kind: Literal["none", "length", "chunked", "close"]
    length: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Offsets of one chunk's data and of what follows it. `last` is the closing chunk with its trailers."""

    start: int
    end: int
    after: int
    last: bool


def find_body(block: Bytes, start: int = 0) -> int | None:
    """Return the offset after the blank line that ends a head, searching from `start`; None when it is not there."""
    found = _BLANK_LINE.search(block, start)
    return found.end() if found else None


def read_head(block: Bytes, start: int, size: int) -> Head:
    """Read the head that lies between the offsets `start` and `size`.

    Raises BadFraming when the first line is no HTTP status line.
    """
    lines = bytes(block[start:size]).lstrip(b"\r\n").split(b"\n")
    status_line = _STATUS_LINE.fullmatch(lines[0].rstrip(b"\r \t"))
    if not status_line:
        raise BadFraming(f"expected an HTTP status line, found {lines[0].rstrip()[:60]!r}")
    version, status, reason = status_line.groups(default=b"")
    headers: list[tuple[bytes, bytes]] = []
    problems: list[str] = []
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if line[:1] in {b" ", b"\t"} and line.strip() and headers:
            headers[-1] = (headers[-1][0], headers[-1][1] + b" " + line.strip())
        elif colon and name.strip():
            headers.append((name.strip(), value.strip()))
        elif line.strip():
            problems.append("a header line without a name")
    return Head(version.decode(), int(status), reason.decode("latin-1"), headers, size, tuple(problems))


def framing_of(head: Head) -> Framing:
    """Tell how the body ends (RFC 9112 6.3). Of contradictory lengths the smallest counts, with the problem named."""
    if head.status < 200 or head.status in {204, 304}:
        return Framing("none")
    lengths = head.values(b"content-length")
    codings = [coding for coding in head.values(b"transfer-encoding") if coding != b"identity"]
    if codings:
        problem = "conflicting lengths: Content-Length beside Transfer-Encoding" if lengths else None
        return Framing("chunked" if codings[-1] == b"chunked" else "close", problem=problem)
    sizes = sorted({int(length) for length in lengths if length.isdigit() and len(length) < 16})
    if not lengths:
        return Framing("close")
    if not sizes or not all(length.isdigit() for length in lengths):
        return Framing("close", problem=f"unreadable Content-Length {lengths[0][:40]!r}")
    return Framing("length", sizes[0], problem=f"conflicting lengths: Content-Length {sizes}" if len(sizes) > 1 else None)


def chunk_at(block: Bytes, at: int) -> Chunk | None:
    """Return the chunk that begins at offset `at`; None when it is not all there. Raises BadFraming when none begins there."""
    line_end = block.find(b"\n", at, at + _CHUNK_LINE_BYTES)
    if line_end < 0:
        if len(block) - at >= _CHUNK_LINE_BYTES or not _may_become_chunk_line(block, at):
            raise BadFraming(f"expected a chunk size at offset {at}, found {bytes(block[at : at + 40])!r}")
        return None
    size_line = _CHUNK_LINE.fullmatch(bytes(block[at:line_end]).rstrip(b"\r \t"))
    if not size_line:
        raise BadFraming(f"expected a chunk size at offset {at}, found {bytes(block[at : at + 40])!r}")
    size, start = int(size_line[1], 16), line_end + 1
    if size == 0:
        after = find_body(block, line_end - (block[line_end - 1 : line_end] == b"\r"))
        if after is None and len(block) - start > _TRAILER_BYTES:
            raise BadFraming(f"trailers of more than {_TRAILER_BYTES} bytes at offset {start}")
        return None if after is None else Chunk(start, start, after, last=True)
    end = start + size
    tail = bytes(block[end : end + 2])
    if tail.startswith(b"\n"):
        return Chunk(start, end, end + 1, last=False)
    if tail == b"\r\n":
        return Chunk(start, end, end + 2, last=False)
    if tail in {b"", b"\r"}:
        return None
    raise BadFraming(f"expected a line end after the chunk at offset {at}, found {tail!r}")


def _may_become_chunk_line(block: Bytes, at: int) -> bool:
    line = bytes(block[at:]).rstrip(b"\r \t")
    return not line or _CHUNK_LINE.fullmatch(line) is not None


def dechunk(block: Bytes, at: int) -> tuple[bytes, int, str | None]:
    """Return the data of the chunks from offset `at`, the offset after them, and what is wrong with them.

    A body that is no row of chunks at all is given back as it is, without a problem: other tools store bodies de-chunked
    under headers that still say `chunked`.
    """
    parts: list[bytes] = []
    begin = at
    try:
        while chunk := chunk_at(block, at):
            if len(parts) == MAX_CHUNKS:
                return b"".join(parts), len(block), f"more than {MAX_CHUNKS} chunks"
            if chunk.last:
                return b"".join(parts), chunk.after, None
            parts.append(bytes(block[chunk.start : chunk.end]))
            at = chunk.after
    except BadFraming:
        if at == begin:
            return bytes(block[at:]), len(block), None
        return b"".join(parts), len(block), f"bad chunking at byte {at - begin} of the body"
    parts.append(_unfinished_data(block, at))
    return b"".join(parts), len(block), f"cut chunking after byte {at - begin} of the body"


def _unfinished_data(block: Bytes, at: int) -> bytes:
    line, newline, rest = bytes(block[at:]).partition(b"\n")
    size_line = _CHUNK_LINE.fullmatch(line.rstrip(b"\r \t")) if newline else None
    return rest[: int(size_line[1], 16)] if size_line else b""
