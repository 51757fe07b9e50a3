"""A plain Scrapy spider that asks for each URL of a list file."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy


class Listed(scrapy.Spider):
    """What the contestants of plain Scrapy share."""

    def __init__(self, urls: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = Path(urls).read_text().split()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(url)
