"""Where WARC bytes come from: a file, a member of a WACZ, or a temporary copy of what cannot be read in place."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

from tubancrawl.capture.section import section_of
from tubancrawl.capture.wacz import iter_wacz_members
from tubancrawl.errors import UnreadableRecord

_SUFFIXES = (".warc", ".warc.gz", ".wacz")
_BLOCK = 256 * 1024
_UNPACKED_BYTES = 16 << 30  # a whole-file gzip is unpacked to disk: more than any WARC (1 GiB by custom), less than a disk


class Source:
    """One WARC file as bytes that can be sought in.

    `name` is how messages and rows call it. Close it: a temporary copy goes away then.
    """

    def __init__(self, name: str, path: Path, start: int = 0, length: int | None = None) -> None:
        self.name = name
        self.path = path
        self._start = start
        self._length = path.stat().st_size - start if length is None else length
        self._copy: IO[bytes] | None = None

    def part(self, start: int = 0, length: int | None = None) -> BinaryIO:
        """Open `length` bytes from offset `start`, or all to the end; the caller closes."""
        length = self._length - start if length is None else length
        if self._copy is not None:
            return section_of(self._copy, start, length, owned=False)
        return section_of(self.path.open("rb"), self._start + start, length, owned=True)

    def copied_from(self, chunks: Iterator[bytes]) -> "Source":
        """Return a source of the same name over a temporary copy of `chunks`. Raises UnreadableRecord if it gets too large."""
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the source
        size = 0
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > _UNPACKED_BYTES:
                    raise UnreadableRecord(f"{self.name}: more than {_UNPACKED_BYTES} bytes once unpacked")
                copy.write(chunk)
            copy.flush()
        except BaseException:
            copy.close()
            raise
        source = Source(self.name, self.path, 0, size)
        source._copy = copy
        return source

    def unpacked(self) -> "Source":
        """Return a temporary copy without gzip, for a file that is one gzip stream over all its records."""
        return self.copied_from(self._iter_unpacked())

    def _iter_unpacked(self) -> Iterator[bytes]:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        with self.part() as file:
            while block := file.read(_BLOCK):
                while block:
                    try:
                        yield stream.decompress(block, _BLOCK)
                    except zlib.error as error:
                        # The records before the damage are still good; the strict reader names the place where they end.
                        yield f"\n{error}".encode()
                        return
                    block = stream.unconsumed_tail
                    if stream.eof:
                        block, stream = stream.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def closed(self) -> bool:
        """True when this was a temporary copy and is gone."""
        return self._copy is not None and self._copy.closed

    def close(self) -> None:
        """Let go of a temporary copy."""
        if self._copy is not None:
            self._copy.close()


def open_sources(path: Path) -> Iterator[Source]:
    """Yield the WARC files at `path`: itself, the members of a WACZ, or, below a folder, all of them in name order.

    Files still being written (`.open`) count, for a folder as well. Raises FileNotFoundError, and UnreadableRecord for a
    broken WACZ or a file of another kind named outright. The caller closes each source.
    """
    for file in recordings(path):
        yield from _sources_of_file(file)


def recordings(path: Path) -> Iterator[Path]:
    """Yield the WARC and WACZ files below a folder in name order; a file is its own only one, whatever its name."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name.removesuffix(".open").endswith(_SUFFIXES):
            yield file


def _sources_of_file(path: Path) -> Iterator[Source]:
    name = path.name.removesuffix(".open")
    if not name.endswith(_SUFFIXES):
        raise UnreadableRecord(f"{path}: expected a file named *.warc, *.warc.gz or *.wacz")
    if not name.endswith(".wacz"):
        yield Source(name, path)
        return
    for member in iter_wacz_members(path):
        full_name = f"{name}!{member.name}"
        if member.stored:
            yield Source(full_name, path, member.start, member.length)
        else:
            yield Source(full_name, path).copied_from(_iter_deflated(path, member.name))


def _iter_deflated(path: Path, name: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            while chunk := member.read(_BLOCK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableRecord(f"{path}: member {name!r}: {error}") from error
