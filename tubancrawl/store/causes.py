"""Who made each change of an article: its publisher, the site's template, our reader, or a bad capture.

Pure, and blind to the order of arrival. The publisher is named last, when nothing else explains a change: to accuse them falsely
is the worst error this archive can make. docs/history.md tells the rules to people.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from tubancrawl.store.history import Cause, changes_between, content_of
from tubancrawl.store.parts import is_same_print, only_appears, only_moved
from tubancrawl.store.suspects import why_suspect
from tubancrawl.text import likeness

_SAME_SHEETS: Final = 0.5
_SAME_BOXES: Final = 0.6
"""Least likeness of the style sheets, and of the boxes, of two pages of one template. Measured on the miniature: pages of one
layout 0.88 or more, of two layouts 0.17 or less; a page that lost its pictures lost one box in twenty."""
_TEXT: Final = frozenset({"headline", "paragraphs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one reader made of a capture."""

    item: Mapping[str, Any]
    block_sha256: str | None = None
    skeleton: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One capture with everything that was read of it, by the version of the reader; the newest one's reading is current."""

    payload_sha256: str | None
    readings: Mapping[int, Read]
    captured_at: datetime | None = None
    """None where nobody asks what else was seen then."""

    @property
    def reader(self) -> int:
        """Return the version of the reader whose reading is current."""
        return max(self.readings)

    @property
    def current(self) -> Read:
        """Return the current reading."""
        return self.readings[self.reader]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A version as causes see it: the first and the last of its captures that were read, and how many it has in all."""

    first: Seen
    last: Seen
    captures: int


@dataclass(slots=True, kw_only=True)
class Account:
    """What is told of one version: `changes` from the one before, each with field, kind and cause, and what to look at."""

    changes: list[dict[str, str]] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


ChangedToo = Callable[[str, Seen, Seen], bool]
"""Tells of a field that vanished or appeared between two captures whether it did so in the other articles of the site."""


def accounts_of(versions: Sequence[Stretch], changed_too: ChangedToo = lambda _field, _before, _after: False) -> list[Account]:
    """Return what is told of each version of an article, oldest first."""
    sound = _sound_before(versions)
    told = [Account() for _ in versions]
    for number in range(1, len(versions)):
        before, after = versions[number - 1], versions[number]
        causes = causes_between(before.last, after.first)
        if number in sound:
            causes = {name: cause if cause == "reader" else "bad capture" for name, cause in causes.items()}
        elif number - 1 in sound:
            # What came back never went; what is other than it was before the broken page changed meanwhile.
            meanwhile = _told(versions[sound[number - 1]].last, after.first, changed_too)
            causes = {name: cause if cause == "reader" else meanwhile.get(name, "bad capture") for name, cause in causes.items()}
        else:
            causes = _told(before.last, after.first, changed_too)
            if after.captures == 1 and set(causes.values()) != {"reader"}:
                reason = why_suspect(before.last.current.item, after.first.current.item)
                told[number].findings += [f"suspect, seen once and not confirmed: {reason}"] if reason else []
        changes = changes_between(before.last.current.item, after.first.current.item)
        told[number].changes += [{**change, "cause": causes[change["field"]]} for change in changes]
    return told


def _told(before: Seen, after: Seen, changed_too: ChangedToo) -> dict[str, Cause]:
    """Return who changed each field, the other articles heard."""
    old, new = content_of(before.current.item), content_of(after.current.item)
    causes = causes_between(before, after)
    for name, cause in causes.items():
        whole = name not in _TEXT and not (old[name] and new[name])
        if cause == "publisher" and whole and changed_too(name, before, after):
            causes[name] = "template"
    return causes


def _sound_before(versions: Sequence[Stretch]) -> dict[int, int]:
    """Return the places of versions that were broken pages, and for each the place of the last sound version before it.

    Each was seen once, is suspect beside that sound version, and its text came back after it or after more of its kind.
    """
    found: dict[int, int] = {}
    for sound, version in enumerate(versions):
        number = sound + 1
        while number < len(versions) and versions[number].captures == 1 and _is_suspect(version, versions[number]):
            number += 1
        if sound + 1 < number < len(versions) and _is_same_text(version.last.current, versions[number].first.current):
            found.update(dict.fromkeys(range(sound + 1, number), sound))
    return found


def _is_suspect(before: Stretch, after: Stretch) -> bool:
    return why_suspect(before.last.current.item, after.first.current.item) is not None


def causes_between(before: Seen, after: Seen) -> dict[str, Cause]:
    """Return who changed each field of the content that differs between two captures' current readings."""
    changed = _differing(before.current, after.current)
    if before.payload_sha256 is not None and before.payload_sha256 == after.payload_sha256:
        return dict.fromkeys(changed, "reader")
    if before.reader == after.reader:
        return {name: _who(name, before.current, after.current) for name in changed}
    common = before.readings.keys() & after.readings.keys()
    if not common:
        same = _is_same_text(before.current, after.current)
        return dict.fromkeys(changed, "reader" if same else "publisher")
    # What a reader that read both pages read alike did not change; its successor read one of them in another way.
    old, new = before.readings[max(common)], after.readings[max(common)]
    changed_then = _differing(old, new)
    return {name: _who(name, old, new) if name in changed_then else "reader" for name in changed}


def _differing(old: Read, new: Read) -> list[str]:
    before, after = content_of(old.item), content_of(new.item)
    return [name for name in before if before[name] != after[name]]


def _who(name: str, old: Read, new: Read) -> Cause:
    """Return who changed one field between two readings by the same reader."""
    if not is_redesigned(old, new):
        return "publisher"
    before, after = content_of(old.item)[name], content_of(new.item)[name]
    if is_same_print(before, after) or (name == "paragraphs" and (_has_same_words(old, new) or only_moved(old.item, new.item))):
        return "template"
    if name in _TEXT:
        return "publisher"
    return "template" if only_appears(name, before, after) or only_appears(name, after, before) else "publisher"


def is_redesigned(old: Read, new: Read) -> bool:
    """Tell whether two pages were made with different templates; False where nobody took their sketches."""
    if old.skeleton is None or new.skeleton is None:
        return False
    (old_sheets, _, old_boxes), (new_sheets, _, new_boxes) = old.skeleton.partition("|"), new.skeleton.partition("|")
    return likeness(old_sheets, new_sheets) < _SAME_SHEETS or likeness(old_boxes, new_boxes) < _SAME_BOXES


def _is_same_text(old: Read, new: Read) -> bool:
    before, after = content_of(old.item), content_of(new.item)
    return _has_same_words(old, new) or all(before[name] == after[name] for name in _TEXT)


def _has_same_words(old: Read, new: Read) -> bool:
    return old.block_sha256 is not None and old.block_sha256 == new.block_sha256
