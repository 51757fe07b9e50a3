"""Pictures that were swapped at their own addresses: derived from captures, and written where what is stored differs.

A swap is a capture whose picture is another one than that of the capture before it at the same address: other bytes, and another
look. The same picture compressed anew is none, and nothing is said of what cannot be compared. What lies behind a redirect is
swapped at its own address, which no article names.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, delete, func, select, union

from tubancrawl.store.alike import sameness
from tubancrawl.store.models import Capture, Picture, Swap, Url
from tubancrawl.store.rows import insert_rows, iter_chunks, iter_rows
from tubancrawl.store.sightings import Stretch, stretches_of

Rows = list[dict[str, Any]]


def save_swaps(connection: Connection, urls: Iterable[str], payloads: Iterable[str]) -> None:
    """Write what differs at these addresses, and wherever these payloads were captured: what is known of them is new."""
    at = select(Url.url).join(Capture, Capture.url_id == Url.id)
    again = {row[0] for row in iter_rows(connection, at, Capture.__table__.c.payload_sha256, payloads)}
    for chunk in iter_chunks(sorted({*urls, *again})):
        expected = expected_swaps(connection, chunk)
        stored = stored_swaps(connection, expected)
        changed = [url_id for url_id, rows in expected.items() if rows != stored.get(url_id, [])]
        if gone := [url_id for url_id in changed if url_id in stored]:
            connection.execute(delete(Swap).where(Swap.url_id.in_(gone)))
        insert_rows(connection, Swap, [row for url_id in changed for row in expected[url_id]])


def expected_swaps(connection: Connection, urls: Sequence[str]) -> dict[int, Rows]:
    """Return the rows that each of the addresses should have, by its number."""
    numbers = {row.url: row.id for row in iter_rows(connection, select(Url.url, Url.id), Url.__table__.c.url, urls)}
    stretches = stretches_of(connection, numbers, hops=0)
    return {number: list(_rows(number, stretches[url])) for url, number in numbers.items()}


def stored_swaps(connection: Connection, url_ids: Iterable[int]) -> dict[int, Rows]:
    """Return the rows that addresses have, in their order; nothing for one that has none."""
    query = select(Swap.__table__).order_by(Swap.url_id, Swap.position)
    found: dict[int, Rows] = {}
    for row in iter_rows(connection, query, Swap.__table__.c.url_id, url_ids):
        found.setdefault(row.url_id, []).append(row._asdict())
    return found


def derive_swaps(connection: Connection) -> None:
    """Fill the empty table from the captures that the archive holds."""
    for urls in iter_candidates(connection):
        save_swaps(connection, urls, ())


def iter_candidates(connection: Connection) -> Iterator[Sequence[str]]:
    """Yield, some at a time, all addresses that may have swaps: more than one picture was captured there, or they have rows."""
    several = (
        select(Capture.url_id)
        .join(Picture, Picture.payload_sha256 == Capture.payload_sha256)
        .group_by(Capture.url_id)
        .having(func.count(Capture.payload_sha256.distinct()) > 1)
    )
    url_ids = union(several, select(Swap.url_id)).subquery()
    query = select(Url.url).where(Url.id.in_(select(url_ids.c.url_id))).order_by(Url.id)
    yield from iter_chunks(connection.scalars(query).all(), 200)


def _rows(url_id: int, stretches: Sequence[Stretch]) -> Iterator[dict[str, Any]]:
    position = 0
    for before, stretch in pairwise(stretches):
        if sameness(before.picture, stretch.picture) == "other":
            yield {
                "url_id": url_id,
                "position": position,
                "at": stretch.first_captured_at,
                "before_sha256": before.sha256,
                "payload_sha256": stretch.sha256,
            }
            position += 1
