"""The photos of two versions side by side: which is which, what became of caption and credit, was the picture swapped."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from tubancrawl.access.redline.alignment import Match, in_page_order
from tubancrawl.access.redline.kinds import types_of
from tubancrawl.access.redline.model import Change, Row, Type
from tubancrawl.access.redline.tokens import Alphabet, count_words, likeness
from tubancrawl.access.redline.words import Op, Part, Segment, words_compared
from tubancrawl.store.history import picture_of

Photo = Mapping[str, Any]

SamePicture = Callable[[str, str], bool | None]
"""Tells of two addresses whether they showed the same picture; None if nobody knows."""

_SAME_CAPTION: Final = 0.5


def photo_rows(old: Sequence[Photo], new: Sequence[Photo], names: Collection[str], same_picture: SamePicture) -> Iterator[Row]:
    """Yield every photo of either side once, in the order of the new side."""
    for match in in_page_order(_matched(old, new, same_picture), [1] * len(old), len(new)):
        one = old[match.old[0]] if match.old else None
        other = new[match.new[0]] if match.new else None
        old_places, new_places = tuple(i + 1 for i in match.old), tuple(j + 1 for j in match.new)
        segments = tuple(_segments(one, other))
        types = tuple(_types(one, other, segments, names, same_picture, moved=match.moved))
        change = None
        if types:
            change = Change(
                field="photo",
                kind="added" if one is None else "removed" if other is None else "moved" if match.moved else "changed",
                types=types,
                old_places=old_places,
                new_places=new_places,
                added=_words(segments, "insert"),
                removed=_words(segments, "delete"),
                segments=segments,
            )
        yield Row(old_places=old_places, new_places=new_places, segments=segments, change=change)


def _matched(old: Sequence[Photo], new: Sequence[Photo], same_picture: SamePicture) -> list[Match]:
    """Return which photo is which: by picture and words, by picture, by words; at last by place, a swapped one."""
    alphabet = Alphabet()
    spelt = {id(photo): alphabet.spell_text(photo["caption"] or "") for photo in (*old, *new)}

    def said_alike(one: Photo, other: Photo) -> bool:
        return bool(spelt[id(one)]) and likeness(spelt[id(one)], spelt[id(other)], least=_SAME_CAPTION) > 0

    ways: tuple[Callable[[Photo, Photo], bool], ...] = (
        lambda one, other: _printed(one) == _printed(other),
        lambda one, other: bool(one["url"]) and _picture(one) == _picture(other),
        lambda one, other: _is_same(one, other, same_picture),
        said_alike,
    )
    links: dict[int, int] = {}
    for alike in ways:
        for i, one in enumerate(old):
            if i not in links:
                free = (j for j, other in enumerate(new) if j not in links.values() and alike(one, other))
                found = next(free, None)
                if found is not None:
                    links[i] = found
    links.update({i: i for i in range(min(len(old), len(new))) if i not in links and i not in links.values()})
    return [Match((i,), (j,)) for i, j in links.items()]


def _is_same(one: Photo, other: Photo, same_picture: SamePicture) -> bool:
    """Tell whether two photos show one picture; where nobody knows, whether their files have one name."""
    if not one["url"] or not other["url"]:
        return False
    known = same_picture(one["url"], other["url"])
    return known if known is not None else _file(one) == _file(other)


def _types(
    old: Photo | None,
    new: Photo | None,
    segments: Sequence[Segment],
    names: Collection[str],
    same_picture: SamePicture,
    *,
    moved: bool,
) -> Iterator[Type]:
    if old is None or new is None:
        yield "photo_added" if old is None else "photo_removed"
        return
    if moved:
        yield "moved"
    if _picture(old) != _picture(new):
        if not old["url"] or not new["url"]:
            yield "photo_removed" if old["url"] else "photo_added"
        else:
            yield "photo_readdressed" if _is_same(old, new, same_picture) else "photo_swapped"
    elif old["url"] and new["url"] and same_picture(old["url"], new["url"]) is False:
        yield "photo_swapped"
    caption = [segment for segment in segments if segment.part == "caption"]
    if any(segment.op != "equal" for segment in caption):
        yield "caption"
        if old["caption"] and new["caption"]:
            yield from types_of(caption, names)
    if (old["credit"] or "") != (new["credit"] or ""):
        yield "credit"


def _segments(old: Photo | None, new: Photo | None) -> Iterator[Segment]:
    """Yield what both sides print, as `caption (credit) [picture]`."""
    yield from _part("caption", _said(old, "caption"), _said(new, "caption"), "", " ")
    yield from _part("credit", _said(old, "credit"), _said(new, "credit"), "(", ") ")
    one, other = (None if photo is None else _picture(photo) for photo in (old, new))
    if one == other:
        yield from _wrapped("equal", "picture", one or "", "[", "]")
        return
    if one is not None:
        yield from _wrapped("delete", "picture", one, "[", "]")
    if other is not None:
        yield from _wrapped("insert", "picture", other, "[", "]")


def _part(part: Part, old: str, new: str, before: str, behind: str) -> Iterator[Segment]:
    if old and new:
        if before:
            yield Segment("equal", before)
        for segment in words_compared(old, new):
            yield Segment(segment.op, segment.text, part)
        yield Segment("equal", behind)
    elif old or new:
        yield from _wrapped("delete" if old else "insert", part, old or new, before, behind)


def _wrapped(op: Op, part: Part, text: str, before: str, behind: str) -> Iterator[Segment]:
    if before:
        yield Segment(op, before)
    yield Segment(op, text, part)
    yield Segment(op, behind)


def _words(segments: Sequence[Segment], op: Op) -> int:
    return sum(count_words(segment.text) for segment in segments if segment.op == op and segment.part != "picture")


def _said(photo: Photo | None, part: str) -> str:
    return (photo[part] or "") if photo else ""


def _printed(photo: Photo) -> tuple[str, str, str]:
    return photo["caption"] or "", photo["credit"] or "", _picture(photo)


def _picture(photo: Photo) -> str:
    return picture_of(photo["url"]) if photo["url"] else "no picture"


def _file(photo: Photo) -> str:
    return _picture(photo).rpartition("/")[2].casefold()
