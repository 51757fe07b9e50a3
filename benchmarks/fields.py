"""Scrapy as people write it: selectors for the one template, items to a feed."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from benchmarks.listed import Listed


class Fields(Listed):
    name = "fields"

    def parse(self, response: Response) -> Iterator[Any]:
        yield {
            "url": response.url,
            "headline": response.css("h1::text").get(),
            "date": response.css("ul.meta li::text").getall(),
            "caption": response.css("figcaption::text").get(),
            "photo": response.css("figure img::attr(src)").get(),
            "paragraphs": response.css(".body p::text").getall(),
            "categories": response.css("ul.meta a::text").getall(),
        }
