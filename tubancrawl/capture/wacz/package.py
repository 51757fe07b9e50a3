"""Writes the ZIP of a WACZ: members stored as they come, then the manifest of their digests, then the digest of the manifest.

All is stored without compression and with one date: equal content gives equal bytes, and a viewer can ask for a stretch of it.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import BinaryIO, Final, Self

WACZ_VERSION: Final = "1.1.1"
_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can hold
_MODE: Final = 0o100644 << 16


class WaczWriter:
    """Adds members to a package that `finish` completes; a context. `stream` must be seekable; nothing is held in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(stream, "w")
        self._resources: list[dict[str, str | int]] = []

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write one member."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_member(name), "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._resources.append(
            {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}
        )

    def finish(self, *, created: datetime, software: str, facts: Mapping[str, str]) -> None:
        """Write datapackage.json, with `facts` such as a title in it, and its digest; the package is then whole."""
        manifest = {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            **facts,
            "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "software": software,
            "resources": self._resources,
        }
        written = _json(manifest)
        self._zip.writestr(_member("datapackage.json"), written)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(written).hexdigest()}"}
        self._zip.writestr(_member("datapackage-digest.json"), _json(digest))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _DATE)
    member.create_system = 3  # Unix, wherever this runs
    member.external_attr = _MODE
    return member


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
