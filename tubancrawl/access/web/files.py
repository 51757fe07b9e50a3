"""Serves the style sheet and the icon."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.pages import NOTHING, page
from tubancrawl.access.web.static import held


def _(text: str) -> str:
    return text


_NO_FILE: Final = _("There is no such file.")


@page("/static/{name}")
def static(request: Request) -> Response:
    """Return a file of the static folder by the name that pages give it."""
    found = held(request)
    if found is None:
        raise PageRefused(404, NOTHING, _NO_FILE)
    return found
