"""Finds what the archive itself did among the records of a WARC file: metadata records of our own content type."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tubancrawl.capture.warc.build import EVENT_TYPE
from tubancrawl.capture.warc.records import Record
from tubancrawl.errors import UnreadableRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """One event, and where its record lies. `told` is as store.journal wrote it."""

    warc: str
    offset: int
    length: int
    record_id: str
    told: Mapping[str, Any]


def is_event(record: Record) -> bool:
    """Tell whether a record is one of ours that speaks of the archive and not of a page."""
    return record.get("WARC-Type") == "metadata" and record.get("Content-Type") == EVENT_TYPE


def event_of(record: Record, warc: str) -> EventRecord:
    """Return the event that a record tells of. Raises UnreadableRecord if its block is no JSON object."""
    try:
        told = json.loads(record.block)
    except ValueError as error:
        raise UnreadableRecord(f"{warc}: offset {record.offset}: expected an event as JSON, found {error}") from error
    if not isinstance(told, dict):
        raise UnreadableRecord(f"{warc}: offset {record.offset}: expected an event as a JSON object, found {record.block[:60]!r}")
    return EventRecord(
        warc=warc,
        offset=record.offset,
        length=record.length,
        record_id=record.get("WARC-Record-ID").strip("<>"),
        told=told,
    )
