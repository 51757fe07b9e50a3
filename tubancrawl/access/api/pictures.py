"""Where a picture was used."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from tubancrawl.access.api import models
from tubancrawl.access.api.answers import ReadingRoute, answer, readable
from tubancrawl.access.api.parameters import Cursor, Limit
from tubancrawl.access.api.problems import problems
from tubancrawl.store.picture_uses import uses_of

router = APIRouter(route_class=ReadingRoute, tags=["pictures"])

_Digest = Annotated[
    str,
    Path(description="SHA-256 of the picture's bytes", pattern=r"^[0-9a-fA-F]{64}$", examples=["0" * 64]),
]


@readable(
    router,
    "/pictures/{sha256}/uses",
    response_model=models.Uses,
    summary="Where a picture was used, with its captions",
    responses=problems(404),
)
def picture_uses(request: Request, sha256: _Digest, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """List the versions that showed it, of the same bytes or compressed anew, by article; versions that say the same are one."""
    with request.app.state.room.reading() as session:
        return answer(session, uses_of(session, sha256, limit=limit, cursor=cursor).as_json())
