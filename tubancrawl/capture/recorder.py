"""The one door between capture and store: an exchange goes to WARC, its facts to the writer, in that order.

archive/LOCK  archive/archive.db  archive/warc/  archive/quarantine/
"""

import asyncio
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
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.recovery import seal_left_open
from tubancrawl.capture.status import evidence_of_status, outcome_of_status, redirect_target
from tubancrawl.capture.warc import Place, Source, StoredExchange, WarcWriter, index_groups, info_of_run, read_group
from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import Item
from tubancrawl.site import canonical_url
from tubancrawl.store.database import open_database
from tubancrawl.store.journal import Act, Entry, Happened
from tubancrawl.store.lock import ArchiveLock
from tubancrawl.store.warc_files import is_sealed, known_bytes
from tubancrawl.store.writer import CaptureFacts, Writer
from tubancrawl.text import sha256

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

DATABASE_NAME = "archive.db"
# What a later reader of the archive needs to know of how a run asked; no secrets.
_KEPT_SETTINGS = ["USER_AGENT", "ROBOTSTXT_OBEY", "DOWNLOAD_DELAY", "DOWNLOAD_MAXSIZE", "CONNECT_TO", "REPLAY_FROM", "REPLAY_AT"]


class Recorder:
    """Keeps exchanges, and stores what is said of them. Holds the archive's lock from `open` to `close`.

    `engine` and `crawl_id` are for the frontier. A capture is safe once `flush` has returned; `settle` brings what
    was read of it.
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
        reader_version: int = 1,
        on_damage: Callable[[], None] = lambda: None,
        lock: ArchiveLock | None = None,
    ) -> Self:
        """Open an archive for writing, make it if it is not there, and repair what a killed run left.

        `database_url` None means archive.db in the folder. `max_body` bounds decoded bodies, in bytes. `settings` are kept
        with the run: JSON values, no secrets. `on_damage` is called before ArchiveDamaged is raised, so that a crawl can end.
        `lock`: the archive's, where the caller holds it.

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
            recorder.crawl_id = recorder._writer.begin_crawl(how=how, mode=mode, started_at=clock(), settings=settings or {})
            recorder._held = held.pop_all()
            return recorder

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Open as a Scrapy extension, until the engine has stopped.

        Settings: ARCHIVE, ARCHIVE_DB, WARC_MAX_BYTES, DOWNLOAD_MAXSIZE, READER_VERSION. The spider's `mode` names the run's.
        An archive that can no longer be written closes the spider with the reason `archive_damaged`.
        """
        from scrapy import signals  # noqa: PLC0415 - importing and verifying archives go without Scrapy's half second

        settings = crawler.settings
        stopping: list[asyncio.Future[None]] = []

        def stop() -> None:
            if not stopping and crawler.engine is not None:
                stopping.append(asyncio.ensure_future(crawler.engine.close_spider_async(reason="archive_damaged")))

        recorder = cls.open(
            Path(settings["ARCHIVE"]),
            settings.get("ARCHIVE_DB"),
            how="replay" if settings.get("REPLAY_FROM") else "crawl",
            mode=getattr(crawler.spider, "mode", "all"),
            settings={name: settings.get(name) for name in _KEPT_SETTINGS},
            max_warc_bytes=settings.getint("WARC_MAX_BYTES", 1_000_000_000),
            max_body=settings.getint("DOWNLOAD_MAXSIZE"),
            reader_version=settings.getint("READER_VERSION", 1),
            on_damage=stop,
        )
        # After spider_closed, where others still store the verdict.
        crawler.signals.connect(recorder.close, signal=signals.engine_stopped)
        return recorder

    def read(self, exchange: Exchange) -> Message:
        """Read the answer of an exchange, with this crawl's bound on bodies."""
        return read_exchange(exchange, max_body=self._max_body)

    def record(self, exchange: Exchange, *, awaits_item: bool) -> Message:
        """Keep an exchange and return what it reads as. With `awaits_item` its row waits for `settle`.

        Raises BadUrl before anything is written, ArchiveDamaged when nothing can be written any more.
        """
        canonical_url(exchange.url)
        message = self.read(exchange)
        with self._damage_stops():
            place = self._warc.append(exchange)
            self._writer.capture(facts_of(exchange, message, place), awaits_item=awaits_item)
        return message

    def known(self, record_ids: Iterable[str]) -> set[str]:
        """Return those of the WARC records that the archive holds."""
        return self._writer.known(record_ids)

    def copy(self, stored: StoredExchange, *, awaits_item: bool) -> Message:
        """Keep an exchange of another WARC file, its records byte for byte. Ask `known` first: it must be new.

        Raises as `record` does.
        """
        canonical_url(stored.url)
        message = self.read(stored)
        with self._damage_stops():
            place = self._warc.copy(stored)
            self._writer.capture(facts_of(stored, message, place), awaits_item=awaits_item)
        return message

    def unknown_records(self) -> Iterator[StoredExchange]:
        """Yield the exchanges that lie in the archive's WARC files but not in its database: a run was killed between the two.

        Adopt each before asking for the next. What breaks the format inside a sealed file is logged, and stays unknown.
        """
        for path in sorted(self._folder.glob("*.warc.gz")):
            settled, size = known_bytes(self.engine, path.name), path.stat().st_size
            if settled >= size:
                continue
            index = index_groups(Source(path.name, path), settled)
            known = self._writer.known(group.record_id for group in index.groups)
            for group in index.groups:
                if group.record_id not in known:
                    yield read_group(index.source, group)
            if index.damage:
                logger.error("%s: from byte %d on: %s; run `tubancrawl verify`", path, settled, index.damage)
            else:
                self._adopted[path.name] = size

    def adopt(self, stored: StoredExchange, *, awaits_item: bool = True) -> Message:
        """Take an unknown record into the database, where it lies. Raises BadUrl, ArchiveDamaged."""
        message = self.read(stored)
        with self._damage_stops():
            self._writer.capture(facts_of(stored, message, stored.place), awaits_item=awaits_item)
        return message

    def settle(self, item: Item) -> None:
        """Bring what was read of a capture; see store.writer. Raises ArchiveDamaged."""
        with self._damage_stops():
            self._writer.settle(item)

    def flush(self) -> None:
        """Make all that is ready safe: WARC to disk, then rows. Raises ArchiveDamaged."""
        with self._damage_stops():
            self._writer.flush()

    def commit(self, act: Act) -> Happened:
        """Change rows as one event of the archive; see store.writer. Raises ArchiveDamaged."""
        with self._damage_stops():
            return self._writer.commit(act)

    def finish(self, *, finished_at: datetime, verdict: str, reasons: Iterable[str], figures: Mapping[str, Any]) -> None:
        """Store what is ready and how the run ended. Raises ArchiveDamaged."""
        with self._damage_stops():
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
    def _damage_stops(self) -> Iterator[None]:
        try:
            yield
        except ArchiveDamaged:
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


def facts_of(exchange: Exchange, message: Message, place: Place) -> CaptureFacts:
    """Return what the database keeps of an exchange: by its bytes alone, so that a rebuild from WARC says the same."""
    return CaptureFacts(
        record_id=exchange.record_id,
        url=exchange.url,
        captured_at=exchange.started_at,
        http_status=message.status or None,
        outcome=outcome_of_status(message),
        evidence=evidence_of_status(message),
        warc=place.warc,
        warc_offset=place.offset,
        warc_length=place.length,
        payload_sha256=sha256(message.payload) if message.payload else None,
        etag=message.header("etag"),
        last_modified=message.header("last-modified"),
        location=redirect_target(message, exchange.url),
        ip=exchange.ip,
    )
