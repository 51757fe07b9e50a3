"""What reading again changes, counted, with examples. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tubancrawl.items import Outcome
from tubancrawl.store.rereading import LastReading
from tubancrawl.store.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One capture of which two readers made different things; `old` and `new` are every field of the article."""

    url: str
    record_id: str
    captured_at: datetime
    old: Mapping[str, Any]
    new: Mapping[str, Any]


@dataclass(slots=True)
class Report:
    """Figures over the captures that were read again. `readings` counts all of them, `articles` those that show as current."""

    reader_version: int
    samples_wanted: int = 3
    """Of each field."""
    captures: int = 0
    readings: Counter[str] = field(default_factory=Counter)
    """Field -> article readings that differ in it; "" counts those that differ in any."""
    articles: Counter[str] = field(default_factory=Counter)
    """Field -> articles whose last version differs in it; "" as above."""
    outcomes: Counter[tuple[Outcome, Outcome]] = field(default_factory=Counter)
    """Outcome before and after -> captures, where the two differ."""
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    versions_before: int = 0
    versions_after: int = 0
    damage: list[str] = field(default_factory=list)
    """Captures whose bytes could not be read; they are left as they were."""

    @property
    def became_readable(self) -> int:
        """How many captures were no article before."""
        return sum(count for (_, after), count in self.outcomes.items() if after == "ok")

    def count(self, before: LastReading, after: Unit) -> None:
        """Take one capture's old and new reading into account."""
        self.captures += 1
        if before.capture.outcome != after.outcome:
            self.outcomes[before.capture.outcome, after.outcome] += 1
        new = after.reading.item if after.reading else None
        if before.item is None or new is None or before.capture.outcome != "ok":
            return
        differing = [name for name in new if before.item.get(name) != new[name]]
        for name in [*differing, ""] if differing else []:
            self.readings[name] += 1
            self.articles[name] += before.is_current
            self._keep_sample(name, before, new)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as `reprocess --json` prints them, without the samples."""
        return {
            "reader_version": self.reader_version,
            "captures": self.captures,
            "articles_changed": self.articles[""],
            "readings_changed": self.readings[""],
            "fields": {
                name: {"articles": self.articles[name], "readings": self.readings[name]} for name in sorted(self.readings) if name
            },
            "outcomes": [
                {"before": before, "after": after, "captures": count} for (before, after), count in sorted(self.outcomes.items())
            ],
            "became_readable": self.became_readable,
            "versions": {"before": self.versions_before, "after": self.versions_after},
            "damage": self.damage,
        }

    def _keep_sample(self, name: str, before: LastReading, new: Mapping[str, Any]) -> None:
        kept = self.samples.setdefault(name, []) if name else []
        if name and len(kept) < self.samples_wanted:
            assert before.item is not None
            taken = before.capture
            kept.append(Sample(url=taken.url, record_id=taken.record_id, captured_at=taken.captured_at, old=before.item, new=new))
