"""The history of an article: its versions with who changed what, the times at which it was not there, and its captures."""

from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web import asked
from tubancrawl.access.web.finding import told
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.paging import Paged
from tubancrawl.access.web.rendering import render

_SHOWN: Final = 100
"""Captures, and steps of the time line, on one page: 40 KB of it at most."""


@page("/articles/{name}/history")
def history(request: Request) -> Response:
    """Return the time line, newest first, and the captures."""
    with request.app.state.room.reading() as session:
        story = told(session, request)
    captures = Paged.of(story.history["captures"][::-1], asked.field(request, "captures"), _SHOWN)
    line = Paged.of(time_line(story.history), asked.field(request, "steps"), _SHOWN)
    return render(
        request,
        "history.html",
        modified=story.modified,
        article=story.article,
        history=story.history,
        line=line,
        captures=captures,
    )


def time_line(history: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the versions and absences of a history as one list, newest first, each with `what` it is and `at`, its time."""
    steps = [{"what": "version", "at": version["first_captured_at"], **version} for version in history["versions"]]
    steps += [{"what": "absence", "at": absence["first_missed_at"], **absence} for absence in history["absences"]]
    return sorted(steps, key=lambda step: datetime.fromisoformat(step["at"]), reverse=True)
