"""Stored captures read from where they lie in the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tubancrawl.capture.warc import read_at, warc_path
from tubancrawl.errors import UnreadableRecord
from tubancrawl.items import Item, PageItem, lacks_confirmation
from tubancrawl.reprocess.probes import Probes
from tubancrawl.reprocess.stored import read_stored
from tubancrawl.store.captures import StoredCapture


@dataclass(frozen=True, slots=True)
class Unread:
    """The bytes of a capture are not there, or not what they were."""

    reason: str


Read = Item | Unread


def read_places(warc: Path, captures: Sequence[StoredCapture], probes: Probes) -> list[Read]:
    """Read each capture from its file below `warc`; give them in the order of the files, so that each is read forwards."""
    return [_read_place(warc, capture, probes) for capture in captures]


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
