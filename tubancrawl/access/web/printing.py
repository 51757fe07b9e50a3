"""Times, dates and numbers as a reader of one language reads them. Times are WIB and say so."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time, get_month_names
from babel.numbers import format_decimal
from markupsafe import Markup

WIB: Final = timezone(timedelta(hours=7), "WIB")
"""The site's clock. Indonesia has no summer time."""


class Printer:
    """What templates print with; each value may be None and is then a dash."""

    def __init__(self, language: str) -> None:
        """Take one of language.LANGUAGES."""
        self._locale = Locale(language)

    def moment(self, value: str | datetime | None) -> str:
        """Return an ISO 8601 moment as a `time` element: day, minute, WIB."""
        if value is None:
            return "–"
        aware = (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(WIB)
        clock = format_time(aware.time(), "HH:mm" if self._english else "HH.mm", locale=self._locale)
        shown = f"{self._day(aware.date())}, {clock} WIB"
        return Markup('<time datetime="{}">{}</time>').format(aware.isoformat(timespec="seconds"), shown)

    def day(self, value: str | date | None) -> str:
        """Return a date, or the day (WIB) of a moment, as a `time` element."""
        found = _date(value)
        return "–" if found is None else Markup('<time datetime="{}">{}</time>').format(found.isoformat(), self._day(found))

    def printed(self, value: str | None) -> str:
        """Return the date that the site printed: a moment where it printed a time of day, else the date alone."""
        return self.moment(value) if value is not None and "T" in value else self.day(value)

    def weekday(self, value: str | date) -> str:
        """Return a date with the day of the week, as plain text."""
        found = _date(value)
        return "–" if found is None else format_date(found, "EEEE, d MMMM y", locale=self._locale)

    def month(self, number: int, *, short: bool = False) -> str:
        """Return the name of a month, 1 to 12."""
        return str(get_month_names("abbreviated" if short else "wide", locale=self._locale)[number])

    def month_of(self, value: str) -> str:
        """Return `2026-03` as a month and year."""
        return format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale=self._locale)

    def number(self, value: float | None) -> str:
        """Return a number with the language's separators."""
        return "–" if value is None else format_decimal(value, locale=self._locale)

    @property
    def _english(self) -> bool:
        return self._locale.language == "en"

    def _day(self, value: date) -> str:
        return format_date(value, "d MMMM y", locale=self._locale)


def _date(value: str | date | None) -> date | None:
    if isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(WIB).date() if "T" in value else date.fromisoformat(value)
    return value.astimezone(WIB).date() if isinstance(value, datetime) else value
