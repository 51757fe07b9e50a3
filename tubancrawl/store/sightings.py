"""When the pictures at some addresses were captured, and with which bytes. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from tubancrawl.store.models import Capture, Picture, Url
from tubancrawl.store.rows import iter_rows

_NONE = timedelta(0)


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


def stretches_of(connection: Connection, urls: Iterable[str]) -> dict[str, list[Stretch]]:
    """Return the stretches of each address in time order; [] where no picture was ever captured."""
    found: dict[str, list[Stretch]] = {url: [] for url in urls}
    query = (
        select(Url.url, Capture.captured_at, Capture.outcome, Capture.payload_sha256)
        .join(Capture, Capture.url_id == Url.id)
        .where(Capture.outcome.in_(("ok", "not_modified")))
        .order_by(Url.url, Capture.captured_at, Capture.record_id)
    )
    rows = list(iter_rows(connection, query, Url.__table__.c.url, found))
    pictures = pictures_named(connection, {row.payload_sha256 for row in rows if row.payload_sha256 is not None})
    for url, at, outcome, payload in rows:
        stretches = found[url]
        if stretches and (outcome == "not_modified" or stretches[-1].sha256 == payload):
            last = stretches[-1]
            stretches[-1] = Stretch(
                url=url, sha256=last.sha256, first_captured_at=last.first_captured_at, last_captured_at=at, picture=last.picture
            )
        elif outcome == "ok" and payload in pictures:
            stretches.append(
                Stretch(url=url, sha256=payload, first_captured_at=at, last_captured_at=at, picture=pictures[payload])
            )
    return found


def nearest(stretches: Iterable[Stretch], first: datetime, last: datetime) -> Stretch | None:
    """Return the stretch that lies nearest to a span of time; None if there is none."""
    return min(stretches, key=lambda stretch: stretch.away_from(first, last), default=None)


def pictures_named(connection: Connection, payloads: Iterable[str]) -> dict[str, Picture]:
    """Return those of the payloads that are pictures."""
    rows = iter_rows(connection, select(Picture.__table__), Picture.__table__.c.payload_sha256, payloads)
    return {row.payload_sha256: Picture(**row._asdict()) for row in rows}
