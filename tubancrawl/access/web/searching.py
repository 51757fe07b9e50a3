"""Search over every version: what stands now, what was removed, what stood at a time."""

from collections.abc import Mapping
from typing import Final, get_args

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.web import asked
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.rendering import render
from tubancrawl.store.search import Wanted, search
from tubancrawl.store.search.wanted import Scope

_FILTERS: Final = ("since", "until", "state", "category", "reporter", "photographer", "editor", "field")
_SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
_HITS: Final = 20


@page("/search")
def searched(request: Request) -> Response:
    """Return the form and, where something is wanted, what was found."""
    as_of, since, until = (asked.day(asked.field(request, name)) for name in ("as_of", "since", "until"))
    filters = {name: asked.field(request, name) for name in _FILTERS}
    filters |= {"since": since.isoformat() if since else None, "until": until.isoformat() if until else None}
    scope = request.query_params.get("scope")
    wanted = Wanted(
        text=request.query_params.get("q", ""),
        scope=next((one for one in _SCOPES if one == scope), "current"),
        as_of=asked.end_of(as_of),
        exact=asked.field(request, "exact") is not None,
        sort="newest" if request.query_params.get("sort") == "newest" else "relevance",
        **filters,
    )
    query = {
        "q": wanted.text,
        "scope": wanted.scope,
        "as_of": as_of.isoformat() if as_of else None,
        "exact": "yes" if wanted.exact else None,
        "sort": wanted.sort,
        **filters,
    }
    found = None
    if wanted.text.strip() or any(filters.values()):
        with request.app.state.room.reading() as session:
            found = search(session, wanted, limit=_HITS, cursor=asked.field(request, "after"))
    return render(
        request,
        "search.html",
        wanted=wanted,
        query=query,
        found=found,
        narrowed=bool(wanted.text.strip()) and (wanted.exact or as_of is not None or any(filters.values())),
        facet_query=facet_query,
        export=_export_of(wanted),
    )


def facet_query(query: Mapping[str, str | None], facet: str, value: str) -> dict[str, str | None]:
    """Return the query narrowed to a value of a facet."""
    if facet == "year":
        return {**query, "since": f"{value}-01-01", "until": f"{value}-12-31"}
    return {**query, facet: value}


def _export_of(wanted: Wanted) -> dict[str, str | None]:
    """Return the query of an export of the same search, in the names of the API."""
    return {
        "q": wanted.text,
        "in": wanted.scope,
        "as_of": wanted.as_of.isoformat() if wanted.as_of else None,
        "exact": "true" if wanted.exact else None,
        "field": wanted.field,
        "since": wanted.since,
        "until": wanted.until,
        "state": wanted.state,
        "category": wanted.category,
        "reporter": wanted.reporter,
        "photographer": wanted.photographer,
        "editor": wanted.editor,
    }
