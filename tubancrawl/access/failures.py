"""What a reader sees when something fails: a page, or problem+json where programs ask. No traceback, no path of ours."""

from dataclasses import replace
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tubancrawl.access.api.problems import problem
from tubancrawl.access.guards.refusal import is_for_programs
from tubancrawl.access.statuses import failure_of
from tubancrawl.access.web.errors import PageRefused, error_page
from tubancrawl.access.web.pages import NOT_UNDERSTOOD, NOTHING
from tubancrawl.errors import TubancrawlError
from tubancrawl.messages import Message, message_of

_PAGE_TITLES: Final = {400: NOT_UNDERSTOOD, 404: NOTHING, 503: "The archive cannot be read now"}
"""As the pages' catalogues have them."""
_AGAIN_SECONDS: Final = "30"


def handle_failures(app: FastAPI) -> None:
    """Have the application answer for everything that it may raise. What nobody expected is also logged by the server."""
    app.add_exception_handler(PageRefused, _refused)
    for kind in (TubancrawlError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _failed)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, PageRefused)
    return error.page(request)


def _failed(request: Request, error: Exception) -> Response:
    failure = failure_of(error)
    told = replace(failure, detail=request.app.state.room.without_place(failure.detail))
    response: Response
    if is_for_programs(request.url.path):
        response = problem(request, told)
    else:
        said = message_of(error)
        title = _PAGE_TITLES.get(told.status, told.title)
        response = error_page(request, told.status, title, said if isinstance(said, Message) else told.detail)
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    if told.status == 503:
        response.headers["Retry-After"] = _AGAIN_SECONDS
    response.headers["Cache-Control"] = "no-store"
    return response
