"""Search over every version, and what changed last."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tubancrawl.access.api import models
from tubancrawl.access.api.answers import ReadingRoute, answer, readable
from tubancrawl.access.api.parameters import Category, Cursor, Limit, Moment, Reporter, WantedAsked
from tubancrawl.access.api.problems import problems
from tubancrawl.store.latest import KINDS, Kind, latest_changes
from tubancrawl.store.search import search
from tubancrawl.store.shapes import iso

router = APIRouter(route_class=ReadingRoute, tags=["discovery"])

From = Annotated[Moment | None, Query(description="Seen at this time or later; without an offset it is WIB")]
To = Annotated[Moment | None, Query(description="Seen at this time or earlier; without an offset it is WIB")]
Kinds = Annotated[list[Kind] | None, Query(alias="kind", description="Only changes of these kinds", max_length=len(KINDS))]


@readable(router, "/search", response_model=models.Found, summary="Search every version", responses=problems())
def search_versions(request: Request, wanted: WantedAsked, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """Find articles by words, "phrases", -exclusions and field:words, in what stands, stood or was removed."""
    with request.app.state.room.reading() as session:
        return answer(session, search(session, wanted, limit=limit, cursor=cursor).as_json())


@readable(router, "/changes", response_model=models.Changes, summary="What changed last", responses=problems())
def list_changes(
    *,
    request: Request,
    since: From = None,
    until: To = None,
    category: Category = None,
    reporter: Reporter = None,
    kinds: Kinds = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """List what happened to articles, newest first: new, edited, photo_swapped, missing, gone, moved and back."""
    with request.app.state.room.reading() as session:
        changes = latest_changes(
            session,
            since=iso(since),
            until=iso(until),
            category=category,
            reporter=reporter,
            kinds=kinds,
            limit=limit,
            cursor=cursor,
        )
        return answer(session, changes.as_json())
