"""The access log: one line a request, without headers that could hold a secret, and without a control character."""

import logging
import time
from datetime import UTC, datetime
from typing import Any, Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tubancrawl.text import json_line

LogFormat = Literal["text", "json"]

logger = logging.getLogger("tubancrawl.requests")

_LONGEST = 500  # characters of what a client may choose


class AccessLog:
    """Logs each request at its end: when, who, what, status, bytes of the body, milliseconds, browser."""

    def __init__(self, app: ASGIApp, form: LogFormat) -> None:
        self._app = app
        self._form = form

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on and note the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, at = time.perf_counter(), datetime.now(UTC)
        status, size = 0, 0

        async def send_and_note(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            logger.info("%s", _line(self._form, _facts(scope, at, status, size, milliseconds)))


def _facts(scope: Scope, at: datetime, status: int, size: int, milliseconds: float) -> dict[str, Any]:
    query = scope["query_string"].decode("latin-1")
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    agent = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"user-agent"), "-")
    return {
        "at": at.isoformat(timespec="milliseconds"),
        "client": str((scope.get("client") or ("-",))[0]),
        "method": scope["method"],
        "address": f"{path}?{query}"[:_LONGEST] if query else path[:_LONGEST],
        "status": status,
        "bytes": size,
        "ms": milliseconds,
        "agent": agent[:_LONGEST],
    }


def _line(form: LogFormat, facts: dict[str, Any]) -> str:
    """Return one line. What the client chose is quoted as JSON, so that it can neither end the line nor imitate a field."""
    if form == "json":
        return json_line(facts)
    quoted = (json_line(facts[name]) for name in ("method", "address"))
    agent = json_line(facts["agent"])
    return f"{facts['at']} {facts['client']} {' '.join(quoted)} {facts['status']} {facts['bytes']} {facts['ms']}ms {agent}"
