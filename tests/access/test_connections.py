"""A connection is not held for ever by a client that does not finish its question or does not take its answer."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from tubancrawl.access import connections
from tubancrawl.access.connections import PatientProtocol

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
ASKS = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def _much(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer more than any buffer between here and a client holds."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(1_000):
        await send({"type": "http.response.body", "body": bytes(100_000), "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _little(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def configured(app: Callable[[Scope, Receive, Send], Awaitable[None]], *, proxied: bool = False) -> uvicorn.Config:
    config = uvicorn.Config(
        app, http=PatientProtocol, ws="none", lifespan="off", access_log=False, log_config=None, proxy_headers=proxied
    )
    config.load()
    return config


def talk(app: Callable[[Scope, Receive, Send], Awaitable[None]], say: Talk) -> int:
    """Let a client talk to a server over a real socket; return how many connections the server still has then."""

    async def both() -> int:
        config = configured(app)
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: PatientProtocol(config, state, {}, loop), "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            await say(reader, writer)
            left = len(state.connections)
            writer.close()
            for task in state.tasks:
                task.cancel()
        return left

    return asyncio.run(asyncio.wait_for(both(), timeout=30))


@pytest.mark.parametrize(
    "begun", [b"", b"GET", ASKS[:-2], ASKS + b"GET / HT"], ids=["nothing", "a word", "a head", "a second head"]
)
def test_a_head_that_does_not_end_is_cut(monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.1)

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(begun)
        with suppress(ConnectionResetError):
            while await reader.read(1000):
                pass

    assert talk(_little, say) == 0


def test_an_answer_that_nobody_takes_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LOST_SECONDS", 0.2)

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ASKS)
        await asyncio.sleep(0.6)

    assert talk(_much, say) == 0


def test_a_client_that_asks_again_in_time_is_served_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 5.0)

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(3):
            writer.write(ASKS)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert await reader.readexactly(2) == b"ok"

    assert talk(_little, say) == 1


def test_questions_sent_ahead_are_answered_in_turn() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ASKS * 3)
        for _ in range(3):
            await reader.readuntil(b"\r\n\r\nok")

    assert talk(_little, say) == 1


@pytest.mark.parametrize("proxied", [False, True], ids=["by itself", "behind a proxy"])
def test_one_client_cannot_take_every_connection(monkeypatch: pytest.MonkeyPatch, *, proxied: bool) -> None:
    monkeypatch.setattr(connections, "CONNECTIONS_PER_CLIENT", 3)

    async def served_of(address: tuple[str, int], client: str) -> bool:
        reader, writer = await asyncio.open_connection(*address, local_addr=(client, 0))
        opened.append(writer)
        with suppress(ConnectionError):
            writer.write(ASKS)
            return (await reader.read(12)).startswith(b"HTTP/1.1 200")
        return False

    async def ask_all() -> list[bool]:
        state, loop = ServerState(), asyncio.get_running_loop()
        config = configured(_little, proxied=proxied)
        server = await loop.create_server(lambda: PatientProtocol(config, state, {}, loop), "127.0.0.1", 0)
        async with server:
            address = server.sockets[0].getsockname()
            found = [await served_of(address, client) for client in ("127.0.0.1",) * 4 + ("127.0.0.2",)]
            for writer in opened:
                writer.close()
        return found

    opened: list[asyncio.StreamWriter] = []
    assert asyncio.run(asyncio.wait_for(ask_all(), timeout=30)) == [True, True, True, proxied, True]
