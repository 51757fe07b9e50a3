"""How long an answer asks to be left alone: its Retry-After, in seconds or as a date. No clock."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

ASKS_FOR_PAUSES: Final = frozenset({429, 503})
"""The statuses with which a Retry-After speaks of the address, and moves when it is due."""

LONGEST_REST: Final = timedelta(days=30)
"""The longest that an address is left alone for a Retry-After: what asks for more may have a wrong clock."""


def retry_after(value: str | None, date: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for; None without one, or for one that means nothing.

    An HTTP-date counts from the answer's own `date`, if it has one: the server's clock may be wrong, `now` is ours.
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    moment = _moment(value)
    if moment is None:
        return None
    return max(0.0, (moment - (_moment(date) or now)).total_seconds())


def rest_until(status: int | None, value: str | None, date: str | None, at: datetime) -> tuple[datetime | None, str | None]:
    """Return until when an answer received `at` asks that its address be left alone, and a finding where it says so badly.

    Both None for an answer that does not ask.
    """
    if status not in ASKS_FOR_PAUSES or value is None:
        return None, None
    seconds = retry_after(value, date, at)
    if seconds is None:
        return None, f"Retry-After: expected seconds or a date, found {value[:_SHOWN]!r}"
    if seconds > LONGEST_REST.total_seconds():
        return at + LONGEST_REST, f"Retry-After: {value[:_SHOWN]!r} is more than {LONGEST_REST.days} days, which are kept to"
    return at + timedelta(seconds=seconds), None


_SHOWN: Final = 100


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
