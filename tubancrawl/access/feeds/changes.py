"""The feed of what happened to articles: new, edited, picture swapped, missing, gone, moved, back."""

from datetime import datetime
from itertools import islice
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from tubancrawl import site
from tubancrawl.access.addresses import compare_path, history_path, version_path
from tubancrawl.access.api.answers import ReadingRoute, readable
from tubancrawl.access.api.discovery import Kinds
from tubancrawl.access.atom import Entry, tag
from tubancrawl.access.feeds.feed import DOCUMENTED, Feed, FeedAsked
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.latest import LatestChange, latest_changes
from tubancrawl.store.search import Wanted, iter_hits

router = APIRouter(route_class=ReadingRoute, tags=["feeds"])

_MOST_FOUND: Final = 2000
"""Articles of a search that its feed follows: the best of them."""


@readable(router, "/feeds/changes.atom", summary="Atom feed of what changed", **DOCUMENTED)
def changes(request: Request, asked: FeedAsked, kinds: Kinds = None) -> Response:
    """List what happened to articles, all or those of a category, a reporter or a search."""
    room = str(request.base_url).rstrip("/")
    with request.app.state.room.reading() as session:
        latest = latest_changes(
            session,
            limit=asked.limit,
            cursor=asked.cursor,
            category=asked.category,
            reporter=asked.reporter,
            kinds=kinds,
            article_ids=_found(session, Wanted(text=asked.q, scope="all")) if asked.q is not None else None,
        )
        feed = Feed(
            name="changes",
            title="changes",
            page="/changes",
            asked=asked,
            kinds=kinds,
            entries=[_entry(room, change) for change in latest.changes],
            next=latest.next,
        )
        return feed.response(request, session)


def _found(session: ReadingSession, wanted: Wanted) -> list[int]:
    return [article_id for article_id, _ in islice(iter_hits(session, wanted), _MOST_FOUND)]


def _entry(room: str, change: LatestChange) -> Entry:
    return Entry(
        id=tag("change", change.url, change.at, change.kind, *((change.photo.url,) if change.photo else ())),
        title=change.headline or site.slug_of(change.url),
        updated=datetime.fromisoformat(change.at),
        alternate=f"{room}{_page(change)}",
        via=change.url,
        categories=(change.kind,),
        summary=_summary(change),
    )


def _page(change: LatestChange) -> str:
    if change.version is None:
        return history_path(change.url)
    if change.version == 1:
        return version_path(change.url, 1)
    return compare_path(change.url, change.version - 1, change.version)


def _summary(change: LatestChange) -> str:
    if change.photo is not None:
        return f"photo swapped: {change.photo.url} showed {change.photo.before_sha256}, and now {change.photo.sha256}"
    if change.kind != "edited":
        return change.kind
    return f"edited: {', '.join(change.fields)}, by {', '.join(change.causes)}; version {change.version} of {change.versions}"
