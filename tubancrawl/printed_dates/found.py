"""Dates in running text, each with the year that it prints or that can be proved."""

from dataclasses import dataclass
from datetime import date, datetime

from tubancrawl.printed_dates.clock import clock_in_text
from tubancrawl.printed_dates.spans import Day, Span, has_digit, spans
from tubancrawl.printed_dates.years import date_in, likely_year, provable_year


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date of a text.

    `text` is the print in plain white space. `start` is a date, or an aware datetime where the print holds a time; None where
    no year is printed and none can be proved. `end` is the last day of a range. `weekday_ok` is None where no weekday is
    printed, False where one is printed that contradicts the date. `year_inferred` tells that the year is not printed.
    """

    text: str
    start: date | datetime | None
    end: date | None = None
    weekday_ok: bool | None = None
    year_inferred: bool = False


def find_dates(text: str, *, published: date | None = None, captured: date | None = None) -> list[PrintedDate]:
    """Return the dates that `text` prints, in its order, repeated ones repeated.

    A year that is not printed is the likely one around `published`; without `published`, the latest one up to `captured` that
    the printed weekday proves. `(d/m)` without a weekday counts as a date only with `published`: it may be a fraction.
    Days that the calendar lacks (31/02) give nothing.
    """
    if not has_digit(text):
        return []
    found = [_dated(text, span, published, captured) for span in spans(text)]
    return [one for one in found if one is not None]


def _dated(text: str, span: Span, published: date | None, captured: date | None) -> PrintedDate | None:
    printed = text[span.start : span.end]
    year = span.last.year or _year(span, published, captured)
    if year is None:
        if "/" in printed and not span.weekdays:
            return None
        return PrintedDate(text=" ".join(printed.split()), start=None) if _in_some_year(span.last) else None
    last = date_in(year, span.last.month, span.last.day)
    if last is None:
        return None
    if span.first is not None:
        return _range(printed, span, last)
    clock = clock_in_text(text, span.end)
    if clock is not None:
        printed = text[span.start : clock.end]
    return PrintedDate(
        text=" ".join(printed.split()),
        start=clock.on(last) if clock else last,
        weekday_ok=last.weekday() in span.weekdays if span.weekdays else None,
        year_inferred=span.last.year is None,
    )


def _range(printed: str, span: Span, last: date) -> PrintedDate | None:
    """Return the range that ends on `last`; None if it would end before it begins."""
    assert span.first is not None
    year = span.first.year or last.year
    if span.last.year is None and span.first.month > last.month:
        year -= 1
    first = date_in(year, span.first.month, span.first.day)
    if first is None or first >= last:
        return None
    days = (first, last) if len(span.weekdays) == 2 else (first,)
    return PrintedDate(
        text=" ".join(printed.split()),
        start=first,
        end=last,
        weekday_ok=all(day.weekday() == name for day, name in zip(days, span.weekdays, strict=True)) if span.weekdays else None,
        year_inferred=span.last.year is None,
    )


def _year(span: Span, published: date | None, captured: date | None) -> int | None:
    """Return the year of the span's last day, proved by the weekday of that day where one is printed."""
    proof = span.weekdays[-1] if span.weekdays else None
    day = span.last
    if span.first is not None and len(span.weekdays) == 1:
        day = Day(span.first.day, span.first.month, None)
    if published is not None:
        year = likely_year(day.day, day.month, proof, published)
    elif captured is not None and proof is not None:
        year = provable_year(day.day, day.month, proof, captured)
    else:
        return None
    turns = day is not span.last and day.month > span.last.month
    return year + 1 if year is not None and turns else year


def _in_some_year(day: Day) -> bool:
    return date_in(2000, day.month, day.day) is not None
