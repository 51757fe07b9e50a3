"""Who made the articles: reporters, editors, photographers, and the articles of each."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.addresses import person_meant
from tubancrawl.access.web import asked
from tubancrawl.access.web.errors import PageRefused
from tubancrawl.access.web.held import held_a_minute
from tubancrawl.access.web.pages import NOT_UNDERSTOOD, NOTHING, page
from tubancrawl.access.web.paging import Paged
from tubancrawl.access.web.rendering import render
from tubancrawl.store import people as store


def _(text: str) -> str:
    return text


_NO_SUCH_ROLE: Final = _("Expected reporter, editor or photographer.")
_NOBODY: Final = _("No article in the archive names “%(name)s” so.")
_LONGEST_NAME: Final = 120
_NAMES: Final = 100
_WORKS: Final = 50


@page("/people")
def everybody(request: Request) -> Response:
    """Return the names of one role, those with most articles first."""
    role = _role(asked.field(request, "role") or "reporter")
    names = held_a_minute(request, ("people", role), lambda session: store.people(session, role))
    return render(request, "people.html", role=role, names=Paged.of(names, asked.field(request, "page"), _NAMES))


@page("/people/{role}/{name:path}")
def person(request: Request) -> Response:
    """Return the articles that credit a name in a role, newest first."""
    role, name = _role(request.path_params["role"]), person_meant(request.path_params["name"])
    dated, _, url = (asked.field(request, "before") or "").partition(" ")
    with request.app.state.room.reading() as session:
        works = store.works_of(session, role, name, limit=_WORKS + 1, before=(dated, url) if url else None)
    if not works:
        raise PageRefused(404, NOTHING, _NOBODY, name=name[:_LONGEST_NAME])
    more = works[_WORKS - 1] if len(works) > _WORKS else None
    return render(request, "person.html", role=role, name=name, works=works[:_WORKS], more=more)


def _role(text: str) -> store.Role:
    for role in store.ROLES:
        if text == role:
            return role
    raise PageRefused(400, NOT_UNDERSTOOD, _NO_SUCH_ROLE)
