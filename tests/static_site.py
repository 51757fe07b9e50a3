"""Serves answers over loopback, from a dict, a folder of `tests.site.scale` or a function, and keeps what was asked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Answer:
    """What one path answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


Find = Callable[[str, Mapping[str, str]], Answer | None]
"""A path, query included, and the request's headers by name in lower case -> what it answers; None is 404."""


class StaticSite:
    """A running server: its address, the requests so far, and a way to wait for the next ones."""

    def __init__(self, find: Find) -> None:
        self.find = find
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.change = Condition()
        self.url = ""
        self._stalled_after: int | None = None

    def wait_for(self, count: int, *, seconds: float) -> bool:
        """Wait until `count` requests have come; tell whether they did in time."""
        with self.change:
            return self.change.wait_for(lambda: len(self.asked) >= count, timeout=seconds)

    @contextmanager
    def stalled_after(self, count: int) -> Iterator[None]:
        """Let requests after the `count`-th of all wait until the block ends: a crawl cannot be over before it is disturbed."""
        self._stalled_after = count
        try:
            yield
        finally:
            with self.change:
                self._stalled_after = None
                self.change.notify_all()

    def take(self, path: str, headers: Mapping[str, str]) -> None:
        """Note a request, and return when it may be answered."""
        with self.change:
            self.asked.append(path)
            self.headers.append(headers)
            self.change.notify_all()
            number = len(self.asked)
            self.change.wait_for(lambda: self._stalled_after is None or number <= self._stalled_after)


def serve_pages(pages: Mapping[str, Answer]) -> AbstractContextManager[StaticSite]:
    """Serve a dict of paths (query included); anything else is 404."""
    return serve_answers(lambda path, _: pages.get(path))


def serve_found(find: Callable[[str], Answer | None]) -> AbstractContextManager[StaticSite]:
    """Serve what `find` gives for a path and query; None is 404."""
    return serve_answers(lambda target, _: find(target))


def serve_folder(folder: Path) -> AbstractContextManager[StaticSite]:
    """Serve a folder of `tests.site.scale`."""

    def find(target: str, _: Mapping[str, str]) -> Answer | None:
        parts = urlsplit(target)
        if parts.path == "/entries":
            path = folder / "entries" / f"{parse_qs(parts.query).get('page', ['1'])[0]}.html"
        elif parts.path.startswith("/entry/"):
            path = folder / f"{parts.path[1:]}.html"
        else:
            path = folder / (parts.path[1:] or "index.html")
        media = "application/xml" if target.endswith(".xml") else "text/html; charset=utf-8"
        return Answer(path.read_bytes(), 200, {"Content-Type": media}) if path.is_file() else None

    return serve_answers(find)


@contextmanager
def serve_answers(find: Find) -> Iterator[StaticSite]:
    """Serve what `find` answers; it may be called by several threads at once."""
    site = StaticSite(find)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.take(self.path, headers)
            answer = site.find(self.path, headers) or Answer(b"<h1>Not Found</h1>", 404)
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_request(self, *_: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except (ConnectionResetError, BrokenPipeError):
                return  # the crawl on the other side was killed, or had enough

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
