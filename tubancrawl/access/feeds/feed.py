"""A page of a feed (RFC 4287), with where it is and where it goes on (RFC 5005)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from starlette.responses import Response

from tubancrawl import site
from tubancrawl.access.api.answers import last_modified
from tubancrawl.access.api.parameters import Category, Cursor, QueryText, Reporter
from tubancrawl.access.api.problems import ANY_ORIGIN, problems
from tubancrawl.access.atom import CLOSING, NEVER, OPENING, Entry, entry, head, moment, tag
from tubancrawl.access.markup import text
from tubancrawl.store.database import ReadingSession

MEDIA_TYPE: Final = "application/atom+xml"
DOCUMENTED: Final[dict[str, Any]] = {
    "responses": {200: {"description": "A page of the feed", "content": {MEDIA_TYPE: {}}}, **problems()},
    "response_class": Response,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every feed can be asked for."""

    category: str | None
    reporter: str | None
    q: str | None
    limit: int
    cursor: str | None


def _asked(
    *,
    category: Category = None,
    reporter: Reporter = None,
    q: Annotated[QueryText | None, Query(description="Only articles that this finds; docs/search.md")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Entries on a page")] = 50,
    cursor: Cursor = None,
) -> Asked:
    return Asked(category=category, reporter=reporter, q=q, limit=limit, cursor=cursor)


FeedAsked = Annotated[Asked, Depends(_asked)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A page of a feed."""

    name: str
    title: str
    page: str
    """The path of the reading room's page that shows the like."""
    asked: Asked
    kinds: Sequence[str] | None = None
    """Of changes, where it has some kinds alone."""
    entries: Sequence[Entry]
    next: str | None

    def response(self, request: Request, session: ReadingSession) -> Response:
        """Return the page as it is sent."""
        headers = {**ANY_ORIGIN, **last_modified(session)}
        return Response(self._text(request).encode(), headers=headers, media_type=f"{MEDIA_TYPE}; charset=utf-8")

    def _text(self, request: Request) -> str:
        asked = self._told_apart()
        filters = "".join(f", {name} {value}" for name, value in asked.items())
        room = str(request.base_url).rstrip("/")
        links = [
            ("self", str(request.url), MEDIA_TYPE),
            ("alternate", f"{room}{self.page}", "text/html"),
            ("first", _at(request, None), MEDIA_TYPE),
            *([("next", _at(request, self.next), MEDIA_TYPE)] if self.next else []),
        ]
        told = [
            OPENING,
            head(
                id_=tag("feed", self.name, *(f"{name}={value}" for name, value in asked.items())),
                title=f"{site.HOST}: {self.title}{filters}",
                author=site.HOST,
                links=links,
            ),
            text("updated", moment(max((one.updated for one in self.entries), default=NEVER))) + "\n",
            *map(entry, self.entries),
            CLOSING,
        ]
        return "".join(told)

    def _told_apart(self) -> dict[str, str]:
        """Return what tells this feed from the others of its name: neither the cursor nor the length of a page."""
        kinds = " ".join(self.kinds) if self.kinds else None
        told = {"category": self.asked.category, "reporter": self.asked.reporter, "kind": kinds, "q": self.asked.q}
        return {name: value for name, value in told.items() if value is not None}


def _at(request: Request, cursor: str | None) -> str:
    """Return the address of another page of the same feed."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    if cursor is not None:
        query.append(("cursor", cursor))
    path = str(request.url.replace(query=""))
    return f"{path.rstrip('?')}?{urlencode(query)}" if query else path.rstrip("?")
