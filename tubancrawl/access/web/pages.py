"""How a page answers: GET and HEAD, in a thread, and what was asked in vain is told as a page."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web.errors import PageRefused, error_page
from tubancrawl.errors import BadCursor, BadRequest, BadSearch, BadUrl, NotFound

Page = Callable[[Request], Response]

router: Final = APIRouter()


def page(path: str) -> Callable[[Page], Page]:
    """Serve what a function returns at a path; its parts are in `request.path_params`."""

    def add(function: Page) -> Page:
        @wraps(function)
        def answered(request: Request) -> Response:
            try:
                return function(request)
            except PageRefused as refused:
                return refused.page(request)
            except NotFound as error:
                return error_page(request, 404, NOTHING, str(error))
            except (BadUrl, BadRequest, BadCursor, BadSearch) as error:
                return error_page(request, 400, NOT_UNDERSTOOD, str(error))

        router.add_route(path, answered, methods=["GET", "HEAD"], include_in_schema=False)
        return function

    return add


def _(text: str) -> str:
    return text


NOTHING: Final = _("Nothing in the archive by that name")
NOT_UNDERSTOOD: Final = _("This request cannot be understood")
