"""How the archive is: its last crawls, what it holds, what a person should look at, what is due. Reads only."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Article, Capture, Crawl, Event, Url, Version
from tubancrawl.store.shapes import iso

_CRAWLS_SHOWN = 5
_FINDINGS_SHOWN = 20


def status_json(session: Session, *, now: datetime, reader_version: int) -> dict[str, Any]:
    """Return the state of the archive.

    {"crawls": newest first, "articles": {state: n}, "versions": n, "captures": {outcome: n}, "urls": {kind: n},
    "older_readings": n captures that a reader before `reader_version` read, "due": {kind: n that are due at `now`},
    "next_due_at", "findings": of the last crawl, {text: n}, the commonest first,
    "last_event": {"number", "at", "chain_sha256"}: noted elsewhere, the digest proves everything before it; docs/proof.md}
    """
    crawls = session.scalars(select(Crawl).order_by(Crawl.id.desc()).limit(_CRAWLS_SHOWN)).all()
    return {
        "crawls": [_crawl(crawl) for crawl in crawls],
        "articles": _counts(session, Article.state, Article.versions > 0),
        "versions": session.scalar(select(func.count()).select_from(Version)),
        "captures": _counts(session, Capture.outcome),
        "older_readings": older_readings(session, reader_version),
        "urls": _counts(session, Url.kind),
        "due": _counts(session, Url.kind, Url.due_at <= now),
        "next_due_at": iso(session.scalar(select(func.min(Url.due_at)))),
        "findings": _findings(session, crawls[0].id) if crawls else {},
        "last_event": _last_event(session),
    }


def older_readings(session: Session, reader_version: int) -> int:
    """Return how many captures were last read by an older reader than this version."""
    return session.scalar(select(func.count()).where(Capture.reader_version < reader_version)) or 0


def _crawl(crawl: Crawl) -> dict[str, Any]:
    return {
        "id": crawl.id,
        "how": crawl.how,
        "mode": crawl.mode,
        "started_at": iso(crawl.started_at),
        "finished_at": iso(crawl.finished_at),
        "verdict": crawl.verdict,
        "reasons": crawl.reasons,
        "figures": crawl.figures,
    }


def _last_event(session: Session) -> dict[str, Any] | None:
    event = session.scalar(select(Event).order_by(Event.id.desc()).limit(1))
    return None if event is None else {"number": event.id, "at": iso(event.at), "chain_sha256": event.chain_sha256}


def _counts(session: Session, column: Any, *where: ColumnElement[bool]) -> dict[str, int]:
    query = select(column, func.count()).where(*where).group_by(column).order_by(column)
    return {row[0]: row[1] for row in session.execute(query)}


def _findings(session: Session, crawl_id: int) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for findings in session.scalars(
        select(Capture.findings).where(Capture.crawl_id == crawl_id).execution_options(yield_per=1000)
    ):
        counts.update(findings)
    return dict(counts.most_common(_FINDINGS_SHOWN))
