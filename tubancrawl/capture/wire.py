"""Scrapy's download handler for the network: every exchange is recorded, exactly, before anything reads it."""

import re
import time
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured, NotSupported
from scrapy.http import Response

from tubancrawl.capture.address import parse_connect_to
from tubancrawl.capture.answer import answer_of
from tubancrawl.capture.connection import Connections
from tubancrawl.capture.recorder import Recorder
from tubancrawl.errors import BadUrl

_ACCEPT = b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# Gzip alone is asked for: its checksum proves a body whole, which br has not; and every WARC tool can read it, while warcio
# 1.8.1 fails on br. Other codings are decoded all the same when a server sends them unasked.
_ACCEPT_ENCODING = b"gzip"
_UNSENDABLE = re.compile(rb"[^\x21-\x7e]")
_UNSENDABLE_IN_HEADER = re.compile(rb"[\r\n\0]")
_OURS = frozenset({b"host", b"accept-encoding", b"connection", b"content-length", b"transfer-encoding"})


class WireHandler(BaseDownloadHandler):
    """Fetches with our own connections, under the asyncio reactor and without a reactor.

    Settings: CONNECT_TO, DOWNLOAD_TIMEOUT (seconds, total), DOWNLOAD_MAXSIZE (bytes received, and bytes once decoded),
    USER_AGENT where no middleware sets one. Only GET is asked. The Recorder extension must be on. Signals bytes_received
    and headers_received are not sent; meta download_timeout, download_maxsize, bindaddress and proxy are not read.
    """

    lazy = False

    def __init__(self, crawler: Crawler, *, connections: Connections, recorder: Recorder, user_agent: str) -> None:
        super().__init__(crawler)
        self._connections = connections
        self._recorder = recorder
        self._user_agent = user_agent.encode()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings. Raises ValueError for a CONNECT_TO that cannot be read."""
        settings = crawler.settings
        connections = Connections(
            timeout=settings.getfloat("DOWNLOAD_TIMEOUT"),
            max_bytes=settings.getint("DOWNLOAD_MAXSIZE"),
            connect_to=parse_connect_to(settings.get("CONNECT_TO") or ""),
        )
        user_agent = settings.get("USER_AGENT") or "tubancrawl"
        return cls(crawler, connections=connections, recorder=recorder_of(crawler), user_agent=user_agent)

    async def download_request(self, request: Request) -> Response:
        """Fetch, record, answer. Raises Scrapy's neutral download errors (see `answer_of`), ArchiveDamaged, BadUrl."""
        message = request_bytes(request, user_agent=self._user_agent)
        begin = time.monotonic()
        exchange = await self._connections.fetch(request.url, message)
        request.meta["download_latency"] = time.monotonic() - begin
        heard = self._recorder.record(
            exchange, awaits_item=request.meta.get("awaits_item", False), original=request.meta.get("original")
        )
        return answer_of(request, exchange, heard)

    async def close(self) -> None:
        """Close the connections."""
        await self._connections.close()


def recorder_of(crawler: Crawler) -> Recorder:
    """Return the crawl's recorder. Raises NotConfigured when it is not among EXTENSIONS: nothing may go unrecorded."""
    recorder = crawler.get_extension(Recorder)
    if recorder is None:
        raise NotConfigured("EXTENSIONS lacks tubancrawl.capture.recorder.Recorder: an answer must not go unrecorded")
    return recorder


def request_bytes(request: Request, *, user_agent: bytes) -> bytes:
    """Return the bytes to send: the request line, Host, and the request's own headers in their order.

    Raises NotSupported for another method than GET or a body, and BadUrl for control characters or spaces in URL or headers,
    which could smuggle a second request.
    """
    if request.method != "GET" or request.body:
        raise NotSupported(f"{request.url}: only GET without a body is asked, found {request.method}")
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [b"GET " + target.encode() + b" HTTP/1.1", b"Host: " + parts.netloc.rpartition("@")[2].encode()]
    if _UNSENDABLE.search(target.encode()) or any(c.isspace() for c in parts.netloc):
        raise BadUrl(f"{request.url!r}: expected a URL in which spaces, controls and non-ASCII characters are percent-encoded")
    own = [(name, value) for name, values in request.headers.items() for value in values if name.lower() not in _OURS]
    present = {name.lower() for name, _ in own}
    defaults = [(b"User-Agent", user_agent), (b"Accept", _ACCEPT)]
    own += [(name, value) for name, value in defaults if name.lower() not in present]
    for name, value in [*own, (b"Accept-Encoding", _ACCEPT_ENCODING)]:
        if _UNSENDABLE_IN_HEADER.search(name + value) or b":" in name:
            raise BadUrl(f"{request.url}: header {name!r} holds a control character; nothing is sent")
        lines.append(name + b": " + value)
    return b"\r\n".join([*lines, b"", b""])
