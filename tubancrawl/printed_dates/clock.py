"""Times of day as printed beside a date: `pukul 09.30 WIB`, `| 08:51 WIB`, `14:13`, `8:51 pm`."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from tubancrawl.printed_dates.names import ZONES

WIB: Final = timezone(timedelta(hours=7))
"""The site's zone: its meta list prints no zone."""

_HOUR_MINUTE = r"(?P<hour>\d{1,2})\s{0,2}[.:]\s{0,2}(?P<minute>\d{2})(?:\s{0,2}[.:]\s{0,2}(?P<second>\d{2}))?(?!\d|[.,:]\d)"
_ZONE = r"(?:\s{0,2}(?P<half>[ap]m)\b)?(?:\s{0,3}[-–]\s{0,3}(?:\d{1,2}[.:]\d{2}|selesai))?(?:\s{0,2}(?P<zone>WIB|WITA|WIT)\b)?"

_AFTER_IN_TEXT = re.compile(rf"[\s,|]{{0,3}}(?P<word>(?:pukul|pkl\.?|jam)\s{{1,2}})?{_HOUR_MINUTE}{_ZONE}", re.IGNORECASE)
_AFTER_IN_META = re.compile(
    rf"[\s,|•·@–-]{{0,4}}(?:(?:pukul|pkl\.?|jam|at)\s{{0,2}}:?\s{{0,2}})?{_HOUR_MINUTE}{_ZONE}", re.IGNORECASE
)
_ISO = re.compile(
    r"[T\s]\s{0,2}(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s?(?P<offset>Z\b|[+-]\d{2}:?\d{2}(?!\d))"
)
_BEFORE_IN_META = re.compile(rf"{_HOUR_MINUTE}{_ZONE}[\s,|•·–-]{{1,4}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """A printed time. `zone` is WIB where none is printed; `end` is where its print stops in the text."""

    time: time
    zone: timezone
    end: int

    def on(self, day: date) -> datetime:
        """Return the moment this time names on `day`."""
        return datetime.combine(day, self.time, self.zone)


def clock_in_text(text: str, position: int) -> Clock | None:
    """Return the time printed right at `position` of running text.

    Only what cannot be an amount: it has a word before it (`pukul`, `jam`), a zone after it, or a colon in it.
    """
    found = _AFTER_IN_TEXT.match(text, position)
    if found is None or not (found["word"] or found["zone"] or ":" in found[0]):
        return None
    return _clock(found)


def clock_in_meta(text: str, start: int, end: int) -> Clock | None:
    """Return the time printed beside a date that fills `start` to `end` of a meta line: after it, or else before it."""
    found = _ISO.match(text, end) or _AFTER_IN_META.match(text, end)
    if found is None:
        found = _BEFORE_IN_META.search(text[max(0, start - 40) : start])
    return _clock(found) if found else None


def _clock(found: re.Match[str]) -> Clock | None:
    parts = found.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return Clock(time(hour, int(parts["minute"]), int(parts["second"] or 0)), _zone(parts), found.end())
    except ValueError:
        return None


def _zone(parts: dict[str, str | None]) -> timezone:
    offset, zone = parts.get("offset"), parts.get("zone")
    if offset == "Z":
        return UTC
    if offset:
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    return timezone(timedelta(hours=ZONES[zone.casefold()])) if zone else WIB
