"""What a crawl learns from each answer beyond its page: is the site still well, does it have an end, does it list what it did."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from scrapy.http import Response
from scrapy.settings import BaseSettings

from tubancrawl import site
from tubancrawl.items import Item, tells_of_trouble
from tubancrawl.pauses import retry_after
from tubancrawl.spiders.bounds import Bounds
from tubancrawl.spiders.breaker import Breaker
from tubancrawl.store.frontier import Lease

_FEWER: Final = 0.5  # of what a sitemap, feed or entry point listed in the crawl before
_MANY: Final = 10  # articles; a change of fewer says nothing


class Watch:
    """Hears every answer. `breaker` is None in a replay, where nobody is there to be spared."""

    def __init__(self, breaker: Breaker | None = None) -> None:
        self.breaker = breaker
        self.bounds: Bounds[Lease] = Bounds()
        self.listed: dict[str, int] = {}
        """How many articles each sitemap, feed and entry point named in this crawl."""
        self.listed_before: Mapping[str, int] = {}
        self._alarms: list[str] = []

    @classmethod
    def of(cls, settings: BaseSettings) -> "Watch":
        """Read BAD_ANSWERS_IN_A_ROW, PAUSE_FIRST, PAUSE_LONGEST and PAUSES."""
        if settings.get("REPLAY_FROM"):
            return cls()
        return cls(
            Breaker(
                limit=settings.getint("BAD_ANSWERS_IN_A_ROW"),
                first_pause=settings.getfloat("PAUSE_FIRST"),
                longest_pause=settings.getfloat("PAUSE_LONGEST"),
                pauses=settings.getint("PAUSES"),
                clock=time.monotonic,
            )
        )

    def heard(self, url: str, item: Item, response: Response | None) -> None:
        """Take note of an answer to the canonical `url`; what a person should look at is added to the item's findings."""
        if self.breaker is not None:
            self.breaker.heard(bad=tells_of_trouble(item), retry_after=asked_pause(response))
        target = _target(response) if item.outcome == "moved" else None
        if found := list(filter(None, (self.bounds.heard(url, item, target), self._fewer(url, item)))):
            item.findings += found
            item.by_reader = False

    def waits_too_long(self, response: Response) -> bool:
        """Tell whether an answer asks for a longer pause than a crawl makes: its address is left to a later one."""
        pause = asked_pause(response)
        return self.breaker is not None and pause is not None and pause > self.breaker.longest_pause

    def notes(self) -> list[str]:
        """Return what a person should know of the crawl, one thing a line."""
        notes = [*(f"bound: {note}" for note in self.bounds.notes()), *self._alarms]
        if self.breaker is not None and (pauses := self.breaker.taken):
            notes.append(f"paused {len(pauses)} times, {sum(pauses):.0f} s in all, for bad answers or as an answer asked")
        return notes

    def _fewer(self, url: str, item: Item) -> str | None:
        if site.kind_of(url) not in {"sitemap", "feed"} and url not in site.ENTRY_POINTS:
            return None
        before = self.listed_before.get(url, 0)
        if item.outcome == "not_modified":
            count = before
        else:
            count = sum(link.kind == "article" for link in item.links) if item.outcome == "ok" else 0
        if item.outcome in {"ok", "not_modified"}:
            self.listed[url] = count
        elif before:
            self.listed.setdefault(url, before)
        if before < _MANY or count >= _FEWER * before:
            return None
        alarm = f"listed: {count} articles, {before} in the crawl before; none of them is taken for gone"
        self._alarms.append(f"{url}: {alarm}")
        return alarm


def asked_pause(response: Response | None) -> float | None:
    """Return the seconds that an answer asks us to wait; None if it does not, as a good one never does."""
    if response is None or response.status < 400:
        return None
    return retry_after(_header(response, "Retry-After"), _header(response, "Date"), datetime.now(UTC))


def _header(response: Response, name: str) -> str | None:
    value: bytes | None = response.headers.get(name)
    return None if value is None else value.decode("latin-1").strip()


def _target(response: Response | None) -> str | None:
    if response is None or not (location := _header(response, "Location")):
        return None
    target = site.absolute_url(response.url, location)
    return target if target is not None and site.is_site(target) else None
