"""Whatever a server does, an exchange ends in bounded time and memory, as whole or as broken for a reason, and harms no other."""

import asyncio
import socket

import pytest

from tests.capture.servers import RawServer, serving
from tests.capture.shapes import sized
from tests.faults.hostile import BOMB_BYTES, BOMBS, BROKEN, WHOLE, Script, bomb_answer, play
from tubancrawl.capture.address import Target
from tubancrawl.capture.connection import Connections
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.message import read_exchange, read_message

URL = "https://tubankab.go.id/entry/synthetic"
REQUEST = b"GET /entry/synthetic HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n"
NEXT = sized(b"the next page")
DEADLINE = 0.6
LIMIT = 1_000_000
ONE_READ = 256 * 1024


def exchanges_of(script: Script) -> tuple[Exchange, Exchange]:
    """Ask a server that plays `script` for its first answer, and then once more."""

    def serve(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)
        if len(server.requests) == 1 and not play(script, server, connection):
            return
        while len(server.requests) > 1 or server.read_request(connection):
            connection.sendall(NEXT)
            if not server.read_request(connection):
                return

    async def run(port: int) -> tuple[Exchange, Exchange]:
        target = Target("http", "127.0.0.1", port, named=True)
        connections = Connections(timeout=DEADLINE, max_bytes=LIMIT, connect_to={"tubankab.go.id": target})
        try:
            # Far more than the deadline: a test that hangs is to fail, not to time a busy machine.
            async with asyncio.timeout(30):
                first = await connections.fetch(URL, REQUEST)
                await asyncio.sleep(0.02)  # what else it sends may come in
                return first, await connections.fetch(URL, REQUEST)
        finally:
            await connections.close()

    with serving(serve) as server:
        return asyncio.run(run(server.port))


@pytest.mark.parametrize("script", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_kept_as_broken_within_bounds_and_the_next_is_whole(script: Script) -> None:
    first, second = exchanges_of(script)
    problems = read_exchange(first, max_body=LIMIT).problems
    assert problems
    assert all(problem.isprintable() and len(problem) < 300 for problem in problems)
    assert len(first.response) <= LIMIT + ONE_READ
    assert second.response == NEXT


@pytest.mark.parametrize("script", WHOLE.values(), ids=WHOLE)
def test_an_odd_answer_is_kept_and_leaks_into_no_other(script: Script) -> None:
    first, second = exchanges_of(script)
    assert first.error is None
    assert read_exchange(first, max_body=LIMIT).status
    assert second.response == NEXT


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_kept_packed_and_read_up_to_the_limit(name: str) -> None:
    [first, second] = exchanges_of([bomb_answer(name)])
    assert first.response == bomb_answer(name)
    message = read_message(first.response, max_body=LIMIT)
    assert len(message.body) <= LIMIT < BOMB_BYTES
    assert second.response == NEXT
    assert message.problems
