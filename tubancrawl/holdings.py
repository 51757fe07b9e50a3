"""What the WARC files of an archive hold, found by walking them: exchanges by record id, and events."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tubancrawl.capture.warc import (
    OPEN_SUFFIX,
    EventRecord,
    Group,
    Originals,
    Record,
    Source,
    StoredExchange,
    WholeFileGzip,
    event_of,
    index_groups,
    is_event,
    iter_records,
    read_group,
)
from tubancrawl.errors import UnreadableRecord
from tubancrawl.store.chain import Chain, chain_of
from tubancrawl.store.journal import Entry


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a WARC file breaks the format; what follows in the file is not looked at."""

    warc: str
    offset: int
    text: str


@dataclass(slots=True)
class Holdings:
    """The exchanges and events of an archive's WARC files; of two records with one id the first."""

    groups: dict[str, tuple[Source, Group]] = field(default_factory=dict)
    entries: list[tuple[EventRecord, Entry]] = field(default_factory=list)
    """In the order of the files."""
    originals: Originals = field(default_factory=Originals)
    sources: dict[str, Source] = field(default_factory=dict)
    damage: list[Damage] = field(default_factory=list)
    ends: dict[str, int] = field(default_factory=dict)
    """File name -> where the part of it that was looked at ends."""

    @classmethod
    def of(
        cls,
        folder: Path,
        upto: Mapping[str, int] | None = None,
        look: Callable[[str, Record], None] = lambda _name, _record: None,
    ) -> "Holdings":
        """Walk every WARC file of the folder, to its end or, of those that `upto` names, up to that byte.

        `look` is shown each record and the name of its file.
        """
        found = cls()
        for path in sorted(folder.glob("*.warc.gz*")):
            name = path.name.removesuffix(OPEN_SUFFIX)
            if name.endswith(".warc.gz") and path.is_file() and name not in found.sources:
                size = path.stat().st_size
                found._walk(Source(name, path), min((upto or {}).get(name, size), size), look)
        return found

    def _walk(self, source: Source, length: int, look: Callable[[str, Record], None]) -> None:
        self.sources[source.name] = source
        self.ends[source.name] = length
        good = 0
        try:
            with source.part(0, length) as file:
                for record in iter_records(file, source.name):
                    look(source.name, record)
                    if is_event(record):
                        self.entries.append(_entry(record, source.name))
                    good = record.offset + record.length
        except UnreadableRecord as error:
            self.damage.append(Damage(source.name, good, str(error)))
        except WholeFileGzip:
            self.damage.append(Damage(source.name, 0, f"{source.name}: one gzip member over several records"))
            return
        index = index_groups(source, 0, length)
        for group in index.groups:
            self.groups.setdefault(group.record_id, (source, group))
            self.originals.note(source, group)
        if index.damage and not any(damage.warc == source.name for damage in self.damage):
            self.damage.append(Damage(source.name, good, str(index.damage)))

    def sha256_of(self, name: str) -> str | None:
        """Return the digest of a whole WARC file; None if it is not there."""
        if name not in self.sources:
            return None
        with self.sources[name].path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def stored(self, record_id: str) -> StoredExchange:
        """Read an exchange again. Raises KeyError for one that is not here, UnreadableRecord."""
        return read_group(*self.groups[record_id], self.originals)

    def chain(self, rows: Mapping[int, str] | None = None) -> Chain:
        """Return the events that continue each other; see store.chain."""
        return chain_of((entry for _, entry in self.entries), sha256_of=lru_cache(maxsize=None)(self.sha256_of), rows=rows)


def _entry(record: Record, warc: str) -> tuple[EventRecord, Entry]:
    told = event_of(record, warc)
    try:
        return told, Entry.from_json(told.told)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableRecord(f"{warc}: offset {record.offset}: expected an event of an archive, found {error!r}") from error
