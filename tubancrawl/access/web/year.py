"""A year as a drawing: a square for each day, a column for each week from Monday on, the fuller the more happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tubancrawl.store.activity import Day

CELL: Final = 13
"""Of the drawing's units, the gap included."""
_LEVELS: Final = (1, 3, 10)
"""Articles on a day up to which a square has heat 1, 2 and 3; above is 4."""


@dataclass(frozen=True, slots=True)
class Square:
    """A day on which something happened, and where it is drawn. `heat` 1 to 4."""

    day: Day
    date: date
    x: int
    y: int
    heat: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year: `months` has the month and where its name is drawn; `empty` is the path of the squares of quiet days."""

    number: int
    squares: Sequence[Square]
    months: Sequence[tuple[int, int]]
    empty: str
    new: int
    edited: int
    gone: int

    @property
    def by_month(self) -> list[tuple[int, list[Square]]]:
        """Return the busy days of each month that has any."""
        found: dict[int, list[Square]] = {}
        for square in self.squares:
            found.setdefault(square.date.month, []).append(square)
        return sorted(found.items())


def drawn(number: int, days: Iterable[Day]) -> Year:
    """Return the drawing of a year by what `store.activity` says of its days."""
    busy = {day.date: day for day in days if day.new or day.edited or day.gone}
    first = date(number, 1, 1)
    quiet = "".join(
        f"M{x} {y}h11v11h-11z"
        for day in (first + timedelta(days=offset) for offset in range(_length(number)))
        if day not in busy
        for x, y in [_place(day)]
    )
    return Year(
        number=number,
        squares=[Square(day, at, *_place(at), _heat(day.new + day.edited + day.gone)) for at, day in sorted(busy.items())],
        months=[(month, _place(date(number, month, 1))[0]) for month in range(1, 13)],
        empty=quiet,
        new=sum(day.new for day in busy.values()),
        edited=sum(day.edited for day in busy.values()),
        gone=sum(day.gone for day in busy.values()),
    )


def _length(year: int) -> int:
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def _place(day: date) -> tuple[int, int]:
    """Return the corner of a day's square: its week of the year across, its weekday down."""
    first = date(day.year, 1, 1)
    week = ((day - first).days + first.weekday()) // 7
    return week * CELL, day.weekday() * CELL


def _heat(articles: int) -> int:
    return 1 + sum(articles > level for level in _LEVELS)
