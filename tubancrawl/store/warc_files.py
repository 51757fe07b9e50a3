"""The rows of the WARC files: how far each is known, and the digest it was sealed with."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select, update

from tubancrawl.store.models import WarcFile


def known_bytes(engine: Engine, name: str) -> int:
    """Return the byte before which every record of a file is known; 0 for a file that is not."""
    with engine.connect() as connection:
        return connection.scalar(select(WarcFile.settled_bytes).where(WarcFile.name == name)) or 0


def is_sealed(engine: Engine, name: str) -> bool:
    """Tell whether a file was closed for good."""
    with engine.connect() as connection:
        return connection.scalar(select(WarcFile.sealed_at).where(WarcFile.name == name)) is not None


def mark_settled(connection: Connection, settled_bytes: Mapping[str, int]) -> None:
    """Note up to which byte every record of each WARC file is known; never less than before."""
    for name, size in settled_bytes.items():
        known = connection.scalar(select(WarcFile.settled_bytes).where(WarcFile.name == name))
        if known is None:
            connection.execute(insert(WarcFile).values(name=name, settled_bytes=size))
        elif size > known:
            connection.execute(update(WarcFile).where(WarcFile.name == name).values(settled_bytes=size))


def save_sealed(connection: Connection, name: str, *, sha256: str, sealed_at: datetime) -> None:
    """Note that a WARC file is closed for good."""
    if connection.scalar(select(func.count()).where(WarcFile.name == name)):
        connection.execute(update(WarcFile).where(WarcFile.name == name).values(sha256=sha256, sealed_at=sealed_at))
    else:
        connection.execute(insert(WarcFile).values(name=name, settled_bytes=0, sha256=sha256, sealed_at=sealed_at))
