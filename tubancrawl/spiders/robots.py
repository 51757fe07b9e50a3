"""robots.txt as RFC 9309 has it: rules when it is there, everything allowed when it is not, nothing when it cannot be had.

Scrapy's own middleware allows everything when robots.txt answers 500 or drops the connection (measured on 2.19); a site in
trouble is then crawled at full speed.
"""

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from tubancrawl.errors import NotAsked, ReplayMiss

log = logging.getLogger(__name__)

# RFC 9309 2.4: a copy should not be used for longer than 24 hours.
FRESH_SECONDS = 24 * 3600

# RFC 9309 2.3.1.2: at least five redirects must be followed, whatever host they lead to.
MAX_HOPS = 5

# RFC 9309 2.5: at least 500 kibibytes must be read; what follows is ignored.
MAX_BYTES = 500 * 1024


# What our own limits on size say of an answer: more than enough of it was read.
_OUR_LIMITS = ("answer cut: length", "body over")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin allows. `parser` is None when there are no rules; `refusal` says why nothing may be asked."""

    parser: RobotParser | None
    refusal: str | None
    fetched_at: float


class RobotsMiddleware:
    """Refuses what robots.txt forbids, with IgnoreRequest."""

    def __init__(self, crawler: Crawler, user_agent: str) -> None:
        self.crawler = crawler
        self.user_agent = user_agent
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Stay off when `ROBOTSTXT_OBEY` is off."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler, crawler.settings["USER_AGENT"])

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for a URL that may not be asked for."""
        if request.meta.get("is_robots"):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules.get(origin)
        if rules is None or time.monotonic() - rules.fetched_at > FRESH_SECONDS:
            rules = await self._rules_of(origin)
        if rules.refusal:
            raise IgnoreRequest(rules.refusal)
        if rules.parser and not rules.parser.allowed(request.url, self.user_agent):
            raise IgnoreRequest(f"{origin}/robots.txt forbids it")

    async def _rules_of(self, origin: str) -> Rules:
        async with self._locks.setdefault(origin, asyncio.Lock()):
            known = self._rules.get(origin)
            if known is None or time.monotonic() - known.fetched_at > FRESH_SECONDS:
                known = self._rules[origin] = await self._fetch(origin)
            return known

    async def _fetch(self, origin: str) -> Rules:
        url = f"{origin}/robots.txt"
        try:
            response = await self._answer(url)
        except ReplayMiss:
            return Rules(None, None, time.monotonic())
        except NotAsked:
            raise
        except Exception as error:  # noqa: BLE001  # whatever kept it from us, RFC 9309 2.3.1.4 has one answer: ask nothing
            log.warning("%s could not be had (%s): nothing of %s is asked", url, error, origin)
            return Rules(None, f"{url} could not be had ({error}): RFC 9309 forbids everything", time.monotonic())
        if reason := _why_unavailable(response):
            log.warning("%s %s: nothing of %s is asked", url, reason, origin)
            return Rules(None, f"{url} {reason}: RFC 9309 forbids everything", time.monotonic())
        if response.status >= 300:
            return Rules(None, None, time.monotonic())
        return Rules(ProtegoRobotParser(response.body[:MAX_BYTES], None), None, time.monotonic())

    def allows(self, url: str) -> bool:
        """Tell whether the rules at hand let `url` be asked; True where none were fetched yet."""
        parts = urlsplit(url)
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        if rules is None:
            return True
        return rules.refusal is None and (rules.parser is None or rules.parser.allowed(url, self.user_agent))

    async def _answer(self, url: str) -> Response:
        """Return what robots.txt answers, redirects followed; the last redirect where there are too many."""
        hops = 0
        while True:
            request = Request(url, callback=NO_CALLBACK, meta={"is_robots": True})
            response = await self.crawler.engine.download_async(request)
            location = response.headers.get("Location")
            if response.status not in {301, 302, 303, 307, 308} or location is None or hops == MAX_HOPS:
                return response
            url, hops = response.urljoin(location.decode("latin-1")), hops + 1


def _why_unavailable(response: Response) -> str | None:
    """Say why an answer is none that rules could be in; None for rules, and for "there are none", which a 4xx means.

    429 is no such 4xx: who is told to slow down has not been told that everything is allowed. Rules that were cut by the wire
    may lack the line that forbids; but what exceeds a size is read up to it.
    """
    if response.status >= 500 or response.status == 429:
        return f"answered {response.status}"
    problems = response.meta.get("problems", ())
    if response.status >= 300 or any(problem.startswith(_OUR_LIMITS) for problem in problems):
        return None
    cut = [problem for problem in problems if "after the end" not in problem]
    return f"came cut ({'; '.join(cut)})" if cut else None
