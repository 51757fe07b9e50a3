"""How much happened on each day, for a calendar. Days are those of Tuban (WIB). Reads only."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Integer, case, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from tubancrawl.store.models import Turn, Version

WIB: Final = timezone(timedelta(hours=7))

_DAY: Final = 86_400_000_000  # microseconds
_AHEAD: Final = 7 * 3_600_000_000  # of WIB before UTC, in microseconds
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What captures of one day showed: new articles, new versions of known ones, articles that had gone or moved away."""

    date: date
    new: int
    edited: int
    gone: int


def activity(session: Session, year: int) -> list[Day]:
    """Return the days of a year on which something happened, in order. An absence counts once, when it was first seen."""
    if not date.min.year < year < date.max.year:
        return []
    counts: Counter[tuple[date, str]] = Counter()
    is_first = case((Version.number == 1, 1), else_=0)
    for day, first, count in session.execute(_by_day(session, Version.first_captured_at, is_first, year)):
        counts[_date(day), "new" if first else "edited"] += count
    is_loss = case((Turn.kind.in_(("missing", "moved")), 1), else_=0)
    for day, loss, count in session.execute(_by_day(session, Turn.at, is_loss, year)):
        if loss:
            counts[_date(day), "gone"] += count
    return [
        Day(date=day, new=counts[day, "new"], edited=counts[day, "edited"], gone=counts[day, "gone"])
        for day in sorted({day for day, _ in counts})
    ]


def years(session: Session) -> list[int]:
    """Return the years of Tuban in which anything happened, oldest first."""
    return sorted({year for column in (Version.first_captured_at, Turn.at) for year in _years(session, column)})


def _years(session: Session, column: Any) -> Iterator[int]:
    found = session.scalar(select(func.min(column)))
    while found is not None:
        year = found.astimezone(WIB).year
        yield year
        found = session.scalar(select(func.min(column)).where(column >= _start(year + 1)))


def _by_day(session: Session, column: Any, what: ColumnElement[int], year: int) -> Any:
    within = (column >= _start(year), column < _start(year + 1))
    day = _day_of(session, column)
    return select(day, what, func.count()).where(*within).group_by(day, what)


def _day_of(session: Session, column: Any) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "postgresql":
        return cast(func.timezone("Asia/Jakarta", column), Date)
    return (type_coerce(column, Integer) + _AHEAD) // _DAY


def _date(day: date | int) -> date:
    return day if isinstance(day, date) else _EPOCH + timedelta(days=day)


def _start(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=WIB).astimezone(UTC)
