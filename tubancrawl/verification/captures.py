"""Captures against their records, both ways: place, id, address, date, digest of the payload, and what the headers say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from tubancrawl import reprocess
from tubancrawl.capture.facts import facts_of
from tubancrawl.capture.message import read_exchange
from tubancrawl.capture.repeats import marks_of
from tubancrawl.errors import UnreadableRecord
from tubancrawl.holdings import Holdings
from tubancrawl.verification.problems import Problem, cells

# By the record alone; the reader may say better of these two.
_READ = ("outcome", "evidence")


def iter_capture_problems(
    holdings: Holdings, captures: Iterable[Mapping[str, Any]], settings: Mapping[int, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Yield the captures whose record is not there or says something else. `settings` of each run, by its number."""
    for row in captures:
        at: dict[str, Any] = {
            "warc": row["warc"],
            "offset": row["warc_offset"],
            "record_id": row["record_id"],
            "table": "capture",
            "row": str(row["id"]),
        }
        if row["record_id"] not in holdings.groups:
            yield Problem(kind="record-missing", text="no WARC file has a readable record of this capture", **at)
            continue
        try:
            stored = holdings.stored(row["record_id"])
        except UnreadableRecord as error:
            yield Problem(kind="record-unreadable", text=str(error), **at)
            continue
        max_body = settings.get(row["crawl_id"], {}).get("DOWNLOAD_MAXSIZE") or reprocess.MAX_BODY_BYTES
        facts = asdict(facts_of(stored, read_exchange(stored, max_body=int(max_body)), stored.place, marks_of(stored)))
        expected = {name: value for name, value in facts.items() if name in row and name not in _READ}
        if differences := cells(expected, dict(row)):
            yield Problem(kind="capture-differs", text=f"its record says otherwise: {differences}", **at)


def iter_orphans(holdings: Holdings, captured: set[str], settled: Mapping[str, int]) -> Iterator[Problem]:
    """Yield the exchanges that no capture is of, though the database says that it knows that part of the file."""
    for record_id, (source, group) in holdings.groups.items():
        offset = group.place(source.name).offset
        if record_id not in captured and offset < settled.get(source.name, 0):
            text = f"the database has no capture of {group.url}"
            yield Problem(kind="record-orphan", text=text, warc=source.name, offset=offset, record_id=record_id)
