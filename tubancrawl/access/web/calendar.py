"""When things happened: the years, the days of a year, the changes of a day."""

from datetime import date
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tubancrawl.access.addresses import year_path
from tubancrawl.access.web import asked
from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.held import held_a_minute
from tubancrawl.access.web.pages import NOT_UNDERSTOOD, NOTHING, page
from tubancrawl.access.web.rendering import render
from tubancrawl.access.web.year import drawn
from tubancrawl.store.activity import Day, activity, years
from tubancrawl.store.latest import latest_changes


def _(text: str) -> str:
    return text


_NO_SUCH_YEAR: Final = _("Nothing was captured in that year.")
_NO_SUCH_DAY: Final = _("Expected a day that exists, as in /calendar/2026/03/01.")
_CHANGES: Final = 50


def years_of(request: Request) -> list[int]:
    """Return the years of which the archive knows something, oldest first."""
    return sorted(held_a_minute(request, "years", years))


def activity_of(request: Request, year: int) -> list[Day]:
    """Return what happened on each day of a year."""
    return held_a_minute(request, ("activity", year), lambda session: activity(session, year))


@page("/calendar")
def newest_year(request: Request) -> Response:
    """Lead to the newest year; the front page shows an empty archive."""
    found = years_of(request)
    return RedirectResponse(year_path(found[-1]) if found else "/", 307)


@page("/calendar/{year}")
def of_year(request: Request) -> Response:
    """Return a year: a square for each day, and the same as a table."""
    number, found = asked.number(request.path_params["year"]), years_of(request)
    if number not in found:
        raise PageRefused(404, NOTHING, _NO_SUCH_YEAR)
    return render(request, "year.html", years=found, year=drawn(number, activity_of(request, number)))


@page("/calendar/{year}/{month}/{day}")
def of_day(request: Request) -> Response:
    """Return the changes of a day in Tuban, newest first."""
    asked_for = _day(request)
    with request.app.state.room.reading() as session:
        day = asked_for.isoformat()
        latest = latest_changes(session, limit=_CHANGES, cursor=asked.field(request, "after"), since=day, until=day)
    return render(request, "day.html", day=asked_for, latest=latest)


def _day(request: Request) -> date:
    try:
        return date(*(int(request.path_params[name]) for name in ("year", "month", "day")))
    except (ValueError, OverflowError):
        raise PageRefused(400, NOT_UNDERSTOOD, _NO_SUCH_DAY) from None
