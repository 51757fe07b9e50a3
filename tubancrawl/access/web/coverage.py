"""How much the archive holds and how well it is: crawls and their verdicts, findings, months, what is due."""

from datetime import UTC, datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web import asked
from tubancrawl.access.web.held import held_a_minute
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.paging import Paged
from tubancrawl.access.web.rendering import render
from tubancrawl.store.coverage import months
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.status import status_json

_MONTHS: Final = 120


@page("/coverage")
def coverage(request: Request) -> Response:
    """Return the page; what it says is at most a minute old."""
    status, of_months = held_a_minute(request, "coverage", _walked)
    return render(request, "coverage.html", status=status, months=Paged.of(of_months, asked.field(request, "page"), _MONTHS))


def _walked(session: ReadingSession) -> tuple[dict[str, Any], list[Any]]:
    from tubancrawl.parsing import READER_VERSION  # noqa: PLC0415 - nothing else here needs the parsers, which are slow to start

    return status_json(session, now=datetime.now(UTC), reader_version=READER_VERSION), months(session)
