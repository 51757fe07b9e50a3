"""The documents by which one article is found, worked out of its versions alone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from tubancrawl.store.search.keys import CURRENT, REMOVED, WHOLE, key_of, position_of
from tubancrawl.store.search.passages import FIELDS, Passages, passages_of, same_text, together, without
from tubancrawl.store.search.words import stem_of, words_of

LOST: Final = frozenset({"missing", "gone"})
"""States in which the site shows nothing of an article."""

SEPARATOR: Final = "|"
"""Stands before, between and after passages. No word holds it, so that no phrase that a reader can ask for reaches over it."""
STEM: Final = "~"
"""Begins a stem; only words that differ from their stem have one in the index."""

MOST_CHARACTERS: Final = 250_000
"""Of one document's text; a hundred pages. What follows is not searched: PostgreSQL takes no more than 1 MB of words."""

_NAMES: Final = ("reporter", "photographer", "editor", "category")


class Column(NamedTuple):
    """One field of a document: its words with separators, and the stems of those that differ from theirs."""

    words: list[str]
    stems: list[str]


@dataclass(frozen=True, slots=True)
class Document:
    """What the index holds under one key."""

    key: int
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Findable:
    """An article as the index has it: the row of `searchable`, and its documents."""

    row: dict[str, Any]
    documents: list[Document]


def findable(article_id: int, dated: str | None, state: str, items: Sequence[Mapping[str, Any]]) -> Findable:
    """Return how an article is found. `items`: of the readings of its versions, the first version first; at least one."""
    versions = [passages_of(item) for item in items]
    last = versions[-1]
    varies = any(not same_text(one, last) for one in versions[:-1])
    position = position_of(article_id, dated, varies=varies)
    parts = {CURRENT: last}
    whole = together(versions) if varies else last
    if varies:
        parts[WHOLE] = whole
    gone = _gone(whole, last, state)
    if gone is not None:
        parts[REMOVED] = gone
    row = {
        "article_id": article_id,
        "position": position,
        "removed": gone is not None,
        "categories": last["category"],
        "reporters": last["reporter"],
    }
    return Findable(row, [Document(key_of(area, position), columns_of(part)) for area, part in parts.items()])


def _gone(whole: Passages, last: Passages, state: str) -> Passages | None:
    """Return the passages that the site no longer shows, with all names, by which results are filtered; None if it shows all."""
    if state in LOST:
        return whole
    gone = without(whole, last)
    return {**gone, **{field: whole[field] for field in _NAMES}} if any(gone.values()) else None


def columns_of(passages: Passages) -> dict[str, Column]:
    """Return the words of a document. Names come first, so that a long body never cuts them off."""
    left = MOST_CHARACTERS
    columns = {}
    for field in sorted(FIELDS, key="body".__eq__):
        column = Column([], [])
        for text in passages[field]:
            if left <= 0:
                break
            words = words_of(text[:left])
            left -= len(text)
            if words:
                column.words.append(SEPARATOR)
                column.words.extend(words)
                stems = map(stem_of, words)
                column.stems.extend([STEM + stem for word, stem in zip(words, stems, strict=True) if stem != word])
        if column.words:
            column.words.append(SEPARATOR)
        columns[field] = column
    return columns
