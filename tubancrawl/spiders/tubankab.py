"""The spider: it asks for what the frontier leases, reads each answer once, and yields one item for every answer."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from tubancrawl import site
from tubancrawl.capture.address import parse_connect_to
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.replay import ANY_PROBE, REPLAY_SETTINGS, replay_moment, replay_paths
from tubancrawl.errors import ArchiveDamaged, BadUrl, NotAsked
from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing import read_page
from tubancrawl.parsing.probe import Probe, against, read_probe
from tubancrawl.spiders.bounds import MAX_HOPS
from tubancrawl.spiders.doubts import after_second_look, why_doubted
from tubancrawl.spiders.readers import Readers
from tubancrawl.spiders.received import item_of_error, page_of, unconditional, without_papers
from tubancrawl.spiders.watch import Watch
from tubancrawl.store.current import current_item
from tubancrawl.store.frontier import Mode
from tubancrawl.store.picture_schedule import interval_of

log = logging.getLogger(__name__)

MODES: tuple[Mode, ...] = ("due", "new", "all")


class TubankabSpider(scrapy.Spider):
    """Visits the news pages of tubankab.go.id.

    `-a mode=due` (default) asks for new articles and whatever the schedule says is due, `new` only for what was never
    captured, `all` for every known article and every listing page to its end. `-a urls=FILE` asks for just those, one a line.
    """

    name = "tubankab"
    allowed_domains: ClassVar[list[str]] = [site.HOST]

    def __init__(self, mode: str = "due", urls: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if mode not in MODES:
            raise ValueError(f"-a mode={mode}: expected one of {', '.join(MODES)}")
        self.mode = mode
        self.readers: Readers | None = None
        self.urls = read_url_list(Path(urls)) if urls else None
        self.watch = Watch()
        self._probe: Probe | None = None
        self._probed = asyncio.Event()
        self._ending: asyncio.Future[None] | None = None

    @property
    def recorder(self) -> Recorder:
        """The crawl's recorder."""
        recorder = self.crawler.get_extension(Recorder)
        assert recorder is not None, "EXTENSIONS must name the Recorder"
        return recorder

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Name the operator to the site, and put a recording in the place of the network when `REPLAY_FROM` names one.

        Raises ValueError or FileNotFoundError for settings that mean nothing: a crawl would only log them, page by page.
        """
        super().update_settings(settings)
        contact = settings.get("OPERATOR_CONTACT") or "no contact set"
        settings.set("USER_AGENT", settings["USER_AGENT"].replace("{contact}", contact), priority="spider")
        parse_connect_to(settings["CONNECT_TO"])
        interval_of(settings)
        if settings.get("REPLAY_FROM"):
            replay_paths(settings["REPLAY_FROM"])
            replay_moment(settings.get("REPLAY_AT"))
            for name, value in REPLAY_SETTINGS.items():
                settings.set(name, value, priority="spider")
        elif not settings.get("OPERATOR_CONTACT"):
            log.warning("OPERATOR_CONTACT is not set: the site's people cannot reach you; add -s OPERATOR_CONTACT=https://…")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "TubankabSpider":
        """Build the spider with the reader processes that `READERS` asks for; the modes are checked before anything is opened."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.watch = Watch.of(crawler.settings)
        if count := crawler.settings.getint("READERS"):
            spider.readers = Readers(count)
            crawler.signals.connect(spider.readers.close, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for an address that cannot exist, once; all else is the frontier's to say, through the scheduler."""
        if self.urls is not None:
            self._probed.set()
            return
        url = ANY_PROBE if self.settings.get("REPLAY_FROM") else site.probe_url(secrets.token_hex(8))
        yield Request(url, callback=self.parse_probe, errback=self.without_probe, dont_filter=True, meta={"awaits_item": True})

    async def parse_probe(self, response: Response) -> AsyncIterator[Item]:
        """Learn how the site answers for what does not exist."""
        page = page_of(response)
        try:
            told = {name: page[name] for name in ("url", "status", "headers", "body", "problems", "record_id")}
            self._probe = read_probe(**told)
        finally:
            self._probed.set()
        item = read_page(**page)
        assert response.request is not None
        self._heard(response.request, item, response)
        yield item

    def without_probe(self, failure: Failure) -> Iterator[Item]:
        """Go on without a probe: robots.txt forbids it, the recording has none, or no answer came."""
        self._probed.set()
        if "record_id" in failure.request.meta:  # type: ignore[attr-defined]
            yield item_of_error(failure.request, failure.value)  # type: ignore[attr-defined]

    async def parse(self, response: Response) -> AsyncIterator[Item | Request]:
        """Read one answer, and ask on where the answer sends us or failed."""
        request = response.request
        assert request is not None
        await self._probed.wait()
        item = await self._read(response)
        self._heard(request, item, response)
        settled = await self._second_look(request, item)
        # Before the items go out: an error after it would have the page settled a second time.
        follow_ups = self._follow_ups(response, item)
        for one in settled:
            yield one
        for request in follow_ups:
            yield request

    async def _read(self, response: Response) -> Item:
        page = page_of(response)
        return against(await self.readers.read(page) if self.readers else read_page(**page), self._probe)

    def _heard(self, request: Request, item: Item, response: Response | None) -> None:
        self.watch.heard(site.canonical_url(request.url), item, response)
        self.end_if_refused()

    def end_if_refused(self) -> None:
        """End the crawl if the breaker has given the site up."""
        engine, breaker = self.crawler.engine, self.watch.breaker
        if self._ending is None and engine is not None and breaker is not None and breaker.refusal is not None:
            self._ending = asyncio.ensure_future(engine.close_spider_async(reason="site_refused"))

    async def _second_look(self, request: Request, item: Item) -> list[Item]:
        """Return the item, or what it and another answer are settled as where the first is not to be believed at once."""
        if not isinstance(item, ArticleItem) or not request.meta.get("known") or self.watch.breaker is None:
            return [item]
        before = current_item(self.recorder.engine, site.canonical_url(item.url))
        if (why := why_doubted(before, item)) is None:
            return [item]
        again = unconditional(request.replace(callback=NO_CALLBACK, errback=None, meta={**request.meta}))
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(without_papers(again))
        except Exception as error:  # noqa: BLE001  # whatever kept the second answer from us, the first stays unconfirmed
            lost = item_of_error(again, error)
            return after_second_look(before, why, item, lost if lost.record_id is not None else None)
        second = await self._read(response)
        self._heard(again, second, response)
        return after_second_look(before, why, item, second)

    def _follow_ups(self, response: Response, item: Item) -> list[Request]:
        assert response.request is not None
        if item.outcome == "failed":
            return [] if self.watch.waits_too_long(response) else list(self._again(response.request, item))
        hop = self._hop(response) if item.outcome == "moved" else None
        return [hop] if hop is not None else []

    def unanswered(self, failure: Failure) -> Iterator[Item | Request]:
        """Yield the outcome of a request that brought no answer to read, and one more try where that may help."""
        if isinstance(failure.value, NotAsked | ArchiveDamaged):
            return  # it stays due, and the crawl that comes next asks for it
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it on every errback's failure
        item = item_of_error(request, failure.value)
        if not isinstance(failure.value, IgnoreRequest | DownloadCancelledError) and item.outcome != "not_in_replay":
            self._heard(request, item, None)
        yield item
        if item.outcome == "failed":
            yield from self._again(request, item)

    def _again(self, request: Request, item: Item) -> Iterator[Request]:
        retry = get_retry_request(request, spider=self, reason="; ".join(item.evidence) or "failed")
        if retry is not None:
            yield unconditional(without_papers(retry))

    def _hop(self, response: Response) -> Request | None:
        """Return the request for a redirect's target where the frontier would not ask for it.

        That is so when it is another spelling of the same address, or when only listed URLs are asked.
        """
        request = response.request
        assert request is not None
        location = (response.headers.get("Location") or b"").decode("latin-1").strip()
        hops = request.meta.get("hops", 0) + 1
        canonical = site.absolute_url(response.url, location) if location else None
        if canonical is None or hops > MAX_HOPS or not site.is_site(canonical):
            return None
        if canonical != site.canonical_url(request.url) and self.urls is None:
            return None
        hop = without_papers(request.replace(url=response.urljoin(location), meta={**request.meta, "hops": hops}))
        # Another address has other validators, and another original.
        return hop if canonical == site.canonical_url(request.url) else unconditional(hop, original=None)


def read_url_list(path: Path) -> list[str]:
    """Return the canonical URLs of a list file: one a line, blank lines and `#` comments skipped.

    Raises BadUrl with the line number for a line that is no URL of the site.
    """
    urls: dict[str, None] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        try:
            url = site.canonical_url(text)
        except BadUrl as error:
            raise BadUrl(f"{path}:{number}: {error}") from error
        if not site.is_site(url):
            raise BadUrl(f"{path}:{number}: {text}: expected a URL of {site.HOST}")
        urls[url] = None
    return list(urls)
