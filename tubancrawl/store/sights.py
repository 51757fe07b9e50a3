"""Loads the captures of articles, with their current readings, as store.history sees them."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from tubancrawl import site
from tubancrawl.store.history import Sight, in_order
from tubancrawl.store.models import Capture, Reading, Url
from tubancrawl.store.rows import iter_rows

# Where a site sends an address that it lost, beside the front page and the listings, which are known by their shape.
_ASTRAY: Final = re.compile(
    r"(?:/[\w-]+)?/(?:home|beranda|index|berita|news|artikel|error|[\w-]*(?:404|not-?found|tidak-?ditemukan))(?:\.\w+)?"
)

_QUERY: Final = (
    select(
        Capture.url_id,
        Capture.captured_at,
        Capture.record_id,
        Capture.outcome,
        Capture.url,
        Capture.location,
        Capture.of_site,
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
    ids_of = {article_id: {url: url_id for url_id, url in urls.items()} for article_id, urls in addresses.items()}
    found: dict[int, dict[str, Sight]] = {article_id: {} for article_id in addresses}
    for values in iter_rows(connection, _QUERY, Capture.__table__.c.url_id, article_of):
        article_id = article_of[values[0]]
        # A later row of the same capture is a newer reader's reading of it.
        found[article_id][values[2]] = _sight(values, ids_of[article_id])
    return {article_id: in_order(seen.values()) for article_id, seen in found.items()}


def addresses_of(connection: Connection, article_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return the URLs of articles by their numbers, in the order in which they were discovered."""
    found: dict[int, dict[int, str]] = {article_id: {} for article_id in article_ids}
    query = select(Url.article_id, Url.id, Url.url).order_by(Url.id)
    for article_id, url_id, url in iter_rows(connection, query, Url.__table__.c.article_id, found):
        found[article_id][url_id] = url
    return found


def _sight(values: Any, addresses: Mapping[str, int]) -> Sight:
    url_id, captured_at, record_id, outcome, url, location, of_site, reading_id, kept_url_id, digest = values
    read = outcome == "ok" and reading_id is not None
    target = site.absolute_url(url, location) if outcome == "moved" and location is not None else None
    leads_to = addresses.get(target) if target is not None else None
    return Sight(
        captured_at=captured_at,
        record_id=record_id,
        outcome=outcome,
        digest=digest if read else None,
        reading_id=reading_id if read else None,
        url_id=kept_url_id if read else url_id,
        asked_id=url_id,
        leads_to=leads_to,
        astray=leads_to is None and target is not None and _is_astray(target),
        of_site=bool(of_site),
    )


def _is_astray(target: str) -> bool:
    """Tell whether a redirect leads to a page of the site that is no article's: front page, listing, error page."""
    return site.is_site(target) and (
        site.kind_of(target) in {"front", "listing"} or _ASTRAY.fullmatch(urlsplit(target).path.lower()) is not None
    )
