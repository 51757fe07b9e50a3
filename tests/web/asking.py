"""Asks the reading room's pages without a socket, and reads what comes as a browser would."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
from lxml import html
from starlette.types import ASGIApp

from tubancrawl.access.app import create_app
from tubancrawl.access.room import Room

ORIGINAL = "http://127.0.0.1:8001"


def room_of(folder: Path) -> ASGIApp:
    app = create_app(Room(folder))
    app.state.original_origin = ORIGINAL
    return app


def ask(app: ASGIApp, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
    """Send one request; `headers` are named with underscores."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return await client.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})

    return asyncio.run(send())


def tree_of(answer: httpx.Response) -> Any:
    return html.document_fromstring(answer.content.decode())


def text_of(answer: httpx.Response) -> str:
    return " ".join(tree_of(answer).find(".//main").text_content().split())
