"""The captures of articles with what was read of them, for whoever weighs one answer against the next. Reads only."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Article, Capture, Reading, Url
from tubancrawl.store.places import Place
from tubancrawl.store.rows import iter_chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One capture of an article's addresses. `item` and `digest` are those of its newest reading, None where it has none."""

    url: str
    """Canonical."""
    captured_at: datetime
    record_id: str
    outcome: str
    evidence: list[str]
    place: Place
    item: Mapping[str, Any] | None
    digest: str | None


def iter_looks(session: Session, crawl_id: int) -> Iterator[list[Look]]:
    """Yield the captures, in the order of time, of each article that a run captured and of which not all answers say the same."""
    differ = or_(Article.versions > 1, exists().where(Capture.url_id == Url.id, Capture.outcome == "unreadable"))
    touched = select(Article.id).join(Url, Url.article_id == Article.id).where(differ)
    touched = touched.where(exists().where(Capture.url_id == Url.id, Capture.crawl_id == crawl_id))
    for article_ids in iter_chunks(session.scalars(touched.distinct().order_by(Article.id)).all(), 50):
        yield from _looks(session, article_ids)


def _looks(session: Session, article_ids: Collection[int]) -> Iterator[list[Look]]:
    query = (
        select(Url.article_id, Url.url, Capture, Reading.item, Reading.content_sha256)
        .join(Capture, Capture.url_id == Url.id)
        .outerjoin(Reading, Reading.capture_id == Capture.id)
        .where(Url.article_id.in_(article_ids))
        .order_by(Capture.captured_at, Capture.record_id, Reading.reader_version)
    )
    found: dict[int, dict[str, Look]] = {article_id: {} for article_id in article_ids}
    for article_id, url, capture, item, digest in session.execute(query):
        # A later row of the same capture is a newer reader's reading of it.
        assert article_id is not None
        found[article_id][capture.record_id] = Look(
            url=url,
            captured_at=capture.captured_at,
            record_id=capture.record_id,
            outcome=capture.outcome,
            evidence=capture.evidence,
            place=Place(capture.warc, capture.warc_offset, capture.warc_length),
            item=item,
            digest=digest,
        )
    yield from (list(looks.values()) for looks in found.values())
