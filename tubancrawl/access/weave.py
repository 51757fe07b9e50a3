"""Sentences of older versions put between those of the last one, next to what they stood next to. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Key = tuple[str, int]
"""A sentence, and which of several with the same words."""


def woven(versions: Sequence[Sequence[Sequence[Key]]], became: Mapping[Key, Key]) -> Iterator[list[Key]]:
    """Yield the paragraphs of the last version with every sentence of the others that is not in it.

    `became`: what took the place of a sentence that went. Each stands before what took its place, or else behind what it stood
    behind.
    """
    weave = _Weave(became)
    for paragraphs in reversed(versions):
        before = weave.paragraphs
        for keys in paragraphs:
            before = weave.take(keys, before)
    yield from weave.keys()


@dataclass(slots=True, eq=False)
class _Node:
    """A link of a chain: a paragraph with the chain of its sentences, or a sentence with its paragraph."""

    key: Key | None = None
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

    def __init__(self, became: Mapping[Key, Key]) -> None:
        self.paragraphs = _Node()
        self._became = became
        self._known: dict[Key, _Node] = {}

    def take(self, keys: Sequence[Key], before: _Node) -> _Node:
        """Put the sentences of a paragraph that are not there yet in their places; return the paragraph where its last one is.

        `before`: the paragraph where the sentence before them is.
        """
        last: _Node | None = None
        for number, key in enumerate(keys):
            if key not in self._known:
                self._known[key] = self._place(key, last, keys[number + 1 :], before).put_behind(_Node(key))
            last = self._known[key]
        return before if last is None or last.paragraph is None else last.paragraph

    def _place(self, key: Key, last: _Node | None, following: Sequence[Key], before: _Node) -> _Node:
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

    def keys(self) -> Iterator[list[Key]]:
        """Yield the sentences, paragraph by paragraph."""
        for paragraph in self.paragraphs.chain():
            assert paragraph.sentences is not None
            yield [node.key for node in paragraph.sentences.chain() if node.key is not None]
