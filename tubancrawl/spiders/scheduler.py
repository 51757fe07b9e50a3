"""Scrapy's scheduler on top of the store's frontier: a crawl ends when nothing is due, and resumes by being started again."""

from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from typing import Self, cast

from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.spiders import Spider

from tubancrawl import reprocess, site
from tubancrawl.capture.conditions import NAMES
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.replay import replay_moment
from tubancrawl.errors import ArchiveDamaged
from tubancrawl.spiders.bounds import Bounds
from tubancrawl.spiders.tubankab import TubankabSpider
from tubancrawl.store.figures import listed_before
from tubancrawl.store.frontier import Frontier, Lease
from tubancrawl.store.picture_schedule import interval_of

# Leased at a time. A lease is a transaction, which has to reach the disk; a killed crawl gives them all back at the next start.
LEASES = 256

# Characters of a validator that is sent back; real ones have under a hundred.
MAX_VALIDATOR = 256


class FrontierScheduler(BaseScheduler):
    """Leases URLs from the store; keeps in memory only the requests that one of these led to (a retry, a redirect's hop)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._follow_ups: deque[Request] = deque()
        self._leased: deque[Lease] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it; the archive is looked up when the spider opens."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Adopt what a killed crawl left on disk, then ask the frontier what is due."""
        recorder = self.crawler.get_extension(Recorder)
        assert recorder is not None, "EXTENSIONS must name the Recorder"
        self.spider = cast("TubankabSpider", spider)
        self.recorder = recorder
        reprocess.adopt(recorder)
        self.bounds: Bounds[Lease] = self.spider.watch.bounds
        self.spider.watch.listed_before = listed_before(recorder.engine, recorder.crawl_id)
        self.frontier = Frontier(
            recorder.engine,
            recorder.crawl_id,
            mode=self.spider.mode,
            clock=self._now,
            commit=recorder.commit,
            pictures_every=interval_of(self.crawler.settings),
        )
        if self.spider.urls is None:
            self.frontier.open(site.ENTRY_POINTS)
        else:
            self.frontier.ask_only(self.spider.urls)

    def has_pending_requests(self) -> bool:
        """Tell whether anything is left to ask, what the pages read so far have brought included."""
        return bool(self._follow_ups or self._leased or self.bounds.ready or self._lease())

    def enqueue_request(self, request: Request) -> bool:
        """Keep a follow-up of a leased URL; it is asked before new ones."""
        self._follow_ups.append(request)
        return True

    def next_request(self) -> Request | None:
        """Return the next request, or None when nothing may be asked now."""
        if self._follow_ups:
            return self._follow_ups.popleft()
        while self.bounds.ready or self._leased or self._lease():
            lease = (self.bounds.ready or self._leased).popleft()
            if lease.known or self.bounds.allows(lease.url):
                return self._request(lease)
            self.bounds.park(lease.url, lease)
        return None

    def _lease(self) -> bool:
        """Lease what is due; where that is nothing, store what was read first, for it may lead on. Tell whether there is any.

        There is nothing to ask for that could not be stored.
        """
        with suppress(ArchiveDamaged), self.recorder.damage_stops():
            self._leased.extend(self.frontier.lease(LEASES))
            if not self._leased and self.frontier.grows:
                self.recorder.flush()
                self._leased.extend(self.frontier.lease(LEASES))
        return bool(self._leased)

    def _request(self, lease: Lease) -> Request:
        return Request(
            lease.url,
            callback=self.spider.parse,
            errback=self.spider.unanswered,
            dont_filter=True,
            headers=_conditions(lease),
            meta={"awaits_item": True, "original": lease.original, "known": lease.known},
        )

    def _now(self) -> datetime:
        """Return the time that decides what is due; in a replay the moment that is replayed."""
        return replay_moment(self.crawler.settings.get("REPLAY_AT")) or datetime.now(UTC)


def _conditions(lease: Lease) -> dict[bytes, str]:
    """Return the validators as headers: both where both are known, of which the server goes by the ETag (RFC 9110 13.2.2).

    What a server sends as a validator may be any bytes; what is no plain word is not sent back.
    """
    validators = dict(zip(NAMES, (lease.etag, lease.last_modified), strict=True))
    return {name: value for name, value in validators.items() if value and _is_plain(value)}


def _is_plain(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= MAX_VALIDATOR
