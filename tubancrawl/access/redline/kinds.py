"""What a change of a text is about: a number, a date, a time, a name, a quotation, its wording, or only its punctuation. Pure.

Judged by the words that came or went, each by what it is and where it stands. Words that both sides of one place have in another
order are no news; a whole sentence that came or went is wording, whatever numbers and names are in it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tubancrawl.access.redline import spans
from tubancrawl.access.redline.model import Type
from tubancrawl.access.redline.words import TOKEN, Segment, is_word
from tubancrawl.store.parts import is_same_print

_SENTENCE: Final = 8
"""Words that come or go at one place, with none on the other side, from which on they are a sentence and no correction."""

_ORDER: Final[tuple[Type, ...]] = ("number", "date", "time", "name", "quote", "wording", "punctuation")


@dataclass(frozen=True, slots=True)
class _Word:
    core: str
    type: Type
    quoted: bool


class _Places:
    """The places within any of the spans; asked as often as a text has words."""

    def __init__(self, found: Iterable[spans.Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(found):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self._starts, place)
        return at > 0 and place < self._ends[at - 1]


class _Side:
    """One of two texts, and what stands where in it."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self._text = text
        self._names = names
        self._dates = _Places(spans.dates(text))
        self._times = _Places(spans.times(text))
        self._quotes = _Places(spans.quotes(text))

    def words(self, start: int, end: int) -> Iterator[_Word]:
        """Yield the words and marks between two places of the text."""
        for found in TOKEN.finditer(self._text, start, end):
            yield _Word(found[0], self._type(found[0], found.start()), found.start() in self._quotes)

    def _type(self, core: str, place: int) -> Type:
        if not is_word(core):
            return "punctuation"
        if place in self._times:
            return "time"
        if place in self._dates:
            return "date"
        if spans.is_number(core):
            return "number"
        return "name" if core[0].isupper() and core.casefold() in self._names else "wording"


def types_of(segments: Sequence[Segment], names: Collection[str]) -> tuple[Type, ...]:
    """Return the types of a change of one text. `names`: the words that are proper names in either version, case-folded."""
    old = "".join(segment.text for segment in segments if segment.op != "insert")
    new = "".join(segment.text for segment in segments if segment.op != "delete")
    if is_same_print(old, new):
        return ("punctuation",)
    found: set[Type] = set()
    for gone, come in _places(segments, _Side(old, names), _Side(new, names)):
        found |= _types_of_place(gone, come)
    if found - {"punctuation"}:
        found.discard("punctuation")
    return tuple(kind for kind in _ORDER if kind in found) or ("punctuation",)


def _places(segments: Sequence[Segment], old: _Side, new: _Side) -> Iterator[tuple[list[_Word], list[_Word]]]:
    """Yield what went and what came at each place between two runs of words that stay."""
    at_old = at_new = 0
    gone: list[_Word] = []
    come: list[_Word] = []
    for segment in segments:
        length = len(segment.text)
        if segment.op == "delete":
            gone += old.words(at_old, at_old + length)
            at_old += length
        elif segment.op == "insert":
            come += new.words(at_new, at_new + length)
            at_new += length
        else:
            yield gone, come
            gone, come = [], []
            at_old, at_new = at_old + length, at_new + length
    yield gone, come


def _types_of_place(gone: list[_Word], come: list[_Word]) -> set[Type]:
    rest = [*_beyond(gone, come), *_beyond(come, gone)] or [*gone, *come]
    whole = not gone or not come
    if whole and sum(is_word(word.core) for word in rest) >= _SENTENCE:
        words = [word for word in rest if is_word(word.core)]
        return {"quote"} if sum(word.quoted for word in words) > len(words) / 2 else {"wording"}
    found: set[Type] = set()
    for word in rest:
        if word.quoted:
            found.add("quote")
        if word.type not in {"wording", "punctuation"} or not word.quoted:
            found.add(word.type)
    return found


def _beyond(words: list[_Word], others: list[_Word]) -> list[_Word]:
    """Return the words that the other side lacks."""
    have = Counter(word.core.casefold() for word in others)
    rest = []
    for word in words:
        key = word.core.casefold()
        if have[key]:
            have[key] -= 1
        else:
            rest.append(word)
    return rest
