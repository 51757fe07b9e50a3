"""Rows -> the JSON shapes that people's scripts rely on: an article in full, a capture, a time."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Article, Capture, Reading, Url, Version


def iso(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in UTC."""
    return moment.isoformat() if moment is not None else None


def capture_json(capture: Capture) -> dict[str, Any]:
    """Return a capture as `history --json` lists it."""
    return {
        "captured_at": iso(capture.captured_at),
        "outcome": capture.outcome,
        "http_status": capture.http_status,
        "record_id": capture.record_id,
        "warc": capture.warc,
        "payload_sha256": capture.payload_sha256,
        "evidence": capture.evidence,
        "findings": capture.findings,
    }


def iter_full(session: Session, articles: Iterable[Article], versions: Collection[Version]) -> Iterator[dict[str, Any]]:
    """Yield the versions in full, in the order of their articles."""
    chosen: dict[int, list[Version]] = {article.id: [] for article in articles}
    for version in versions:
        chosen[version.article_id].append(version)
    urls = _forms(session, chosen)
    wanted = select(Reading).where(Reading.id.in_([version.reading_id for version in versions]))
    readings = {reading.id: reading for reading in session.scalars(wanted)}
    for article in articles:
        for version in chosen[article.id]:
            yield _full(article, version, readings[version.reading_id], urls[article.id])


def _full(article: Article, version: Version, reading: Reading, urls: list[str]) -> dict[str, Any]:
    fields = {name: value for name, value in reading.item.items() if name != "canonical"}
    return {
        "url": article.url,
        "urls": urls,
        "state": article.state,
        "version": version.number,
        "versions": article.versions,
        "first_captured_at": iso(version.first_captured_at),
        "last_captured_at": iso(version.last_captured_at),
        **fields,
        "content_sha256": version.content_sha256,
        "sources": reading.sources,
        "findings": reading.findings,
    }


def _forms(session: Session, article_ids: Collection[int]) -> dict[int, list[str]]:
    """Return every form in which each article's addresses were asked or are kept, sorted."""
    kept = select(Url.article_id, Url.url).where(Url.article_id.in_(article_ids))
    asked = select(Url.article_id, Capture.url).join(Capture, Capture.url_id == Url.id).where(Url.article_id.in_(article_ids))
    forms: dict[int, set[str]] = {article_id: set() for article_id in article_ids}
    for row in session.execute(kept.union(asked)):
        forms[row.article_id].add(row.url)
    return {article_id: sorted(urls) for article_id, urls in forms.items()}
