"""Where the WARC files lie inside a WACZ. Nothing is extracted, and no name inside is ever used as a path.

A WACZ is refused whole, before a byte of it is taken: what was made to attack whoever unpacks it, and what is not what it says.
"""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from tubancrawl.capture.wacz.contents import check_contents
from tubancrawl.errors import UnreadableRecord

_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")  # signature, then the lengths of name and extra field (APPNOTE 4.3.7)
_DIRECTORY_BYTES: Final = 4 << 20
"""The largest list of members that is read: some 50,000. A WACZ has a dozen; a million would take a gigabyte of memory."""
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True, order=True)
class WaczMember:
    """A WARC file inside a WACZ. `start` and `length` are its bytes in the ZIP; `stored` is False when they are deflated."""

    name: str
    start: int
    length: int
    stored: bool


def iter_wacz_members(path: Path) -> Iterator[WaczMember]:
    """Yield the archive/*.warc and *.warc.gz members in the ZIP's order, once all of the file is checked.

    Raises UnreadableRecord for a broken ZIP; for a member that is encrypted, a link, listed twice, laid over another, or named
    outside the archive (absolute, `..`, backslash); and for one whose bytes are not those that the ZIP or datapackage.json says.
    """
    with path.open("rb") as file:
        infos = _members(path)
        for info in infos:
            _check_kind(path, info)
        _check_names(path, infos)
        located = [_locate(path, file.fileno(), info) for info in infos]
        _check_places(path, infos, located)
    check_contents(path, infos)
    for member in located:
        if member.name.startswith("archive/") and member.name.endswith((".warc", ".warc.gz")):
            yield member


class _Bounded(io.FileIO):
    """A file of which no one takes much at once: the ZIP itself says how long its list of members is."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY_BYTES:
            raise ValueError(f"a list of members of {size} bytes, at most {_DIRECTORY_BYTES} are read")
        return super().read(-1 if size is None else size)


def _members(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with _Bounded(path) as file, zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableRecord(f"{path}: no readable ZIP ({error}); the file is refused") from error


def _check_kind(path: Path, info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    if info.flag_bits & 0x1:
        raise UnreadableRecord(f"{path}: member {name!r} is encrypted; the file is refused")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableRecord(f"{path}: member {name!r} is a symbolic link; the file is refused")
    if info.compress_type not in _METHODS:
        raise UnreadableRecord(f"{path}: member {name!r} is compressed by method {info.compress_type}; the file is refused")


def _check_names(path: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        parts = PurePosixPath(name).parts
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in parts or (parts and ":" in parts[0]):
            raise UnreadableRecord(f"{path}: member {name!r} points outside the archive; the file is refused")
        if name in seen:
            raise UnreadableRecord(f"{path}: member {name!r} is listed twice; the file is refused")
        seen.add(name)


def _locate(path: Path, handle: int, info: zipfile.ZipInfo) -> WaczMember:
    header = os.pread(handle, _LOCAL_HEADER.size, info.header_offset) if info.header_offset >= 0 else b""
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise UnreadableRecord(
            f"{path}: offset {info.header_offset}: expected the header of member {info.filename!r}; the file is refused"
        )
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    if start + info.compress_size > path.stat().st_size:
        raise UnreadableRecord(f"{path}: member {info.filename!r} reaches past the end of the file; the file is refused")
    return WaczMember(info.filename, start, info.compress_size, info.compress_type == zipfile.ZIP_STORED)


def _check_places(path: Path, infos: Sequence[zipfile.ZipInfo], members: Sequence[WaczMember]) -> None:
    end, before = 0, ""
    for begins, member in sorted((info.header_offset, member) for info, member in zip(infos, members, strict=True)):
        if begins < end:
            raise UnreadableRecord(f"{path}: member {member.name!r} lies over {before!r}; the file is refused")
        end, before = member.start + member.length, member.name
