"""The captures of the whole archive, and how it is."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tubancrawl.access.api import models
from tubancrawl.access.api.answers import ReadingRoute, answer, readable
from tubancrawl.access.api.parameters import Cursor, Limit, Moment, OutcomeAsked
from tubancrawl.access.api.problems import problems
from tubancrawl.parsing import READER_VERSION
from tubancrawl.store.capture_lists import CaptureFilters, page_of_captures
from tubancrawl.store.status import status_json

router = APIRouter(route_class=ReadingRoute, tags=["holdings"])

_Address = Annotated[
    str | None,
    Query(
        description="Only captures of this address, in any of its forms",
        max_length=4000,
        pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,4})?([/?#][^\s\x00-\x1f\x7f-\x9f]*)?$",
        examples=["https://tubankab.go.id/"],
    ),
]
_From = Annotated[Moment | None, Query(description="Captured at this time or later", examples=["2018-07-18T00:00:00Z"])]
_To = Annotated[Moment | None, Query(description="Captured at this time or earlier", examples=["2018-07-31T00:00:00Z"])]


@readable(router, "/captures", response_model=models.Captures, summary="List captures, newest first", responses=problems())
def list_captures(
    *,
    request: Request,
    url: _Address = None,
    outcome: OutcomeAsked = None,
    since: _From = None,
    until: _To = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """List every HTTP exchange that the archive holds, with its place in the WARC files."""
    filters = CaptureFilters(url=url, outcome=outcome, since=since, until=until)
    with request.app.state.room.reading() as session:
        return answer(session, page_of_captures(session, filters, limit=limit, cursor=cursor))


@readable(router, "/status", response_model=models.Status, summary="How the archive is", responses=problems())
def archive_status(request: Request) -> Response:
    """Tell of the last crawls and their verdicts, what is held and what is due."""
    now = datetime.now(UTC)
    with request.app.state.room.reading() as session:
        return answer(session, status_json(session, now=now, reader_version=READER_VERSION), now=now)
