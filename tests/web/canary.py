"""A place that nobody should call: counts every connection, though nothing is said on it. Synthetic."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Canary:
    """Where it listens, and the first bytes of each connection so far."""

    port: int
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Canary]:
    """Listen on a free port of this machine until the block ends; every caller is answered 404."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        canary = Canary(server.getsockname()[1])

        def hear(one: socket.socket) -> None:
            with one:
                one.settimeout(2)
                number = len(canary.heard)
                canary.heard.append(b"")
                try:
                    canary.heard[number] = one.recv(200)
                    one.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                except OSError:
                    return  # the connection alone has been counted

        def accept() -> None:
            while True:
                try:
                    one, _ = server.accept()
                except OSError:
                    return  # closed: the test is over
                threading.Thread(target=hear, args=(one,), daemon=True).start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield canary
        finally:
            server.shutdown(socket.SHUT_RDWR)
            accepting.join(timeout=10)
