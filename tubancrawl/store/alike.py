"""Pictures that look alike, among any number of them. Reads only.

Two hashes of 64 bits that differ in no more than seven have one of four 16-bit parts in which they differ in no more than one. So
the parts are looked up in an index, with each single bit flipped, and only what that finds is compared in full.
"""

from typing import Final, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Picture
from tubancrawl.store.picture_rows import bands_of

Sameness = Literal["same", "recompressed", "other"]

ALIKE: Final = 4
"""Bits of 64 that two compressions of one picture may differ in; docs/photos.md has the measured rates of error. At most 7."""


def distance(one: str, other: str) -> int:
    """Return in how many bits two perceptual hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def sameness(one: Picture, other: Picture) -> Sameness | None:
    """Tell whether two pictures are the same; None where that cannot be told."""
    if one.payload_sha256 == other.payload_sha256:
        return "same"
    if one.phash is None or other.phash is None:
        return None
    return "recompressed" if distance(one.phash, other.phash) <= ALIKE else "other"


def pictures_like(session: Session, phash: str) -> dict[str, int]:
    """Return the payloads whose picture looks like one with this hash, and in how many bits each differs."""
    near = or_(*(column.in_(_neighbours(band)) for column, band in zip(_COLUMNS, bands_of(phash), strict=True)))
    rows = session.execute(select(Picture.payload_sha256, Picture.phash).where(near))
    found = {payload: distance(phash, other) for payload, other in rows if other is not None}
    return {payload: bits for payload, bits in sorted(found.items(), key=lambda one: (one[1], one[0])) if bits <= ALIKE}


_COLUMNS: Final = (Picture.band_0, Picture.band_1, Picture.band_2, Picture.band_3)


def _neighbours(band: int) -> list[int]:
    return [band, *(band ^ 1 << bit for bit in range(16))]
