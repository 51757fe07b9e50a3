"""Makes the database of an archive again from its WARC files alone: its events are taken in order, each record is read again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tubancrawl import reprocess
from tubancrawl.capture.facts import facts_of
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.repeats import marks_of
from tubancrawl.capture.warc import StoredExchange
from tubancrawl.holdings import Holdings
from tubancrawl.items import Item
from tubancrawl.parsing import READER_VERSION
from tubancrawl.store.chain import Chain
from tubancrawl.store.database import Database
from tubancrawl.store.lock import ArchiveLock
from tubancrawl.store.replaying import Replaying
from tubancrawl.store.unit import CaptureFacts


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
    """Pages that another version of the reader read first: that reading is lost, today's stands in its place."""
    hashed_by_others: int = 0
    """Captures of pictures whose hash another version of the hasher made: likewise."""
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
    for link in replaying.take(chain.links):
        reader.max_body = int(replaying.settings.get("DOWNLOAD_MAXSIZE") or reprocess.MAX_BODY_BYTES)
        progress(int(link.entry.detail.get("pages", 0)))
    replaying.settle(settled_bytes(holdings, chain))
    return Rebuilt(
        events=len(chain.links),
        pages=replaying.pages,
        first_event=chain.links[0].entry.number if chain.links else None,
        read_by_others=replaying.read_by_others,
        hashed_by_others=len(replaying.hashed_by_others),
        missing=replaying.missing,
        breaks=_breaks(holdings, chain),
        damage=[damage.text for damage in holdings.damage],
    )


def settled_bytes(holdings: Holdings, chain: Chain) -> dict[str, int]:
    """Return how far each file that has events is known: up to the first exchange that none of them names, or to its last event.

    A sealed file is known to its end, or to that exchange.
    """
    named = {record_id for link in chain.links for record_id in (link.entry.batch or {}).get("records", ())}
    chosen = {(link.entry.number, link.entry.before, link.entry.at) for link in chain.links}
    sealed = {link.entry.detail["warc"] for link in chain.links if "sha256" in link.entry.detail or link.sha256 is not None}
    settled: dict[str, int] = {}
    for record, entry in holdings.entries:
        if (entry.number, entry.before, entry.at) in chosen:
            settled[record.warc] = record.offset + record.length
    settled |= {name: holdings.ends[name] for name in sealed if name in holdings.ends}
    for record_id, (source, group) in holdings.groups.items():
        if record_id not in named and source.name in settled:
            settled[source.name] = min(settled[source.name], group.place(source.name).offset)
    return settled


def _breaks(holdings: Holdings, chain: Chain) -> list[str]:
    breaks = [f"event {number}: {text}" for number, text in chain.breaks.items()]
    first = chain.links[0].entry.number if chain.links else 1
    if first > 1 and not without_events(holdings):
        breaks.append(f"event {first}: it is the first that there is, and no file is so old that it has none")
    return breaks


def without_events(holdings: Holdings) -> set[str]:
    """Return the files that hold no event: made before events were kept in them, or by another program."""
    return holdings.sources.keys() - {record.warc for record, _ in holdings.entries}


def adopt_unnamed(archive: Path, database: str | Path, holdings: Holdings, lock: ArchiveLock) -> int:
    """Take the exchanges of files without any event as one import run, and return how many. That run is kept in WARC, as any."""
    named = {record_id for _, entry in holdings.entries for record_id in (entry.batch or {}).get("records", ())}
    old = without_events(holdings)
    if not any(source.name in old and record_id not in named for record_id, (source, _) in holdings.groups.items()):
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
        return facts_of(stored, message, stored.place, marks_of(stored))

    def read(self, record_id: str) -> Item:
        return reprocess.read_stored(*self._load(record_id))

    def _load(self, record_id: str) -> tuple[StoredExchange, Message]:
        if self._last is None or self._last[0].record_id != record_id:
            stored = self._holdings.stored(record_id)
            self._last = stored, read_exchange(stored, max_body=self.max_body)
        return self._last
