"""The rows of a redline with what stayed the same folded away, but for the neighbours of a change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tubancrawl.access.redline import Row

_NEIGHBOURS: Final = 1
"""Unchanged paragraphs that are shown before and after a change: enough to see where it stands."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows next to each other that are all shown, or all `hidden` until the reader opens them."""

    rows: tuple[Row, ...]
    hidden: bool


def folded(rows: Sequence[Row]) -> list[Fold]:
    """Return the rows in their order; a lone unchanged row is not worth a fold and is shown."""
    changed = [index for index, row in enumerate(rows) if row.change is not None]
    near = {place for index in changed for place in range(index - _NEIGHBOURS, index + _NEIGHBOURS + 1)}
    return list(_runs(rows, [index not in near for index in range(len(rows))]))


def _runs(rows: Sequence[Row], hidden: Sequence[bool]) -> Iterator[Fold]:
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or hidden[end] != hidden[start]:
            yield Fold(tuple(rows[start:end]), hidden[start] and end - start > 1)
            start = end
