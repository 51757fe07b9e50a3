"""A strict walk of WARC files, written for the fault sweeps alone: it shares no line with the program or with a WARC library."""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """One record: `length` bytes of gzip member at `offset`."""

    file: str
    offset: int
    length: int
    fields: dict[str, str]
    """Names in lower case."""
    block: bytes

    @property
    def record_id(self) -> str:
        return self.fields.get("warc-record-id", "").strip("<>")

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "")

    @property
    def url(self) -> str:
        return self.fields.get("warc-target-uri", "")


class Broken(Exception):
    """The file is no row of whole WARC/1.1 records."""


def walk(path: Path) -> Iterator[Walked]:
    """Yield every record of a file. Raises Broken, with the offset, at the first byte that is not as it must be."""
    data, at = path.read_bytes(), 0
    while at < len(data):
        stream = zlib.decompressobj(31)
        try:
            raw = stream.decompress(data[at:])
        except zlib.error as error:
            raise Broken(f"{path.name}: {error} at offset {at}") from error
        if not stream.eof:
            raise Broken(f"{path.name}: cut gzip member at offset {at}")
        length = len(data) - at - len(stream.unused_data)
        yield _record(path.name, at, length, raw)
        at += length


def _record(name: str, offset: int, length: int, raw: bytes) -> Walked:
    head, blank, rest = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("utf-8").split("\r\n")
    fields = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    if first != "WARC/1.1" or not blank or len(fields) != len(lines):
        raise Broken(f"{name}: no WARC/1.1 head at offset {offset}")
    size = int(fields.get("content-length", "-1"))
    if len(rest) != size + 4 or rest[size:] != b"\r\n\r\n":
        raise Broken(f"{name}: a block of {len(rest) - 4} bytes under Content-Length {size} at offset {offset}")
    for needed in ("warc-record-id", "warc-type", "warc-date"):
        if needed not in fields:
            raise Broken(f"{name}: no {needed} at offset {offset}")
    block = rest[:size]
    stated = fields.get("warc-block-digest")
    if stated is not None and not _holds(stated, block):
        raise Broken(f"{name}: block digest {stated} does not hold at offset {offset}")
    return Walked(file=name, offset=offset, length=length, fields=fields, block=block)


def _holds(stated: str, data: bytes) -> bool:
    algorithm, _, value = stated.partition(":")
    digest = hashlib.new(algorithm.replace("-", ""), data).digest()
    hexadecimal = re.fullmatch(r"[0-9a-fA-F]+", value) is not None and len(value) == 2 * len(digest)
    return value.lower() == digest.hex() if hexadecimal else value.upper() == base64.b32encode(digest).decode()


def payload_of(answer: bytes) -> bytes:
    """Return the body of one of the script's answers, which all state their length or have no body."""
    return answer.partition(b"\r\n\r\n")[2]
