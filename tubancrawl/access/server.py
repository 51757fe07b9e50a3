"""Runs the reading room: two origins, each on a port of its own, in one process and one event loop. Prints nothing."""

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import anyio.to_thread
import uvicorn
from starlette.types import ASGIApp

from tubancrawl.access.app import create_app
from tubancrawl.access.connections import PatientProtocol
from tubancrawl.access.guards import Guards, guarded
from tubancrawl.access.guards.headers import of_reading_room, of_second_origin
from tubancrawl.access.original import create_original_app
from tubancrawl.access.room import Room
from tubancrawl.errors import CannotListen

_THREADS: Final = 16
"""Requests that are worked on at once: as many as the database keeps connections for (store.database)."""
_CONNECTIONS: Final = 512
"""Connections to one origin; more are told to come again. A process may have 1,024 files open by custom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the two origins listen and how they are called. An origin is scheme, host and port, without a final slash."""

    host: str
    port: int
    original_port: int
    public: str | None = None
    """What people type where a reverse proxy stands before the reading room; None: what it listens on."""
    original: str | None = None


class ReadingRoom:
    """Two listening sockets and what answers on them. Raises CannotListen if a port is taken."""

    def __init__(self, room: Room, addresses: Addresses, guards: Guards) -> None:
        self._room = room
        self._sockets = listening_sockets(addresses.host, addresses.port, addresses.original_port)
        ports = [one.getsockname()[1] for one in self._sockets]
        own = [f"http://{_in_url(addresses.host)}:{port}" for port in ports]
        self.listens_on = tuple(own)
        self.public, self.original = addresses.public or own[0], addresses.original or own[1]
        self._behind_proxy = addresses.public is not None
        hosts = {*guards.hosts, *(str(urlsplit(origin).hostname) for origin in (self.public, self.original))}
        guards = replace(guards, hosts={f"[{host}]" if ":" in host else host for host in hosts})
        self._apps: list[ASGIApp] = [
            guarded(create_app(room, self.original), replace(guards, headers=of_reading_room(self.original))),
            guarded(create_original_app(room, self.public), replace(guards, headers=of_second_origin())),
        ]

    def serve(self, begun: Callable[[], None]) -> None:
        """Answer until SIGINT or SIGTERM comes; answers under way then have five seconds. `begun` is called when both listen."""
        try:
            asyncio.run(self._serve(begun))
        finally:
            self._room.close()

    async def _serve(self, begun: Callable[[], None]) -> None:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        servers = [_Server(_config(app, behind_proxy=self._behind_proxy)) for app in self._apps]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _stop, servers)
        async with asyncio.TaskGroup() as running:
            for server, one in zip(servers, self._sockets, strict=True):
                running.create_task(server.serve(sockets=[one]))
            for server in servers:
                await server.listens.wait()
            begun()


class _Server(uvicorn.Server):
    """A server that leaves signals alone: two share a process, and each would take them from the other."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self.listens.set()

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Capture none."""
        return nullcontext()


def _stop(servers: list[_Server]) -> None:
    for server in servers:
        server.force_exit = server.should_exit
        server.should_exit = True


def _config(app: ASGIApp, *, behind_proxy: bool) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        # Only a proxy on this machine is believed about who asks.
        proxy_headers=behind_proxy,
        forwarded_allow_ips=["127.0.0.1", "::1"],
        limit_concurrency=_CONNECTIONS,
        backlog=128,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=32 * 1024,
    )


def listening_sockets(host: str, *ports: int) -> list[socket.socket]:
    """Return a socket bound to each port of an address; port 0 takes a free one. Raises CannotListen, and leaves none open."""
    found: list[socket.socket] = []
    port = 0
    try:
        for port in ports:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            found.append(socket.socket(family, kind, protocol))
            found[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found[-1].bind(address)
    except (OSError, UnicodeError) as error:
        for one in found:
            one.close()
        reason = getattr(error, "strerror", None) or error
        raise CannotListen(f"{host}:{port}: cannot listen there: {reason}; name another --port or --host") from error
    return found


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches what listens on `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_every_address(host: str) -> bool:
    """Tell whether `host` stands for all addresses of this machine, so that it is no name to call it by."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return host == ""


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
