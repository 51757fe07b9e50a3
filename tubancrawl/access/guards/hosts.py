"""Answers only under names that are known: whoever points its own name at this server is refused (DNS rebinding)."""

import re
from collections.abc import Collection
from ipaddress import ip_address
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from tubancrawl.access.guards.refusal import refuse

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?", re.IGNORECASE)


class HostGuard:
    """Refuses with 421 (RFC 9110, 15.5.20) what names another host, with 400 what names none or several.

    Served are the names of the loopback interface, those that it was given, and the very address that a client connected to.
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._names = _LOOPBACK | {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        found = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        host = _HOST.fullmatch(found[0]) if len(found) == 1 else None
        if host is None:
            await refuse(scope, send, 400, "Expected one Host header with the name of this server.")
        elif (name := host[1].lower()) not in self._names and name != _address(scope):
            await refuse(
                scope, send, 421, "This server does not answer under that name; whoever runs it can add it: docs/serving.md."
            )
        else:
            await self._app(scope, receive, send)


def _address(scope: Scope) -> str:
    """Return the address that the client connected to, as a Host header has it; "" for a socket without one."""
    address = str((scope.get("server") or ("",))[0])
    try:
        return f"[{address}]" if ip_address(address).version == 6 else address
    except ValueError:
        return ""
