"""The feed of new articles: in the order in which the archive captured them, or those that a search finds, newest first."""

from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from tubancrawl import site
from tubancrawl.access.addresses import version_path
from tubancrawl.access.api.answers import ReadingRoute, readable
from tubancrawl.access.atom import Entry, tag
from tubancrawl.access.feeds.feed import DOCUMENTED, Asked, Feed, FeedAsked
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.latest import LatestChange, latest_changes
from tubancrawl.store.search import Hit, Wanted, search

router = APIRouter(route_class=ReadingRoute, tags=["feeds"])


@readable(router, "/feeds/new.atom", summary="Atom feed of new articles", **DOCUMENTED)
def new_articles(request: Request, asked: FeedAsked) -> Response:
    """List the articles that the archive captured last, all or those of a category, a reporter or a search."""
    room = str(request.base_url).rstrip("/")
    with request.app.state.room.reading() as session:
        entries, following = _listed(session, room, asked) if asked.q is None else _found(session, room, asked, asked.q)
        feed = Feed(name="new", title="new articles", page="/", asked=asked, entries=entries, next=following)
        return feed.response(request, session)


def _listed(session: ReadingSession, room: str, asked: Asked) -> tuple[list[Entry], str | None]:
    latest = latest_changes(
        session, limit=asked.limit, cursor=asked.cursor, category=asked.category, reporter=asked.reporter, kinds=("new",)
    )
    return [_of_change(room, change) for change in latest.changes], latest.next


def _found(session: ReadingSession, room: str, asked: Asked, words: str) -> tuple[list[Entry], str | None]:
    wanted = Wanted(text=words, scope="all", category=asked.category, reporter=asked.reporter, sort="newest")
    found = search(session, wanted, limit=asked.limit, cursor=asked.cursor)
    return [_of_hit(room, hit) for hit in found.hits], found.next


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
