"""What a reader sees when something fails: a page, or problem+json where programs ask. No traceback, no path of ours."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tubancrawl.access.api.problems import problem
from tubancrawl.access.guards.refusal import is_for_programs
from tubancrawl.access.web.errors import error_page
from tubancrawl.access.web.pages import NOT_UNDERSTOOD, NOTHING
from tubancrawl.errors import (
    ArchiveDamaged,
    BadCursor,
    BadRequest,
    BadSearch,
    BadUrl,
    NotAnArchive,
    NotFound,
    TookTooLong,
    TubancrawlError,
    UnreadableDate,
    UnreadableRecord,
)

_STATUS: Final[tuple[tuple[type[Exception], int], ...]] = (
    (BadUrl, 400),
    (BadCursor, 400),
    (BadRequest, 400),
    (BadSearch, 400),
    (UnreadableDate, 400),
    (NotFound, 404),
    (NotAnArchive, 503),
    (ArchiveDamaged, 503),
    (TookTooLong, 503),
    (UnreadableRecord, 503),
)
_TITLES: Final = {400: NOT_UNDERSTOOD, 404: NOTHING, 503: "The archive cannot be read now"}
"""As the pages' catalogues have them."""
_AGAIN_SECONDS: Final = "30"


def handle_failures(app: FastAPI) -> None:
    """Have the application answer for everything that it may raise. What nobody expected is also logged by the server."""
    for kind in (TubancrawlError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _failed)


def _failed(request: Request, error: Exception) -> Response:
    status, detail = _told(request, error)
    response: Response
    if is_for_programs(request.url.path):
        response = problem(request, status, HTTPStatus(status).phrase, detail)
    else:
        response = error_page(request, status, _TITLES.get(status, HTTPStatus(status).phrase), detail)
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    if status == 503:
        response.headers["Retry-After"] = _AGAIN_SECONDS
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(request: Request, error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    if isinstance(error, RequestValidationError):
        return 400, "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    if status == 500:
        return 500, "The reading room made a mistake. What happened is in its log."
    return status, request.app.state.room.told(error)
