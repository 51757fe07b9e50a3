"""Gives each client a share of the server: a bucket of tokens that fills steadily, one token a request."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from tubancrawl.access.guards.refusal import refuse

MOST_CLIENTS: Final = 10_000
"""Clients that are remembered, some 2 MB; whoever came longest ago is forgotten first, and then has a full bucket."""


class Buckets:
    """The buckets of the latest clients. `clock` counts seconds; for one thread."""

    def __init__(
        self, *, rate: float, burst: float, most: int = MOST_CLIENTS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._most = most
        self._clock = clock
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._filled)

    def take(self, client: str) -> float:
        """Take a token and return 0, or how many seconds the client has to wait for one."""
        now = self._clock()
        tokens, then = self._filled.pop(client, (self._burst, now))
        tokens = min(self._burst, tokens + (now - then) * self._rate)
        waits = (1 - tokens) / self._rate if tokens < 1 else 0.0
        self._filled[client] = (tokens if waits else tokens - 1, now)
        if len(self._filled) > self._most:
            self._filled.popitem(last=False)
        return waits


class RateGuard:
    """Refuses with 429 (RFC 6585) and says in Retry-After when to come again."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self._app = app
        self._buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        waits = self._buckets.take(_client(scope)) if scope["type"] == "http" else 0
        if waits:
            seconds = math.ceil(waits)
            await refuse(scope, send, 429, f"Too many requests; ask again in {seconds} s.", retry_after=str(seconds))
        else:
            await self._app(scope, receive, send)


def _client(scope: Scope) -> str:
    """Return whose bucket it is: an IPv4 address, or the /64 that one customer of an IPv6 network has to himself."""
    address = str((scope.get("client") or ("",))[0])
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return address
