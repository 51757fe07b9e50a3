"""The floor of a Scrapy crawl: stock settings, and nothing is yielded."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from benchmarks.listed import Listed


class Bare(Listed):
    name = "bare"

    def parse(self, _: Response) -> Iterator[Any]:
        yield from ()
