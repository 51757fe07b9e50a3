"""TimeGates (RFC 7089, pattern 2.1): from an original address to its memento of a time, by a redirect."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from tubancrawl.access.api.answers import AddressRoute, readable
from tubancrawl.access.api.problems import ANY_ORIGIN, problem, problems
from tubancrawl.access.memento.asked import RestOfPath, accept_datetime, original_of
from tubancrawl.access.memento.headers import link, merged
from tubancrawl.access.memento.originals import Kept, captured, extracted
from tubancrawl.access.statuses import failure_of
from tubancrawl.errors import NotFound, UnreadableDate
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.mementos import Chosen

router = APIRouter(route_class=AddressRoute, tags=["memento"])

_REDIRECT = {302: {"description": "`Location` is the memento that stood at `Accept-Datetime`; the newest without that header"}}


@readable(
    router,
    "/timegate/article/{url:path}",
    summary="TimeGate of an article's text, under any of its addresses",
    responses={**_REDIRECT, **problems(404)},
    response_class=Response,
    status_code=302,
)
def article_timegate(request: Request, rest: RestOfPath) -> Response:
    """Lead to the page of the version that stood at a time."""
    return _negotiated(request, extracted, original_of(rest))


@readable(
    router,
    "/timegate/{url:path}",
    summary="TimeGate of an address: its capture of a time",
    responses={**_REDIRECT, **problems(404)},
    response_class=Response,
    status_code=302,
)
def timegate(request: Request, rest: RestOfPath) -> Response:
    """Lead to the last memento at or before the time; for a time before all of them to the first."""
    return _negotiated(request, captured, original_of(rest))


def _negotiated(request: Request, keep: Callable[[Request, ReadingSession, str], Kept], url: str) -> Response:
    headers = {**ANY_ORIGIN, "vary": "accept-datetime", "cache-control": "no-cache"}
    with request.app.state.room.reading() as session:
        try:
            kept = keep(request, session, url)
            newest = kept.mementos.standing_at(None)
            chosen = kept.mementos.standing_at(accept_datetime(request))
        except UnreadableDate as error:
            links = [*_about(kept), *_around(kept, newest, with_neighbours=False)]
            refused = problem(request, failure_of(error))
            refused.headers.update({"vary": headers["vary"], "link": ", ".join(links)})
            return refused
        except NotFound as error:
            unknown = problem(request, failure_of(NotFound(f"{url}: {error}")))
            unknown.headers["vary"] = headers["vary"]
            return unknown
        links = [*_about(kept), *_around(kept, chosen, with_neighbours=True)]
        return RedirectResponse(kept.address(chosen.chosen), 302, {**headers, "link": ", ".join(links)})


def _about(kept: Kept) -> list[str]:
    return [link(kept.original.address, "original"), kept.original.timemap_link()]


def _around(kept: Kept, chosen: Chosen, *, with_neighbours: bool) -> list[str]:
    named = [("first", chosen.first), ("last", chosen.last)]
    if with_neighbours:
        named += [("", chosen.chosen), *((name, one) for name, one in (("prev", chosen.before), ("next", chosen.after)) if one)]
    return merged((relation, kept.address(one), one.second) for relation, one in named)
