"""Answers that caches and scripts of other origins can use: validators, 304, HEAD and preflight."""

import hashlib
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from tubancrawl.access.api.problems import ANY_ORIGIN
from tubancrawl.access.api.strictness import Parameters
from tubancrawl.access.http_dates import http_date
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.freshness import changed_at
from tubancrawl.text import json_line

_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])

_METHODS: Final = "GET, HEAD, OPTIONS"
_KEPT_ON_304: Final = ("etag", "last-modified", "cache-control", "vary", "link", *ANY_ORIGIN)
_SETTLED: Final = timedelta(seconds=1)


class AddressRoute(APIRoute):
    """A route that only reads: an answer gets its validators. What is raised is answered by access.failures.

    The query belongs to the address that the path ends with, and is not looked at.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of one request."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            self.check(request)
            return validated(request, await handle(request))

        return answer

    def check(self, request: Request) -> None:
        """Raise BadRequest for a query that cannot be meant: none here."""


class ReadingRoute(AddressRoute):
    """A route whose query has the parameters of its endpoint, each once unless it is a list, and no others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parameters = Parameters.of(self.dependant)

    def check(self, request: Request) -> None:
        """Raise BadRequest for a parameter that is unknown or repeated; a preflight asks for nothing."""
        if request.method != "OPTIONS":
            self._parameters.check(request)


def readable(router: APIRouter, path: str, **documented: Any) -> Callable[[_Endpoint], _Endpoint]:
    """Register an endpoint for GET and, not documented, for HEAD and the preflight of other origins' scripts."""

    def register(endpoint: _Endpoint) -> _Endpoint:
        router.add_api_route(path, endpoint, methods=["GET"], **documented)
        router.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False, response_model=None)
        router.add_api_route(path, _preflight, methods=["OPTIONS"], include_in_schema=False, response_model=None)
        return endpoint

    return register


def answer(session: ReadingSession, told: Any, *, now: datetime | None = None) -> Response:
    """Return what is told, in the very bytes of the command's `--json`. With `now`: it depends on the time, and has no date."""
    headers = dict(ANY_ORIGIN) if now is not None else {**ANY_ORIGIN, **last_modified(session)}
    return Response(json_line(told).encode(), headers=headers, media_type="application/json")


def last_modified(session: ReadingSession) -> dict[str, str]:
    """Return the header that says when the archive last changed.

    Absent for a second after: it counts whole seconds, and a later change in the same one could not be seen.
    """
    changed = changed_at(session)
    if changed is None or datetime.now(UTC) - changed < _SETTLED:
        return {}
    return {"last-modified": http_date(changed)}


def validated(request: Request, response: Response) -> Response:
    """Return an answer with its ETag, unless it is streamed; 304 where the asker has it already; without a body for HEAD."""
    if response.status_code == 200:
        body = getattr(response, "body", None)
        if isinstance(body, bytes):
            response.headers["etag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        response.headers.setdefault("cache-control", "no-cache")
        if is_known(request, response.headers.get("etag"), response.headers.get("last-modified")):
            kept = {name: response.headers[name] for name in _KEPT_ON_304 if name in response.headers}
            return Response(status_code=304, headers=kept)
    return _without_body(response) if request.method == "HEAD" else response


def _without_body(response: Response) -> Response:
    head = Response(status_code=response.status_code, headers=dict(response.headers))
    if "content-length" not in response.headers:
        del head.headers["content-length"]
    return head


def is_known(request: Request, etag: str | None, modified: str | None) -> bool:
    """Tell whether the asker's copy is current. If-None-Match is asked first, and alone where it is sent (RFC 9110, 13.2.2)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        sent = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        return etag is not None and ("*" in sent or etag in sent)
    since = request.headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= _aware(parsedate_to_datetime(since))
    except ValueError:
        return False  # what is no date asks for nothing


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _preflight() -> Response:
    headers = {
        **ANY_ORIGIN,
        "allow": _METHODS,
        "access-control-allow-methods": "GET, HEAD",
        "access-control-allow-headers": "If-None-Match, If-Modified-Since",
        "access-control-max-age": "86400",
    }
    return Response(status_code=204, headers=headers)
