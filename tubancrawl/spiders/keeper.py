"""The extension that keeps a crawl's books: flushes on time, settles what went wrong, and gives the verdict at the end."""

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Self, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from tubancrawl import monitoring, reprocess
from tubancrawl.capture.recorder import Recorder
from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import Item, PageItem
from tubancrawl.spiders import logs
from tubancrawl.spiders.tubankab import TubankabSpider

log = logging.getLogger(__name__)

# The longest that a capture waits for its row while nothing else fills the batch: at one page a second, what a power
# cut can cost is then the re-reading of ten pages.
FLUSH_SECONDS = 10.0


class Keeper:
    """Counts outcomes, stores refusals and errors as what they are, and ends the crawl with a verdict."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.outcomes: Counter[str] = Counter()
        self.articles = 0
        self.unmodified = 0
        self.errors = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of the crawl."""
        # Scrapy puts its log handler in place just before it builds extensions, and logs the settings right after.
        logs.guard(crawler.settings.get("OPERATOR_CONTACT"))
        keeper = cls(crawler)
        for handler, signal in (
            (keeper.opened, signals.spider_opened),
            (keeper.scraped, signals.item_scraped),
            (keeper.dropped, signals.item_dropped),
            (keeper.failed, signals.spider_error),
            (keeper.broken, signals.item_error),
            (keeper.closed, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal=signal)
        return keeper

    def opened(self) -> None:
        """Begin to flush on time."""
        recorder = self.crawler.get_extension(Recorder)
        assert recorder is not None, "EXTENSIONS must name the Recorder"
        self.recorder = recorder
        if hint := reprocess.hint(recorder):
            log.info(hint)
        self.flushing = asyncio.ensure_future(self._flush_on_time())

    async def _flush_on_time(self) -> None:
        with suppress(ArchiveDamaged):
            while True:
                await asyncio.sleep(FLUSH_SECONDS)
                self.recorder.flush()

    def scraped(self, item: Item) -> None:
        """Count an answer that went through."""
        self._count(item)
        if not isinstance(item, PageItem):
            self.articles += 1
        elif item.kind == "article" and item.outcome == "not_modified":
            self.unmodified += 1

    def dropped(self, item: Item, exception: BaseException) -> None:
        """Store an article that a pipeline refused as unreadable, with the pipeline's reason."""
        page = reprocess.refused(item, str(exception))
        log.warning("%s: %s", item.url, exception)
        self.recorder.settle(page)
        self._count(page)

    def failed(self, failure: Failure, response: Response | None) -> None:
        """Store a page on which our own code failed as unreadable: it is kept, and read again when the code is mended."""
        self.errors += 1
        if response is None or "record_id" not in response.meta:
            return
        page = PageItem(
            url=response.url,
            record_id=response.meta["record_id"],
            captured_at=response.meta["captured_at"],
            outcome="unreadable",
            evidence=[_named(failure)],
        )
        self.recorder.settle(page)
        self._count(page)

    def broken(self, item: Item, failure: Failure) -> None:
        """Store a page on which a pipeline failed as unreadable, as `failed` does; what could not be stored is asked again."""
        if isinstance(failure.value, ArchiveDamaged):
            return
        self.errors += 1
        page = reprocess.refused(item, _named(failure))
        page.by_reader = False
        self.recorder.settle(page)
        self._count(page)

    def closed(self, reason: str) -> None:
        """Judge the crawl and store the verdict. A damaged archive takes none: the crawl broke, and the command says why."""
        self.flushing.cancel()
        with suppress(ArchiveDamaged):
            self._judge(reason)

    def _judge(self, reason: str) -> None:
        watch = cast("TubankabSpider", self.crawler.spider).watch
        refusal = watch.breaker.refusal if watch.breaker is not None else None
        figures = monitoring.Figures(self.outcomes, self.articles, self.unmodified, self.errors, reason, refusal)
        verdict = monitoring.judge(figures)
        self.recorder.finish(
            finished_at=datetime.now(UTC),
            verdict=verdict.word,
            reasons=(*verdict.reasons, *(notes := watch.notes())),
            figures={**self._figures(), "listed": watch.listed},
        )
        stats = self.crawler.stats
        stats.set_value("tuban/verdict", verdict.word)
        for line in verdict.reasons:
            log.error("verdict %s: %s", verdict.word, line)
        for note in notes:
            log.warning("%s", note)

    def _figures(self) -> dict[str, Any]:
        return {"outcomes": dict(self.outcomes), "articles": self.articles, "unmodified": self.unmodified, "errors": self.errors}

    def _count(self, item: Item) -> None:
        if isinstance(item, PageItem) and item.kind == "probe":
            return
        self.outcomes[item.outcome] += 1
        self.crawler.stats.inc_value(f"tuban/outcome/{item.outcome}")


def _named(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.value}"
