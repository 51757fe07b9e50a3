"""TimeMaps: all mementos of an original, as link-format (RFC 6690) and as JSON, a page at a time where there are many."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from tubancrawl.access.api.answers import AddressRoute, last_modified, readable
from tubancrawl.access.api.problems import ANY_ORIGIN, problems
from tubancrawl.access.http_dates import http_date
from tubancrawl.access.memento.asked import RestOfPath, original_of, page_and_rest
from tubancrawl.access.memento.headers import LINK_TYPE, Form, link
from tubancrawl.access.memento.originals import Kept, captured, extracted
from tubancrawl.errors import NotFound
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.mementos import Chosen, Memento
from tubancrawl.text import json_line

router = APIRouter(route_class=AddressRoute, tags=["memento"])

PER_PAGE: Final = 1000
"""Captures on a page."""

_LISTED: Final = {200: {"description": "The mementos in the order of time", "content": {LINK_TYPE: {}}}}
_FOUND = problems(404)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a TimeMap, and how many there are."""

    kept: Kept
    ends: Chosen
    mementos: list[Memento]
    number: int
    last: int

    def neighbours(self, form: Form) -> dict[str, str]:
        """Return the addresses of the pages before and after, by relation."""
        numbers = {"prev": self.number - 1, "next": self.number + 1}
        return {name: self.kept.original.timemap(form, page) for name, page in numbers.items() if 1 <= page <= self.last}


@readable(router, "/timemap/article/link/{url:path}", summary="TimeMap of an article's text", responses={**_LISTED, **_FOUND})
def article_links(request: Request, rest: RestOfPath) -> Response:
    """List the versions of the article, under any of its addresses."""
    return _answered(request, rest, extracted, _as_links, LINK_TYPE)


@readable(router, "/timemap/article/json/{url:path}", summary="TimeMap of an article's text as JSON", responses=_FOUND)
def article_json(request: Request, rest: RestOfPath) -> Response:
    """List the versions of the article, under any of its addresses."""
    return _answered(request, rest, extracted, _as_json, "application/json")


@readable(router, "/timemap/link/{url:path}", summary="TimeMap of an address", responses={**_LISTED, **_FOUND})
def links(request: Request, rest: RestOfPath) -> Response:
    """List the captures of the address that are mementos; docs/api.md says which."""
    return _answered(request, rest, captured, _as_links, LINK_TYPE)


@readable(router, "/timemap/json/{url:path}", summary="TimeMap of an address as JSON", responses=_FOUND)
def json(request: Request, rest: RestOfPath) -> Response:
    """List the captures of the address that are mementos; docs/api.md says which."""
    return _answered(request, rest, captured, _as_json, "application/json")


def _answered(
    request: Request,
    rest: str,
    keep: Callable[[Request, ReadingSession, str], Kept],
    write: Callable[[Page], str],
    media_type: str,
) -> Response:
    number, address = page_and_rest(rest)
    url = original_of(address)
    with request.app.state.room.reading() as session:
        page = _page(keep(request, session, url), url, number)
        return Response(write(page).encode(), headers={**ANY_ORIGIN, **last_modified(session)}, media_type=media_type)


def _page(kept: Kept, url: str, number: int) -> Page:
    count = kept.mementos.count()
    last = max(1, -(-count // PER_PAGE))
    if count == 0:
        raise NotFound(f"{url}: no capture of it in the archive")
    if number > last:
        raise NotFound(f"{url}: no page {number} of its captures; there are {last}")
    mementos = list(kept.mementos.slice((number - 1) * PER_PAGE, PER_PAGE))
    return Page(kept, kept.mementos.standing_at(None), mementos, number, last)


def _as_links(page: Page) -> str:
    original = page.kept.original
    span = {"from": http_date(page.mementos[0].second), "until": http_date(page.mementos[-1].second)}
    lines = [
        link(original.address, "original"),
        link(original.timemap("link", page.number), "self", type=LINK_TYPE, **span),
        link(original.timegate, "timegate"),
        *(link(address, f"{name} timemap", type=LINK_TYPE) for name, address in page.neighbours("link").items()),
        *(link(page.kept.address(one), _relation(page, one), datetime=http_date(one.second)) for one in page.mementos),
    ]
    return ",\n".join(lines) + "\n"


def _relation(page: Page, one: Memento) -> str:
    ends = [name for name, end in (("first", page.ends.first), ("last", page.ends.last)) if end.second == one.second]
    return " ".join([*ends, "memento"])


def _as_json(page: Page) -> str:
    original = page.kept.original
    told: dict[str, Any] = {
        "original_uri": original.address,
        "self": original.timemap("json", page.number),
        "timegate_uri": original.timegate,
        "timemap_uri": {"link_format": original.timemap("link"), "json_format": original.timemap("json")},
        "pages": page.neighbours("json"),
        "mementos": {
            "first": _told(page, page.ends.first),
            "last": _told(page, page.ends.last),
            "list": [_told(page, one) for one in page.mementos],
        },
    }
    return json_line(told)


def _told(page: Page, one: Memento) -> dict[str, str]:
    return {"datetime": one.second.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "uri": page.kept.address(one)}
