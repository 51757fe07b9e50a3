"""Asks the reading room's pages without a socket, and reads what comes as a browser would."""

from pathlib import Path
from typing import Any

import httpx
from lxml import html
from starlette.types import ASGIApp

from tests import asgi
from tubancrawl.access.app import create_app
from tubancrawl.access.room import Room

ORIGINAL = "http://127.0.0.1:8001"


def room_of(folder: Path) -> ASGIApp:
    return create_app(Room(folder), ORIGINAL)


def ask(app: ASGIApp, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
    """Send one request; `headers` are named with underscores."""
    return asgi.ask(app, path, method=method, headers={name.replace("_", "-"): text for name, text in headers.items()})


def tree_of(answer: httpx.Response) -> Any:
    return html.document_fromstring(answer.content.decode())


def text_of(answer: httpx.Response) -> str:
    return " ".join(tree_of(answer).find(".//main").text_content().split())
