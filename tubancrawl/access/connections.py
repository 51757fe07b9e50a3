"""Connections that do not wait for ever: uvicorn's protocol, which has no limit of its own for a head that never ends."""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 15.0
"""From a connection, or the end of an answer, to the end of the next head."""
LOST_SECONDS: Final = 960.0
"""From a head to the end of its answer. The time guard has ended it before, unless the client does not read."""
CONNECTIONS_PER_CLIENT: Final = 64
"""A browser opens six. Behind a proxy all come from the proxy, which counts for itself."""


class PatientProtocol(H11Protocol):
    """Cuts a connection whose head takes too long, one whose client does not take its answer, and one too many of a client."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limit: asyncio.TimerHandle | None = None
        self._begun: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count."""
        super().connection_made(transport)
        self._expect(HEAD_SECONDS)
        if not self.config.proxy_headers and self._of_this_client() > CONNECTIONS_PER_CLIENT:
            transport.abort()

    def handle_events(self) -> None:
        """Count anew when a request has begun."""
        super().handle_events()
        if self.cycle is not self._begun and not self.cycle.response_complete:
            self._begun = self.cycle
            self._expect(LOST_SECONDS)

    def on_response_complete(self) -> None:
        """Count anew: another head may come."""
        self._expect(HEAD_SECONDS)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more."""
        if self._limit is not None:
            self._limit.cancel()
        super().connection_lost(exc)

    def _of_this_client(self) -> int:
        address = self.client[0] if self.client else None
        others = (one.client for one in self.connections if isinstance(one, PatientProtocol))
        return sum(1 for client in others if client is not None and client[0] == address)

    def _expect(self, seconds: float) -> None:
        if self._limit is not None:
            self._limit.cancel()
        self._limit = self.loop.call_later(seconds, self.transport.abort)
