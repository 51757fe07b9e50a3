"""What a crawl logs of each page: nothing, unless debugging is asked for; the archive itself is the record of every answer."""

import logging
from collections.abc import Mapping
from typing import Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.logformatter import LogFormatter, LogFormatterResult

from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import Item
from tubancrawl.text import terminal_safe

_hidden: set[str] = set()


def guard(contact: str | None) -> None:
    """Make every line that is logged from now on safe, and keep the operator's contact out of it."""
    if contact:
        _hidden.add(contact)
    for handler in logging.root.handlers:
        handler.addFilter(make_safe)


def make_safe(record: logging.LogRecord) -> bool:
    """Take out of a log record what a terminal would obey and what would forge a line of its own; a filter for handlers."""
    ours = record.name.startswith("tubancrawl")  # Scrapy prints settings and figures over several lines
    record.msg = _safe(str(record.msg), one_line=False)
    if isinstance(record.args, Mapping):
        record.args = {name: _safe(value, one_line=ours) for name, value in record.args.items()}
    elif record.args:
        record.args = tuple(_safe(value, one_line=ours) for value in record.args)
    if record.exc_info:
        record.exc_text = terminal_safe(logging.Formatter().formatException(record.exc_info))
    return True


def _safe(value: object, *, one_line: bool) -> object:
    if isinstance(value, (int, float, type(None))):
        return value
    text = terminal_safe(str(value))
    for hidden in _hidden:
        text = text.replace(hidden, "{contact}")
    return text.replace("\n", "\\n") if one_line else text


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
