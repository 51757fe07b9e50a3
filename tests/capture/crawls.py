"""A spider of a few lines, to drive the handlers as Scrapy does. Without a reactor, so that one process runs many crawls."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response
from twisted.python.failure import Failure

from tubancrawl.capture.replay import REPLAY_SETTINGS

SETTINGS: dict[str, Any] = {
    "TWISTED_REACTOR_ENABLED": False,
    "EXTENSIONS": {"tubancrawl.capture.recorder.Recorder": 0},
    "DOWNLOAD_HANDLERS": {
        "http": "tubancrawl.capture.wire.WireHandler",
        "https": "tubancrawl.capture.wire.WireHandler",
        "ftp": None,
        "file": None,
        "s3": None,
        "data": None,
    },
    "DOWNLOADER_MIDDLEWARES": {"scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None},
    "DOWNLOAD_MAXSIZE": 1_000_000,
    "DOWNLOAD_TIMEOUT": 5,
    "RETRY_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "COOKIES_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "USER_AGENT": "tubancrawl-test",
    "LOG_LEVEL": "ERROR",
}


class Asker(scrapy.Spider):
    """Asks for `urls` one after the other and keeps what came: a Response, or the exception."""

    name = "asker"
    handle_httpstatus_all = True

    def __init__(self, urls: Sequence[str], heard: list[Any], headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.urls = urls
        self.heard = heard
        self.headers = headers

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(
                url, self.keep, headers=self.headers, errback=self.fail, dont_filter=True, meta={"handle_httpstatus_all": True}
            )

    def keep(self, response: Response) -> None:
        self.heard.append(response)

    def fail(self, failure: Failure) -> None:
        assert failure.value is not None
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        failure.value.add_note(request.meta.get("record_id", ""))
        self.heard.append(failure.value)


def crawl(archive: Path, *urls: str, headers: Mapping[str, str] | None = None, **settings: Any) -> list[Any]:
    """Return what was heard of each URL, in the order heard: a Response, or an exception with the record's id as its note."""
    heard: list[Any] = []
    replayed = REPLAY_SETTINGS if settings.get("REPLAY_FROM") else {}
    runner = AsyncCrawlerRunner({**SETTINGS, **replayed, "ARCHIVE": str(archive), **settings})

    async def run() -> None:
        await runner.crawl(Asker, urls=urls, heard=heard, headers=headers)

    asyncio.run(run())
    return heard
