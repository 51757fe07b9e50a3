"""The one date of a page's meta line or tag, and the ISO form in which items hold it."""

import re
from datetime import date, datetime

from tubancrawl.errors import UnreadableDate
from tubancrawl.printed_dates.clock import clock_in_meta
from tubancrawl.printed_dates.spans import Span, spans
from tubancrawl.printed_dates.years import date_in

_ISO_FORM = re.compile(
    r"\d{4}-\d{2}-\d{2}(?P<time>T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?P<offset>Z|[+-]\d{2}:\d{2})?)?", re.ASCII
)

_NUMBERS = re.compile(r"\d/\d{1,2}/\d{4}")
_SHORT_WEEKDAYS = {
    name: number
    for number, names in enumerate(("mon sen", "tue sel", "wed rab", "thu kam", "fri jum", "sat sab", "sun min"))
    for name in names.split()
}
_WEEKDAY = re.compile(rf"\b({'|'.join(_SHORT_WEEKDAYS)})\w{{0,7}}\.?,?\s{{0,2}}$", re.IGNORECASE)


def read_moment(text: str) -> str | None:
    """Return the first date with a printed year in a meta line, as ISO 8601; None if it prints none.

    With the time beside it, "02 August 2017 14:13" is "2017-08-02T14:13:00+07:00"; without one, a bare date. Where no zone is
    printed it is WIB, the site's. Day first: "06/11/2024" is 6 November. A day that the calendar lacks is passed over.
    """
    for span in spans(text):
        year = span.last.year
        day = date_in(year, span.last.month, span.last.day) if year is not None else None
        if day is not None and day.day <= 12:
            day = _by_its_weekday(day, text, span)
        if day is not None:
            clock = clock_in_meta(text, span.start, span.end)
            try:
                return (clock.on(day) if clock else day).isoformat()
            except ValueError:  # an offset of a day or more
                return day.isoformat()
    return None


def _by_its_weekday(day: date, text: str, span: Span) -> date:
    """Return `day`, or what month first makes of it ("Tue, 03/10/2015") where the weekday before it is only right then."""
    if not _NUMBERS.search(text[span.start : span.end]):
        return day
    named = _WEEKDAY.search(text[max(0, span.start - 16) : span.start])
    number = span.weekdays[0] if span.weekdays else _SHORT_WEEKDAYS.get(named[1].casefold()) if named else None
    turned = date_in(day.year, day.day, day.month)
    return turned if number is not None and turned is not None and turned.weekday() == number != day.weekday() else day


def parse_iso(text: str) -> date | datetime:
    """Return the date, or the aware moment, that an item's ISO 8601 field holds.

    Raises UnreadableDate for any other form, and for a time without an offset: whose clock it was cannot be known later.
    """
    form = _ISO_FORM.fullmatch(text)
    if form is None:
        raise UnreadableDate(f"{text!r}: expected YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS with an offset such as +07:00")
    if form["time"] and not form["offset"]:
        raise UnreadableDate(f"{text!r}: expected an offset after the time, such as +07:00; found none")
    try:
        return datetime.fromisoformat(text) if form["time"] else date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableDate(f"{text!r}: expected a day and time of the calendar; {error}") from error
