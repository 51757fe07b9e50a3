"""Which paragraph of the old text became which of the new one: the same, edited, moved, split, merged, or none.

Pure. Every paragraph of either side is in exactly one match. Work is bounded whatever the texts: long lists of paragraphs that
have nothing in common are compared with their neighbours only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import LCSseq

from tubancrawl.access.redline.words import Alphabet, likeness

_IN_PLACE: Final = 0.4
"""Two paragraphs between the same neighbours that share less of their words are one removed and one added, not one edited."""
_ELSEWHERE: Final = 0.6
"""The same for paragraphs between other neighbours: one moved and edited."""
_PART: Final = 0.7
_WHOLE: Final = 0.6
"""Of a split paragraph: the share of each part's words that stood in it, and of its words that the parts have together."""
_FEWEST: Final = 3
"""Words of a part, or of a moved and edited paragraph; fewer are alike by chance."""
_MOST_PAIRS: Final = 40_000
_MOST_CELLS: Final = 4_000_000_000
"""Pairs of paragraphs, and words times words in them, that are compared in one gap."""


@dataclass(frozen=True, slots=True)
class Match:
    """Paragraphs of the old and of the new text that are one another, by their places from 0. One side may be empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Return the matches in the order of the new text; what went stands after what it stood after."""
    alphabet = Alphabet()
    spelt = _Spelt([alphabet.spell_text(text) for text in old], [alphabet.spell_text(text) for text in new])
    links = _same(old, new)
    found = [Match((i,), (j,)) for i, j in links.items()]
    for gap in _gaps(_in_order(links, [len(text) for text in spelt.old], len(new)), spelt, links):
        found += _regrouped(gap, spelt)
        found += _edited(gap, spelt)
    found += _edited_elsewhere(found, spelt)
    return in_page_order(found, [len(text) for text in spelt.old], len(new))


@dataclass(frozen=True, slots=True)
class _Spelt:
    old: Sequence[str]
    new: Sequence[str]


@dataclass(slots=True)
class _Gap:
    """Paragraphs without a match that stand between the same two matched ones."""

    old: list[int]
    new: list[int]


def _same(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return the paragraphs that stand in both texts word for word: those in the same order first."""
    alphabet = Alphabet()
    links: dict[int, int] = {}
    for op in LCSseq.opcodes(alphabet.spell(old), alphabet.spell(new)):
        if op.tag == "equal":
            links.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True))
    taken = set(links.values())
    free: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new) - 1, -1, -1):
        if j not in taken:
            free[new[j]].append(j)
    for i, text in enumerate(old):
        if i not in links and free.get(text):
            links[i] = free[text].pop()
    return links


def _in_order(links: Mapping[int, int], weights: Sequence[int], new: int) -> dict[int, int]:
    """Return the links that did not move: of those in the same order on both sides, the ones with the most words."""
    best: list[int] = [0] * (new + 1)
    last: list[int | None] = [None] * (new + 1)
    before: dict[int, int | None] = {}
    total: dict[int, int] = {}
    for i in sorted(links):
        # A Fenwick tree over the new side: the heaviest chain that ends before this place.
        place, weight, link = links[i], 0, None
        while place > 0:
            if best[place] > weight:
                weight, link = best[place], last[place]
            place -= place & -place
        before[i] = link
        total[i] = weight + 1 + weights[i]
        place = links[i] + 1
        while place < len(best):
            if total[i] > best[place]:
                best[place], last[place] = total[i], i
            place += place & -place
    kept: dict[int, int] = {}
    at = max(total, key=lambda i: total[i], default=None)
    while at is not None:
        kept[at] = links[at]
        at = before[at]
    return kept


def _gaps(anchors: Mapping[int, int], spelt: _Spelt, links: Mapping[int, int]) -> Iterator[_Gap]:
    taken = set(links.values())
    ends = [*sorted(anchors.items()), (len(spelt.old), len(spelt.new))]
    i = j = 0
    for i_to, j_to in ends:
        gap = _Gap([k for k in range(i, i_to) if k not in links], [k for k in range(j, j_to) if k not in taken])
        if gap.old and gap.new:
            yield gap
        i, j = i_to + 1, j_to + 1


def _regrouped(gap: _Gap, spelt: _Spelt) -> list[Match]:
    """Return the paragraphs that were split in several, or merged of several, and take them out of the gap."""
    if not _is_small(gap.old, gap.new, spelt):
        return []
    found = [Match((i,), parts) for i, parts in _parted(gap.old, spelt.old, gap.new, spelt.new)]
    gap.old, gap.new = _rest(found, gap)
    merged = [Match(parts, (j,)) for j, parts in _parted(gap.new, spelt.new, gap.old, spelt.old)]
    gap.old, gap.new = _rest(merged, gap)
    return found + merged


def _rest(found: Iterable[Match], gap: _Gap) -> tuple[list[int], list[int]]:
    old = {i for match in found for i in match.old}
    new = {j for match in found for j in match.new}
    return [i for i in gap.old if i not in old], [j for j in gap.new if j not in new]


def _parted(
    wholes: Sequence[int], text: Sequence[str], pieces: Sequence[int], by: Sequence[str]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each whole with the neighbouring pieces that its words went to."""
    start = 0
    for whole in wholes:
        for first in range(start, len(pieces)):
            parts: list[int] = []
            for piece in pieces[first:]:
                follows = not parts or piece == parts[-1] + 1
                if not follows or len(by[piece]) < _FEWEST or _shared(text[whole], by[piece]) < _PART * len(by[piece]):
                    break
                parts.append(piece)
            if len(parts) > 1 and _shared(text[whole], "".join(by[part] for part in parts)) >= _WHOLE * len(text[whole]):
                yield whole, tuple(parts)
                start = first + len(parts)
                break


def _shared(one: str, other: str) -> int:
    return LCSseq.similarity(one, other)


def _edited(gap: _Gap, spelt: _Spelt) -> list[Match]:
    """Return the pairs of a gap that are alike, none crossing another, most words in common; take them out of the gap."""
    band = _band(gap, spelt)
    width = len(gap.new)
    gain: list[list[float]] = [[0.0] * (width + 1) for _ in range(len(gap.old) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for x, i in enumerate(gap.old):
        middle = x * width // len(gap.old)
        for y, j in enumerate(gap.new):
            gain[x + 1][y + 1] = max(gain[x][y + 1], gain[x + 1][y])
            if abs(y - middle) > band:
                continue
            like = likeness(spelt.old[i], spelt.new[j], least=_IN_PLACE)
            if like:
                alike[x, y] = like * (len(spelt.old[i]) + len(spelt.new[j]))
                gain[x + 1][y + 1] = max(gain[x + 1][y + 1], gain[x][y] + alike[x, y])
    found: list[Match] = []
    x, y = len(gap.old), width
    while x and y:
        if gain[x][y] == gain[x - 1][y]:
            x -= 1
        elif gain[x][y] == gain[x][y - 1]:
            y -= 1
        else:
            x, y = x - 1, y - 1
            found.append(Match((gap.old[x],), (gap.new[y],)))
    gap.old, gap.new = _rest(found, gap)
    return found


def _edited_elsewhere(found: Sequence[Match], spelt: _Spelt) -> list[Match]:
    """Return the pairs that are alike although they stand elsewhere, the most alike first."""
    taken_old = {i for match in found for i in match.old}
    taken_new = {j for match in found for j in match.new}
    old = [i for i in range(len(spelt.old)) if i not in taken_old and len(spelt.old[i]) >= _FEWEST]
    new = [j for j in range(len(spelt.new)) if j not in taken_new and len(spelt.new[j]) >= _FEWEST]
    if not _is_small(old, new, spelt):
        return []
    pairs = [(likeness(spelt.old[i], spelt.new[j], least=_ELSEWHERE), -i, -j) for i in old for j in new]
    more: list[Match] = []
    for like, i, j in sorted(pairs, reverse=True):
        if like and -i not in taken_old and -j not in taken_new:
            more.append(Match((-i,), (-j,)))
            taken_old.add(-i)
            taken_new.add(-j)
    return more


def _is_small(old: Sequence[int], new: Sequence[int], spelt: _Spelt) -> bool:
    words = sum(len(spelt.old[i]) for i in old) * sum(len(spelt.new[j]) for j in new)
    return len(old) * len(new) <= _MOST_PAIRS and words <= _MOST_CELLS


def _band(gap: _Gap, spelt: _Spelt) -> int:
    """Return how far from the diagonal pairs of a gap are compared."""
    if _is_small(gap.old, gap.new, spelt):
        return len(gap.new)
    return 1


def in_page_order(found: Sequence[Match], weights: Sequence[int], new: int) -> list[Match]:
    """Return the matches and all that has none in the order of the new side, and which of them moved.

    `weights`: what each of the old side weighs; of two that changed places the lighter one moved. `new`: how many there are.
    """
    stays = _in_order({match.old[0]: match.new[0] for match in found}, weights, new)
    ordered = [Match(match.old, match.new, moved=match.old[0] not in stays) for match in found]
    taken_new = {j for match in found for j in match.new}
    ordered += [Match((), (j,)) for j in range(new) if j not in taken_new]
    ordered.sort(key=lambda match: match.new[0])
    stay_at = {i: match.new[0] for match in ordered if not match.moved for i in match.old}
    taken_old = {i for match in found for i in match.old}
    behind: dict[int, list[Match]] = defaultdict(list)
    anchor = -1
    for i in range(len(weights)):
        if i not in taken_old:
            behind[anchor].append(Match((i,), ()))
        anchor = stay_at.get(i, anchor)
    return [*behind[-1], *(one for match in ordered for one in (match, *behind[match.new[0]]))]
