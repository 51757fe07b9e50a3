"""Loads the captures of articles, with their current readings, as store.history sees them."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, select

from tubancrawl import site
from tubancrawl.store.history import Sight, in_order
from tubancrawl.store.models import Capture, Reading, Url
from tubancrawl.store.rows import iter_rows

_QUERY: Final = (
    select(
        Capture.url_id,
        Capture.captured_at,
        Capture.record_id,
        Capture.outcome,
        Capture.url,
        Capture.location,
        Reading.id,
        Reading.url_id,
        Reading.content_sha256,
    )
    .outerjoin(Reading, Reading.capture_id == Capture.id)
    .order_by(Capture.id, Reading.reader_version)
)


def sights_of(connection: Connection, addresses: Mapping[int, Mapping[int, str]]) -> dict[int, list[Sight]]:
    """Return the sights of each article in time order. `addresses`: article number -> its URLs by their numbers."""
    article_of = {url_id: article_id for article_id, urls in addresses.items() for url_id in urls}
    urls_of = {article_id: set(urls.values()) for article_id, urls in addresses.items()}
    found: dict[int, dict[str, Sight]] = {article_id: {} for article_id in addresses}
    for values in iter_rows(connection, _QUERY, Capture.__table__.c.url_id, article_of):
        article_id = article_of[values[0]]
        # A later row of the same capture is a newer reader's reading of it.
        found[article_id][values[2]] = _sight(values, urls_of[article_id])
    return {article_id: in_order(seen.values()) for article_id, seen in found.items()}


def addresses_of(connection: Connection, article_id: int) -> dict[int, str]:
    """Return the URLs of an article by their numbers."""
    return {row[0]: row[1] for row in connection.execute(select(Url.id, Url.url).where(Url.article_id == article_id))}


def _sight(values: Any, addresses: set[str]) -> Sight:
    url_id, captured_at, record_id, outcome, url, location, reading_id, kept_url_id, digest = values
    read = outcome == "ok" and reading_id is not None
    return Sight(
        captured_at=captured_at,
        record_id=record_id,
        outcome=outcome,
        digest=digest if read else None,
        reading_id=reading_id if read else None,
        url_id=kept_url_id if read else url_id,
        stays=outcome == "moved" and location is not None and site.absolute_url(url, location) in addresses,
    )
