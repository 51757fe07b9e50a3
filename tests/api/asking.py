"""Asks the reading room's application in this process, over ASGI and without a socket."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from fastapi import FastAPI

from tests import asgi

ROOM = "http://room.test"
SECOND_ORIGIN = "http://second.test"


@dataclass(frozen=True)
class Asker:
    app: FastAPI

    def __call__(self, path: str, /, method: str = "GET", **headers: str) -> httpx.Response:
        """Ask for a path, with its query, as it is; headers are named with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asgi.ask(self.app, path, method=method, headers=named, origin=ROOM)

    def json(self, path: str, /, **query: Any) -> Any:
        """Ask for JSON that must be there."""
        asked = "&".join(f"{name.rstrip('_')}={quote(str(value))}" for name, value in query.items() if value is not None)
        found = self(f"{path}?{asked}" if asked else path)
        assert found.status_code == 200, found.text
        return found.json()


def expect_problem(found: httpx.Response, status: int) -> dict[str, Any]:
    """Return the problem that an answer is, after checking that it is a whole one."""
    assert found.status_code == status, found.text
    assert found.headers["content-type"] == "application/problem+json"
    assert found.headers["access-control-allow-origin"] == "*"
    told: dict[str, Any] = found.json()
    assert set(told) == {"type", "title", "status", "detail", "instance"}
    assert told["status"] == status
    assert told["detail"]
    return told
