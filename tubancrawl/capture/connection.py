"""A small HTTP/1.1 client that keeps the exact bytes of each exchange. Knows nothing of Scrapy or WARC.

Only GET without a body is asked for: that is all a crawl needs, and it makes a repeat after a stale connection harmless.
"""

import asyncio
import contextlib
import ssl
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tubancrawl.capture.address import Target, Unreachable, addresses_of, target_of
from tubancrawl.capture.exchange import Exchange, Failure
from tubancrawl.capture.incoming import Incoming
from tubancrawl.capture.line import Line

_IDLE_PER_TARGET = 8  # connections kept open for the next request; a crawl has fewer in flight to one site
_Key = tuple[Target, str]


def new_record_id() -> str:
    """Return a fresh "urn:uuid:…"."""
    return f"urn:uuid:{uuid.uuid4()}"


def verifying_tls() -> ssl.SSLContext:
    """Return a context that verifies certificates and the names they are for (never the subject's), and offers HTTP/1.1 only."""
    context = ssl.create_default_context()
    context.hostname_checks_common_name = False  # as browsers do; Python still looks there when no other name is given
    context.set_alpn_protocols(["http/1.1"])
    return context


class Connections:
    """Fetches over kept-alive connections.

    `timeout` is the total for one exchange in seconds, from name resolution to the last byte. `max_bytes` bounds a received
    answer, heads included. `connect_to` comes from `address.parse_connect_to`. `tls` must verify; tests name their own root.
    """

    def __init__(
        self,
        *,
        timeout: float,
        max_bytes: int,
        connect_to: Mapping[str, Target] | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = new_record_id,
    ) -> None:
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._connect_to = dict(connect_to or {})
        self._tls = tls
        self._clock = clock
        self._new_id = new_id
        self._idle: dict[_Key, list[Line]] = {}
        self._open: set[Line] = set()

    async def fetch(self, url: str, request: bytes) -> Exchange:
        """Send `request` to where `url` leads and return what happened. Network faults end in the Exchange, never in a raise."""
        started_at = self._clock()
        incoming = Incoming(self._max_bytes)
        sent, ip, error = b"", None, None
        try:
            async with asyncio.timeout(self._timeout):
                target = target_of(url, self._connect_to)
                key = (target, urlsplit(url).hostname or "")
                line, fresh = await self._line(key)
                sent, ip = request, line.ip
                await self._ask(line, key, request, incoming)
                if not fresh and incoming.failure is Failure.DISCONNECT and not incoming.data:
                    # The server closed the idle connection while we wrote to it. Nothing of the answer is lost.
                    incoming = Incoming(self._max_bytes)
                    line = await self._connect(key)
                    ip = line.ip
                    await self._ask(line, key, request, incoming)
        except Unreachable as unreachable:
            error = str(unreachable)
        except TimeoutError:
            incoming.out_of_time(self._timeout)
        if incoming.failure:
            error = f"{incoming.failure}: {incoming.reason}"
        response = bytes(incoming.data)
        return Exchange(
            url=url,
            started_at=started_at,
            ip=ip,
            request=sent,
            response=response,
            truncated=incoming.truncated if response else None,
            error=error,
            record_id=self._new_id(),
        )

    async def _ask(self, line: Line, key: _Key, request: bytes, incoming: Incoming) -> None:
        keep = False
        try:
            await line.exchange(request, incoming)
            keep = incoming.reusable and line.alive
        finally:
            idle = self._idle.setdefault(key, [])
            if keep and len(idle) < _IDLE_PER_TARGET:
                idle.append(line)
            else:
                line.abort()

    async def _line(self, key: _Key) -> tuple[Line, bool]:
        idle = self._idle.get(key, [])
        while idle:
            line = idle.pop()
            if line.alive:
                return line, False
        return await self._connect(key), True

    async def _connect(self, key: _Key) -> Line:
        target, host = key
        self._open = {line for line in self._open if line.alive}
        tls = None
        if target.scheme == "https":
            tls = self._tls = self._tls or verifying_tls()
        failed = Unreachable(Failure.RESOLVE, f"{target.host}: no address")
        for address in await addresses_of(target):
            try:
                # The very address that was checked, so that a second look-up cannot name another one.
                _, line = await asyncio.get_running_loop().create_connection(
                    lambda ip=address: Line(ip), address, target.port, ssl=tls, server_hostname=host if tls else None
                )
            except ssl.SSLError as error:
                failed = Unreachable(Failure.TLS, f"{host} at {address}: {error}")
            except OSError as error:
                failed = Unreachable(Failure.REFUSED, f"{host} at {address} port {target.port}: {error.strerror or error}")
            else:
                self._open.add(line)
                return line
        raise failed

    async def close(self) -> None:
        """Close every connection and wait until they are gone."""
        for line in self._open:
            line.abort()
        with contextlib.suppress(TimeoutError):
            # An aborted TLS transport may take a loop turn or two; it never needs a second.
            async with asyncio.timeout(1):
                for line in self._open:
                    await line.lost()
        self._open.clear()
        self._idle.clear()
