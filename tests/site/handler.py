"""One connection of the miniature: HTTP/1.1 with keep-alive, gzip, chunks, validators, and the faults that break them."""

import gzip
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from typing import Final, Protocol, cast
from urllib.parse import urlsplit

from tests.site import faults
from tests.site.faults import Fault
from tests.site.furniture import View
from tests.site.router import Reply, answer
from tests.site.running import Hit, Site

_CHUNK: Final = 4096
_COMPRESSED: Final = ("text/", "application/xml", "application/rss+xml", "application/javascript")


class _Serving(Protocol):
    site: Site


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    _moment = datetime(2018, 7, 20, 6, tzinfo=UTC)

    @property
    def site(self) -> Site:
        return cast("_Serving", self.server).site

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Be silent: `site.hits` is the log."""

    def version_string(self) -> str:
        return self.server_version

    def do_GET(self) -> None:
        view, fault = self.site.arrived(self.path)
        self._moment = datetime.combine(view.at, clock(6), UTC) + timedelta(seconds=view.nonce)
        if fault:
            self._broken(view, fault)
        else:
            self._send(answer(view))

    do_HEAD = do_GET  # noqa: N815  http.server calls it by this name

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self._moment, usegmt=True)

    def _send(self, reply: Reply, *, piece_seconds: float = 0.0) -> None:
        if reply.status == 200 and self._unchanged(reply):
            self._head(304, reply)
            self.end_headers()
            return
        body, encoding = self._encoded(reply)
        self._head(reply.status, reply)
        self.send_header("Content-Type", reply.content_type)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        chunked = bool(encoding) and self.request_version == "HTTP/1.1" and len(self.path) % 2 == 0
        self.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(body)))))
        self.end_headers()
        if self.command != "HEAD":
            self._write(body, chunked=chunked, piece_seconds=piece_seconds)

    def _note(self, status: int) -> None:
        """Before the first byte goes out: whoever has the answer finds the hit."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.note(Hit(method=self.command, path=self.path, headers=headers, status=status))

    def _head(self, status: int, reply: Reply) -> None:
        self._note(status)
        self.send_response(status)
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        if reply.content_type.startswith("text/html"):
            self.send_header("Set-Cookie", f"bolt_session={self._moment:%H%M%S}; path=/; HttpOnly")
            self.send_header("Set-Cookie", "tema=terang; path=/")
        if reply.content_type.startswith(_COMPRESSED):
            self.send_header("Vary", "Accept-Encoding")
        if reply.etag:
            self.send_header("ETag", reply.etag)
        if reply.last_modified:
            self.send_header("Last-Modified", format_datetime(reply.last_modified, usegmt=True))
        if reply.retry_after is not None:
            self.send_header("Retry-After", str(reply.retry_after))
        if reply.location:
            self.send_header("Location", reply.location)

    def _unchanged(self, reply: Reply) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides alone where it is sent, and compares weakly."""
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
            return reply.etag is not None and (reply.etag.removeprefix("W/") in tags or asked.strip() == "*")
        since = self.headers.get("If-Modified-Since")
        if since is None or reply.last_modified is None:
            return False
        try:
            return reply.last_modified <= parsedate_to_datetime(since)
        except ValueError:
            return False

    def _encoded(self, reply: Reply) -> tuple[bytes, str | None]:
        offered = {part.split(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")}
        if "gzip" in offered and reply.content_type.startswith(_COMPRESSED) and reply.body:
            return gzip.compress(reply.body, 5, mtime=0), "gzip"
        return reply.body, None

    def _write(self, body: bytes, *, chunked: bool, piece_seconds: float) -> None:
        size = max(1, -(-len(body) // 10)) if piece_seconds else _CHUNK if chunked else max(1, len(body))
        for start in range(0, len(body), size):
            piece = body[start : start + size]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
            self.wfile.flush()
            if piece_seconds:
                time.sleep(piece_seconds)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _broken(self, view: View, fault: Fault) -> None:
        if fault.kind in {"reset", "hang"}:
            self._note(0)
            if fault.kind == "hang":
                time.sleep(fault.seconds)
            self.close_connection = True
        elif fault.kind == "slow":
            self._send(answer(view), piece_seconds=fault.seconds)
        elif fault.kind in {"cut", "bad_gzip", "bomb"}:
            self._damaged(view, fault)
        else:
            self._send(_substitute(view, fault))

    def _damaged(self, view: View, fault: Fault) -> None:
        """A body that is not what its headers promise."""
        reply = answer(view)
        body = faults.bomb() if fault.kind == "bomb" else gzip.compress(reply.body, 5, mtime=0)
        promised = len(body)
        if fault.kind == "bad_gzip":
            body = body[: fault.after]
            promised = len(body)
        if fault.kind == "cut":
            body, promised = reply.body[: fault.after], len(reply.body)
        self._head(reply.status, reply)
        self.send_header("Content-Type", reply.content_type)
        if fault.kind != "cut":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(promised))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = fault.kind == "cut"


def _substitute(view: View, fault: Fault) -> Reply:
    if fault.kind == "loop":
        return Reply(status=302, location=f"{urlsplit(view.path).path}?lagi={view.nonce}", body=b"<p>Moved</p>")
    if fault.kind == "challenge":
        return Reply(status=fault.status, body=faults.CHALLENGE_PAGE)
    if fault.kind == "status":
        return Reply(status=fault.status, body=faults.error_page(fault.status), retry_after=fault.retry_after)
    return Reply(body=faults.GARBAGE if fault.kind == "garbage" else b"")
