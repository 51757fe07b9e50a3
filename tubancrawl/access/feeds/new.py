"""The feed of new articles: in the order in which the archive captured them, or those that a search finds, newest first."""

from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from tubancrawl import site
from tubancrawl.access.addresses import version_path
from tubancrawl.access.api.answers import ReadingRoute, readable
from tubancrawl.access.api.parameters import Category, Cursor, Reporter
from tubancrawl.access.api.problems import problems
from tubancrawl.access.atom import Entry, tag
from tubancrawl.access.feeds.feed import CONTENT, Feed, FeedLimit, FeedSearch
from tubancrawl.store.latest import LatestChange, latest_changes
from tubancrawl.store.search import Hit, Wanted, search

router = APIRouter(route_class=ReadingRoute, tags=["feeds"])


@readable(
    router,
    "/feeds/new.atom",
    summary="Atom feed of new articles",
    responses={**CONTENT, **problems()},
    response_class=Response,
)
def new_articles(
    *,
    request: Request,
    category: Category = None,
    reporter: Reporter = None,
    q: FeedSearch = None,
    limit: FeedLimit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the articles that the archive captured last, all or those of a category, a reporter or a search."""
    room = str(request.base_url).rstrip("/")
    with request.app.state.room.reading() as session:
        if q is None:
            latest = latest_changes(session, limit=limit, cursor=cursor, category=category, reporter=reporter, kinds=("new",))
            entries, following = [_of_change(room, change) for change in latest.changes], latest.next
        else:
            wanted = Wanted(text=q, scope="all", category=category, reporter=reporter, sort="newest")
            found = search(session, wanted, limit=limit, cursor=cursor)
            entries, following = [_of_hit(room, hit) for hit in found.hits], found.next
        feed = Feed(
            name="new",
            title="new articles",
            page="/",
            asked={"category": category, "reporter": reporter, "q": q},
            entries=entries,
            next=following,
        )
        return feed.response(request, session)


def _of_change(room: str, change: LatestChange) -> Entry:
    return Entry(
        id=tag("article", change.url),
        title=change.headline or site.slug_of(change.url),
        updated=datetime.fromisoformat(change.at),
        alternate=f"{room}{version_path(change.url, change.version or 1)}",
        via=change.url,
    )


def _of_hit(room: str, hit: Hit) -> Entry:
    return Entry(
        id=tag("article", hit.url),
        title=hit.headline or site.slug_of(hit.url),
        updated=datetime.fromisoformat(hit.first_captured_at),
        published_at=hit.published_at,
        alternate=f"{room}{version_path(hit.url, hit.version)}",
        via=hit.url,
        summary="".join(piece.text for piece in hit.snippet),
    )
