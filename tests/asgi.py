"""Asks an ASGI application without a socket. What it raises is answered 500, as a server does."""

import asyncio

import httpx
from starlette.types import ASGIApp


def ask(
    app: ASGIApp,
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | list[tuple[str, str]] | None = None,
    body: bytes | None = None,
    client: str = "192.0.2.9",
    origin: str = "http://127.0.0.1:8000",
) -> httpx.Response:
    """Send one request and return its answer; `client` is the address it comes from, `origin` what it connects to."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(client, 40_000))
        async with httpx.AsyncClient(transport=transport, base_url=origin) as session:
            return await session.request(method, path, headers=headers, content=body)

    return asyncio.run(send())
