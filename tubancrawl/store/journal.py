"""The rows that no page brings: runs, events, how far each WARC file is known. Works in its caller's transaction."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update

from tubancrawl.store.models import Crawl, Event, Url, WarcFile
from tubancrawl.store.rows import Numbers
from tubancrawl.text import digest_of

_CONTINUED_FOR: Final = timedelta(days=1)
_CONTINUED_FOR_ALL: Final = timedelta(days=7)
"""How old a killed run may be to go on. Later a new run finds more; but `all` may take days, and would start over."""


def begin_crawl(connection: Connection, *, how: str, mode: str, started_at: datetime, settings: Mapping[str, Any]) -> int:
    """Return the number of a killed run of the same kind that goes on, or of a new one. Other killed runs are closed."""
    oldest = started_at - (_CONTINUED_FOR_ALL if mode == "all" else _CONTINUED_FOR)
    unfinished = select(Crawl.id).where(
        Crawl.finished_at.is_(None), Crawl.how == how, Crawl.mode == mode, Crawl.started_at > oldest
    )
    continued = connection.scalar(unfinished.order_by(Crawl.id.desc()).limit(1))
    crawl_id = continued if continued is not None else Numbers(connection).next(Crawl)
    closed = update(Crawl).where(Crawl.finished_at.is_(None), Crawl.id != crawl_id)
    connection.execute(
        closed.values(finished_at=started_at, verdict="killed", reasons=["it was killed, and a later run took over"])
    )
    if continued is None:
        row = {
            "id": crawl_id,
            "how": how,
            "mode": mode,
            "started_at": started_at,
            "settings": settings,
            "reasons": [],
            "figures": {},
        }
        connection.execute(insert(Crawl).values(**row))
    lapsed = connection.execute(update(Url).where(Url.lease_crawl_id.is_not(None)).values(lease_crawl_id=None)).rowcount
    kind = "crawl begun" if continued is None else "crawl continued"
    add_event(connection, started_at, kind, {"crawl": crawl_id, "how": how, "mode": mode, "lapsed_leases": lapsed})
    return crawl_id


def finish_crawl(
    connection: Connection, crawl_id: int, *, finished_at: datetime, verdict: str, reasons: list[str], figures: Mapping[str, Any]
) -> None:
    """Note how a run ended."""
    ended = update(Crawl).where(Crawl.id == crawl_id)
    connection.execute(ended.values(finished_at=finished_at, verdict=verdict, reasons=reasons, figures=dict(figures)))
    add_event(connection, finished_at, "crawl finished", {"crawl": crawl_id, "verdict": verdict})


def add_event(connection: Connection, at: datetime, kind: str, detail: Mapping[str, Any]) -> None:
    """Add an event to the end of the chain."""
    before = connection.scalar(select(Event.chain_sha256).order_by(Event.id.desc()).limit(1))
    number = Numbers(connection).next(Event)
    link = chain_digest(before, at, kind, detail)
    connection.execute(insert(Event).values(id=number, at=at, kind=kind, detail=dict(detail), chain_sha256=link))


def chain_digest(before: str | None, at: datetime, kind: str, detail: Mapping[str, Any]) -> str:
    """Return the digest of an event that follows one with the digest `before`; None for the first."""
    return digest_of([before, at.astimezone(UTC).isoformat(), kind, detail])


def mark_settled(connection: Connection, settled_bytes: Mapping[str, int]) -> None:
    """Note up to which byte every record of each WARC file is known; never less than before."""
    for name, size in settled_bytes.items():
        known = connection.scalar(select(WarcFile.settled_bytes).where(WarcFile.name == name))
        if known is None:
            connection.execute(insert(WarcFile).values(name=name, settled_bytes=size))
        elif size > known:
            connection.execute(update(WarcFile).where(WarcFile.name == name).values(settled_bytes=size))


def seal(connection: Connection, name: str, *, sha256: str, sealed_at: datetime) -> None:
    """Note that a WARC file is closed for good."""
    if connection.scalar(select(func.count()).where(WarcFile.name == name)):
        connection.execute(update(WarcFile).where(WarcFile.name == name).values(sha256=sha256, sealed_at=sealed_at))
    else:
        connection.execute(insert(WarcFile).values(name=name, settled_bytes=0, sha256=sha256, sealed_at=sealed_at))
    add_event(connection, sealed_at, "file sealed", {"warc": name, "sha256": sha256})
