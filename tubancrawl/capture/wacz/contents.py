"""Whether the members of a WACZ are what the ZIP and its manifest say: lengths, checksums, digests."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from tubancrawl.errors import UnreadableRecord

_BLOCK: Final = 256 * 1024
_MANIFEST: Final = "datapackage.json"
_MANIFEST_BYTES: Final = 16 << 20
_UNPACKED_BYTES: Final = 64 << 30
_SMALL: Final = 1 << 20
_RATIO: Final = 200
"""How many times longer than its deflated bytes a member of more than _SMALL bytes may be. Text reaches 20, a bomb 1,000."""


def check_contents(path: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    """Read every member once. Raises UnreadableRecord, which names the first that is not what is said of it.

    Digests are compared with datapackage.json, and its own with datapackage-digest.json, where the package has these.
    """
    for info in infos:
        if info.file_size > max(_SMALL, _RATIO * info.compress_size) or info.file_size > _UNPACKED_BYTES:
            _refuse(path, f"member {info.filename!r} would unpack from {info.compress_size} to {info.file_size} bytes")
    try:
        with zipfile.ZipFile(path) as archive:
            found = {info.filename: _read(path, archive, info) for info in infos}
            stated = _stated(path, archive, found)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableRecord(f"{path}: {error}; the file is refused") from error
    for name, digests in stated.items():
        if name not in found:
            _refuse(path, f"datapackage.json lists {name!r}, which is not there")
        for algorithm, digest in digests.items():
            actual = found[name].digests[algorithm]
            if digest != actual:
                _refuse(path, f"member {name!r}: expected {algorithm} {digest}, found {actual}")


@dataclass(frozen=True, slots=True)
class _Found:
    digests: Mapping[str, str]
    head: bytes
    """The whole member if it is a manifest."""


def _read(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Found:
    sha256, md5, size, head = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0, bytearray()
    is_manifest = info.filename in {_MANIFEST, "datapackage-digest.json"}
    if is_manifest and info.file_size > _MANIFEST_BYTES:
        _refuse(path, f"member {info.filename!r} has {info.file_size} bytes")
    with archive.open(info) as member:
        while block := member.read(_BLOCK):
            size += len(block)
            sha256.update(block)
            md5.update(block)
            if is_manifest:
                head += block
    if size != info.file_size:
        _refuse(path, f"member {info.filename!r}: expected {info.file_size} bytes, found {size}")
    return _Found({"sha256": sha256.hexdigest(), "md5": md5.hexdigest(), "bytes": str(size)}, bytes(head))


def _stated(path: Path, archive: zipfile.ZipFile, found: Mapping[str, _Found]) -> dict[str, dict[str, str]]:
    """Return what the manifests say of each member: digests by algorithm, and the length as `bytes`."""
    names = set(archive.namelist())
    stated: dict[str, dict[str, str]] = {}
    try:
        if _MANIFEST in names:
            for resource in json.loads(found[_MANIFEST].head).get("resources", ()):
                stated[resource["path"]] = {**_digest(resource), "bytes": str(resource["bytes"])}
        if _MANIFEST in names and "datapackage-digest.json" in names:
            stated[_MANIFEST] = _digest(json.loads(found["datapackage-digest.json"].head))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        _refuse(path, f"its manifest cannot be read ({type(error).__name__}: {error})")
    return stated


def _digest(said: Mapping[str, Any]) -> dict[str, str]:
    algorithm, _, digest = said["hash"].partition(":")
    return {algorithm: digest.lower()} if algorithm in {"sha256", "md5"} else {}


def _refuse(path: Path, reason: str) -> NoReturn:
    raise UnreadableRecord(f"{path}: {reason}; the file is refused")
