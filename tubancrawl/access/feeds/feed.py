"""A page of a feed (RFC 4287), with where it is and where it goes on (RFC 5005)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Query, Request
from starlette.responses import Response

from tubancrawl import site
from tubancrawl.access.api.answers import last_modified
from tubancrawl.access.api.parameters import QueryText
from tubancrawl.access.api.problems import ANY_ORIGIN
from tubancrawl.access.atom import CLOSING, NEVER, OPENING, Entry, entry, head, moment, tag
from tubancrawl.access.markup import text
from tubancrawl.store.database import ReadingSession

MEDIA_TYPE: Final = "application/atom+xml"
CONTENT: Final[dict[int | str, dict[str, Any]]] = {200: {"description": "A page of the feed", "content": {MEDIA_TYPE: {}}}}

FeedLimit = Annotated[int, Query(ge=1, le=100, description="Entries on a page")]
FeedSearch = Annotated[QueryText | None, Query(description="Only articles that this finds; docs/search.md")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A page of a feed. `asked` is what tells it from the others of its name: neither the cursor nor the length of a page."""

    name: str
    title: str
    page: str
    """The path of the reading room's page that shows the like."""
    asked: Mapping[str, str | None]
    entries: Sequence[Entry]
    next: str | None

    def response(self, request: Request, session: ReadingSession) -> Response:
        """Return the page as it is sent."""
        headers = {**ANY_ORIGIN, **last_modified(session)}
        return Response(self._text(request).encode(), headers=headers, media_type=f"{MEDIA_TYPE}; charset=utf-8")

    def _text(self, request: Request) -> str:
        asked = {name: value for name, value in self.asked.items() if value is not None}
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


def _at(request: Request, cursor: str | None) -> str:
    """Return the address of another page of the same feed."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    if cursor is not None:
        query.append(("cursor", cursor))
    path = str(request.url.replace(query=""))
    return f"{path.rstrip('?')}?{urlencode(query)}" if query else path.rstrip("?")
