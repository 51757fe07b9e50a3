"""The rows of the table `picture`: one for each payload that is a picture, whatever addresses it was captured at."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from tubancrawl.items import Picture as Read
from tubancrawl.store.models import Capture, Picture
from tubancrawl.store.rows import insert_rows, iter_chunks, iter_rows
from tubancrawl.store.unit import Unit

BANDS: Final = 4
_BITS: Final = 16


def bands_of(phash: str) -> list[int]:
    """Return the four 16-bit parts of a perceptual hash. Raises ValueError for what is none."""
    bits = int(phash, 16)
    return [bits >> shift & 0xFFFF for shift in range((BANDS - 1) * _BITS, -1, -_BITS)]


def band_columns(phash: str | None) -> dict[str, int | None]:
    """Return the columns that follow from a hash."""
    bands: list[int | None] = [None] * BANDS if phash is None else [*bands_of(phash)]
    return {f"band_{number}": band for number, band in enumerate(bands)}


def save_pictures(connection: Connection, units: Sequence[Unit]) -> list[str]:
    """Write what the units read of pictures; return the payloads whose row is new or another.

    A row stays as it is, but where another hasher made it.
    """
    if not any(unit.picture for unit in units):
        return []
    found = _by_payload(connection, units)
    query = select(Picture.payload_sha256, Picture.hasher)
    kept = {row[0]: row[1] for row in iter_rows(connection, query, Picture.__table__.c.payload_sha256, found)}
    changed = [payload for payload, hasher in kept.items() if found[payload].hasher != hasher]
    for chunk in iter_chunks(changed):
        connection.execute(delete(Picture).where(Picture.payload_sha256.in_(chunk)))
    rows = [_row(payload, read) for payload, read in found.items() if kept.get(payload) != read.hasher]
    insert_rows(connection, Picture, rows)
    return [row["payload_sha256"] for row in rows]


def _by_payload(connection: Connection, units: Sequence[Unit]) -> dict[str, Read]:
    again = {unit.record_id: unit.picture for unit in units if unit.picture and unit.facts is None}
    found = {unit.facts.payload_sha256: unit.picture for unit in units if unit.picture and unit.facts}
    query = select(Capture.record_id, Capture.payload_sha256)
    stored = iter_rows(connection, query, Capture.__table__.c.record_id, again)
    found |= {payload: again[record_id] for record_id, payload in stored}
    return {payload: read for payload, read in found.items() if payload is not None and read is not None}


def _row(payload: str, read: Read) -> Mapping[str, Any]:
    return {
        "payload_sha256": payload,
        "media_type": read.media_type,
        "size": read.size,
        "width": read.width,
        "height": read.height,
        "phash": read.phash,
        **band_columns(read.phash),
        "problem": read.problem,
        "hasher": read.hasher,
    }
