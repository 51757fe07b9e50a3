"""The network's download handler with manners: it holds every request back while the breaker is open, and sends the canary."""

import asyncio
from typing import TYPE_CHECKING, Final, cast

from scrapy import Request
from scrapy.http import Response

from tubancrawl import reprocess, site
from tubancrawl.capture.wire import WireHandler
from tubancrawl.errors import NotAsked
from tubancrawl.items import Item, tells_of_trouble
from tubancrawl.parsing import read_page
from tubancrawl.pauses import ASKS_FOR_PAUSES
from tubancrawl.spiders.received import item_of_error, page_of
from tubancrawl.spiders.robots import RobotsMiddleware
from tubancrawl.spiders.watch import asked_pause

if TYPE_CHECKING:
    from tubancrawl.spiders.tubankab import TubankabSpider

_LOOK: Final = 0.5  # seconds between two looks at whether the crawl is being ended
CANARY: Final = f"{site.ROOT}/"
"""Asked for after a pause: the page that answers if any does. Pages that are broken one and all must not end a crawl."""


class PatientHandler(WireHandler):
    """As WireHandler; requests wait here, behind Scrapy's queues, so that not one more goes out once the breaker has opened."""

    async def download_request(self, request: Request) -> Response:
        """Fetch when the site may be asked. Raises NotAsked when that moment will not come in this crawl."""
        spider = cast("TubankabSpider", self.crawler.spider)
        if spider.watch.breaker is not None and not spider.watch.breaker.is_closed:
            await self._wait(spider, request)
        response = await super().download_request(request)
        if response.status in ASKS_FOR_PAUSES and (pause := asked_pause(response)) and spider.watch.breaker is not None:
            spider.watch.breaker.rest(pause)  # at once: the page is read later, and the next request is about to go
        return response

    async def _wait(self, spider: "TubankabSpider", request: Request) -> None:
        breaker = spider.watch.breaker
        assert breaker is not None
        while not breaker.is_closed:
            if breaker.refusal is not None or self._is_ending():
                raise NotAsked(f"{request.url}: not asked: the crawl is being ended")
            if (seconds := breaker.seconds_left()) > 0:
                await asyncio.sleep(min(seconds, _LOOK))
            elif not breaker.needs_canary:
                breaker.resume()
            elif self._canary is None:
                robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
                url = CANARY if robots is None or robots.allows(CANARY) else request.url
                self._canary = asyncio.ensure_future(self._send_canary(spider, url))
            else:
                await asyncio.wait([self._canary], timeout=_LOOK)

    _canary: asyncio.Future[None] | None = None

    async def _send_canary(self, spider: "TubankabSpider", url: str) -> None:
        request = Request(url, meta={"awaits_item": True})
        try:
            response = await super().download_request(request)
            response.request = request
            item = reprocess.through_pipelines(read_page(**page_of(response)))
            self._tried(spider, item, asked_pause(response))
        except Exception as error:  # noqa: BLE001  # whatever kept the answer from us, it is a bad one
            self._tried(spider, item_of_error(request, error), None)
        finally:
            self._canary = None

    def _tried(self, spider: "TubankabSpider", item: Item, pause: float | None) -> None:
        breaker = spider.watch.breaker
        assert breaker is not None
        if item.record_id is not None:
            self._recorder.settle(item)
        breaker.tried(bad=tells_of_trouble(item), retry_after=pause)
        spider.end_if_refused()

    def _is_ending(self) -> bool:
        engine = self.crawler.engine
        # Scrapy tells nobody that it has begun to close the spider, and a pause may be long.
        return engine is None or not engine.running or engine._slot is None or engine._slot.closing is not None  # noqa: SLF001
