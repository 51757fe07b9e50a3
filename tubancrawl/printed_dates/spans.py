"""Where in a text a date is printed, and the numbers and the weekday that it prints. Judges no year and no calendar."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tubancrawl.printed_dates.names import MONTH_PATTERN, WEEKDAY_PATTERN, month_number, weekday_number


class Day(NamedTuple):
    """A printed day; `year` is None where none is printed."""

    day: int
    month: int
    year: int | None


class Span(NamedTuple):
    """One printed date or range: `text[start:end]`. `first` is None for a single day."""

    start: int
    end: int
    first: Day | None
    last: Day
    weekdays: tuple[int, ...] = ()


# What follows a number that can begin a date: a slash, a dash, a second number, the first letters of a month.
_FOLLOWS = re.compile(
    r"\s{0,2}(?:[/–—&,-]|\d|\.\s?\d{1,2}\.|d[je]|j[au]|[fp]eb|m[aer]|a[pgu]|se|o[kc]|no|st\b|nd\b|rd\b|th\b|s/d|s\.d|sampai|hingga|dan\b|to\b)",
    re.IGNORECASE,
)
# Byte -> itself for a digit, else a space.
_ONLY_DIGITS = bytes(byte if byte in b"0123456789" else 0x20 for byte in range(256))

_TO = r"\s{0,2}(?:-|–|—|s/d|s\.d\.?|sampai dengan|sampai|hingga|dan|to|&)\s{0,2}"
_PAREN = re.compile(
    rf"[(\[]\s{{0,2}}(?:(?P<d0>\d{{1,2}})(?:/(?P<m0>\d{{1,2}})(?:/(?P<y0>\d{{4}}|\d{{2}}))?)?(?:{_TO}|\s?,\s?))?"
    r"(?P<d>\d{1,2})\s?//?\s?(?P<m>\d{1,2})(?:\s?/\s?(?P<y>\d{4}|\d{2}))?\s{0,2}[)\]]"
)
# "(18-7)" is a date only beside one weekday, "(18.07.2018)" only with its year: else they are a range of days and a time.
_PAREN_OTHERWISE = re.compile(
    r"[(\[]\s{0,2}(?P<d>\d{1,2})(?:\s?-\s?(?P<m>\d{1,2})(?:\s?-\s?(?P<y>\d{4}|\d{2}))?"
    r"|\s?\.\s?(?P<mm>\d{1,2})\s?\.\s?(?P<yy>\d{4}))\s{0,2}[)\]]"
)
_WORDS = re.compile(
    rf"(?<![\d/-])(?<!\d[.,])(?:(?P<d0>\d{{1,2}})(?:\s{{0,2}}(?P<m0>{MONTH_PATTERN})(?:\s{{1,2}}(?P<y0>\d{{4}}))?)?{_TO})?"
    rf"(?P<d>\d{{1,2}})(?:(?:st|nd|rd|th)\b)?\s{{0,2}}[-/]?\s{{0,2}}(?P<m>{MONTH_PATTERN})(?:[\s,/-]{{0,3}}(?P<y>\d{{4}})(?!\d))?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})(?P<by>[/-])(?P<m>\d{1,2})(?P=by)(?P<y>\d{4})(?![\d/-])")
_ISO = re.compile(r"(?<![\d/.-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d/-])")
_MONTH_FIRST = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?P<y>\d{4})(?!\d)")
_MONTH_BEFORE = re.compile(rf"\b(?P<m>{MONTH_PATTERN})\s{{1,2}}$", re.IGNORECASE)
_BESIDE_WEEKDAY = re.compile(r"(?<![\d/(.-])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])")

_PART_OF_DAY = (
    r"(?:pagi|siang|sore|petang|malam|subuh|dini hari|lalu|kemarin|tadi|ini|besok|depan|mendatang|tanggal|tgl\.?"
    r"|(?:pekan|minggu|bulan)\s(?:lalu|ini|depan|kemarin)|kliwon|legi|pahing|pon|wage)"
)
_WEEKDAY_BEFORE = re.compile(
    rf"\b(?<![\d_])(?P<a>{WEEKDAY_PATTERN})(?:\s{{0,2}}(?:-|–|—|/|s/d|sampai|hingga|dan|&)\s{{0,2}}(?P<b>{WEEKDAY_PATTERN}))?"
    rf"(?:\s{{1,2}}{_PART_OF_DAY}){{0,3}}\s{{0,2}}[,.]?\s{{0,3}}\(?\s{{0,2}}(?:tanggal\s|tgl\.?\s)?$",
    re.IGNORECASE,
)
_LONGEST_WEEKDAY = 64  # characters: two weekdays, three words for the part of the day

_NO_DATE_AFTER = re.compile(
    r"(?:\b(?:rt|rw|rt/rw|nomor|no\.?|skor|nilai|indeks|peringkat|halaman|pasal|ayat|kelas|blok|skala|rasio|seri|tipe))\s{0,2}:?\s{0,2}$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(rf"(?:\b{_PART_OF_DAY}|\bhari)\s{{0,2}},?\s{{0,2}}$", re.IGNORECASE)
_NOT_OUR_CALENDAR = re.compile(r"\s{0,2}(?:\(?\s?)(?:hijri\w*|h\b|saka|masehi hijri)", re.IGNORECASE)


def spans(text: str) -> list[Span]:
    """Return the printed dates of `text` in order, none overlapping another; of two at one place the longer stands."""
    candidates = _candidates(text)
    if len(candidates) < 2:
        return candidates
    found: list[Span] = []
    for span in sorted(candidates, key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def has_digit(text: str) -> bool:
    """Tell cheaply whether `text` has a digit, as every date has: ten searches for a character each cost less than a class."""
    low = "0" in text or "1" in text or "2" in text or "3" in text or "4" in text
    return low or "5" in text or "6" in text or "7" in text or "8" in text or "9" in text


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each run of digits begins and ends. One byte a character, so that bytes.split finds them: faster than `re`."""
    digits = text.encode("latin-1", "replace").translate(_ONLY_DIGITS)
    end = 0
    for run in digits.split():
        start = digits.find(run, end)
        end = start + len(run)
        yield start, end


def _candidates(text: str) -> list[Span]:
    """Return what reads as a date at each number of the text."""
    found: list[Span | None] = []
    for position, end in _numbers(text):
        length = end - position
        if length == 3 or length > 4 or not _FOLLOWS.match(text, end):
            continue
        if length == 4:
            found.append(_read(text, _ISO.match(text, position)))
            continue
        before = text[max(0, position - 3) : position]
        if "(" in before or "[" in before:
            opened = position - len(before) + max(before.rfind("("), before.rfind("["))
            if (paren := _PAREN.match(text, opened)) is not None:
                found.append(_read(text, paren, in_parentheses=True))
                continue
            found.append(_read(text, _PAREN_OTHERWISE.match(text, opened), in_parentheses=True, needs_weekday=True))
        found.append(_read(text, _WORDS.match(text, position)))
        if text[end] in "/-":
            found.append(_read(text, _NUMBERS.match(text, position)))
            found.append(_read(text, _BESIDE_WEEKDAY.match(text, position), needs_weekday=True))
        else:
            found.append(_read_month_first(text, _MONTH_FIRST.match(text, position)))
    return [span for span in found if span is not None]


def _read(text: str, match: re.Match[str] | None, *, in_parentheses: bool = False, needs_weekday: bool = False) -> Span | None:
    """Return the date that a form matched, unless the calendar, the words around it, or a missing weekday speak against it."""
    if match is None or _NOT_OUR_CALENDAR.match(text, match.end()):
        return None
    if match.re is _NUMBERS and _NO_DATE_AFTER.search(text[max(0, match.start() - 24) : match.start()]):
        return None
    days = _days(match.groupdict())
    if days is None:
        return None
    first, last = days
    start, weekdays = _weekday_before(text, match.start())
    if needs_weekday and len(weekdays) != 1 and not (in_parentheses and last.year):
        return None
    alone = in_parentheses and not weekdays and last.year is None
    if alone and not _is_date_alone(text, match.start(), first, last, match["d"]):
        return None
    end = match.end()
    if not in_parentheses and "(" in text[start : match.start()] and text[end : end + 1] == ")":
        end += 1
    return Span(start, end, first, last, weekdays)


def _days(parts: dict[str, str | None]) -> tuple[Day | None, Day] | None:
    """Return the first day of a range (None for a single day) and the last; None where one of them is no day."""
    day, month, year = parts["d"], parts["m"] or parts.get("mm"), parts.get("y") or parts.get("yy")
    last = _day(day, month, year) if day and month else None
    if last is None:
        return None
    if not parts.get("d0"):
        return None, last
    first = _day(parts["d0"] or "", parts["m0"] or month or "", parts["y0"] or year)
    if first is None:
        return None
    # "30 Desember - 2 Januari 2022": the printed year is that of the last day.
    turns = first.year is not None and not parts["y0"] and first.month > last.month
    return (first._replace(year=last.year - 1) if turns and last.year else first), last


def _read_month_first(text: str, match: re.Match[str] | None) -> Span | None:
    """Return "November 6, 2024", as English templates print it."""
    month = _MONTH_BEFORE.search(text[max(0, match.start() - 14) : match.start()]) if match is not None else None
    if match is None or month is None:
        return None
    last = _day(match["d"], month["m"], match["y"])
    if last is None:
        return None
    start, weekdays = _weekday_before(text, match.start() - len(month[0]))
    return Span(start, match.end(), None, last, weekdays)


def _day(day: str, month: str, year: str | None) -> Day | None:
    number = int(month) if month.isdigit() else month_number(month)
    if number is None or not 1 <= number <= 12 or not 1 <= int(day) <= 31:
        return None
    if year is None:
        return Day(int(day), number, None)
    full = int(year) + (2000 if len(year) == 2 else 0)
    # A four-digit number out of these centuries is an amount or another calendar's year: the date beside it is no date.
    return Day(int(day), number, full) if 1900 <= full < 2100 else None


def _weekday_before(text: str, position: int) -> tuple[int, tuple[int, ...]]:
    window = max(0, position - _LONGEST_WEEKDAY)
    match = _WEEKDAY_BEFORE.search(text[window:position])
    if match is None:
        return position, ()
    numbers = tuple(number for name in (match["a"], match["b"]) if name and (number := weekday_number(name)) is not None)
    return (window + match.start(), numbers) if numbers else (position, ())


def _is_date_alone(text: str, position: int, first: Day | None, last: Day, printed_day: str) -> bool:
    """Tell whether `(d/m)` without weekday and year is a date: `24/7` is round the clock, `(3/4)` as likely a fraction."""
    before = text[max(0, position - 24) : position]
    if _NO_DATE_AFTER.search(before):
        return False
    if _DATE_AFTER.search(before) or first is not None:
        return True
    is_fraction = len(printed_day) == 1 and last.day < last.month < 10
    return not is_fraction and (last.day, last.month) != (24, 7)
