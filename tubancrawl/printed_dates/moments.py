"""The one date of a page's meta line or tag, and the ISO form in which items hold it."""

import re
from datetime import date, datetime

from tubancrawl.errors import UnreadableDate
from tubancrawl.printed_dates.clock import clock_in_meta
from tubancrawl.printed_dates.spans import spans
from tubancrawl.printed_dates.years import date_in

_ISO_FORM = re.compile(
    r"\d{4}-\d{2}-\d{2}(?P<time>T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?P<offset>Z|[+-]\d{2}:\d{2})?)?", re.ASCII
)


def read_moment(text: str) -> str | None:
    """Return the first date with a printed year in a meta line, as ISO 8601; None if it prints none.

    With the time beside it, "02 August 2017 14:13" is "2017-08-02T14:13:00+07:00"; without one, a bare date. Where no zone is
    printed it is WIB, the site's. Day first: "06/11/2024" is 6 November. A day that the calendar lacks is passed over.
    """
    for span in spans(text):
        year = span.last.year
        day = date_in(year, span.last.month, span.last.day) if year is not None else None
        if day is not None:
            clock = clock_in_meta(text, span.start, span.end)
            try:
                return (clock.on(day) if clock else day).isoformat()
            except ValueError:  # an offset of a day or more
                return day.isoformat()
    return None


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
