"""Scrapy hears what the wire said, after it was recorded."""

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotSupported,
)
from scrapy.http import HtmlResponse, Response, XmlResponse

from tests.capture.crawls import crawl
from tests.capture.servers import RawServer, answering, serving
from tests.capture.shapes import SHAPES, TEXT, coded, sized
from tests.capture.test_recorder import captures
from tubancrawl.capture.warc import iter_stored
from tubancrawl.capture.wire import request_bytes
from tubancrawl.errors import ArchiveDamaged, BadUrl

URL = "https://tubankab.go.id/entry/synthetic?a=1"


def to(server: RawServer) -> dict[str, Any]:
    return {"CONNECT_TO": f"tubankab.go.id=http://127.0.0.1:{server.port}"}


@pytest.mark.parametrize("name", ["plain", "gzip", "gzip-chunked", "brotli", "zstd", "404", "304", "http-1.0", "odd-reason"])
def test_a_response_has_the_decoded_body_and_the_record_the_sent_one(tmp_path: Path, name: str) -> None:
    block, closes, body = SHAPES[name]
    with serving(answering(block, close=closes)) as server:
        [response] = crawl(tmp_path, URL, headers={"If-None-Match": '"a"'}, **to(server))
    assert isinstance(response, Response)
    assert (response.url, response.body) == (URL, body)
    assert not {b"Content-Encoding", b"Transfer-Encoding"} & set(response.headers)
    [stored] = iter_stored(tmp_path / "warc")
    assert stored.response == block
    assert stored.request == server.requests[0]
    assert (response.meta["record_id"], response.meta["captured_at"], response.meta["problems"]) == (
        stored.record_id,
        stored.started_at,
        [],
    )
    assert [capture.record_id for capture in captures(tmp_path)] == [stored.record_id]


def test_the_class_of_a_response_follows_its_type(tmp_path: Path) -> None:
    page, feed = sized(TEXT, b"Content-Type: text/html; charset=utf-8"), sized(b"<rss/>", b"Content-Type: application/rss+xml")
    with serving(answering(page, feed)) as server:
        responses = crawl(tmp_path, URL, URL, CONCURRENT_REQUESTS=1, **to(server))
    assert [type(response) for response in responses] == [HtmlResponse, XmlResponse]
    assert responses[0].css("title::text").get() == "Tubankab"


def test_repeated_headers_all_arrive(tmp_path: Path) -> None:
    with serving(answering(sized(TEXT, b"set-cookie: a=1", b"SET-COOKIE: b=2"))) as server:
        [response] = crawl(tmp_path, URL, **to(server))
    assert response.headers.getlist("Set-Cookie") == [b"a=1", b"b=2"]


CUT = {
    "short": sized(TEXT)[:-5],
    "corrupt gzip": coded(b"\x1f\x8b\x08\0\0\0\0\0\0\3nonsense", b"gzip"),
}


@pytest.mark.parametrize("block", CUT.values(), ids=CUT)
def test_a_broken_answer_with_a_status_is_for_the_spider_to_judge(tmp_path: Path, block: bytes) -> None:
    with serving(answering(block, close=True)) as server:
        [response] = crawl(tmp_path, URL, **to(server))
    assert response.status == 200
    assert response.meta["problems"]
    [capture] = captures(tmp_path)
    assert (capture.outcome, capture.evidence[1:]) == ("failed", response.meta["problems"])


def test_no_answer_is_recorded_before_it_is_raised(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    [error] = crawl(tmp_path, URL, CONNECT_TO=f"tubankab.go.id=http://127.0.0.1:{port}")
    assert isinstance(error, DownloadConnectionRefusedError)
    [capture] = captures(tmp_path)
    assert ([capture.record_id], capture.outcome, capture.http_status) == (error.__notes__, "failed", None)


def silent(server: RawServer, connection: socket.socket, number: int) -> None:
    server.read_request(connection)
    server.stopping.wait(5)


def hangs_up(server: RawServer, connection: socket.socket, number: int) -> None:
    server.read_request(connection)


def test_a_timeout_is_scrapys_timeout(tmp_path: Path) -> None:
    with serving(silent) as server:
        [error] = crawl(tmp_path, URL, DOWNLOAD_TIMEOUT=0.2, **to(server))
    assert isinstance(error, DownloadTimeoutError)


def test_a_closed_connection_is_a_failed_download(tmp_path: Path) -> None:
    with serving(hangs_up) as server:
        [error] = crawl(tmp_path, URL, **to(server))
    assert isinstance(error, DownloadFailedError)


def test_a_forbidden_address_is_cancelled_and_never_retried(tmp_path: Path) -> None:
    with serving(answering(sized(TEXT))) as server:
        [error] = crawl(tmp_path, "http://127.0.0.1/latest/meta-data", RETRY_ENABLED=True, **to(server))
    assert isinstance(error, DownloadCancelledError)
    assert server.connections == 0
    assert len(captures(tmp_path)) == 1


def test_an_unknown_host_cannot_be_resolved(tmp_path: Path) -> None:
    [error] = crawl(tmp_path, "https://tubankab.invalid/")
    assert isinstance(error, CannotResolveHostError)


def test_the_request_is_what_it_should_be() -> None:
    request = scrapy.Request(URL, headers={"If-None-Match": '"a"', "accept-encoding": "br", "Host": "evil"})
    assert request_bytes(request, user_agent=b"tubancrawl/0.1") == (
        b"GET /entry/synthetic?a=1 HTTP/1.1\r\n"
        b"Host: tubankab.go.id\r\n"
        b'If-None-Match: "a"\r\n'
        b"User-Agent: tubancrawl/0.1\r\n"
        b"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
        b"Accept-Encoding: gzip\r\n"
        b"\r\n"
    )


@pytest.mark.parametrize("headers", [{"X-A": "b\r\nX-C: d"}, {"X-A\r\nX-C": "d"}, {"X-A": "b\0"}, {"X:A": "b"}])
def test_a_header_that_could_smuggle_another_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(BadUrl):
        request_bytes(scrapy.Request(URL, headers=headers), user_agent=b"x")


@pytest.mark.parametrize(
    "url",
    ["https://tubankab.go.id/a b", "https://tubankab.go.id/a\r\nX: y", "https://tubankab.go.id/\x00", "https://tubankab.go.id/ä"],
)
def test_a_url_is_sent_percent_encoded_or_not_at_all(url: str) -> None:
    sent = request_bytes(scrapy.Request(url), user_agent=b"x")
    assert sent.startswith(b"GET /")
    assert sent.split(b"\r\n")[0].count(b" ") == 2
    assert sent.count(b"\r\n\r\n") == 1
    with pytest.raises(BadUrl):
        request_bytes(scrapy.Request(url, meta={"verbatim_url": True}), user_agent=b"x")


def test_only_get_is_asked() -> None:
    with pytest.raises(NotSupported, match="only GET"):
        request_bytes(scrapy.Request(URL, method="POST", body=b"a"), user_agent=b"x")


WITH_REACTOR = """
import sys
from scrapy.crawler import AsyncCrawlerProcess
from tests.capture.crawls import SETTINGS, Asker
heard = []
settings = {**SETTINGS, "TWISTED_REACTOR_ENABLED": True, "ARCHIVE": sys.argv[1], "CONNECT_TO": sys.argv[2]}
settings["TWISTED_REACTOR"] = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
settings["ASYNCIO_EVENT_LOOP"] = sys.argv[4] or None
process = AsyncCrawlerProcess(settings)
process.crawl(Asker, urls=[sys.argv[3]] * 3, heard=heard)
process.start()
print([(response.status, len(response.body)) for response in heard])
"""


@pytest.mark.parametrize("loop", ["", "uvloop.Loop"], ids=["asyncio", "uvloop"])
def test_it_works_under_the_asyncio_reactor(tmp_path: Path, loop: str) -> None:
    with serving(answering(SHAPES["gzip-chunked"][0])) as server:
        done = subprocess.run(
            [sys.executable, "-c", WITH_REACTOR, tmp_path, to(server)["CONNECT_TO"], URL, loop],
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout == f"{[(200, len(TEXT))] * 3}\n"
    assert done.stderr == ""
    assert len(captures(tmp_path)) == 3


def test_an_archive_that_cannot_be_written_ends_the_crawl(tmp_path: Path) -> None:
    def vanishes(server: RawServer, connection: socket.socket, number: int) -> None:
        while server.read_request(connection):
            if len(server.requests) == 1:
                (tmp_path / "warc").rename(tmp_path / "away")
                (tmp_path / "warc").write_text("no folder any more")
            connection.sendall(sized(TEXT))

    with serving(vanishes) as server:
        heard = crawl(tmp_path, *[URL] * 50, CONCURRENT_REQUESTS=1, LOG_LEVEL="CRITICAL", WARC_MAX_BYTES=1, **to(server))
    assert isinstance(heard[0], ArchiveDamaged)
    assert len(server.requests) < 50
    assert captures(tmp_path) == []
