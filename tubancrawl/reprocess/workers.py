"""Processes that read stored captures, in the order in which they are asked."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from tubancrawl.capture.warc import read_at, warc_path
from tubancrawl.errors import UnreadableRecord
from tubancrawl.garbage import rarely_collected
from tubancrawl.items import Item, PageItem, lacks_confirmation
from tubancrawl.reprocess.probes import Probes
from tubancrawl.reprocess.stored import read_stored
from tubancrawl.store.captures import StoredCapture
from tubancrawl.store.rereading import LastReading

# Stretches under way for each process: one to read, one that waits, so that no process ever does.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Unread:
    """The bytes of a capture are not there, or not what they were."""

    reason: str


Read = Item | Unread


def read_places(warc: Path, captures: Sequence[StoredCapture], probes: Probes) -> list[Read]:
    """Read each capture from its file below `warc`; give them in the order of the files, so that each is read forwards."""
    return [_read_place(warc, capture, probes) for capture in captures]


@rarely_collected()
def _read_for_another(warc: Path, captures: Sequence[StoredCapture], probes: Probes) -> list[Read]:
    return read_places(warc, captures, probes)


def _read_place(warc: Path, capture: StoredCapture, probes: Probes) -> Read:
    try:
        stored = read_at(warc_path(warc, capture.warc), capture.warc_offset, capture.warc_length)
    except (UnreadableRecord, OSError) as error:
        return Unread(f"{capture.record_id}: {error}")
    if stored.record_id != capture.record_id:
        return Unread(
            f"{capture.warc}: offset {capture.warc_offset}: expected record {capture.record_id}, found {stored.record_id}"
        )
    if lacks_confirmation(capture.evidence):
        return _as_judged(capture)
    return read_stored(stored, probe=probes.at(stored.started_at))


def _as_judged(capture: StoredCapture) -> PageItem:
    """Return what a crawl made of a capture: no reader can know what a second answer said."""
    return PageItem(
        url=capture.url,
        record_id=capture.record_id,
        captured_at=capture.captured_at,
        outcome=capture.outcome,
        kind=capture.kind,
        evidence=capture.evidence,
        findings=capture.evidence[-1:],
    )


def read_in_order(
    warc: Path, stretches: Iterable[list[LastReading]], probes: Probes, workers: int
) -> Iterator[tuple[list[LastReading], list[Read]]]:
    """Yield each stretch with what was read of it, in order; a few are under way at a time. `workers` 1: in this process."""
    if workers == 1:
        yield from ((stretch, read_places(warc, [one.capture for one in stretch], probes)) for stretch in stretches)
        return
    # Spawned, not forked: a fork would take our database connections and threads along.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_live_with_parent)
    under_way: deque[tuple[list[LastReading], Future[list[Read]]]] = deque()
    try:
        for stretch in stretches:
            under_way.append((stretch, pool.submit(_read_for_another, warc, [one.capture for one in stretch], probes)))
            if len(under_way) >= workers * _AHEAD:
                oldest, done = under_way.popleft()
                yield oldest, done.result()
        while under_way:
            oldest, done = under_way.popleft()
            yield oldest, done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _live_with_parent() -> None:
    """Leave Ctrl-C to the parent, and end when it ends, however that is: the pool's own workers would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
