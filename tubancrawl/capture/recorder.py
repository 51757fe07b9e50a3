"""The one door between capture and store: an exchange goes to WARC, its facts to the writer, in that order.

archive/LOCK  archive/archive.db  archive/warc/  archive/quarantine/
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tubancrawl.capture.connection import new_record_id
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.extension import open_for_crawl
from tubancrawl.capture.facts import facts_of
from tubancrawl.capture.kept import originals_of
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.recovery import seal_left_open
from tubancrawl.capture.repeats import keeping_of, marks_of
from tubancrawl.capture.warc import (
    Originals,
    Source,
    StoredExchange,
    WarcWriter,
    index_groups,
    info_of_run,
    read_at,
    read_group,
    warc_path,
)
from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import Item, Original
from tubancrawl.site import canonical_url
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.journal import Act, Entry, Happened
from tubancrawl.store.lock import ArchiveLock
from tubancrawl.store.places import Place as KeptPlace
from tubancrawl.store.unit import Unit
from tubancrawl.store.warc_files import is_sealed, known_bytes
from tubancrawl.store.writer import Writer

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

DATABASE_NAME = "archive.db"


class Recorder:
    """Keeps exchanges, and stores what is said of them. Holds the archive's lock from `open` to `close`.

    `engine` and `crawl_id` are for the frontier. A capture is safe once `flush` has returned; `settle` brings what
    was read of it. `damage` says why nothing can be stored any more; None while all is well.
    """

    def __init__(
        self,
        archive: Path,
        database: str | Path,
        held: ExitStack,
        *,
        info: Mapping[str, str],
        clock: Callable[[], datetime],
        max_warc_bytes: int,
        max_body: int,
        reader_version: int,
        on_damage: Callable[[], None],
    ) -> None:
        self.engine = open_database(database)
        held.callback(self.engine.dispose)
        self.crawl_id = 0
        self.damage: str | None = None
        self._folder = archive / "warc"
        self._held = held
        self._clock = clock
        self._max_body = max_body
        self._on_damage = on_damage
        self._adopted: dict[str, int] = {}
        self._warc = WarcWriter(
            self._folder,
            prefix="tubancrawl",
            max_bytes=max_warc_bytes,
            clock=clock,
            new_id=new_record_id,
            info=info,
            on_full=self._seal,
        )
        self._writer = Writer(self.engine, before_commit=self._write_event, reader_version=reader_version, clock=clock)

    @classmethod
    def open(
        cls,
        archive: Path,
        database_url: str | None = None,
        *,
        how: str,
        mode: str,
        settings: Mapping[str, Any] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        max_warc_bytes: int = 1_000_000_000,
        max_body: int = 32 * 1024 * 1024,
        reader_version: int,
        on_damage: Callable[[], None] = lambda: None,
        lock: ArchiveLock | None = None,
        begins_run: bool = True,
    ) -> Self:
        """Open an archive for writing, make it if it is not there, and repair what a killed run left.

        `database_url` None means archive.db in the folder. `max_body` bounds decoded bodies, in bytes. `settings` are kept
        with the run: JSON values, no secrets. `on_damage` is called before ArchiveDamaged is raised, so that a crawl can end.
        `lock`: the archive's, where the caller holds it already, and goes on to.
        `begins_run` False is for what captures nothing: killed runs may then still go on.

        Raises ArchiveLocked at once if another writer holds it, NotAnArchive for a database that is none of ours, and
        ArchiveDamaged for a WARC file shorter than the database knows.
        """
        (archive / "warc").mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            if lock is None:
                held.enter_context(ArchiveLock(archive, database_url))
            recorder = cls(
                archive,
                database_url or archive / DATABASE_NAME,
                held,
                info=info_of_run(how, mode, settings or {}),
                clock=clock,
                max_warc_bytes=max_warc_bytes,
                max_body=max_body,
                reader_version=reader_version,
                on_damage=on_damage,
            )
            recorder._recover(archive / "quarantine")
            if begins_run:
                recorder.crawl_id = recorder._writer.begin_crawl(how=how, mode=mode, started_at=clock(), settings=settings or {})
            recorder._held = held.pop_all()
            return recorder

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Open as a Scrapy extension, until the engine has stopped.

        Settings: ARCHIVE, ARCHIVE_DB, WARC_MAX_BYTES, DOWNLOAD_MAXSIZE, READER_VERSION. The spider's `mode` names the run's.
        An archive that can no longer be written closes the spider with the reason `archive_damaged`.
        """
        return open_for_crawl(cls, crawler)

    def read(self, exchange: Exchange) -> Message:
        """Read the answer of an exchange, with this crawl's bound on bodies."""
        return read_exchange(exchange, max_body=self._max_body)

    def record(self, exchange: Exchange, *, awaits_item: bool, original: Original | None = None) -> Message:
        """Keep an exchange and return what it reads as. With `awaits_item` its row waits for `settle`.

        What repeats `original` is kept as a revisit of it. Raises BadUrl before anything is written, ArchiveDamaged when nothing
        can be written any more.
        """
        canonical_url(exchange.url)
        message = self.read(exchange)
        kept = keeping_of(exchange, message, original)
        with self.damage_stops():
            place = self._warc.append(
                exchange, payload_digest=kept.payload_digest, revisit=kept.revisit, with_request=kept.with_request
            )
            self._writer.capture(facts_of(exchange, message, place, kept.marks), awaits_item=awaits_item)
        return message

    def known(self, record_ids: Iterable[str]) -> set[str]:
        """Return those of the WARC records that the archive holds."""
        return self._writer.known(record_ids)

    def originals(self) -> Originals:
        """Return what finds the bodies that revisits leave out, among all that this archive keeps."""
        return originals_of(lambda: reading(self.engine), self._folder)

    def copy(self, stored: StoredExchange, *, awaits_item: bool) -> Message:
        """Keep an exchange of another WARC file, its records byte for byte. Ask `known` first: it must be new.

        Raises as `record` does.
        """
        canonical_url(stored.url)
        message = self.read(stored)
        with self.damage_stops():
            place = self._warc.copy(stored)
            self._writer.capture(facts_of(stored, message, place, marks_of(stored)), awaits_item=awaits_item)
        return message

    def unknown_records(self) -> Iterator[StoredExchange]:
        """Yield the exchanges that lie in the archive's WARC files but not in its database: a run was killed between the two.

        Adopt each before asking for the next. What breaks the format inside a sealed file is logged, and stays unknown.
        """
        originals = self.originals()
        for path in sorted(self._folder.glob("*.warc.gz")):
            settled, size = known_bytes(self.engine, path.name), path.stat().st_size
            if settled >= size:
                continue
            index = index_groups(Source(path.name, path), settled)
            known = self._writer.known(group.record_id for group in index.groups)
            for group in index.groups:
                originals.note(index.source, group)
            for group in index.groups:
                if group.record_id not in known:
                    yield read_group(index.source, group, originals)
            if index.damage:
                logger.error("%s: from byte %d on: %s; run `tubancrawl verify`", path, settled, index.damage)
            else:
                self._adopted[path.name] = size

    def read_at(self, place: KeptPlace) -> StoredExchange:
        """Read what the database says lies there. Raises UnreadableRecord."""
        return read_at(warc_path(self._folder, place.warc), place.offset, place.length, self.originals())

    def adopt(self, stored: StoredExchange, *, awaits_item: bool = True) -> Message:
        """Take a record into the database, where it lies: an unknown one, or one that can be read now. Raises as `record`."""
        message = self.read(stored)
        with self.damage_stops():
            self._writer.capture(facts_of(stored, message, stored.place, marks_of(stored)), awaits_item=awaits_item)
        return message

    def settle(self, item: Item) -> None:
        """Bring what was read of a capture; see store.writer. Raises ArchiveDamaged."""
        with self.damage_stops():
            self._writer.settle(item)

    def add_readings(self, units: Iterable[Unit]) -> None:
        """Store new readings of captures that are there already, in one transaction. Raises ArchiveDamaged."""
        with self.damage_stops():
            self._writer.add_readings(units)

    def note(self, kind: str, detail: Mapping[str, Any]) -> None:
        """Note in the journal what was done to the archive. Raises ArchiveDamaged."""
        with self.damage_stops():
            self._writer.event(kind, detail)

    def flush(self) -> None:
        """Make all that is ready safe: WARC to disk, then rows. Raises ArchiveDamaged."""
        with self.damage_stops():
            self._writer.flush()

    def commit(self, act: Act) -> Happened:
        """Change rows as one event of the archive; see store.writer. Raises ArchiveDamaged."""
        with self.damage_stops():
            return self._writer.commit(act)

    def finish(self, *, finished_at: datetime, verdict: str, reasons: Iterable[str], figures: Mapping[str, Any]) -> None:
        """Store what is ready and how the run ended. Raises ArchiveDamaged."""
        with self.damage_stops():
            self._writer.finish_crawl(self.crawl_id, finished_at=finished_at, verdict=verdict, reasons=reasons, figures=figures)

    def close(self) -> None:
        """Store what is left, seal the WARC file, let the next writer in. Again does nothing. Raises ArchiveDamaged."""
        held, self._held = self._held, ExitStack()
        with held:
            try:
                self._writer.close()
                self._seal()
            finally:
                self._warc.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def damage_stops(self) -> Iterator[None]:
        """End the crawl when what is done within raises ArchiveDamaged, and remember why."""
        try:
            yield
        except ArchiveDamaged as error:
            self.damage = self.damage or str(error)
            self._on_damage()
            raise

    def _write_event(self, entry: Entry) -> dict[str, int]:
        """Write an event behind the pages that it speaks of, all of that to disk; return how far each file is."""
        self._warc.append_event(entry.number, entry.as_bytes(), moment=entry.at)
        return {**self._adopted, **self._warc.sync()}

    def _seal(self) -> None:
        if (name := self._warc.name) is not None:
            self._writer.seal(name, self._close_file)

    def _close_file(self, entry: Entry) -> tuple[dict[str, int], str]:
        return self._write_event(entry), self._warc.seal()

    def _recover(self, quarantine: Path) -> None:
        for torn in seal_left_open(self._folder, quarantine, partial(known_bytes, self.engine)):
            logger.warning("%s", torn)
            self._writer.event("torn tail", {"text": torn})
        for path in sorted(self._folder.glob("*.warc.gz")):
            if not is_sealed(self.engine, path.name):
                with path.open("rb") as file:
                    self._writer.note_sealed(path.name, sha256=hashlib.file_digest(file, "sha256").hexdigest())
