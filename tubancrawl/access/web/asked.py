"""What a reader asked for in the address of a page, read strictly: what cannot be meant is refused and said, never guessed."""

from datetime import date, datetime, time
from typing import Final

from starlette.requests import Request

from tubancrawl.access.addresses import moment_of
from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.pages import NOT_UNDERSTOOD
from tubancrawl.access.web.printing import WIB


def _(text: str) -> str:
    return text


_NO_SUCH_DAY: Final = _("Expected a day that exists, as in 2026-03-01.")
_NO_SUCH_TIME: Final = _("Expected fourteen digits of a time that exists: year, month, day, hour, minute, second, in UTC.")
_NO_SUCH_NUMBER: Final = _("Expected a number, from 1 on.")


def number(text: str | None, *, otherwise: int | None = None) -> int:
    """Return a number from 1 on; `otherwise` where nothing was asked."""
    if text in {None, ""} and otherwise is not None:
        return otherwise
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise PageRefused(400, NOT_UNDERSTOOD, _NO_SUCH_NUMBER)
    return int(text)


def day(text: str | None) -> date | None:
    """Return the day that `2026-03-01` names; None where nothing was asked."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PageRefused(400, NOT_UNDERSTOOD, _NO_SUCH_DAY) from None


def end_of(asked: date | None) -> datetime | None:
    """Return the last moment of a day in Tuban."""
    return None if asked is None else datetime.combine(asked, time.max, WIB)


def moment(digits: str) -> datetime:
    """Return the moment that fourteen digits name."""
    found = moment_of(digits)
    if found is None:
        raise PageRefused(400, NOT_UNDERSTOOD, _NO_SUCH_TIME)
    return found


def field(request: Request, name: str) -> str | None:
    """Return a field of the query without the white space around it; None where it is absent or empty."""
    return (request.query_params.get(name) or "").strip() or None
