"""Refuses requests that no reader makes: methods that would write, bodies, addresses and queries without end."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from tubancrawl.access.guards.refusal import refuse

METHODS: Final = ("GET", "HEAD", "OPTIONS")
MAX_PATH: Final = 4_096
"""Bytes of a path. The longest that the site is known to have is 160; the second origin's paths carry whole addresses."""
MAX_QUERY: Final = 8_192
"""Bytes of a query: a search of some hundred words with every filter."""
MAX_PARAMETERS: Final = 100


class BoundsGuard:
    """Refuses with 405, 413 or 414 and says what the bound is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        names = {name: value for name, value in scope["headers"] if name in {b"content-length", b"transfer-encoding"}}
        if scope["method"] not in METHODS:
            await refuse(scope, send, 405, "The archive is only read here.", allow=", ".join(METHODS))
        elif b"transfer-encoding" in names or names.get(b"content-length", b"0") != b"0":
            await refuse(scope, send, 413, "A request has no body here.")
        elif len(scope.get("raw_path") or scope["path"].encode()) > MAX_PATH:
            await refuse(scope, send, 414, f"Expected a path of at most {MAX_PATH} bytes.")
        elif len(scope["query_string"]) > MAX_QUERY:
            await refuse(scope, send, 414, f"Expected a query of at most {MAX_QUERY} bytes.")
        elif scope["query_string"].count(b"&") >= MAX_PARAMETERS:
            await refuse(scope, send, 414, f"Expected at most {MAX_PARAMETERS} parameters.")
        else:
            await self._app(scope, receive, send)
