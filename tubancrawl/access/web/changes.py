"""Every change the archive saw, newest first, with the filters that a reader needs."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tubancrawl.access.addresses import with_query
from tubancrawl.access.web import asked
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.rendering import render
from tubancrawl.store.latest import KINDS, latest_changes

_CHANGES: Final = 50


@page("/changes")
def changes(request: Request) -> Response:
    """Return a page of changes, and the form that narrows them."""
    since, until = asked.day(asked.field(request, "since")), asked.day(asked.field(request, "until"))
    kinds = [kind for kind in request.query_params.getlist("kind") if kind in KINDS]
    category, reporter = asked.field(request, "category"), asked.field(request, "reporter")
    with request.app.state.room.reading() as session:
        latest = latest_changes(
            session,
            limit=_CHANGES,
            cursor=asked.field(request, "after"),
            since=since.isoformat() if since else None,
            until=until.isoformat() if until else None,
            category=category,
            reporter=reporter,
            kinds=kinds or None,
        )
    query = {"since": since, "until": until, "category": category, "reporter": reporter, "kind": kinds}
    feed = with_query("/feeds/changes.atom", {"category": category, "reporter": reporter, "kind": kinds})
    return render(request, "changes.html", latest=latest, query=query, kinds=KINDS, feed=feed)
