"""Exchanges of other WARC files taken into the archive. What cannot be trusted is left out, and its reason is named."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from tubancrawl import site
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Group, Index, Originals, StoredExchange, read_group
from tubancrawl.errors import BadUrl, UnreadableRecord
from tubancrawl.items import Item
from tubancrawl.parsing.probe import Probe
from tubancrawl.reprocess.pool import Pool
from tubancrawl.reprocess.probes import Probes
from tubancrawl.reprocess.stored import MAX_BODY_BYTES, read_stored
from tubancrawl.store.captures import KnownCapture, known_captures
from tubancrawl.store.database import reading
from tubancrawl.text import sha256

_FIRST: Final = datetime(1990, 12, 20, tzinfo=UTC)
"""The first web page went up then: a record of before is dated by a broken clock."""
_AHEAD: Final = timedelta(days=1)
"""A clock may be wrong by a time zone. A record of later than that would be the newest capture for years."""
_NAMED: Final = 3
_MANY: Final = 400
"""New exchanges of a file: below, starting a process costs more time than it saves."""
_AT_ONCE: Final = 16
"""Exchanges that are read together, so that what it costs to send them is shared."""
_BYTES_AT_ONCE: Final = 1 << 20
"""Of their bodies. Some jobs are under way at a time, and a recording may hold many large files."""


class Skipped(StrEnum):
    """Why an exchange added nothing, without there being anything wrong with it."""

    KNOWN = "already known"
    FOREIGN = "of other sites"


class _LeftOut(Exception):
    """An exchange that must not be taken; says why."""


def import_indexed(
    recorder: Recorder, index: Index, originals: Originals, *, pool: Pool, now: datetime | None = None
) -> Iterator[Item | Skipped]:
    """Copy each exchange of an indexed WARC file into the archive and read it; yield what was read of it.

    The processes of `pool` read, if there is enough to read. Raises UnreadableRecord at the first damaged byte, after the good
    records before it were taken, or at the end if exchanges were left out: those whose address is none, whose date cannot be, or
    whose record id the archive has for other bytes.
    """
    taking = _Taking(recorder, index, originals, (now or datetime.now(UTC)) + _AHEAD)
    if taking.new < _MANY:
        pool = Pool(1)
    for marks, items in pool.in_order(_read_all, _jobs(taking)):
        answers = iter(items)
        for mark in marks:
            if mark is not None:
                yield mark
                continue
            item = next(answers)
            recorder.settle(item)
            yield item
    taking.explain()


_Page = tuple[StoredExchange, Message, Probe | None]
"""An exchange that was copied, its answer, and how the site answered for what does not exist."""


def _jobs(taken: Iterable[_Page | Skipped]) -> Iterator[tuple[list[Skipped | None], tuple[list[_Page]]]]:
    """Yield what to read at once, with a mark for each exchange: why it is not read, None for one that is."""
    marks, pages, size = list[Skipped | None](), list[_Page](), 0
    for one in taken:
        if isinstance(one, Skipped):
            marks.append(one)
        else:
            marks.append(None)
            pages.append(one)
            size += len(one[1].body)
        if len(marks) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield marks, (pages,)
            marks, pages, size = [], [], 0
    if marks:
        yield marks, (pages,)


def _read_all(pages: list[_Page]) -> list[Item]:
    return [read_stored(*page) for page in pages]


class _Taking:
    """Copies what an indexed file has and the archive lacks; remembers what was wrong with the rest."""

    def __init__(self, recorder: Recorder, index: Index, originals: Originals, latest: datetime) -> None:
        recorder.flush()
        with reading(recorder.engine) as session:
            self._known = known_captures(session, [group.record_id for group in index.groups])
        self.new = sum(group.record_id not in self._known for group in index.groups)
        for group in index.groups:
            originals.note(index.source, group)
        self._probes = Probes.in_file(index, originals)
        self._recorder, self._index, self._originals, self._latest = recorder, index, originals, latest
        self._damage = index.damage
        self._left_out: list[str] = []

    def __iter__(self) -> Iterator[_Page | Skipped]:
        """Give each exchange that was copied, and why others were not; up to what cannot be read."""
        for group in self._index.groups:
            try:
                yield self._take(group)
            except (BadUrl, _LeftOut) as error:
                self._left_out.append(str(error))
            except UnreadableRecord as error:
                self._damage = error
                return

    def _take(self, group: Group) -> _Page | Skipped:
        if not _is_of_tuban(site.canonical_url(group.url)):
            return Skipped.FOREIGN
        _expect_possible_date(group, self._latest)
        stored = read_group(self._index.source, group, self._originals)
        if group.record_id in self._known:
            _expect_same(stored, self._known[group.record_id])
            return Skipped.KNOWN
        message = self._recorder.copy(stored, awaits_item=True)
        payload = sha256(message.payload) if message.payload else None
        self._known[group.record_id] = KnownCapture(stored.url, stored.started_at, payload)
        return stored, message, self._probes.at(stored.started_at)

    def explain(self) -> None:
        """Raise UnreadableRecord if anything was damaged or left out."""
        if self._damage:
            raise self._damage
        if self._left_out:
            count = len(self._left_out)
            more = f"; and {count - _NAMED} more" if count > _NAMED else ""
            raise UnreadableRecord(
                f"{self._index.source.name}: {count} exchanges left out: {'; '.join(self._left_out[:_NAMED])}{more}; "
                "the rest was taken"
            )


def _is_of_tuban(url: str) -> bool:
    """Tell whether an address is of the site or of an office's sub-site; the shape of other hosts' addresses says nothing."""
    host = urlsplit(url).hostname or ""
    return host == site.HOST or host.endswith(f".{site.HOST}")


def _expect_possible_date(group: Group, latest: datetime) -> None:
    if not _FIRST <= group.captured_at <= latest:
        raise _LeftOut(
            f"{group.record_id}: WARC-Date {group.captured_at.isoformat()}: expected from {_FIRST.date()} to {latest.date()}"
        )


def _expect_same(stored: StoredExchange, known: KnownCapture) -> None:
    payload = read_exchange(stored, max_body=MAX_BODY_BYTES).payload
    found = KnownCapture(stored.url, stored.started_at, sha256(payload) if payload else None)
    if stored.kind == "revisit":  # its payload depends on whether its original was found
        found = found._replace(payload_sha256=known.payload_sha256)
    if found != known:
        raise _LeftOut(
            f"{stored.record_id}: the archive has other bytes by this id: {known.url} of {known.captured_at.isoformat()}, "
            f"found {found.url} of {found.captured_at.isoformat()}"
        )
