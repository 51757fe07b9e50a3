"""The events of an archive: what it did and when, each chained to the one before.

Every transaction that changes the database is one event. Its entry is written to the WARC file before the transaction commits,
and holds whatever the records in the WARC files cannot say: so the entries and the records together make the database again.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from tubancrawl.store.models import Event
from tubancrawl.text import digest_of

SEALED: Final = "file sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What one transaction did. `detail` goes to the row and to the entry, `batch` to the entry alone."""

    kind: str
    detail: Mapping[str, Any]
    at: datetime | None = None
    """None: now."""
    batch: Mapping[str, Any] | None = None
    """The pages of a flush, store.pages; the row has its digest in their place."""


Act = Callable[[Connection], Happened]
"""Changes rows within a transaction, and says what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as the WARC file has it. `before` is the chain_sha256 of the event before; None for the first."""

    number: int
    at: datetime
    kind: str
    detail: Mapping[str, Any]
    before: str | None
    batch: Mapping[str, Any] | None = field(default=None, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return what the WARC record says."""
        told = {
            "event": self.number,
            "at": self.at.astimezone(UTC).isoformat(),
            "kind": self.kind,
            "before": self.before,
            "detail": dict(self.detail),
        }
        return told if self.batch is None else {**told, "batch": dict(self.batch)}

    def as_bytes(self) -> bytes:
        """Return the block of the WARC record."""
        return json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Entry":
        """Return the entry that `as_json` told. Raises KeyError, TypeError or ValueError for what none is."""
        return cls(
            number=int(told["event"]),
            at=datetime.fromisoformat(told["at"]),
            kind=str(told["kind"]),
            detail=dict(told["detail"]),
            before=told["before"],
            batch=told.get("batch"),
        )

    def batch_holds(self) -> bool:
        """Tell whether the batch is the one whose digest the detail has."""
        return self.batch is None or self.detail.get("batch_sha256") == digest_of(self.batch)

    def chain_sha256(self, *, sha256: str | None = None) -> str:
        """Return the digest that the next event continues; see `detail_of_row` for `sha256`."""
        return chain_digest(self.before, self.at, self.kind, detail_of_row(self, sha256))


def next_entry(connection: Connection, happened: Happened, now: datetime) -> Entry:
    """Return the entry that continues the chain as the transaction finds it."""
    last = connection.execute(select(Event.id, Event.chain_sha256).order_by(Event.id.desc()).limit(1)).first()
    detail = dict(happened.detail)
    if happened.batch is not None:
        detail["batch_sha256"] = digest_of(happened.batch)
    number, before = (last[0] + 1, last[1]) if last else (1, None)
    at = happened.at or now
    return Entry(number=number, at=at, kind=happened.kind, detail=detail, before=before, batch=happened.batch)


def add_entry(connection: Connection, entry: Entry, *, sha256: str | None = None) -> None:
    """Insert the event's row. `sha256`: the digest of the file that the entry itself sealed, as its last record."""
    detail = detail_of_row(entry, sha256)
    link = chain_digest(entry.before, entry.at, entry.kind, detail)
    connection.execute(insert(Event).values(id=entry.number, at=entry.at, kind=entry.kind, detail=detail, chain_sha256=link))


def detail_of_row(entry: Entry, sha256: str | None) -> dict[str, Any]:
    """Return the detail of the event's row: a file cannot hold its own digest, so only the row has it."""
    return {**entry.detail, **({} if sha256 is None else {"sha256": sha256})}


def chain_digest(before: str | None, at: datetime, kind: str, detail: Mapping[str, Any]) -> str:
    """Return the digest of an event that follows one with the digest `before`; None for the first."""
    return digest_of([before, at.astimezone(UTC).isoformat(), kind, detail])
