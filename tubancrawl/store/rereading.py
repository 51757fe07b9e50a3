"""What another reader has still to read, how each capture was last read, and what a new reading would change. Reads only.

An article is read again whole, in one stretch and one transaction: were some of its captures read by the old reader and some by
the new one, their difference would look like an edit.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from tubancrawl.store.captures import STORED_CAPTURE, StoredCapture, stored_capture, unhashed, unread
from tubancrawl.store.history import Sight, versions_of
from tubancrawl.store.models import Article, Capture, Reading, Url, Version
from tubancrawl.store.rows import iter_rows
from tubancrawl.store.sights import sights_of
from tubancrawl.store.unit import Unit

_PLACE: Final = (Capture.id, Capture.url_id, Url.article_id, *STORED_CAPTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReading:
    """A capture and what its newest reader made of it."""

    capture: StoredCapture
    url_id: int
    article_id: int | None
    """None while no page of its address was ever read as an article."""
    item: Mapping[str, Any] | None
    """Every field of the article; None if it was read as none."""
    is_current: bool
    """True for the reading that the last version of its article shows."""


def unread_stretches(session: Session, reader_version: int, *, hasher: str, size: int) -> list[Sequence[int]]:
    """Return the numbers of the captures that this reader has not read, in stretches of about `size` that part no article.

    Among them those of pictures that have no hash yet, or one of another `hasher`. Holds eight bytes a capture. Stretches follow
    the numbers of articles, which are nearly the order of the WARC files.
    """
    has_article = Url.article_id.is_not(None)
    group = case((has_article, Url.article_id), else_=Url.id)
    wanted = or_(unread(reader_version), unhashed(hasher))
    query = select(Capture.id, has_article, group).join(Url, Url.id == Capture.url_id).where(wanted)
    rows = session.execute(query.order_by(has_article.desc(), group, Capture.id).execution_options(yield_per=1000))
    stretches: list[array[int]] = []
    last: tuple[bool, int] | None = None
    for capture_id, of_article, number in rows:
        if not stretches or (len(stretches[-1]) >= size and last != (of_article, number)):
            stretches.append(array("q"))
        stretches[-1].append(capture_id)
        last = (of_article, number)
    return list(stretches)


def last_readings(session: Session, capture_ids: Sequence[int]) -> list[LastReading]:
    """Return the captures in the order of the WARC files, with their newest readings."""
    connection = session.connection()
    places = list(iter_rows(connection, select(*_PLACE).join(Url, Url.id == Capture.url_id), Capture.__table__.c.id, capture_ids))
    newest = select(Reading.capture_id, Reading.id, Reading.item).order_by(Reading.reader_version)
    readings = {row[0]: (row[1], row[2]) for row in iter_rows(connection, newest, Reading.__table__.c.capture_id, capture_ids)}
    shown = select(Version.reading_id).join(Article, (Article.id == Version.article_id) & (Article.versions == Version.number))
    articles = {row[2] for row in places if row[2] is not None}
    current = {row[0] for row in iter_rows(connection, shown, Article.__table__.c.id, articles)}
    found = []
    for capture_id, url_id, article_id, *fields in places:
        reading_id, item = readings.get(capture_id, (None, None))
        found.append(
            LastReading(
                capture=stored_capture(fields),
                url_id=url_id,
                article_id=article_id,
                item=item,
                is_current=reading_id in current,
            )
        )
    return sorted(found, key=lambda one: (one.capture.warc, one.capture.warc_offset))


def version_counts(session: Session, before: Sequence[LastReading], after: Mapping[str, Unit]) -> tuple[int, int]:
    """Return how many versions the articles of these captures have, and how many they will once `after` is stored.

    `after`: the new readings by record id. What two addresses become when they turn out to be one article is not foreseen.
    """
    connection = session.connection()
    addresses: dict[int, dict[int, str]] = {}
    known = {one.article_id for one in before if one.article_id is not None}
    for row in iter_rows(connection, select(Url.article_id, Url.id, Url.url), Url.__table__.c.article_id, known):
        addresses.setdefault(row[0], {})[row[1]] = row[2]
    for one in before:
        if one.article_id is None:
            addresses[-one.url_id] = {one.url_id: one.capture.url}
    sights = sights_of(connection, addresses).values()
    return (
        sum(len(versions_of(seen)) for seen in sights),
        sum(len(versions_of(_with_new_readings(seen, after))) for seen in sights),
    )


def _with_new_readings(sights: Sequence[Sight], after: Mapping[str, Unit]) -> Iterator[Sight]:
    for sight in sights:
        unit = after.get(sight.record_id)
        if unit is None:
            yield sight
        else:
            digest = unit.reading.digest if unit.reading else None
            yield replace(sight, outcome=unit.outcome, digest=digest, reading_id=0 if digest else None)
