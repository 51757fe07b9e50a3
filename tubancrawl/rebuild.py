"""Makes the database of an archive again from its WARC files alone: its events are taken in order, each record is read again."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from tubancrawl import reprocess
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.recorder import Recorder, facts_of
from tubancrawl.capture.warc import (
    OPEN_SUFFIX,
    EventRecord,
    Group,
    Originals,
    Source,
    StoredExchange,
    index_groups,
    iter_events,
    read_group,
)
from tubancrawl.errors import UnreadableRecord
from tubancrawl.items import Item
from tubancrawl.parsing import READER_VERSION
from tubancrawl.store.chain import Chain, chain_of
from tubancrawl.store.database import Database
from tubancrawl.store.journal import Entry
from tubancrawl.store.lock import ArchiveLock
from tubancrawl.store.replaying import Replaying
from tubancrawl.store.unit import CaptureFacts


@dataclass(slots=True)
class Holdings:
    """What the WARC files of an archive hold: exchanges by record id, and events in the order of the files."""

    groups: dict[str, tuple[Source, Group]] = field(default_factory=dict)
    events: list[EventRecord] = field(default_factory=list)
    originals: Originals = field(default_factory=Originals)
    sources: dict[str, Source] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)
    ends: dict[str, int] = field(default_factory=dict)
    """File name -> where the part of it that was looked at ends."""

    @classmethod
    def of(cls, folder: Path, upto: Mapping[str, int] | None = None) -> "Holdings":
        """Look at every WARC file of the folder, to its end or, of those that `upto` names, up to that byte."""
        found = cls()
        for path in sorted(folder.glob("*.warc.gz*")):
            name = path.name.removesuffix(OPEN_SUFFIX)
            if name.endswith(".warc.gz") and path.is_file():
                found._look_at(Source(name, path), path, (upto or {}).get(name))
        return found

    def _look_at(self, source: Source, path: Path, upto: int | None) -> None:
        self.sources[source.name] = source
        length = path.stat().st_size if upto is None else min(upto, path.stat().st_size)
        index = index_groups(source, 0, length)
        self.ends[source.name] = length
        for group in index.groups:
            self.groups.setdefault(group.record_id, (source, group))
            self.originals.note(source, group)
        try:
            self.events += iter_events(source, length)
        except UnreadableRecord as error:
            # The same as of the index, but for a block that is no JSON.
            self.damage.append(str(error))
        else:
            self.damage += [str(index.damage)] if index.damage else []

    def sha256_of(self, name: str) -> str | None:
        """Return the digest of a whole WARC file; None if it is not there."""
        if name not in self.sources:
            return None
        with self.sources[name].part() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # a BinaryIO, as it wants

    def stored(self, record_id: str) -> StoredExchange:
        """Read an exchange again."""
        return read_group(*self.groups[record_id], self.originals)

    def chain(self, rows: Mapping[int, str] | None = None) -> Chain:
        """Return the events that continue each other; see store.chain. Raises UnreadableRecord for what is no event."""
        return chain_of(self._iter_entries(), sha256_of=lru_cache(maxsize=None)(self.sha256_of), rows=rows)

    def _iter_entries(self) -> Iterator[Entry]:
        for record in self.events:
            try:
                yield Entry.from_json(record.told)
            except (KeyError, TypeError, ValueError) as error:
                raise UnreadableRecord(f"{record.warc}: offset {record.offset}: no event of an archive: {error!r}") from error


@dataclass(slots=True)
class Rebuilt:
    """What came of it. `missing`: records that events name and no file has; `breaks`: where the chain does; [] is good."""

    events: int = 0
    pages: int = 0
    adopted: int = 0
    """Exchanges that no event names, taken as one import: of files made before events were kept in them."""
    first_event: int | None = None
    """More than 1: the events before it were made before they were kept in WARC files, and cannot come back."""
    read_by_others: int = 0
    """Articles that another version of the reader read first: that reading is lost, today's stands in its place."""
    missing: list[str] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    damage: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the figures, as `rebuild --json` prints them."""
        return {name: getattr(self, name) for name in self.__slots__}


def replay(
    holdings: Holdings,
    engine: Database,
    *,
    chain: Chain | None = None,
    progress: Callable[[int], None] = lambda _pages: None,
) -> Rebuilt:
    """Take every event of `chain` (all there are, if None) into the empty database of `engine`."""
    chain = chain or holdings.chain()
    reader = _Reader(holdings)
    replaying = Replaying(
        engine,
        reader_version=READER_VERSION,
        has=holdings.groups.__contains__,
        facts_of=reader.facts_of,
        read=reader.read,
    )
    for link in chain.links:
        replaying.take(link)
        reader.max_body = int(replaying.settings.get("DOWNLOAD_MAXSIZE") or reprocess.MAX_BODY_BYTES)
        progress(int(link.entry.detail.get("pages", 0)))
    replaying.settle(settled_bytes(holdings, chain))
    return Rebuilt(
        events=len(chain.links),
        pages=replaying.pages,
        first_event=chain.links[0].entry.number if chain.links else None,
        read_by_others=replaying.read_by_others,
        missing=replaying.missing,
        breaks=[f"event {number}: {text}" for number, text in chain.breaks.items()],
        damage=holdings.damage,
    )


def settled_bytes(holdings: Holdings, chain: Chain) -> dict[str, int]:
    """Return how far each file that has events is known: up to the first exchange that none of them names, or to its last event.

    A sealed file is known to its end, or to that exchange.
    """
    named = {record_id for link in chain.links for record_id in (link.entry.batch or {}).get("records", ())}
    numbers = {(link.entry.number, link.entry.before) for link in chain.links}
    sealed = {link.entry.detail["warc"] for link in chain.links if "sha256" in link.entry.detail or link.sha256 is not None}
    settled: dict[str, int] = {}
    for record in holdings.events:
        if (record.told.get("event"), record.told.get("before")) in numbers:
            settled[record.warc] = record.offset + record.length
    settled |= {name: holdings.ends[name] for name in sealed if name in holdings.ends}
    for record_id, (source, group) in holdings.groups.items():
        if record_id not in named and source.name in settled:
            settled[source.name] = min(settled[source.name], group.place(source.name).offset)
    return settled


def adopt_unnamed(archive: Path, database: str | Path, holdings: Holdings, lock: ArchiveLock) -> int:
    """Take the exchanges of files without any event as one import run, and return how many. That run is kept in WARC, as any."""
    with_events = {record.warc for record in holdings.events}
    if not any(source.name not in with_events for source, _ in holdings.groups.values()):
        return 0
    with Recorder.open(
        archive, str(database), how="import", mode="rebuild", reader_version=READER_VERSION, lock=lock
    ) as recorder:
        adopted = reprocess.adopt(recorder)
        recorder.finish(finished_at=datetime.now(UTC), verdict="trusted", reasons=(), figures={"adopted": adopted})
    return adopted


class _Reader:
    """Reads records again; remembers the last one, for both its facts and its page are asked for."""

    def __init__(self, holdings: Holdings) -> None:
        self.max_body = reprocess.MAX_BODY_BYTES
        self._holdings = holdings
        self._last: tuple[StoredExchange, Message] | None = None

    def facts_of(self, record_id: str) -> CaptureFacts:
        stored, message = self._load(record_id)
        return facts_of(stored, message, stored.place)

    def read(self, record_id: str) -> Item:
        return reprocess.read_stored(*self._load(record_id))

    def _load(self, record_id: str) -> tuple[StoredExchange, Message]:
        if self._last is None or self._last[0].record_id != record_id:
            stored = self._holdings.stored(record_id)
            self._last = stored, read_exchange(stored, max_body=self.max_body)
        return self._last
