"""Which version brought each sentence of an article in, and which one first lacked it. Pure.

A sentence is known by its words, wherever it stands: moved, it is the same; edited, it is a new one that replaces the old. One
that went away and came back counts from its coming back, and its earlier stay is noted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from tubancrawl.access.redline.alignment import aligned
from tubancrawl.access.sentences import sentences
from tubancrawl.access.weave import Key, woven

_PER_SENTENCE: Final = 10
_PER_PAIR: Final = 14
"""What a sentence costs in each version, and each pair of one that went and one that came, in letters that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The versions that had a sentence without a break: from `since` on, up to and without `until`; None: it is there still."""

    since: int
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that some version had."""

    text: str
    since: int
    """Number of the version that brought it in, the last time it came."""
    until: int | None
    """Number of the version that first lacked it; None: it is in the last one."""
    earlier: tuple[Stay, ...] = ()
    """Its stays before that, oldest first."""
    replaces: str | None = None
    """What stood in its place, where that was like it."""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `blame --json` prints."""
        return {
            "text": self.text,
            "since": self.since,
            "until": self.until,
            "earlier": [{"since": stay.since, "until": stay.until} for stay in self.earlier],
            "replaces": self.replaces,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedParagraph:
    """A paragraph of the last version with what went from it; or one that went whole, at the place it had."""

    sentences: tuple[Sentence, ...]

    @property
    def is_gone(self) -> bool:
        """Tell whether the last version has none of its sentences."""
        return all(sentence.until is not None for sentence in self.sentences)

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `blame --json` prints."""
        return {"gone": self.is_gone, "sentences": [sentence.as_json() for sentence in self.sentences]}


def blame(versions: Sequence[Mapping[str, Any]]) -> list[BlamedParagraph]:
    """Return the paragraphs of the last version, and gone ones between them. `versions`: all, oldest first, as `show --json`."""
    return _blamed(versions, _texts(versions))


def blame_within(most: int, versions: Sequence[Mapping[str, Any]]) -> list[BlamedParagraph] | None:
    """Return the blame, or None where it takes more than `most` units of work: letters to be compared, and what costs as much.

    A unit is about 0.15 µs. That it is too much is found out in a tenth of the time that it would take at least.
    """
    texts = _texts(versions)
    return _blamed(versions, texts) if _work(texts) <= most else None


def _blamed(versions: Sequence[Mapping[str, Any]], texts: Sequence["_Text"]) -> list[BlamedParagraph]:
    stays = _stays([version["version"] for version in versions], texts)
    edits = _edits(texts)
    return [
        BlamedParagraph(sentences=tuple(_sentence(key, stays[key], edits.replaced) for key in keys))
        for keys in woven([text.paragraphs for text in texts], edits.became)
        if keys
    ]


def blame_json(history: Mapping[str, Any], versions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what `blame --json` prints: the blame, and when each version came and who made its text other than it was."""
    return {
        "url": history["url"],
        "versions": [
            {
                "number": version["number"],
                "first_captured_at": version["first_captured_at"],
                "cause": next((change["cause"] for change in version["changes"] if change["field"] == "paragraphs"), None),
            }
            for version in history["versions"]
        ],
        "paragraphs": [paragraph.as_json() for paragraph in blame(versions)],
    }


class _Text:
    """The sentences of one version, each with its key."""

    def __init__(self, paragraphs: Iterable[Sequence[str]]) -> None:
        seen: Counter[str] = Counter()
        self.paragraphs: list[list[Key]] = []
        for paragraph in paragraphs:
            keys = []
            for sentence in paragraph:
                keys.append((sentence, seen[sentence]))
                seen[sentence] += 1
            self.paragraphs.append(keys)

    def keys(self) -> list[Key]:
        """Return the keys of all sentences in order."""
        return [key for paragraph in self.paragraphs for key in paragraph]


def _texts(versions: Iterable[Mapping[str, Any]]) -> list[_Text]:
    """Return the sentences of the versions; a paragraph that several have is taken apart once."""
    parted: dict[str, list[str]] = {}
    for version in versions:
        parted.update((paragraph, sentences(paragraph)) for paragraph in version["paragraphs"] if paragraph not in parted)
    return [_Text(parted[paragraph] for paragraph in version["paragraphs"]) for version in versions]


def _stays(numbers: Sequence[int], texts: Sequence[_Text]) -> dict[Key, list[Stay]]:
    found: dict[Key, list[Stay]] = {}
    open_since: dict[Key, int] = {}
    for number, text in zip(numbers, texts, strict=True):
        here = dict.fromkeys(text.keys())
        for key in [key for key in open_since if key not in here]:
            found.setdefault(key, []).append(Stay(since=open_since.pop(key), until=number))
        for key in here:
            open_since.setdefault(key, number)
    for key, since in open_since.items():
        found.setdefault(key, []).append(Stay(since=since, until=None))
    return found


@dataclass(slots=True)
class _Edits:
    """What each sentence stands in the place of, since it last came; and what took its place, when it last went."""

    replaced: dict[Key, str] = field(default_factory=dict)
    became: dict[Key, Key] = field(default_factory=dict)


def _edits(texts: Sequence[_Text]) -> _Edits:
    found = _Edits()
    for before, after in pairwise(texts):
        old, new = before.keys(), after.keys()
        gone, come = set(old).difference(new), set(new).difference(old)
        for key in come:
            found.replaced.pop(key, None)
        for key in gone:
            found.became.pop(key, None)
        if not gone or not come:
            continue
        old, new = _between_equal_ends(old, new)
        for match in aligned([text for text, _ in old], [text for text, _ in new]):
            went = [old[i] for i in match.old if old[i] in gone]
            came = [new[j] for j in match.new if new[j] in come]
            if went and came:
                found.replaced.update(dict.fromkeys(came, " ".join(text for text, _ in went)))
                found.became.update(dict.fromkeys(went, came[0]))
    return found


def _between_equal_ends(old: list[Key], new: list[Key]) -> tuple[list[Key], list[Key]]:
    """Return both without the sentences that they begin and end with alike."""
    start = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return old[start : len(old) - end], new[start : len(new) - end]


def _work(texts: Sequence[_Text]) -> int:
    found = sum(_PER_SENTENCE * len(text.keys()) for text in texts)
    for before, after in pairwise(texts):
        old, new = _between_equal_ends(before.keys(), after.keys())
        gone, come = set(old).difference(new), set(new).difference(old)
        if gone and come:
            found += sum(len(text) for text, _ in (*old, *new)) + _PER_PAIR * len(gone) * len(come)
    return found


def _sentence(key: Key, stays: Sequence[Stay], replaced: Mapping[Key, str]) -> Sentence:
    *earlier, last = stays
    return Sentence(text=key[0], since=last.since, until=last.until, earlier=tuple(earlier), replaces=replaced.get(key))
