"""Where the WARC files lie inside a WACZ. Nothing is extracted, and no name inside is ever used as a path."""

import os
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tubancrawl.errors import UnreadableRecord

_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, then the lengths of name and extra field (APPNOTE 4.3.7)


@dataclass(frozen=True, slots=True)
class WaczMember:
    """A WARC file inside a WACZ. `start` and `length` are its bytes in the ZIP; `stored` is False when they are deflated."""

    name: str
    start: int
    length: int
    stored: bool


def iter_wacz_members(path: Path) -> Iterator[WaczMember]:
    """Yield the archive/*.warc and *.warc.gz members in the ZIP's order.

    Raises UnreadableRecord for a broken ZIP, and, before anything is read, for a member that is encrypted, listed twice, or
    named outside the archive (absolute, `..`, backslash): such a file was made to attack whoever unpacks it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableRecord(f"{path}: no readable ZIP ({error})") from error
    _check_names(path, infos)
    with path.open("rb") as file:
        for info in infos:
            if info.filename.startswith("archive/") and info.filename.endswith((".warc", ".warc.gz")):
                yield _locate(path, file.fileno(), info)


def _check_names(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        parts = PurePosixPath(name).parts
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in parts or (parts and ":" in parts[0]):
            raise UnreadableRecord(f"{path}: member {name!r} points outside the archive; the file is refused")
        if name in seen:
            raise UnreadableRecord(f"{path}: member {name!r} is listed twice; the file is refused")
        if info.flag_bits & 0x1:
            raise UnreadableRecord(f"{path}: member {name!r} is encrypted; the file is refused")
        seen.add(name)


def _locate(path: Path, handle: int, info: zipfile.ZipInfo) -> WaczMember:
    header = os.pread(handle, _LOCAL_HEADER.size, info.header_offset) if info.header_offset >= 0 else b""
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise UnreadableRecord(f"{path}: offset {info.header_offset}: expected the header of member {info.filename!r}")
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    if start + info.compress_size > path.stat().st_size:
        raise UnreadableRecord(f"{path}: member {info.filename!r} reaches past the end of the file")
    return WaczMember(info.filename, start, info.compress_size, info.compress_type == zipfile.ZIP_STORED)
