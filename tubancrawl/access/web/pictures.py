"""A picture: where it was used, and under which captions."""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web import asked
from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.pages import NOT_UNDERSTOOD, NOTHING, page
from tubancrawl.access.web.rendering import render
from tubancrawl.errors import NotFound
from tubancrawl.store.picture_uses import uses_of


def _(text: str) -> str:
    return text


_NO_DIGEST: Final = _("Expected the SHA-256 digest of a picture: 64 hexadecimal digits.")
_NO_PICTURE: Final = _("The archive holds no picture of this digest.")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_USES: Final = 100


@page("/pictures/{sha256}")
def picture(request: Request) -> Response:
    """Return the uses of a picture, of the same bytes or only compressed again, with the captions it had."""
    sha256 = request.path_params["sha256"].lower()
    if not _DIGEST.fullmatch(sha256):
        raise PageRefused(400, NOT_UNDERSTOOD, _NO_DIGEST)
    with request.app.state.room.reading() as session:
        try:
            uses = uses_of(session, sha256, limit=_USES, cursor=asked.field(request, "after"))
        except NotFound as error:
            raise PageRefused(404, NOTHING, _NO_PICTURE) from error
    return render(request, "picture.html", sha256=sha256, uses=uses)
