"""Serves the miniature over real HTTP/1.1 on loopback, at any day of its timeline, with faults switched on per path.

    with serve(at=date(2018, 7, 20)) as site:
        …ask site.url…
        site.set_date(date(2019, 3, 6))
        site.break_path("/entry/…", Fault(kind="status", status=503, times=1))
        assert site.hits[-1].path == "/robots.txt"

Every answer is drawn when it is asked for; nothing is kept between runs, so equal requests in equal order get equal bytes.
"""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import ThreadingHTTPServer
from typing import cast

from tests.site.handler import Handler
from tests.site.running import Site

__all__ = ["Site", "serve"]


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        super().__init__(address, Handler)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        self._open.add(cast("socket.socket", request))
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        self._open.discard(cast("socket.socket", request))
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError | TimeoutError):
            self.site.problems.append(error)

    def close(self) -> None:
        """Stop, and end the connections that clients keep alive, so that no thread outlives the site."""
        self.shutdown()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was faster
        self.server_close()


@contextmanager
def serve(*, at: date, host: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    """Serve the miniature as it stands on the day `at`; port 0 is a free one.

    Raises, when it ends, the first error that the miniature itself met while answering.
    """
    site = Site(at=at)
    server = _Server((host, port), site)
    site.url = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="miniature")
    thread.start()
    try:
        yield site
    finally:
        server.close()
        thread.join()
    if site.problems:
        raise site.problems[0]
