"""The rows of the runs that add to an archive: begun or continued, finished. Works in its caller's transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update

from tubancrawl.store.journal import Happened
from tubancrawl.store.models import Crawl, Url
from tubancrawl.store.rows import Numbers

BEGUN: Final = "crawl begun"
CONTINUED: Final = "crawl continued"
FINISHED: Final = "crawl finished"

_CONTINUED_FOR: Final = timedelta(days=1)
_CONTINUED_FOR_ALL: Final = timedelta(days=7)
"""How old a killed run may be to go on. Later a new run finds more; but `all` may take days, and would start over."""


def begin_crawl(connection: Connection, *, how: str, mode: str, started_at: datetime, settings: Mapping[str, Any]) -> Happened:
    """Go on with a killed run of the same kind, or begin a new one. The event's detail has its number as `crawl`."""
    oldest = started_at - (_CONTINUED_FOR_ALL if mode == "all" else _CONTINUED_FOR)
    unfinished = select(Crawl.id).where(
        Crawl.finished_at.is_(None), Crawl.how == how, Crawl.mode == mode, Crawl.started_at > oldest
    )
    continued = connection.scalar(unfinished.order_by(Crawl.id.desc()).limit(1))
    crawl_id = continued if continued is not None else Numbers(connection).next(Crawl)
    kind = BEGUN if continued is None else CONTINUED
    detail = {"crawl": crawl_id, "how": how, "mode": mode, "settings": dict(settings)}
    save_begun(connection, kind, started_at, detail)
    return Happened(kind=kind, at=started_at, detail=detail)


def save_begun(connection: Connection, kind: str, at: datetime, detail: Mapping[str, Any]) -> None:
    """Write what the event of a run that begins or goes on says: killed runs are closed, leases of dead runs lapse.

    A run that goes on, and of whose beginning a rebuild found no event, begins here.
    """
    closed = update(Crawl).where(Crawl.finished_at.is_(None), Crawl.id != detail["crawl"])
    connection.execute(closed.values(finished_at=at, verdict="killed", reasons=["it was killed, and a later run took over"]))
    if kind == BEGUN or not connection.scalar(select(func.count()).where(Crawl.id == detail["crawl"])):
        row = {
            "id": detail["crawl"],
            "how": detail["how"],
            "mode": detail["mode"],
            "started_at": at,
            "settings": detail["settings"],
            "reasons": [],
            "figures": {},
        }
        connection.execute(insert(Crawl).values(**row))
    _lapse_leases(connection)


def finish_crawl(connection: Connection, crawl_id: int, finished_at: datetime, how: Mapping[str, Any]) -> Happened:
    """Note how a run ended: `how` has its verdict, reasons and figures."""
    detail = {"crawl": crawl_id, **how}
    save_finished(connection, finished_at, detail)
    return Happened(kind=FINISHED, at=finished_at, detail=detail)


def save_finished(connection: Connection, at: datetime, detail: Mapping[str, Any]) -> None:
    """Write what the event of a finished run says; what it had leased and not asked for may be asked for again."""
    ended = update(Crawl).where(Crawl.id == detail["crawl"])
    columns = {name: detail[name] for name in ("verdict", "reasons", "figures")}
    connection.execute(ended.values(finished_at=at, **columns))
    _lapse_leases(connection)


def _lapse_leases(connection: Connection) -> None:
    connection.execute(update(Url).where(Url.lease_crawl_id.is_not(None)).values(lease_crawl_id=None))
