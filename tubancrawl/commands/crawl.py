"""`scrapy crawl` with exit codes that a scheduler can act on.

0 the crawl can be trusted, 1 it broke, 5 another writer holds the archive, 10 it ended and its verdict is bad, 130 and 143
it was interrupted and the archive is sound. Scrapy itself ends with 0 whatever the spider met.
"""

import argparse
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Any

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from tubancrawl.capture.recorder import Recorder
from tubancrawl.errors import ArchiveDamaged, ArchiveLocked, TubancrawlError
from tubancrawl.garbage import collect_rarely
from tubancrawl.text import terminal_safe

BROKE = 1
LOCKED = 5
BAD_VERDICT = 10


class Command(ScrapyCrawl):
    """Run the spider and say by the exit code whether the crawl can be trusted."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; the exit code is set from the verdict."""
        if len(args) != 1:
            raise UsageError("expected one spider: scrapy crawl tubankab")
        assert self.crawler_process is not None
        errors: list[BaseException] = []
        try:
            crawler = self._create_crawler(args[0])
        except (TubancrawlError, OSError, ValueError) as error:
            self.exitcode = _told(error)
            return
        signals_seen = _noted_signals(crawler)
        running: Any = self.crawler_process.crawl(crawler, **opts.spargs)
        running.add_done_callback(lambda task: errors.extend(filter(None, [task.exception()])))
        collect_rarely()
        self.crawler_process.start()
        self.exitcode = _told(errors[0]) if errors else _exit_code(crawler, signals_seen)


def _noted_signals(crawler: Crawler) -> list[int]:
    """Return the list that the first signal to stop the crawl will be put on; Scrapy only says that there was one."""
    seen: list[int] = []

    def listen() -> None:
        for signum in (signal.SIGINT, signal.SIGTERM):
            stop = signal.getsignal(signum)
            if not callable(stop):
                continue

            def note(number: int, frame: FrameType | None, stop: Callable[[int, FrameType | None], Any] = stop) -> None:
                seen.append(number)
                stop(number, frame)

            signal.signal(signum, note)

    crawler.signals.connect(listen, signal=signals.engine_started, weak=False)
    return seen


def _told(error: BaseException) -> int:
    """Say what kept the crawl from beginning, and return the exit status for it. What nobody foresaw keeps its traceback."""
    if isinstance(error, (TubancrawlError, OSError, ValueError)):
        sys.stderr.write(terminal_safe(f"scrapy crawl: {error}\n"))
    else:
        traceback.print_exception(error)
    return LOCKED if isinstance(error, ArchiveLocked) else BROKE


def _exit_code(crawler: Crawler, signals_seen: list[int]) -> int:
    recorder = crawler.get_extension(Recorder)
    if recorder is not None and recorder.damage is not None:
        return _told(ArchiveDamaged(recorder.damage))
    if signals_seen:
        return 128 + signals_seen[0]
    verdict = crawler.stats.get_value("tuban/verdict")
    return {"trusted": 0, "bad": BAD_VERDICT}.get(str(verdict), BROKE)
