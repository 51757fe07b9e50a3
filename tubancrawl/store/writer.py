"""The only code that adds to an archive. Joins captures with what is read of them, and stores both by the batch.

Whatever changes the database is a transaction of `commit`: its rows, then their event into the WARC file behind the pages that it
speaks of, all of that to disk, and only then the commit. So the database never points at bytes that are not on disk, a page is
stored whole or not at all, and the WARC files alone can make the database again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import Item, PageItem
from tubancrawl.store import runs
from tubancrawl.store.batch import Batch, CrawlKey
from tubancrawl.store.journal import SEALED, Act, Entry, Happened, add_entry, next_entry
from tubancrawl.store.listings import Listings
from tubancrawl.store.models import Capture
from tubancrawl.store.pages import batch_of
from tubancrawl.store.picture_schedule import interval_of
from tubancrawl.store.rows import iter_rows
from tubancrawl.store.unit import CaptureFacts, Unit, unit_of
from tubancrawl.store.warc_files import mark_settled, save_sealed

__all__ = ["CaptureFacts", "Writer"]

STORED: Final = "pages stored"


def _now() -> datetime:
    return datetime.now(UTC)


class Writer:
    """Stores what a crawl brings. Hold the archive's lock; one Writer at a time.

    `before_commit` writes the event's entry to the WARC file, makes all of the files safe (fsync) and returns, by file name, how
    many bytes of each are. Its failure, and that of a commit, raises ArchiveDamaged, then and from then on; nothing of the
    transaction is kept, and nothing is tried again.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        before_commit: Callable[[Entry], Mapping[str, int]],
        batch_size: int = 250,
        reader_version: int,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._engine = engine
        self._before_commit = before_commit
        self._batch_size = batch_size
        self._reader_version = reader_version
        self._clock = clock
        self._crawl: CrawlKey | None = None
        self._pending: dict[str, CaptureFacts] = {}
        self._ready: list[Unit] = []
        self._ready_records: set[str] = set()
        self._listings = Listings()
        self._damage: str | None = None

    def commit(self, act: Act) -> Happened:
        """Do `act`, which changes rows and says what happened, as one transaction with its event. Raises ArchiveDamaged."""
        with self._transaction() as connection:
            happened = act(connection)
            entry = next_entry(connection, happened, self._clock())
            on_disk = self._before_commit(entry)
            mark_settled(connection, self._settled(on_disk))
            add_entry(connection, entry)
        return happened

    def begin_crawl(self, *, how: str, mode: str, started_at: datetime, settings: Mapping[str, Any]) -> int:
        """Return the number of the run that what follows belongs to: a new one, or one that was killed and goes on.

        A run of the same `how` and `mode` goes on if it began not long ago, see store.runs. Leases of dead runs lapse.
        """
        begin = partial(runs.begin_crawl, how=how, mode=mode, started_at=started_at, settings=settings)
        self._crawl = CrawlKey(self.commit(begin).detail["crawl"], mode, interval_of(settings))
        return self._crawl.id

    def known(self, record_ids: Iterable[str]) -> set[str]:
        """Return those of the WARC records that the archive has, or that wait to be stored."""
        asked = set(record_ids)
        here = {record for record in asked if record in self._pending or record in self._ready_records}
        with self._engine.connect() as connection:
            rows = iter_rows(connection, select(Capture.record_id), Capture.__table__.c.record_id, asked - here)
            return here | {row[0] for row in rows}

    def capture(self, facts: CaptureFacts, *, awaits_item: bool) -> None:
        """Take a capture whose bytes are written. With `awaits_item` it is stored once `settle` brings what was read of it."""
        if self._crawl is None:
            raise RuntimeError(f"{facts.url}: a capture belongs to a crawl; call begin_crawl first")
        if facts.record_id in self._pending or facts.record_id in self._ready_records:
            return
        if awaits_item:
            self._pending[facts.record_id] = facts
        else:
            self._add(unit_of(facts, None))

    def settle(self, item: Item) -> None:
        """Take what was read of a capture: its final outcome, its links, and the article if it is one.

        An item of a stored capture is a new reading of it. One without a record tells that an address was asked in vain.

        The first word on a new capture stands: a second item, as of a recorded redirect that is replayed twice, adds nothing.
        """
        if item.record_id in self._ready_records:
            return
        facts = self._pending.get(item.record_id) if item.record_id is not None else None
        unit = unit_of(facts, item)
        if facts is not None:
            del self._pending[facts.record_id]
        self._add(unit)

    def add_readings(self, units: Iterable[Unit]) -> None:
        """Store new readings of stored captures, in one transaction. Raises as `flush` does, NotFound for an unknown record."""
        again = list(units)
        self.commit(lambda connection: self._store(connection, again, None))

    def flush(self) -> None:
        """Store all that is ready. Raises ArchiveDamaged if that cannot be done safely, and from then on."""
        if self._damage is not None:
            raise ArchiveDamaged(self._damage)
        if not self._ready:
            return
        self.commit(lambda connection: self._store(connection, self._ready, self._crawl))
        self._listings.remember(self._ready)
        self._ready.clear()
        self._ready_records.clear()

    def finish_crawl(
        self, crawl_id: int, *, finished_at: datetime, verdict: str, reasons: Iterable[str], figures: Mapping[str, Any]
    ) -> None:
        """Store what is ready, and how the run ended."""
        self.flush()
        how = {"verdict": verdict, "reasons": list(reasons), "figures": dict(figures)}
        self.commit(lambda connection: runs.finish_crawl(connection, crawl_id, finished_at, how))

    def event(self, kind: str, detail: Mapping[str, Any]) -> None:
        """Add what the archive did to its journal, at once."""
        self.commit(lambda _: Happened(kind=kind, detail=detail))

    def note_sealed(self, name: str, *, sha256: str) -> None:
        """Note that a WARC file which a dead run left is closed for good, and its digest."""

        def sealed(connection: Connection) -> Happened:
            now = self._clock()
            save_sealed(connection, name, sha256=sha256, sealed_at=now)
            return Happened(kind=SEALED, at=now, detail={"warc": name, "sha256": sha256})

        self.commit(sealed)

    def seal(self, name: str, close: Callable[[Entry], tuple[Mapping[str, int], str]]) -> None:
        """Close the WARC file that is being written. The event is its last record, so that only the row can have its digest.

        `close` writes the entry, closes the file for good and returns what `before_commit` does, and the digest.
        """
        self.flush()  # or the file would count as known to its end, and these pages as stored
        with self._transaction() as connection:
            entry = next_entry(connection, Happened(kind=SEALED, detail={"warc": name}), self._clock())
            on_disk, sha256 = close(entry)
            mark_settled(connection, self._settled(on_disk))
            save_sealed(connection, name, sha256=sha256, sealed_at=entry.at)
            add_entry(connection, entry, sha256=sha256)

    def close(self) -> None:
        """Store all that is left. A capture whose item never came is kept as `unreadable`, to be read again."""
        for facts in list(self._pending.values()):
            self.settle(
                PageItem(
                    url=facts.url,
                    record_id=facts.record_id,
                    captured_at=facts.captured_at,
                    outcome="unreadable",
                    evidence=[*facts.evidence, "nobody read this capture: the crawl ended before its page was read"],
                )
            )
        self.flush()

    def _add(self, unit: Unit) -> None:
        self._ready.append(unit)
        if unit.facts is not None:
            self._ready_records.add(unit.facts.record_id)
        if len(self._ready) >= self._batch_size:
            self.flush()

    def _store(self, connection: Connection, units: Sequence[Unit], crawl: CrawlKey | None) -> Happened:
        """Write the units. `crawl` None: they are read again, and no address counts as visited."""
        Batch(connection, crawl, self._reader_version, self._listings, units).store()
        detail: dict[str, Any] = {"crawl": crawl and crawl.id, "pages": len(units), "reader": self._reader_version}
        if hasher := next((unit.picture.hasher for unit in units if unit.picture), None):
            detail["hasher"] = hasher
        return Happened(kind=STORED, detail=detail, batch=batch_of(units))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self._damage is not None:
            raise ArchiveDamaged(self._damage)
        try:
            with self._engine.begin() as connection:
                yield connection
        except ArchiveDamaged as error:
            self._damage = str(error)
            raise
        except (OSError, SQLAlchemyError) as error:
            pages = f"{len(self._ready)} pages" if self._ready else "an event"
            self._damage = f"{pages} could not be stored: {_reason(error)}; free space or repair the disk, then crawl again"
            raise ArchiveDamaged(self._damage) from error

    def _settled(self, on_disk: Mapping[str, int]) -> dict[str, int]:
        """Return how far each WARC file is known: up to its first record that still waits for its item."""
        settled = dict(on_disk)
        for facts in self._pending.values():
            if facts.warc in settled:
                settled[facts.warc] = min(settled[facts.warc], facts.warc_offset)
        return settled


def _reason(error: OSError | SQLAlchemyError) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())
