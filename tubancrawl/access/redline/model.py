"""What a comparison of two versions tells: changes with their types and sizes, and every paragraph and photo in page order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tubancrawl.access.redline.words import Segment
from tubancrawl.store.history import Cause

Kind = Literal["added", "removed", "changed", "moved", "split", "merged"]

Type = Literal[
    "headline",
    "date",
    "time",
    "number",
    "name",
    "quote",
    "wording",
    "punctuation",
    "paragraph_added",
    "paragraph_removed",
    "moved",
    "split",
    "merged",
    "caption",
    "credit",
    "photo_added",
    "photo_removed",
    "photo_swapped",
    "photo_readdressed",
    "byline",
    "category",
    "dateline",
]
"""What a change is about; docs/changes.md says each in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One place where two versions differ. Of split and merged paragraphs a line feed in the segments parts one from the next."""

    field: str
    """headline, published_at, dateline, byline, categories, photo or paragraph."""
    kind: Kind
    types: tuple[Type, ...]
    """At least one."""
    old_places: tuple[int, ...] = ()
    new_places: tuple[int, ...] = ()
    """Places among the paragraphs or photos of each version, from 1; empty for other fields and where it is not there."""
    added: int
    removed: int
    """Words and numbers that came and went; punctuation is none."""
    segments: tuple[Segment, ...]
    cause: Cause | None = None
    """Who made it; None where nobody was asked."""

    @property
    def place(self) -> int | None:
        """Return its place in the newer version, where it has one, or else in the older."""
        return next(iter((*self.new_places, *self.old_places)), None)

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `diff --json` prints."""
        return {
            "field": self.field,
            "kind": self.kind,
            "place": self.place,
            "cause": self.cause,
            "types": list(self.types),
            "size": {"added": self.added, "removed": self.removed},
            "old_places": list(self.old_places),
            "new_places": list(self.new_places),
            "segments": [_segment_json(segment) for segment in self.segments],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph or photo of both sides, or of one; `change` is None where both say the same at the same place."""

    old_places: tuple[int, ...]
    new_places: tuple[int, ...]
    segments: tuple[Segment, ...]
    change: Change | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the row with what happened to it: `same`, or the kind of its change."""
        return {
            "kind": self.change.kind if self.change else "same",
            "types": list(self.change.types) if self.change else [],
            "old_places": list(self.old_places),
            "new_places": list(self.new_places),
            "segments": [_segment_json(segment) for segment in self.segments],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """Two versions compared. Each paragraph and photo of either side is in exactly one row, in the order of the newer version."""

    fields: tuple[Change, ...]
    """The changes of what is neither photo nor paragraph, in page order."""
    photos: tuple[Row, ...]
    paragraphs: tuple[Row, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return every change, in page order."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Change]:
        yield from self.fields
        for row in (*self.photos, *self.paragraphs):
            if row.change is not None:
                yield row.change

    @property
    def types(self) -> dict[Type, int]:
        """Return how many changes are of each type, the most frequent first."""
        return dict(Counter(kind for change in self._changes() for kind in change.types).most_common())

    @property
    def added(self) -> int:
        """Return how many words came."""
        return sum(change.added for change in self._changes())

    @property
    def removed(self) -> int:
        """Return how many words went."""
        return sum(change.removed for change in self._changes())

    def as_json(self) -> dict[str, Any]:
        """Return the changes with what they sum up to, as `diff --json` prints them."""
        return {
            "size": {"added": self.added, "removed": self.removed},
            "types": self.types,
            "changes": [change.as_json() for change in self._changes()],
        }


def _segment_json(segment: Segment) -> dict[str, str]:
    told = {"op": segment.op, "text": segment.text}
    return {**told, "part": segment.part} if segment.part else told
