"""WARC files against their rows and against the format: whole, sealed as the chain says, every digest held, no record twice."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tubancrawl.capture.warc import OPEN_SUFFIX, Record, broken_digests, warc_path
from tubancrawl.holdings import Holdings
from tubancrawl.verification.problems import Problem

Row = Mapping[str, Any]


class RecordChecks:
    """Is shown every record of the archive once, and keeps what is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._seen: dict[str, str] = {}

    def look(self, warc: str, record: Record) -> None:
        """Check the digests of a record, and that its id is its own."""
        record_id = record.get("WARC-Record-ID").strip("<>")
        at: dict[str, Any] = {"warc": warc, "offset": record.offset, "record_id": record_id}
        self.problems += [Problem(kind="record-altered", text=text, **at) for text in broken_digests(record)]
        earlier = self._seen.setdefault(record_id, f"warc/{warc}, offset {record.offset}")
        if earlier != f"warc/{warc}, offset {record.offset}":
            self.problems.append(Problem(kind="record-doubled", text=f"its id is that of the record in {earlier}", **at))


def iter_file_problems(folder: Path, listed: frozenset[str], rows: Mapping[str, Row]) -> Iterator[Problem]:
    """Yield what is wrong with whole files. `listed`: the names in warc/ before the rows were read."""
    for name, row in rows.items():
        at: dict[str, Any] = {"warc": name, "table": "warc_file", "row": name}
        path = warc_path(folder, name)
        if not path.is_file():
            yield Problem(kind="file-missing", text="the file is not there", **at)
        elif row["sealed_at"] is not None and path.name != name:
            yield Problem(kind="file-not-sealed", text=f"it was sealed, and is called {path.name}", **at)
        elif path.stat().st_size < row["settled_bytes"]:
            found = path.stat().st_size
            yield Problem(kind="file-short", text=f"expected at least {row['settled_bytes']} bytes, found {found}", **at)
    known = {*rows, *(name + OPEN_SUFFIX for name in rows)}
    for name in sorted(listed - known):
        if not name.endswith(f".warc.gz{OPEN_SUFFIX}"):
            yield Problem(kind="file-unknown", text="no run of this archive wrote such a file", warc=name)
    for name in sorted(name for name in rows if {name, name + OPEN_SUFFIX} <= listed):
        yield Problem(kind="file-unknown", text="the sealed file of that name is there as well", warc=name + OPEN_SUFFIX)


def iter_seal_problems(holdings: Holdings, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """Yield the sealed files that are not what they were."""
    for name, row in rows.items():
        found = holdings.sha256_of(name) if row["sealed_at"] is not None else None
        if found is not None and found != row["sha256"]:
            text = f"sha256: expected {row['sha256']}, found {found}"
            yield Problem(kind="file-altered", text=text, warc=name, table="warc_file", row=name)


def iter_damage(holdings: Holdings, known: Mapping[str, int]) -> Iterator[Problem]:
    """Yield where files break the format. `known`: of files not sealed yet, the byte from which on nothing was promised."""
    for damage in holdings.damage:
        if damage.offset < known.get(damage.warc, damage.offset + 1):
            yield Problem(kind="record-unreadable", text=damage.text, warc=damage.warc, offset=damage.offset)
