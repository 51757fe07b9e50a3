"""What a crawl logs of each page: nothing, unless debugging is asked for; the archive itself is the record of every answer."""

import logging
from typing import Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.logformatter import LogFormatter, LogFormatterResult

from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import Item


class PageLog(LogFormatter):
    """Scrapy's formatter, silent on crawled pages and scraped items above DEBUG.

    Scrapy makes a log record for each of them whatever the level, and only then throws it away.
    """

    def __init__(self, *, debugging: bool) -> None:
        self.debugging = debugging

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read `LOG_LEVEL`."""
        level = logging.getLevelName(crawler.settings["LOG_LEVEL"])
        return cls(debugging=isinstance(level, int) and level <= logging.DEBUG)

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]
        """Return Scrapy's line when debugging; None is Scrapy's own word for no line, though its types lack it."""
        return super().crawled(request, response, spider) if self.debugging else None

    def item_error(  # type: ignore[override]
        self, item: Item, exception: BaseException, response: Response | None, spider: Spider
    ) -> LogFormatterResult | None:
        """Return Scrapy's line, which brings a traceback; a damaged archive is told once, when the crawl ends."""
        return None if isinstance(exception, ArchiveDamaged) else super().item_error(item, exception, response, spider)

    def scraped(self, item: Item, response: Response | None, spider: Spider) -> LogFormatterResult | None:  # type: ignore[override]
        """Return Scrapy's line when debugging."""
        return super().scraped(item, response, spider) if self.debugging else None
