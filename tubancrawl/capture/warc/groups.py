"""Finds which records of a file belong together, without keeping their bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, NamedTuple

from tubancrawl.capture.warc.fields import WarcDate
from tubancrawl.capture.warc.records import Record, WholeFileGzip, iter_records
from tubancrawl.capture.warc.revisit import Reference
from tubancrawl.capture.warc.source import Source
from tubancrawl.capture.warc.writer import Place
from tubancrawl.errors import UnreadableRecord

Kind = Literal["response", "revisit", "failure"]

_STATUS_LINE = re.compile(rb"HTTP/[\d.]+[ \t]+(\d{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Where one exchange lies in a file, without its bytes. `request` is None when no request record belongs to it."""

    kind: Kind
    record_id: str
    url: str
    captured_at: datetime
    answer: tuple[int, int]
    """Offset and length of the response, revisit or metadata record."""
    request: tuple[int, int] | None
    status: int
    """HTTP status by the status line; 0 when there is none."""
    payload_digest: str
    """As stated."""
    refers_to: Reference | None
    """Of a revisit: what it says of the record that holds the body."""
    leaves_out: bool
    """True for a revisit whose own body was equal and is left out; a 304 had none."""

    def place(self, warc: str) -> Place:
        """Return the stretch that holds answer and request if they are neighbours, else the answer's alone."""
        first, last = sorted([self.answer, self.request or self.answer])
        if self.request is None or first[0] + first[1] != last[0]:
            first = last = self.answer
        return Place(record_id=self.record_id, warc=warc, offset=first[0], length=last[0] + last[1] - first[0])


@dataclass(slots=True)
class Index:
    """The exchanges of one file. `damage` says where the readable part ends; None when that is the file's end.

    `source` may be a temporary copy of the one asked for: close it.
    """

    source: Source
    groups: list[Group] = field(default_factory=list)
    damage: UnreadableRecord | None = None


def index_groups(source: Source, start: int = 0, length: int | None = None) -> Index:
    """Pair the records of one file by WARC-Concurrent-To, or by URL and date, wherever in the file they stand.

    Looks at the `length` bytes from `start`, to the end if None; offsets are always those of the whole source.

    Only http(s) exchanges count; warcinfo, resource and other records are passed over.
    """
    index = Index(source)
    answers: list[_Answer] = []
    requests: list[_Request] = []
    bad: UnreadableRecord | None = None
    try:
        with source.part(start, length) as file:
            for record in iter_records(file, source.name, start):
                # Nothing but these is kept of a record: an index holds a whole archive.
                if _is_answer(record):
                    try:
                        answers.append(_Answer(_ids(record), _moment_key(record), None if bad else _group(record)))
                    except UnreadableRecord as damage:
                        bad = UnreadableRecord(f"{source.name}: offset {record.offset}: {damage}")
                elif record.get("WARC-Type") == "request":
                    requests.append(_Request(_ids(record), _moment_key(record), (record.offset, record.length)))
    except WholeFileGzip:
        return index_groups(source.unpacked())
    except UnreadableRecord as damage:
        index.damage = damage
    index.damage = index.damage or bad
    index.groups = list(_paired(answers, requests))
    return index


class _Answer(NamedTuple):
    ids: tuple[str, ...]
    """Its own, then those that it names in WARC-Concurrent-To."""
    moment: str
    group: Group | None
    """Without its request; None behind the first answer that is damaged."""


class _Request(NamedTuple):
    ids: tuple[str, ...]
    moment: str
    stretch: tuple[int, int]


def _paired(answers: list[_Answer], requests: list[_Request]) -> Iterator[Group]:
    answered = {answer.ids[0] for answer in answers}
    by_key: dict[str, tuple[int, int]] = {}
    for request in requests:
        own, *named = request.ids
        # A request that names its answer is not that of another one of the same moment, which may have none.
        moment = [] if answered.intersection(named) else [request.moment]
        for key in (*named, own, *moment):
            by_key.setdefault(key, request.stretch)
    for answer in answers:
        if answer.group is None:
            return
        yield replace(answer.group, request=next((by_key[key] for key in (*answer.ids, answer.moment) if key in by_key), None))


def _ids(record: Record) -> tuple[str, ...]:
    return (record.get("WARC-Record-ID").strip("<>"), *(named.strip("<>") for named in record.all("WARC-Concurrent-To")))


def _is_answer(record: Record) -> bool:
    kind = record.get("WARC-Type")
    if not _target(record).startswith(("http://", "https://")):
        return False
    return kind in {"response", "revisit"} or (kind == "metadata" and record.block.startswith(b"fetchError:"))


def _target(record: Record) -> str:
    return record.get("WARC-Target-URI").strip("<>")  # wget before 1.20 put it in angle brackets


def _moment_key(record: Record) -> str:
    return f"{_target(record)} {record.get('WARC-Date')}"


def _group(answer: Record) -> Group:
    kinds: dict[str, Kind] = {"response": "response", "revisit": "revisit", "metadata": "failure"}
    kind = kinds[answer.get("WARC-Type")]
    return Group(
        kind=kind,
        record_id=answer.get("WARC-Record-ID").strip("<>"),
        url=_target(answer),
        captured_at=WarcDate.moment(answer.get("WARC-Date")),
        answer=(answer.offset, answer.length),
        request=None,
        status=int(status_line[1]) if (status_line := _STATUS_LINE.match(answer.block)) else 0,
        payload_digest=answer.get("WARC-Payload-Digest"),
        refers_to=_reference(answer) if kind == "revisit" else None,
        leaves_out=kind == "revisit" and "identical-payload-digest" in answer.get("WARC-Profile"),
    )


def _reference(answer: Record) -> Reference:
    try:
        captured_at = WarcDate.moment(answer.get("WARC-Refers-To-Date"))
    except UnreadableRecord:
        captured_at = None  # optional, and of no use; the record itself is sound
    return Reference(
        record_id=answer.get("WARC-Refers-To").strip("<>"),
        url=answer.get("WARC-Refers-To-Target-URI").strip("<>") or _target(answer),
        captured_at=captured_at,
        payload_digest=answer.get("WARC-Payload-Digest"),
    )
