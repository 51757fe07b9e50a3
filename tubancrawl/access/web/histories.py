"""The history of an article: its versions with who changed what, pictures swapped, when it was not there, and its captures."""

from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web import asked
from tubancrawl.access.web.finding import told
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.paging import Paged
from tubancrawl.access.web.rendering import render

_SHOWN: Final = 50
"""Captures, and steps of the time line, on one page: 50 KB together."""


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
    """Return versions, swapped pictures and absences as one list, newest first, each with `what` it is and `at`, its time.

    A swap counts where a version showed the picture then; it has the digest of the one `before`.
    """
    steps = [{"what": "version", "at": version["first_captured_at"], **version} for version in history["versions"]]
    steps += [{"what": "absence", "at": absence["first_missed_at"], **absence} for absence in history["absences"]]
    for before, photo in pairwise(history["photos"]):
        if photo["same_as_before"] == "other" and photo["version"] is not None:
            steps.append({"what": "swap", "at": photo["first_captured_at"], "before": before["sha256"], **photo})
    return sorted(steps, key=lambda step: datetime.fromisoformat(step["at"]), reverse=True)
