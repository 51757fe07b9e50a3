"""One TCP or TLS connection, with at most one exchange on it at a time."""

import asyncio
from typing import cast

from tubancrawl.capture.incoming import Incoming


class Line(asyncio.Protocol):
    """A connection to `ip`, idle or with one exchange on it. asyncio and uvloop set TCP_NODELAY themselves."""

    def __init__(self, ip: str) -> None:
        self.ip = ip
        self.alive = True
        self._transport: asyncio.Transport | None = None
        self._incoming: Incoming | None = None
        self._ended: asyncio.Future[None] | None = None
        self._lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by class

    async def exchange(self, request: bytes, incoming: Incoming) -> None:
        """Send `request` and fill `incoming` until it is done."""
        assert self._transport is not None
        self._incoming = incoming
        self._ended = asyncio.get_running_loop().create_future()
        if not self.alive:
            incoming.end_of_stream("")
            return
        self._transport.write(request)
        try:
            await self._ended
        finally:
            self._incoming = self._ended = None

    def data_received(self, data: bytes) -> None:
        """Hand the bytes to the exchange that waits for them."""
        incoming = self._incoming
        if incoming is None:
            self.abort()  # nothing was asked: whatever this is, it is no answer
            return
        incoming.feed(data)
        if incoming.done:
            self._end()

    def eof_received(self) -> bool:
        """End the exchange: the server has said all."""
        self._close("")
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """End the exchange; with an `exc` the answer is cut."""
        self._close(f"({exc}) " if exc else "")
        if not self._lost.done():
            self._lost.set_result(None)

    def _close(self, cause: str) -> None:
        self.alive = False
        if self._incoming is not None:
            self._incoming.end_of_stream(cause)
            self._end()

    def _end(self) -> None:
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(None)

    def abort(self) -> None:
        """Drop the connection at once; what is unsent or unread is of no interest any more."""
        self.alive = False
        if self._transport is not None:
            self._transport.abort()

    async def lost(self) -> None:
        """Wait until the transport is really gone."""
        await self._lost
