"""How a page answers: GET and HEAD, in a thread. What was asked in vain is told as a page by access.failures."""

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

Page = Callable[[Request], Response]

router: Final = APIRouter()


def page(path: str) -> Callable[[Page], Page]:
    """Serve what a function returns at a path; its parts are in `request.path_params`."""

    def add(function: Page) -> Page:
        router.add_route(path, function, methods=["GET", "HEAD"], include_in_schema=False)
        return function

    return add


def _(text: str) -> str:
    return text


NOTHING: Final = _("Nothing in the archive by that name")
NOT_UNDERSTOOD: Final = _("This request cannot be understood")
