"""Texts in words, numbers and marks, and what a redline has to know of them one by one. Pure."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

# A number with its separators (10.30, 1.250.000, 18/07), a word (layang-layang, Jum’at), or one mark.
TOKEN: Final = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d]+(?:[-'’][^\W\d]+)*|[^\w\s]|\w")
_UNIT: Final = re.compile(rf"({TOKEN.pattern})(\s*)")

MOST_WORDS: Final = 1_000_000
"""Words of both texts that are told apart; there are hardly more characters to name them by."""


def word_list(words: str) -> frozenset[str]:
    """Return the words that `words` lists."""
    return frozenset(words.split())


LIGHT: Final = word_list(
    "yang dan di ke dari untuk dengan pada dalam oleh ini itu juga akan para atau serta sebagai agar bagi tersebut"
)
"""Words that any two Indonesian sentences share: alone between two changes they are no common ground."""


class Unit(NamedTuple):
    """A word, number or mark, and the white space behind it."""

    core: str
    space: str


def units_of(text: str) -> list[Unit]:
    """Return the text in units, which joined give it again; the first one is empty and holds the white space before the text."""
    body = text.lstrip()
    return [Unit("", text[: len(text) - len(body)]), *(Unit(*found) for found in _UNIT.findall(body))]


def is_word(core: str) -> bool:
    """Tell a word or number from a mark."""
    return core[:1].isalnum()


def count_words(text: str) -> int:
    """Return how many words and numbers a text has; marks are none."""
    return sum(map(is_word, TOKEN.findall(text)))


class Alphabet:
    """Gives each word a character, so that rapidfuzz compares texts of words as fast as strings, and by their hashes never."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def spell(self, words: Iterable[str]) -> str:
        """Return the words as a string of one character each. Words past the millionth different one are taken for one."""
        known = self._known
        return "".join([known.setdefault(word, chr(min(len(known), MOST_WORDS))) for word in words])

    def spell_text(self, text: str) -> str:
        """Return the words and numbers of a text, marks and capitals aside, as a string of one character each."""
        return self.spell(core.casefold() for core in TOKEN.findall(text) if is_word(core))


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """Return how much two spelt texts have in common, from 0 to 1; 0 for less than `least`."""
    return Indel.normalized_similarity(one, other, score_cutoff=least)
