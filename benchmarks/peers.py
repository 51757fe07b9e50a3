"""What this program is measured against: Scrapy with stock settings, as people write it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.http import Response


class Listed(scrapy.Spider):
    """Asks for each URL of a list file."""

    def __init__(self, urls: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = Path(urls).read_text().split()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(url)


class Bare(Listed):
    """Yields nothing: the floor of a Scrapy crawl."""

    name = "bare"

    def parse(self, _: Response) -> Iterator[Any]:
        yield from ()


class Fields(Listed):
    """Reads fields with selectors written for this one template."""

    name = "fields"

    def parse(self, response: Response) -> Iterator[Any]:
        yield {
            "url": response.url,
            "headline": response.css("h1::text").get(),
            "date": response.css("ul.meta li::text").get(),
            "caption": response.css("figcaption::text").get(),
            "photo": response.css("figure img::attr(src)").get(),
            "paragraphs": response.css(".body p::text").getall(),
            "categories": response.css("a[rel=category]::text").getall(),
        }
