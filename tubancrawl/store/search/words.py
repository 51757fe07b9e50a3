"""Text -> the words by which it is found: cut at whatever is no letter or digit, folded, stemmed. Index and queries share it."""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any, Final, NamedTuple

import snowballstemmer

LONGEST_WORD: Final = 100
"""Characters of a word that count: a longer one is known by its beginning, in the index as in a query."""

# Python's \w knows no combining marks; a letter and its mark are one character of a word.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
)
_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_MARKS_OF_PRINT: Final = re.compile("[\u2018\u2019\u201c\u201d\u2013\u2014\u2026]")
"""Quotes, dashes and dots, of no word: without them most texts are ASCII."""
_PLAIN_WORD: Final = re.compile(r"[a-z0-9]+")
_PLAIN_LETTERS: Final = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
"""What each ASCII character is in the index: a letter or digit of a word, or what parts two words. Of text in ASCII this finds
the words that _PLAIN_WORD does, in less than half the time."""

# Words that are remembered with their stem or folding, in about 4 MB: a text repeats some, the next text most of those.
_REMEMBERED: Final = 1 << 14

_thread = threading.local()


class Span(NamedTuple):
    """A word and where it stands in its text."""

    start: int
    end: int
    word: str


def words_of(text: str) -> list[str]:
    """Return the words of `text` in their order, folded: no capitals, no diacritics, no marks between them."""
    if not text.isascii():
        text = _MARKS_OF_PRINT.sub(" ", text)
    if text.isascii():
        words = text.encode().translate(_PLAIN_LETTERS).decode().split()
        return words if len(max(words, key=len, default="")) <= LONGEST_WORD else [word[:LONGEST_WORD] for word in words]
    return [word for found in _WORD.findall(text) if (word := _folded(found[:LONGEST_WORD]))]


def spans_of(text: str) -> list[Span]:
    """Return what `words_of` does, with the place of each word."""
    if text.isascii():
        return [Span(*found.span(), found[0][:LONGEST_WORD]) for found in _PLAIN_WORD.finditer(text.lower())]
    return [Span(*found.span(), word) for found in _WORD.finditer(text) if (word := _folded(found[0][:LONGEST_WORD]))]


@lru_cache(maxsize=_REMEMBERED)
def stem_of(word: str) -> str:
    """Return the Indonesian stem of a folded word, by Snowball. It may be odd ("berita" gives "ita"), but always the same."""
    stem: str = _stemmer().stemWord(word)
    return stem or word


@lru_cache(maxsize=_REMEMBERED)
def _folded(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join(letter for letter in spread if letter.isalnum())[:LONGEST_WORD]


def _stemmer() -> Any:
    # A stemmer works on its own buffer, so that two threads may not share one.
    if not hasattr(_thread, "stemmer"):
        _thread.stemmer = snowballstemmer.stemmer("indonesian")
    return _thread.stemmer
