"""Scrapy's download handler for recordings: every request is answered from WARC or WACZ files, and no socket is opened."""

import logging
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from tubancrawl.capture.answer import answer_of
from tubancrawl.capture.conditions import NAMES
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Group, Originals, Source, StoredExchange, index_groups, open_sources, read_group
from tubancrawl.capture.wire import recorder_of
from tubancrawl.errors import BadUrl, ReplayMiss
from tubancrawl.site import canonical_url, kind_of, probe_url

logger = logging.getLogger(__name__)

# What a crawl from recordings changes in Scrapy's settings, at "spider" priority or higher: reactorless Scrapy overrules less.
REPLAY_SETTINGS: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {
        "http": "tubancrawl.capture.replay.ReplayHandler",
        "https": "tubancrawl.capture.replay.ReplayHandler",
        "ftp": None,
        "file": None,
        "s3": None,
        "data": None,
    },
    "DOWNLOAD_DELAY": 0,  # nobody is there to be spared
    "RETRY_TIMES": 0,  # a recording says the same thing twice
}
ANY_PROBE = probe_url("0" * 16)
"""Asked of a recording, this address is answered by its latest probe, whatever that one was called."""


class Recording:
    """What WARC files hold, by URL, without the bodies. Of several captures of a URL the latest at or before `at` counts.

    `at` is aware; None means the latest of all. Damaged files are read up to the damage, which `damage` then lists. `originals`
    finds what revisits refer to that is not in these files.
    """

    def __init__(self, paths: Sequence[Path], at: datetime | None = None, originals: Originals | None = None) -> None:
        self.damage: list[str] = []
        self._paths = paths
        self._at = at
        self._sources: list[Source] = []
        self._originals = originals or Originals()
        self._by_url: dict[str, list[tuple[datetime, int, Group]]] = {}
        self._count = 0
        for path in paths:
            for source in open_sources(path):
                self._take(source)
        for captures in self._by_url.values():
            captures.sort(key=lambda capture: capture[:2])

    def _take(self, source: Source) -> None:
        index = index_groups(source)
        if index.source is not source:
            source.close()
        self._sources.append(index.source)
        if index.damage:
            self.damage.append(str(index.damage))
        for group in index.groups:
            self._originals.note(index.source, group)
            if group.kind != "failure":
                self._count += 1
                entry = (group.captured_at, len(self._sources) - 1, group)
                for key in {group.url, _canonical(group.url), *([ANY_PROBE] if kind_of(group.url) == "probe" else [])}:
                    self._by_url.setdefault(key, []).append(entry)

    def find(self, url: str, *, conditional: bool, known: Callable[[list[str]], Collection[str]] = list) -> StoredExchange:
        """Return the capture of exactly `url`, or else of its canonical form.

        A 304 is given only to a conditional request, for it answers nothing else. A revisit is given where `known`, which returns
        those of some record ids that the archive has, knows what it refers to; elsewhere that is given in its place, or the
        archive could not read it without these files. Raises ReplayMiss.
        """
        for key in dict.fromkeys((url, _canonical(url))):
            captures = self._by_url.get(key, [])
            end = len(captures) if self._at is None else bisect_right(captures, self._at, key=lambda capture: capture[0])
            for _, number, group in reversed(captures[:end]):
                if conditional or group.status != 304:
                    return read_group(*self._readable(self._sources[number], group, known), self._originals)
        until = f" at or before {self._at.isoformat()}" if self._at else ""
        where = ", ".join(str(path) for path in self._paths)
        raise ReplayMiss(f"no capture of {url}{until} in {where} ({self._count} captures)")

    def _readable(self, source: Source, group: Group, known: Callable[[list[str]], Collection[str]]) -> tuple[Source, Group]:
        original = self._originals.find(group.refers_to) if group.leaves_out and group.refers_to else None
        return original if original and not known([original[1].record_id]) else (source, group)

    def close(self) -> None:
        """Let go of temporary copies."""
        for source in self._sources:
            source.close()


def _canonical(url: str) -> str:
    try:
        return canonical_url(url)
    except BadUrl:
        return url


class ReplayHandler(BaseDownloadHandler):
    """Answers from REPLAY_FROM (files and folders, comma-separated) as of REPLAY_AT (ISO 8601; UTC where no zone is named).

    What it answers is copied into the archive with its original id and date, and adds nothing if the archive has it. An
    unknown URL raises ReplayMiss, which an errback knows by `failure.check(ReplayMiss)` and which Scrapy does not retry.
    """

    lazy = True  # made at the first request of its scheme, so that http and https do not both index when one is asked

    def __init__(self, crawler: Crawler, *, recording: Recording, recorder: Recorder) -> None:
        super().__init__(crawler)
        self._recording = recording
        self._recorder = recorder

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings and index the files. Raises FileNotFoundError, ValueError for a REPLAY_AT that is no time."""
        moment = replay_moment(crawler.settings.get("REPLAY_AT"))
        recorder = recorder_of(crawler)
        recording = Recording(replay_paths(crawler.settings["REPLAY_FROM"]), moment, recorder.originals())
        for damage in recording.damage:
            logger.warning("%s; what follows is not replayed", damage)
        return cls(crawler, recording=recording, recorder=recorder)

    async def download_request(self, request: Request) -> Response:
        """Answer from the recording. Raises ReplayMiss, and what `answer_of` raises for a stored answer without a status."""
        url = request.url.partition("#")[0]
        conditional = any(name in request.headers for name in NAMES)
        stored = self._recording.find(url, conditional=conditional, known=self._recorder.known)
        if url == ANY_PROBE:
            asked = request.replace(url=stored.url)
            response = self._answer(asked, stored)
            request.meta.update(asked.meta)
            return response
        return self._answer(request, stored)

    def _answer(self, request: Request, stored: StoredExchange) -> Response:
        if self._recorder.known([stored.record_id]):
            return answer_of(request, stored, self._recorder.read(stored))
        return answer_of(request, stored, self._recorder.copy(stored, awaits_item=request.meta.get("awaits_item", False)))

    async def close(self) -> None:
        """Let go of temporary copies."""
        self._recording.close()


def replay_paths(text: str) -> list[Path]:
    """Return the files and folders that REPLAY_FROM names. Raises FileNotFoundError for one that is not there.

    Scrapy turns an error of a download handler into a log line, so a crawl should ask this before it begins.
    """
    paths = [Path(part.strip()) for part in text.split(",") if part.strip()]
    if missing := [path for path in paths if not path.exists()]:
        raise FileNotFoundError(f"REPLAY_FROM: {missing[0]}: no such file or folder")
    return paths


def replay_moment(text: str | None) -> datetime | None:
    """Return the aware moment that REPLAY_AT names; None when it names none. A bare date means its last microsecond."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"REPLAY_AT={text}: expected a date or time such as 2018-07-20 or 2018-07-20T13:00+07:00") from error
    if len(text) == len("2018-07-18"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
