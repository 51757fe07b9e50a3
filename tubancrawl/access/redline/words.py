"""Two texts compared word by word: runs of words that stay, go and come.

Both sides can be told from the runs: `equal` and `delete` joined are the old text, `equal` and `insert` the new one. The common
words are found as a longest common subsequence (rapidfuzz, bit-parallel: never slower for hostile repeats), then runs too short
to help a reader are given up, and what came or went is shifted to where a sentence begins.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import Indel, LCSseq

Op = Literal["equal", "delete", "insert"]
Part = Literal["caption", "credit", "picture"]

# A number with its separators (10.30, 1.250.000, 18/07), a word (layang-layang, Jum’at), or one mark.
TOKEN: Final = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d]+(?:[-'’][^\W\d]+)*|[^\w\s]|\w")
_UNIT: Final = re.compile(rf"({TOKEN.pattern})(\s*)")


def word_list(words: str) -> frozenset[str]:
    """Return the words that `words` lists."""
    return frozenset(words.split())


_MOST_CELLS: Final = 400_000_000
"""Old words times new words that are compared at once: 50 MB and 0.1 s. Two longer texts are compared sentence by sentence."""

_MOST_WORDS: Final = 1_000_000
"""Words of both texts that are told apart; there are hardly more characters to name them by."""

_STOPS: Final = frozenset(".!?")

_LIGHT: Final = word_list(
    "yang dan di ke dari untuk dengan pada dalam oleh ini itu juga akan para atau serta sebagai agar bagi tersebut"
)
"""Words that any two Indonesian sentences share: alone between two changes they are no common ground."""

_PASSES: Final = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that both sides have, or only one of them; `part` says of which part of a photo."""

    op: Op
    text: str
    part: Part | None = None


class Unit(NamedTuple):
    """A word, number or mark, and the white space behind it."""

    core: str
    space: str


class _Run(NamedTuple):
    """`old[a:b]` became `new[c:d]`; `same` if they have the same cores."""

    same: bool
    a: int
    b: int
    c: int
    d: int


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
    """Gives each word a character, so that rapidfuzz compares texts of words as fast as strings and never takes two for one."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def spell(self, words: Iterable[str]) -> str:
        """Return the words as a string of one character each. Words past the millionth different one are taken for one."""
        known = self._known
        return "".join([known.setdefault(word, chr(min(len(known), _MOST_WORDS))) for word in words])

    def spell_text(self, text: str) -> str:
        """Return the words and numbers of a text, marks and capitals aside, as a string of one character each."""
        return self.spell(core.casefold() for core in TOKEN.findall(text) if is_word(core))


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """Return how much two spelt texts have in common, from 0 to 1; 0 for less than `least`."""
    return Indel.normalized_similarity(one, other, score_cutoff=least)


def words_compared(old: str, new: str) -> tuple[Segment, ...]:
    """Return the two texts as runs of words that stay, go and come."""
    if old == new:
        return (Segment("equal", old),) if old else ()
    a, b = units_of(old), units_of(new)
    runs = list(_runs([unit.core for unit in a], [unit.core for unit in b]))
    for _ in range(_PASSES):
        joined = _without_islands(runs, a)
        if len(joined) == len(runs):
            break
        runs = joined
    return tuple(_segments(_shifted(runs, a, b), a, b))


def _runs(a: Sequence[str], b: Sequence[str]) -> Iterator[_Run]:
    if len(a) + len(b) > _MOST_WORDS:
        yield _Run(False, 0, len(a), 0, len(b))
        return
    alphabet = Alphabet()
    one, other = alphabet.spell(a), alphabet.spell(b)
    if len(one) * len(other) <= _MOST_CELLS:
        yield from _blocks(one, other)
        return
    sentences = Alphabet()
    old, new = _in_sentences(a), _in_sentences(b)
    old_ends, new_ends = _ends(old), _ends(new)
    for run in _blocks(sentences.spell(map("\0".join, old)), sentences.spell(map("\0".join, new))):
        whole = _Run(run.same, old_ends[run.a], old_ends[run.b], new_ends[run.c], new_ends[run.d])
        if run.same or (whole.b - whole.a) * (whole.d - whole.c) > _MOST_CELLS:
            yield whole
            continue
        inner = _blocks(one[whole.a : whole.b], other[whole.c : whole.d])
        yield from (_Run(r.same, r.a + whole.a, r.b + whole.a, r.c + whole.c, r.d + whole.c) for r in inner)


def _blocks(one: str, other: str) -> Iterator[_Run]:
    if len(one) * len(other) > _MOST_CELLS:
        yield _Run(one == other, 0, len(one), 0, len(other))
        return
    for op in LCSseq.opcodes(one, other):
        yield _Run(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end)


def _in_sentences(cores: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for core in cores:
        found[-1].append(core)
        if core in _STOPS:
            found.append([])
    return found


def _ends(sentences: Sequence[Sequence[str]]) -> list[int]:
    ends = [0]
    for sentence in sentences:
        ends.append(ends[-1] + len(sentence))
    return ends


def _without_islands(runs: Sequence[_Run], a: Sequence[Unit]) -> list[_Run]:
    """Join neighbouring changes, and two changes with less between them than they are long."""
    kept: list[_Run] = []
    for run in runs:
        if kept and not run.same and not kept[-1].same:
            kept.append(_joined(kept.pop(), run))
        elif len(kept) > 1 and not run.same and kept[-1].same and _is_island(kept[-2], kept[-1], run, a):
            kept.pop()
            kept.append(_joined(kept.pop(), run))
        else:
            kept.append(run)
    return kept


def _joined(one: _Run, other: _Run) -> _Run:
    return _Run(False, one.a, other.b, one.c, other.d)


def _is_island(before: _Run, run: _Run, after: _Run, a: Sequence[Unit]) -> bool:
    words = [a[i].core for i in range(run.a, run.b) if is_word(a[i].core)]
    around = min(max(r.b - r.a, r.d - r.c) for r in (before, after))
    light = all(word.casefold() in _LIGHT for word in words)
    return around > (max(1, len(words)) if light else 3 * len(words))


def _shifted(runs: Sequence[_Run], a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[_Run]:
    """Shift what only came or only went to where a sentence begins, if the words around it allow."""
    rest = list(runs)
    for i in range(1, len(rest) - 1):
        before, run, after = rest[i - 1], rest[i], rest[i + 1]
        if run.same or not (before.same and after.same) or (run.a < run.b and run.c < run.d):
            continue
        side, start, end = (a, run.a, run.b) if run.a < run.b else (b, run.c, run.d)
        by = _best_shift(side, start, end, before.b - before.a, after.b - after.a)
        rest[i - 1] = before._replace(b=before.b + by, d=before.d + by)
        rest[i] = _Run(False, run.a + by, run.b + by, run.c + by, run.d + by)
        rest[i + 1] = after._replace(a=after.a + by, c=after.c + by)
    yield from (run for run in rest if run.a < run.b or run.c < run.d)


def _best_shift(units: Sequence[Unit], start: int, end: int, room_before: int, room_after: int) -> int:
    low = 0
    # The empty first unit stays where it is.
    while -low < min(room_before, start - 1) and units[start + low - 1].core == units[end + low - 1].core:
        low -= 1
    high = 0
    while high < room_after and units[start + high].core == units[end + high].core:
        high += 1
    return max(range(low, high + 1), key=lambda by: (_begins_well(units, start + by), -abs(by)))


def _begins_well(units: Sequence[Unit], place: int) -> int:
    before = units[place - 1].core
    if before in _STOPS and units[place - 1].space:
        return 3
    return 2 if place == 1 else 1 if units[place - 1].space else 0


def _segments(runs: Iterable[_Run], a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[Segment]:
    equal, gone, come = "", "", ""
    for op, text in _pieces(runs, a, b):
        if op == "delete":
            gone += text
        elif op == "insert":
            come += text
        elif gone or come:
            shared = _shared_space(gone, come)
            yield from _told(equal, gone.removesuffix(shared), come.removesuffix(shared))
            equal, gone, come = shared + text, "", ""
        else:
            equal += text
    yield from _told(equal, gone, come)


def _pieces(runs: Iterable[_Run], a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[tuple[Op, str]]:
    for run in runs:
        if not run.same:
            yield "delete", "".join(map("".join, a[run.a : run.b]))
            yield "insert", "".join(map("".join, b[run.c : run.d]))
            continue
        for old, new in zip(a[run.a : run.b], b[run.c : run.d], strict=True):
            if old == new:
                yield "equal", old.core + old.space
                continue
            if old.core:
                yield "equal", old.core
            yield "delete", old.space
            yield "insert", new.space


def _shared_space(gone: str, come: str) -> str:
    """Return the white space that what went and what came both end with."""
    tails = [text[len(text.rstrip()) :] for text in (gone, come)]
    return min(tails, key=len) if tails[0].endswith(tails[1]) or tails[1].endswith(tails[0]) else ""


def _told(equal: str, gone: str, come: str) -> Iterator[Segment]:
    for op, text in (("equal", equal), ("delete", gone), ("insert", come)):
        if text:
            yield Segment(op, text)  # type: ignore[arg-type]  # mypy makes str of the literals in a loop
