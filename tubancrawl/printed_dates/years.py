"""The year of a date that prints none: proved by its weekday and by when the text was published, or else captured."""

from datetime import MAXYEAR, date
from typing import Final

_OTHER_YEAR_LIMIT: Final = 270
"""Days ahead within which a weekday may prove the less likely of two years: a misprinted weekday is likelier than a text that
announces what comes most of a year later. A text may look back upon all of the year before it."""

_YEAR: Final = 366
"""Days within which an unprinted year must lie: a 29 February farther away is a misprint."""

_NEXT_YEAR_LIMIT: Final = 92
"""Days into the next year that a text of this year may announce without saying the year."""


def date_in(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def likely_year(day: int, month: int, weekday: int | None, published: date) -> int | None:
    """Return the year that a text published on `published` means by `day`/`month`; None if none within a year has such a day.

    The nearer of the last such day and the next one, the published day itself counted as past; the next one only if it lies
    in the published year or within three months. `weekday` (0 Monday, None if not printed) may prove the other one; where it
    fits neither, the likelier stays: the weekday is the misprint.
    """
    past, ahead = _around(day, month, published)
    if past is None or ahead is None:
        return None
    to_past, to_ahead = (published - past).days, (ahead - published).days
    near = ahead.year == published.year != past.year or to_ahead <= _NEXT_YEAR_LIMIT
    first, other = (ahead, past) if to_ahead < to_past and near else (past, ahead)
    if weekday not in {None, first.weekday()} and other.weekday() == weekday and (other is past or to_ahead <= _OTHER_YEAR_LIMIT):
        return other.year
    return first.year if abs((published - first).days) <= _YEAR else None


def provable_year(day: int, month: int, weekday: int, captured: date) -> int | None:
    """Return the latest year up to that of `captured` in which `day`/`month` is that `weekday`; None if there is none.

    A day of the month falls on each weekday at least once in 11 years, 29 February once in 40: so the year is proved only as
    far as the text is no older than that.
    """
    for year in range(captured.year, max(captured.year - 41, 0), -1):
        found = date_in(year, month, day)
        if found is not None and found.weekday() == weekday:
            return year
    return None


def _around(day: int, month: int, published: date) -> tuple[date | None, date | None]:
    """Return the last such day up to `published` and the next one after it."""
    year = published.year
    this = date_in(year, month, day)
    if this is None or (month == 2 and day == 29) or not 1 < year < MAXYEAR:
        past = _nearest(day, month, published, range(year, year - 9, -1), ahead=False)
        return past, _nearest(day, month, published, range(year, year + 9), ahead=True)
    return (this, this.replace(year=year + 1)) if this <= published else (this.replace(year=year - 1), this)


def _nearest(day: int, month: int, published: date, years: range, *, ahead: bool) -> date | None:
    for year in years:
        found = date_in(year, month, day) if year > 0 else None
        if found is not None and (found > published if ahead else found <= published):
            return found
    return None
