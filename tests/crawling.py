"""Crawls in one process, as `scrapy crawl` would run them, without a reactor so that a test may run several."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from tubancrawl.spiders.tubankab import TubankabSpider


@dataclass(frozen=True)
class Crawled:
    """What a crawl left in Scrapy's statistics."""

    stats: Mapping[str, Any]

    @property
    def verdict(self) -> str:
        return str(self.stats["tuban/verdict"])

    @property
    def outcomes(self) -> dict[str, int]:
        prefix = "tuban/outcome/"
        return {name.removeprefix(prefix): count for name, count in self.stats.items() if name.startswith(prefix)}


def crawl(archive: Path, *, mode: str = "due", urls: Path | None = None, **settings: Any) -> Crawled:
    """Run one crawl to its end; `settings` are Scrapy's, as `-s` would set them."""
    wanted = Settings()
    wanted.setmodule("tubancrawl.settings", priority="project")
    wanted.setdict(
        {
            "ARCHIVE": str(archive),
            "DOWNLOAD_DELAY": 0,
            "TWISTED_REACTOR_ENABLED": False,
            "LOG_ENABLED": False,
            "OPERATOR_CONTACT": "https://example.org/tests",
            "RETRY_TIMES": 0,
            "PAUSE_FIRST": 0.01,
            **settings,
        },
        priority="cmdline",
    )

    async def run() -> Crawled:
        runner = AsyncCrawlerRunner(wanted)
        crawler = runner.create_crawler(TubankabSpider)
        await runner.crawl(crawler, mode=mode, urls=str(urls) if urls else None)
        return Crawled(dict(crawler.stats.get_stats()))

    return asyncio.run(run())
