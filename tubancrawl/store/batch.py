"""One transaction of a flush: what a batch of units adds to every table, in the order that foreign keys ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from tubancrawl import site
from tubancrawl.errors import NotFound
from tubancrawl.items import Link
from tubancrawl.store.articles import articles_of, drop_dissolved, save_articles
from tubancrawl.store.listings import Listings
from tubancrawl.store.models import Capture, Reading
from tubancrawl.store.picture_rows import save_pictures
from tubancrawl.store.picture_schedule import (
    PICTURE_KINDS,
    follow_picture,
    leads_to_picture,
    schedule_rewritten,
    schedule_visited,
)
from tubancrawl.store.rows import Numbers, insert_rows, iter_rows, update_rows
from tubancrawl.store.schedule import DUE_WHEN_NEW
from tubancrawl.store.swaps import save_swaps
from tubancrawl.store.unit import PageReading, Unit
from tubancrawl.store.urls import UrlBook, UrlRow
from tubancrawl.store.visits import mark_visits

_JUDGEMENT: Final = ("outcome", "evidence", "findings", "of_site")
"""What another reading of a capture may change in its row."""


@dataclass(frozen=True, slots=True)
class CrawlKey:
    """The run that a batch belongs to."""

    id: int
    mode: str
    pictures_every: timedelta | None = None
    """How often a picture is asked for again; None: never."""


@dataclass(slots=True)
class Batch:
    """Stores `units` within the transaction of `connection`. Nothing outside the database changes until `remember`."""

    connection: Connection
    crawl: CrawlKey | None
    """None: stored captures are read again, and no address counts as visited."""
    reader_version: int
    listings: Listings
    units: Sequence[Unit]
    _numbers: Numbers = field(init=False)
    _book: UrlBook = field(init=False)
    _stored: dict[str, int] = field(init=False)
    """Record ids that the database had before, and their capture numbers."""

    def __post_init__(self) -> None:
        self._numbers = Numbers(self.connection)
        self._book = UrlBook(self.connection, self._numbers)

    def store(self) -> None:
        """Write everything. Raises NotFound for a reading of a record that was never captured."""
        self._stored = self._known()
        self._discover()
        self._book.save_new()
        captures = self._save_captures()
        save_swaps(self.connection, self._pictures_seen(), save_pictures(self.connection, self.units))
        items = self._save_readings(captures)
        pairs = [pair for unit in self.units for pair in self._pairs(unit)]
        members = articles_of(self._book, pairs, [self._book.rows[unit.url] for unit in self.units], self._numbers)
        saved = save_articles(self.connection, members, items, self._numbers)
        if self.crawl is not None:
            mark_visits(self.units, self._book.rows, saved.columns, crawl_id=self.crawl.id, stored=self._stored)
            if self.crawl.pictures_every is not None:
                new = [unit for unit in self.units if unit.record_id not in self._stored]
                schedule_visited(self.connection, self._book, new, self.crawl.pictures_every)
                schedule_rewritten(self.connection, self._book, saved.rewritten, self.crawl.pictures_every)
        self._book.save_changed()
        drop_dissolved(self.connection, members)

    def _known(self) -> dict[str, int]:
        records = [unit.record_id for unit in self.units if unit.record_id is not None]
        stored = {
            row[1]: row[0]
            for row in iter_rows(self.connection, select(Capture.id, Capture.record_id), Capture.__table__.c.record_id, records)
        }
        for unit in self.units:
            if unit.facts is None and unit.record_id is not None and unit.record_id not in stored:
                raise NotFound(f"{unit.record_id}: a page was read of this record, but it was never captured ({unit.url})")
        return stored

    def _discover(self) -> None:
        asked = {unit.url for unit in self.units}
        same = {unit.same_as for unit in self.units if unit.same_as is not None}
        led = {unit.target for unit in self.units if unit.target is not None and leads_to_picture(unit)}
        self._book.load({*asked, *same, *led, *self.listings.unknown(self.units), *self._pictures_by_no_shape()})
        for unit in self.units:
            asked_row = self._book.add(unit.url, at=unit.at, source=None, due_at=None)
            if self.crawl is not None and asked_row.kind == "photo":
                follow_picture(self._book, unit, crawl_id=self.crawl.id)
            if unit.same_as is not None:
                self._book.add(unit.same_as, at=unit.at, source=unit.record_id, due_at=unit.at)
            for link in unit.links:
                if not (self.listings.knows(link.url) or link.url in self._book.rows):
                    self._book.add(
                        link.url, kind=link.kind, at=unit.at, source=unit.record_id, due_at=_due_when_new(link, unit.at)
                    )
                elif link.kind == "photo" and (row := self._book.rows.get(link.url)) is not None:
                    _ask_for_picture(row, unit.at)
            if self.crawl is not None:
                self.listings.follow(unit, self._book.rows, crawl_id=self.crawl.id, every=self.crawl.mode == "all")

    def _pictures_by_no_shape(self) -> set[str]:
        """Return the addresses of pictures that only an article tells to be such: a mere link to one was no reason to ask."""
        links = (link for unit in self.units if unit.reading is not None for link in unit.links if link.kind == "photo")
        return {link.url for link in links if site.kind_of(link.url) != "photo"}

    def _pictures_seen(self) -> set[str]:
        """Return the addresses at which the units found a picture, or found none where one had been read."""
        rows = self._book.rows
        return {u.url for u in self.units if u.picture or (u.facts is None and rows[u.url].kind in PICTURE_KINDS)}

    def _pairs(self, unit: Unit) -> Iterable[tuple[UrlRow, UrlRow]]:
        rows = self._book.rows
        if unit.same_as is not None:
            yield rows[unit.url], rows[unit.same_as]
        elif unit.reading is not None:
            yield rows[unit.url], rows[unit.url]

    def _save_captures(self) -> dict[str, int]:
        captures = dict(self._stored)
        added, judged, completed = [], [], []
        for unit in self.units:
            judgement = {name: getattr(unit, name) for name in _JUDGEMENT}
            judgement["reader_version"] = self.reader_version if unit.read else None
            if unit.record_id is None:
                continue
            if unit.record_id in self._stored and unit.facts is not None:
                completed.append({"key": captures[unit.record_id], "new_payload_sha256": unit.facts.payload_sha256})
            if unit.record_id in captures:
                if unit.read:
                    judged.append(
                        {"key": captures[unit.record_id], **{f"new_{name}": value for name, value in judgement.items()}}
                    )
                continue
            captures[unit.record_id] = self._numbers.next(Capture)
            added.append({"id": captures[unit.record_id], **self._facts(unit), **judgement})
        insert_rows(self.connection, Capture, added)
        update_rows(self.connection, Capture, (*_JUDGEMENT, "reader_version"), judged)
        update_rows(self.connection, Capture, ("payload_sha256",), completed)
        return captures

    def _facts(self, unit: Unit) -> dict[str, Any]:
        facts = unit.facts
        assert facts is not None
        assert self.crawl is not None
        return {
            "record_id": facts.record_id,
            "url_id": self._book.rows[unit.url].id,
            "url": facts.url,
            "captured_at": facts.captured_at,
            "http_status": facts.http_status,
            "warc": facts.warc,
            "warc_offset": facts.warc_offset,
            "warc_length": facts.warc_length,
            "payload_sha256": facts.payload_sha256,
            "location": unit.location,
            "ip": facts.ip,
            "crawl_id": self.crawl.id,
            "etag": facts.etag,
            "last_modified": facts.last_modified,
        }

    def _save_readings(self, captures: Mapping[str, int]) -> dict[int, Mapping[str, Any]]:
        """Insert the readings that this reader has not made before; return their items by number."""
        query = select(Reading.capture_id).where(Reading.reader_version == self.reader_version)
        done = {row[0] for row in iter_rows(self.connection, query, Reading.__table__.c.capture_id, self._stored.values())}
        items: dict[int, Mapping[str, Any]] = {}
        added = []
        for unit in self.units:
            if unit.reading is None or unit.record_id is None or captures[unit.record_id] in done:
                continue
            done.add(captures[unit.record_id])
            number = self._numbers.next(Reading)
            items[number] = unit.reading.item
            added.append({"id": number, "capture_id": captures[unit.record_id], **self._reading(unit, unit.reading)})
        insert_rows(self.connection, Reading, added)
        return items

    def _reading(self, unit: Unit, reading: PageReading) -> dict[str, Any]:
        return {
            "url_id": self._book.rows[reading.url].id,
            "reader_version": self.reader_version,
            "item": reading.item,
            "sources": reading.sources,
            "findings": unit.findings,
            "content_sha256": reading.digest,
            "block_sha256": reading.block_sha256,
            "skeleton": reading.skeleton,
        }


def _ask_for_picture(row: UrlRow, at: datetime) -> None:
    """Make an address due that was known before an article showed its picture, if nobody ever asked for it."""
    if row.kind != "photo" and row.due_at is None and row.last_outcome is None and site.is_site(row.url):
        row.due_at, row.changed = at, True


def _due_when_new(link: Link, at: datetime) -> datetime | None:
    """Return when a link that nobody named before is due: at once, if it is news; the next page of a listing has to earn it."""
    return at if link.kind in DUE_WHEN_NEW and not link.follows and site.is_site(link.url) else None
