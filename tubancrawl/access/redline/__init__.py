"""Two versions of an article compared word by word, each change with its types and its size. Reads no archive, prints nothing.

docs/changes.md tells people what a redline shows.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from tubancrawl.access.redline.alignment import Match, aligned
from tubancrawl.access.redline.causes import causes_over, explain
from tubancrawl.access.redline.kinds import types_of
from tubancrawl.access.redline.model import Change, Kind, Redline, Row, Type
from tubancrawl.access.redline.photos import SamePicture, photo_rows
from tubancrawl.access.redline.spans import names_in
from tubancrawl.access.redline.words import Segment, count_words, words_compared

__all__ = [
    "Change",
    "Redline",
    "Row",
    "SamePicture",
    "Segment",
    "Type",
    "causes_over",
    "explain",
    "field_change",
    "redline",
    "words_compared",
]

_FIELDS: Final[Mapping[str, Type]] = {
    "headline": "headline",
    "published_at": "date",
    "dateline": "dateline",
    "byline": "byline",
    "categories": "category",
}
"""The fields of one value that a reader compares, in the order of the page, and the type of their changes."""


def redline(old: Mapping[str, Any], new: Mapping[str, Any], *, same_picture: SamePicture = lambda _old, _new: None) -> Redline:
    """Return what differs between two articles in the shape of `show --json`. Nobody is named as its cause.

    `same_picture` tells a swapped picture from one with a new address; by default that is judged by the name of its file.
    """
    names = names_in(_running(old, new))
    fields = (field_change(name, _printed(old.get(name)), _printed(new.get(name)), names) for name in _FIELDS)
    return Redline(
        fields=tuple(change for change in fields if change is not None),
        photos=tuple(photo_rows(old["photos"], new["photos"], names, same_picture)),
        paragraphs=tuple(_paragraph_rows(old["paragraphs"], new["paragraphs"], names)),
    )


def field_change(field: str, old: str, new: str, names: Collection[str] = ()) -> Change | None:
    """Return how the print of a field that is no list changed; None if it did not."""
    if old == new:
        return None
    segments = words_compared(old, new)
    types: tuple[Type, ...] = (_FIELDS.get(field, "wording"),)
    if field == "headline" and old and new:
        types += types_of(segments, names)
    return Change(
        field=field,
        kind="changed" if old and new else "added" if new else "removed",
        types=types,
        added=_words(segments, "insert"),
        removed=_words(segments, "delete"),
        segments=segments,
    )


def _paragraph_rows(old: Sequence[str], new: Sequence[str], names: Collection[str]) -> Iterator[Row]:
    for match in aligned(old, new):
        segments = words_compared("\n".join(old[i] for i in match.old), "\n".join(new[j] for j in match.new))
        old_places, new_places = tuple(i + 1 for i in match.old), tuple(j + 1 for j in match.new)
        kind = _kind(match, segments)
        change = None
        if kind is not None:
            change = Change(
                field="paragraph",
                kind=kind,
                types=_types(kind, match, segments, names),
                old_places=old_places,
                new_places=new_places,
                added=_words(segments, "insert"),
                removed=_words(segments, "delete"),
                segments=segments,
            )
        yield Row(old_places=old_places, new_places=new_places, segments=segments, change=change)


def _kind(match: Match, segments: Sequence[Segment]) -> Kind | None:
    if not match.old or not match.new:
        return "removed" if match.old else "added"
    if len(match.old) > 1 or len(match.new) > 1:
        return "merged" if len(match.old) > 1 else "split"
    if match.moved:
        return "moved"
    return "changed" if any(segment.op != "equal" for segment in segments) else None


def _types(kind: Kind, match: Match, segments: Sequence[Segment], names: Collection[str]) -> tuple[Type, ...]:
    if kind == "added":
        return ("paragraph_added",)
    if kind == "removed":
        return ("paragraph_removed",)
    types: tuple[Type, ...] = ("moved",) if match.moved else ()
    if kind in {"split", "merged"}:
        types += ("split",) if kind == "split" else ("merged",)
    edited = any(segment.op != "equal" and segment.text.strip() for segment in segments)
    return types + types_of(segments, names) if edited or not types else types


def _words(segments: Sequence[Segment], op: str) -> int:
    return sum(count_words(segment.text) for segment in segments if segment.op == op)


def _running(*articles: Mapping[str, Any]) -> Iterator[str]:
    for article in articles:
        yield from article["paragraphs"]
        yield from (photo["caption"] for photo in article["photos"] if photo.get("caption"))


def _printed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if "raw" in value:
            return " / ".join([*value["reporters"], *filter(None, [value["editor"]])])
        return ", ".join(part for part in (value.get("place"), value.get("source")) if part)
    return ", ".join(value) if isinstance(value, list) else str(value)
