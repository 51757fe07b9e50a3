"""Does again what the events of an archive say was done, through the code that did it first, and so makes an equal database."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, select

from tubancrawl.items import Item
from tubancrawl.store.batch import Batch, CrawlKey
from tubancrawl.store.chain import Link
from tubancrawl.store.frontier import OPENED, make_due
from tubancrawl.store.journal import SEALED, Entry, add_entry, detail_of_row
from tubancrawl.store.listings import Listings
from tubancrawl.store.models import Capture
from tubancrawl.store.pages import iter_units
from tubancrawl.store.picture_schedule import interval_of
from tubancrawl.store.rows import iter_chunks, iter_rows
from tubancrawl.store.runs import BEGUN, CONTINUED, FINISHED, save_begun, save_finished
from tubancrawl.store.unit import CaptureFacts, Unit
from tubancrawl.store.warc_files import mark_settled, save_sealed
from tubancrawl.store.writer import STORED

_EVENTS = 50


class Replaying:
    """Takes the events of an archive one after the other, from the first on, into an empty database.

    `facts_of` and `read` are asked for records that `has` knows; what it does not know is left out and named in `missing`.
    `settings` are those of the run that the events now are of.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        reader_version: int,
        has: Callable[[str], bool],
        facts_of: Callable[[str], CaptureFacts],
        read: Callable[[str], Item],
    ) -> None:
        self.settings: dict[str, Any] = {}
        self.missing: list[str] = []
        self.pages = self.read_by_others = 0
        self.hashed_by_others: set[str] = set()
        self._engine = engine
        self._reader_version = reader_version
        self._has = has
        self._facts_of = facts_of
        self._read = read
        self._crawl: CrawlKey | None = None
        self._listings = Listings()

    def take(self, links: Iterable[Link]) -> Iterator[Link]:
        """Do what the events say, their rows included; yield each as it is done.

        Several share a transaction: who is interrupted begins anew. Raises KeyError, TypeError, ValueError for what is no event.
        """
        for some in iter_chunks(links, _EVENTS):
            with self._engine.begin() as connection:
                for link in some:
                    self._act(connection, link.entry, link.sha256)
                    add_entry(connection, link.entry, sha256=link.sha256)
                    yield link

    def _act(self, connection: Connection, entry: Entry, sha256: str | None) -> None:
        detail = detail_of_row(entry, sha256)
        run = detail.get("crawl")
        if entry.kind not in {BEGUN, CONTINUED} and run is not None and (self._crawl is None or self._crawl.id != run):
            # Its beginning lay in a file that is lost.
            save_begun(connection, CONTINUED, entry.at, {"crawl": run, "how": "unknown", "mode": "unknown", "settings": {}})
            self._crawl = CrawlKey(run, "unknown")
        if entry.kind in {BEGUN, CONTINUED}:
            save_begun(connection, entry.kind, entry.at, detail)
            # What a process remembers of listings dies with it.
            self._listings, self.settings = Listings(), detail["settings"]
            self._crawl = CrawlKey(detail["crawl"], detail["mode"], interval_of(self.settings))
        elif entry.kind == OPENED:
            make_due(connection, detail)
        elif entry.kind == STORED:
            self._store(connection, entry)
        elif entry.kind == FINISHED:
            save_finished(connection, entry.at, detail)
        elif entry.kind == SEALED:
            save_sealed(connection, detail["warc"], sha256=detail["sha256"], sealed_at=entry.at)

    def _store(self, connection: Connection, entry: Entry) -> None:
        batch = entry.batch or {}
        crawl = self._crawl if entry.detail["crawl"] is not None else None
        named = [record_id for record_id in batch["records"] if record_id is not None]
        column = Capture.__table__.c.record_id
        stored = {row[0] for row in iter_rows(connection, select(Capture.record_id), column, named)}
        missing = {record_id for record_id in named if not self._has(record_id)}
        self.missing += sorted(missing)
        units = list(
            iter_units(
                batch,
                facts_of=lambda record_id: None if record_id in stored else self._facts_of(record_id),
                read=self._read,
                left_out=missing,
            )
        )
        if "hasher" not in entry.detail:
            # From before pictures were read: `reprocess` adds them, and says so by an event of its own.
            units = [replace(unit, picture=None) if unit.picture else unit for unit in units]
        self._note_hasher(entry.detail.get("hasher"), units)
        Batch(connection, crawl, self._reader_version, self._listings, units).store()
        self._listings.remember(units)
        self.pages += len(units)
        if entry.detail["reader"] != self._reader_version:
            self.read_by_others += sum(unit.read for unit in units)

    def _note_hasher(self, hasher: str | None, units: Iterable[Unit]) -> None:
        for unit in units:
            if unit.picture and unit.record_id:
                (self.hashed_by_others.discard if unit.picture.hasher == hasher else self.hashed_by_others.add)(unit.record_id)

    def settle(self, settled_bytes: dict[str, int]) -> None:
        """Note how far each WARC file is known, once every event was taken."""
        with self._engine.begin() as connection:
            mark_settled(connection, settled_bytes)
