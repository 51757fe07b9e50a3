"""When the pictures at some addresses were captured, and with which bytes. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from tubancrawl import site
from tubancrawl.store.models import Capture, Picture, Url
from tubancrawl.store.rows import iter_rows

_NONE = timedelta(0)

MAX_HOPS: Final = 5
"""Redirects that lead from the address of a picture to what it shows: as many as a crawl follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Captures of one address in a row that gave the same bytes; those answered 304 in between included."""

    url: str
    sha256: str
    first_captured_at: datetime
    last_captured_at: datetime
    picture: Picture

    def away_from(self, first: datetime, last: datetime) -> tuple[timedelta, timedelta]:
        """Return how far the stretch lies from a span of time, and its beginning from that of the span: the order of nearness."""
        gap = max(first - self.last_captured_at, self.first_captured_at - last, _NONE)
        return gap, abs(self.first_captured_at - first)


def stretches_of(connection: Connection, urls: Iterable[str], *, hops: int = MAX_HOPS) -> dict[str, list[Stretch]]:
    """Return the stretches of each address in time order; [] where no picture was ever captured.

    An address that redirected showed what was captured nearest to that time where it led, over at most so many `hops`.
    """
    found: dict[str, list[Stretch]] = {url: [] for url in urls}
    query = (
        select(Url.url, Capture.captured_at, Capture.outcome, Capture.payload_sha256, Capture.location)
        .join(Capture, Capture.url_id == Url.id)
        .where(Capture.outcome.in_(("ok", "not_modified", "moved") if hops else ("ok", "not_modified")))
        .order_by(Url.url, Capture.captured_at, Capture.record_id)
    )
    rows = list(iter_rows(connection, query, Url.__table__.c.url, found))
    pictures = pictures_named(connection, {row.payload_sha256 for row in rows if row.payload_sha256 is not None})
    targets = {row.location: _target(row.url, row.location) for row in rows if row.outcome == "moved"}
    led = stretches_of(connection, {url for url in targets.values() if url}, hops=hops - 1) if any(targets.values()) else {}
    for url, at, outcome, payload, location in rows:
        if outcome == "not_modified":
            if found[url]:
                found[url][-1] = replace(found[url][-1], last_captured_at=at)
            continue
        shown = nearest(led.get(targets[location] or "", ()), at, at) if outcome == "moved" else None
        picture = shown.picture if shown else pictures.get(payload) if outcome == "ok" else None
        if picture is not None:
            _lengthen(found[url], url, at, picture)
    return found


def _lengthen(stretches: list[Stretch], url: str, at: datetime, picture: Picture) -> None:
    sha256 = picture.payload_sha256
    if stretches and stretches[-1].sha256 == sha256:
        stretches[-1] = replace(stretches[-1], last_captured_at=at)
    else:
        stretches.append(Stretch(url=url, sha256=sha256, first_captured_at=at, last_captured_at=at, picture=picture))


def _target(url: str, location: str | None) -> str | None:
    target = site.absolute_url(url, location) if location else None
    return target if target is not None and site.is_site(target) else None


def nearest(stretches: Iterable[Stretch], first: datetime, last: datetime) -> Stretch | None:
    """Return the stretch that lies nearest to a span of time; None if there is none."""
    return min(stretches, key=lambda stretch: stretch.away_from(first, last), default=None)


def pictures_named(connection: Connection, payloads: Iterable[str]) -> dict[str, Picture]:
    """Return those of the payloads that are pictures."""
    rows = iter_rows(connection, select(Picture.__table__), Picture.__table__.c.payload_sha256, payloads)
    return {row.payload_sha256: Picture(**row._asdict()) for row in rows}
