"""The front page: the latest changes and who made them, and how busy the year was."""

from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web.calendar import activity_of, years_of
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.rendering import render
from tubancrawl.access.web.year import drawn
from tubancrawl.store.latest import latest_changes

_CHANGES: Final = 15


@page("/")
def front(request: Request) -> Response:
    """Return the page; an empty archive has one too."""
    with request.app.state.room.reading() as session:
        latest = latest_changes(session, limit=_CHANGES)
    years = years_of(request)
    year = drawn(years[-1], activity_of(request, years[-1])) if years else None
    modified = max((datetime.fromisoformat(change.at) for change in latest.changes), default=None)
    return render(request, "front.html", modified=modified, latest=latest, years=years, year=year)
