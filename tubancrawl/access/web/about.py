"""What this archive is, how to cite it, what a version is."""

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web.pages import page
from tubancrawl.access.web.rendering import render


@page("/about")
def about(request: Request) -> Response:
    """Return the page. Opens no archive."""
    return render(request, "about.html")
