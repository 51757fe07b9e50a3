"""Which version brought each sentence of an article in, and which one first lacked it. Pure.

A sentence is known by its words, wherever it stands: moved, it is the same; edited, it is a new one that replaces the old. One
that went away and came back counts from its coming back, and its earlier stay is noted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tubancrawl.access.redline.alignment import aligned
from tubancrawl.access.sentences import sentences

_Key = tuple[str, int]
"""A sentence, and which of several with the same words."""


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
    numbers = [version["version"] for version in versions]
    texts = [_Text(version["paragraphs"]) for version in versions]
    stays = _stays(numbers, texts)
    edits = _edits(texts)
    return [
        BlamedParagraph(sentences=tuple(_sentence(key, stays[key], edits.replaced) for key in keys))
        for keys in _woven(texts, edits.became)
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

    def __init__(self, paragraphs: Iterable[str]) -> None:
        seen: Counter[str] = Counter()
        self.paragraphs: list[list[_Key]] = []
        for paragraph in paragraphs:
            keys = []
            for sentence in sentences(paragraph):
                keys.append((sentence, seen[sentence]))
                seen[sentence] += 1
            self.paragraphs.append(keys)

    def keys(self) -> list[_Key]:
        """Return the keys of all sentences in order."""
        return [key for paragraph in self.paragraphs for key in paragraph]


def _stays(numbers: Sequence[int], texts: Sequence[_Text]) -> dict[_Key, list[Stay]]:
    found: dict[_Key, list[Stay]] = {}
    open_since: dict[_Key, int] = {}
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

    replaced: dict[_Key, str] = field(default_factory=dict)
    became: dict[_Key, _Key] = field(default_factory=dict)


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
        for match in aligned([text for text, _ in old], [text for text, _ in new]):
            went = [old[i] for i in match.old if old[i] in gone]
            came = [new[j] for j in match.new if new[j] in come]
            if went and came:
                found.replaced.update(dict.fromkeys(came, " ".join(text for text, _ in went)))
                found.became.update(dict.fromkeys(went, came[0]))
    return found


def _woven(texts: Sequence[_Text], became: Mapping[_Key, _Key]) -> Iterator[list[_Key]]:
    """Yield the paragraphs of the last version with every sentence that is not in it.

    Each stands before what took its place; or else behind what it stood behind.
    """
    weave = _Weave(became)
    for text in reversed(texts):
        before = weave.paragraphs
        for keys in text.paragraphs:
            before = weave.take(keys, before)
    yield from weave.keys()


@dataclass(slots=True, eq=False)
class _Node:
    """A link of a chain: a paragraph with the chain of its sentences, or a sentence with its paragraph."""

    key: _Key | None = None
    paragraph: "_Node | None" = None
    sentences: "_Node | None" = None
    before: "_Node | None" = None
    behind: "_Node | None" = None

    def put_behind(self, node: "_Node") -> "_Node":
        """Put a node between this one and the next; return it."""
        node.before, node.behind, node.paragraph = self, self.behind, node.paragraph or self.paragraph
        if self.behind is not None:
            self.behind.before = node
        self.behind = node
        return node

    def chain(self) -> Iterator["_Node"]:
        """Yield the nodes behind this one."""
        node = self.behind
        while node is not None:
            yield node
            node = node.behind


class _Weave:
    """Paragraphs of sentences, which sentences of older versions are put between."""

    def __init__(self, became: Mapping[_Key, _Key]) -> None:
        self.paragraphs = _Node()
        self._became = became
        self._known: dict[_Key, _Node] = {}

    def take(self, keys: Sequence[_Key], before: _Node) -> _Node:
        """Put the sentences of a paragraph that are not there yet in their places; return the paragraph where its last one is.

        `before`: the paragraph where the sentence before them is.
        """
        last: _Node | None = None
        for number, key in enumerate(keys):
            if key not in self._known:
                self._known[key] = self._place(key, last, keys[number + 1 :], before).put_behind(_Node(key))
            last = self._known[key]
        return before if last is None or last.paragraph is None else last.paragraph

    def _place(self, key: _Key, last: _Node | None, following: Sequence[_Key], before: _Node) -> _Node:
        """Return the node that a sentence goes behind."""
        successor = self._known.get(self._became.get(key, key))
        if successor is None and last is not None:
            return last
        if successor is None:
            successor = next((self._known[other] for other in following if other in self._known), None)
        if successor is not None and successor.before is not None:
            return successor.before
        paragraph = before.put_behind(_Node())
        paragraph.sentences = _Node(paragraph=paragraph)
        return paragraph.sentences

    def keys(self) -> Iterator[list[_Key]]:
        """Yield the sentences, paragraph by paragraph."""
        for paragraph in self.paragraphs.chain():
            assert paragraph.sentences is not None
            yield [node.key for node in paragraph.sentences.chain() if node.key is not None]


def _sentence(key: _Key, stays: Sequence[Stay], replaced: Mapping[_Key, str]) -> Sentence:
    *earlier, last = stays
    return Sentence(text=key[0], since=last.since, until=last.until, earlier=tuple(earlier), replaces=replaced.get(key))
