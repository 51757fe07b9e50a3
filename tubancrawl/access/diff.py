"""Two versions of an article compared word by word. Pure: reads no archive and prints nothing.

A change's segments hold both sides whole: `equal` and `delete` joined are the old text, `equal` and `insert` the new one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from tubancrawl.store.history import Cause, picture_of

Op = Literal["equal", "delete", "insert"]

_CONTENT: Final = {"paragraph": "paragraphs", "photo": "photos"}
_RANK: Final[dict[Cause, int]] = {"publisher": 0, "template": 1, "reader": 2, "bad capture": 3}

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

# The fields a reader compares, in the order of the page.
_FIELDS = ("headline", "published_at", "dateline", "byline", "categories")

# Two paragraphs that share less than this of their words are one removed and one added, not one changed.
_SAME_PARAGRAPH = 0.4


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that both sides have, or only one of them."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two versions differ; `place` counts paragraphs and photos from 1, in the newer version where it can."""

    field: str
    kind: Literal["added", "removed", "changed"]
    place: int | None
    segments: tuple[Segment, ...]
    cause: Cause | None = None
    """Who made it; None where nobody was asked."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `diff --json` prints."""
        return {
            "field": self.field,
            "kind": self.kind,
            "place": self.place,
            "cause": self.cause,
            "segments": [{"op": segment.op, "text": segment.text} for segment in self.segments],
        }


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what differs between two articles in the shape of `show --json`, in page order. Nobody is named as its cause."""
    changes = [_text_change(name, None, _printed(old.get(name)), _printed(new.get(name))) for name in _FIELDS]
    changes += _list_changes("photo", [_printed_photo(p) for p in old["photos"]], [_printed_photo(p) for p in new["photos"]])
    changes += _list_changes("paragraph", old["paragraphs"], new["paragraphs"])
    return [change for change in changes if change is not None]


def explain(changes: Iterable[Change], causes: Mapping[str, Cause]) -> list[Change]:
    """Return the changes with their causes, by field of the content as a history names it (`paragraphs`, `photos`).

    A change of a field that has no cause is left out: it makes no version, as when only the printed time of day differs.
    """
    named = ((change, causes.get(_CONTENT.get(change.field, change.field))) for change in changes)
    return [replace(change, cause=cause) for change, cause in named if cause is not None]


def causes_over(versions: Sequence[Mapping[str, Any]], one: int, other: int) -> dict[str, Cause]:
    """Return who changed each field on the way between two versions of a history (`history --json`), by number.

    Where several did, the publisher is named before the template, and that before the reader.
    """
    low, high = sorted((one, other))
    steps = [change for version in versions if low < version["number"] <= high for change in version["changes"]]
    return {step["field"]: step["cause"] for step in sorted(steps, key=lambda step: _RANK[step["cause"]], reverse=True)}


def words_compared(old: str, new: str) -> tuple[Segment, ...]:
    """Return the two texts as runs of words that stay, go and come."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    segments: list[Segment] = []
    for op, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            segments.append(Segment("equal", "".join(a[a_from:a_to])))
            continue
        if a_to > a_from:
            segments.append(Segment("delete", "".join(a[a_from:a_to])))
        if b_to > b_from:
            segments.append(Segment("insert", "".join(b[b_from:b_to])))
    return tuple(segments)


def _text_change(field: str, place: int | None, old: str, new: str) -> Change | None:
    if old == new:
        return None
    kind: Literal["added", "removed", "changed"] = "changed" if old and new else "added" if new else "removed"
    return Change(field, kind, place, words_compared(old, new))


def _list_changes(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change | None]:
    for op, a_from, a_to, b_from, b_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        for a, b in _paired(old, range(a_from, a_to), new, range(b_from, b_to)):
            place = b if b is not None else a
            assert place is not None
            yield _text_change(field, place + 1, "" if a is None else old[a], "" if b is None else new[b])


def _paired(old: Sequence[str], a: range, new: Sequence[str], b: range) -> Iterator[tuple[int | None, int | None]]:
    """Yield the texts of two runs side by side: each old one with the first new one that is like it, in order."""
    unpaired = list(b)
    for i in a:
        like = next((j for j in unpaired if _likeness(old[i], new[j]) >= _SAME_PARAGRAPH), None)
        if like is None:
            yield i, None
            continue
        for j in unpaired[: unpaired.index(like)]:
            yield None, j
        unpaired = unpaired[unpaired.index(like) + 1 :]
        yield i, like
    for j in unpaired:
        yield None, j


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, _TOKEN.findall(a), _TOKEN.findall(b), autojunk=False).ratio()


def _printed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if "raw" in value:
            return " / ".join([*value["reporters"], *filter(None, [value["editor"]])])
        return ", ".join(part for part in (value.get("place"), value.get("source")) if part)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _printed_photo(photo: Mapping[str, Any]) -> str:
    credit = f" ({photo['credit']})" if photo.get("credit") else ""
    picture = picture_of(photo["url"]) if photo.get("url") else "no picture"
    return f"{photo.get('caption') or ''}{credit} [{picture}]".strip()
