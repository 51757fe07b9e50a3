"""What verification can find. Kinds are stable names, for programs; docs/proof.md says each in a sentence."""

from dataclasses import asdict, dataclass
from typing import Any, Final

KINDS: Final = (
    "database-unreadable",
    "database-unsound",
    "row-unreadable",
    "file-missing",
    "file-unknown",
    "file-altered",
    "file-short",
    "file-not-sealed",
    "record-unreadable",
    "record-altered",
    "record-doubled",
    "record-missing",
    "record-orphan",
    "capture-differs",
    "event-altered",
    "event-missing",
    "event-lost",
    "event-differs",
    "event-orphan",
    "chain-broken",
    "derived-differs",
    "settled-differs",
    "lease-left",
    "row-missing",
    "row-orphan",
    "cell-differs",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is missing, altered, out of order, doubled or orphaned, and where: in a WARC file, in a row, or both."""

    kind: str
    text: str
    warc: str | None = None
    offset: int | None = None
    record_id: str | None = None
    table: str | None = None
    row: str | None = None
    """Primary key of the row."""

    def as_json(self) -> dict[str, Any]:
        """Return it as `verify --json` prints it, one a line."""
        return {"problem": self.kind, **{name: value for name, value in asdict(self).items() if name != "kind"}}

    def __str__(self) -> str:
        places = (
            self.warc and f"warc/{self.warc}",
            None if self.offset is None else f"offset {self.offset}",
            self.record_id,
            self.table and f"table {self.table}, row {self.row}",
        )
        return f"{self.kind}: {', '.join(place for place in places if place)}: {self.text}".replace(": : ", ": ")


def cells(expected: dict[str, Any], found: dict[str, Any]) -> str:
    """Return the columns in which two rows differ, as a person reads it."""
    differing = [name for name in expected if expected[name] != found.get(name)]
    return "; ".join(f"{name}: expected {_short(expected[name])}, found {_short(found.get(name))}" for name in differing)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 100 else text[:97] + "..."
