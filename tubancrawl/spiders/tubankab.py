"""The spider: it asks for what the frontier leases, reads each answer once, and yields one item for every answer."""

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from tubancrawl import site
from tubancrawl.capture.address import parse_connect_to
from tubancrawl.capture.conditions import NAMES
from tubancrawl.capture.replay import REPLAY_SETTINGS, replay_moment, replay_paths
from tubancrawl.errors import ArchiveDamaged, BadUrl, ReplayMiss
from tubancrawl.items import Item, Outcome, PageItem
from tubancrawl.parsing import read_page
from tubancrawl.spiders.readers import Readers
from tubancrawl.store.frontier import Mode

log = logging.getLogger(__name__)

MODES: tuple[Mode, ...] = ("due", "new", "all")

# Five hops are what RFC 9309 asks of a robots.txt reader and more than a moved article needs.
MAX_HOPS = 5


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

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Name the operator to the site, and put a recording in the place of the network when `REPLAY_FROM` names one.

        Raises ValueError or FileNotFoundError for settings that mean nothing: a crawl would only log them, page by page.
        """
        super().update_settings(settings)
        contact = settings.get("OPERATOR_CONTACT") or "no contact set"
        settings.set("USER_AGENT", settings["USER_AGENT"].replace("{contact}", contact), priority="spider")
        parse_connect_to(settings["CONNECT_TO"])
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
        if count := crawler.settings.getint("READERS"):
            spider.readers = Readers(count)
            crawler.signals.connect(spider.readers.close, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield nothing: what to ask for is the frontier's to say, through the scheduler."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def parse(self, response: Response) -> AsyncIterator[Item | Request]:
        """Read one answer, and ask on where the answer sends us or failed."""
        meta = response.meta
        page = {
            "url": response.url,
            "status": response.status,
            "headers": [(name, value) for name, values in response.headers.items() for value in values],
            "body": response.body,
            "problems": meta["problems"],
            "captured_at": meta["captured_at"],
            "record_id": meta["record_id"],
        }
        item = await self.readers.read(page) if self.readers else read_page(**page)
        # Before the item goes out: an error after it would have the page settled a second time.
        follow_ups = self._follow_ups(response, item)
        yield item
        for request in follow_ups:
            yield request

    def _follow_ups(self, response: Response, item: Item) -> list[Request]:
        assert response.request is not None
        if item.outcome == "failed":
            return list(self._again(response.request, item))
        hop = self._hop(response) if item.outcome == "moved" else None
        return [hop] if hop is not None else []

    def unanswered(self, failure: Failure) -> Iterator[Item | Request]:
        """Yield the outcome of a request that brought no answer to read, and one more try where that may help."""
        if isinstance(failure.value, ArchiveDamaged):
            return  # the crawl is ending, and the next one asks again
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it on every errback's failure
        outcome, evidence = _why_unanswered(failure.value)
        item = PageItem(
            url=request.url,
            record_id=request.meta.get("record_id"),
            captured_at=request.meta.get("captured_at") or datetime.now(UTC),
            outcome=outcome,
            kind=site.kind_of(request.url),
            evidence=[evidence],
        )
        yield item
        if outcome == "failed":
            yield from self._again(request, item)

    def _again(self, request: Request, item: Item) -> Iterator[Request]:
        retry = get_retry_request(request, spider=self, reason="; ".join(item.evidence) or "failed")
        if retry is not None:
            yield _unconditional(_unanswered_copy(retry))

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
        hop = _unanswered_copy(request.replace(url=response.urljoin(location), meta={**request.meta, "hops": hops}))
        # Another address has other validators, and another original.
        return hop if canonical == site.canonical_url(request.url) else _unconditional(hop, original=None)


def _unanswered_copy(request: Request) -> Request:
    """Return the request without what the handler noted of its last answer."""
    for note in ("record_id", "captured_at", "problems"):
        request.meta.pop(note, None)
    return request


def _unconditional(request: Request, **meta: None) -> Request:
    """Return the request for the page itself, whether it changed or not."""
    for name in NAMES:
        request.headers.pop(name, None)
    request.meta.update(meta)
    return request


def _why_unanswered(error: BaseException | None) -> tuple[Outcome, str]:
    if isinstance(error, ReplayMiss) or isinstance(getattr(error, "__cause__", None), ReplayMiss):
        return "not_in_replay", str(error)
    if isinstance(error, IgnoreRequest):
        return "blocked", f"not asked: {error}"
    return "failed", f"{type(error).__name__}: {error}"


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
