"""The front page: what was altered last and who did it, what is new, and how busy the year was."""

from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web.calendar import activity_of, years_of
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.rendering import render
from tubancrawl.access.web.year import drawn
from tubancrawl.store.latest import latest_changes

_CHANGES: Final = 12
_ALTERED: Final = ("edited", "photo_swapped", "missing", "gone", "moved", "back")


@page("/")
def front(request: Request) -> Response:
    """Return the page; an empty archive has one too."""
    with request.app.state.room.reading() as session:
        altered = latest_changes(session, limit=_CHANGES, kinds=_ALTERED)
        new = latest_changes(session, limit=_CHANGES, kinds=("new",))
    years = years_of(request)
    year = drawn(years[-1], activity_of(request, years[-1])) if years else None
    moments = [datetime.fromisoformat(change.at) for change in (*altered.changes, *new.changes)]
    return render(request, "front.html", modified=max(moments, default=None), altered=altered, new=new, years=years, year=year)
