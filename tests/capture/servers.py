"""Raw loopback servers: they send exactly the bytes that a test names, at the pace that it names. All content is synthetic."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Script = Callable[[socket.socket, int], None]
"""What a server does on one connection; the number counts connections from 0."""


@dataclass
class RawServer:
    port: int
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def read_request(self, connection: socket.socket) -> bytes:
        """Return the next request's head, b"" when the client is gone."""
        data = b""
        while not data.endswith(b"\r\n\r\n"):
            part = connection.recv(65536)
            if not part:
                return b""
            data += part
        self.requests.append(data)
        return data


@contextlib.contextmanager
def serving(script: Callable[[RawServer, socket.socket, int], None]) -> Iterator[RawServer]:
    """Run `script` in a thread for each connection to a fresh loopback port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = RawServer(listener.getsockname()[1])
    threads: list[threading.Thread] = []

    def handle(connection: socket.socket, number: int) -> None:
        with connection, contextlib.suppress(OSError):
            script(server, connection, number)

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.settimeout(5)
            number, server.connections = server.connections, server.connections + 1
            threads.append(threading.Thread(target=handle, args=(connection, number)))
            threads[-1].start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield server
    finally:
        server.stopping.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(10)
        for thread in threads:
            thread.join(10)


def answering(*blocks: bytes, close: bool = False, by_byte: bool = False) -> Callable[[RawServer, socket.socket, int], None]:
    """Return a script that answers each request with the next of `blocks`, the last one again and again."""

    def script(server: RawServer, connection: socket.socket, number: int) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while server.read_request(connection):
            block = blocks[min(len(server.requests), len(blocks)) - 1]
            for piece in [block[i : i + 1] for i in range(len(block))] if by_byte else [block]:
                connection.sendall(piece)
            if close:
                return

    return script
