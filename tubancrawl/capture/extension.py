"""Opens an archive for a crawl by Scrapy's settings, and closes it when the engine has stopped."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tubancrawl.errors import ArchiveDamaged

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from tubancrawl.capture.recorder import Recorder

R = TypeVar("R", bound="Recorder")

# What a later reader of the archive needs to know of how a run asked. None of them is a secret.
_KEPT_SETTINGS = (
    *("USER_AGENT", "ROBOTSTXT_OBEY", "DOWNLOAD_DELAY", "DOWNLOAD_MAXSIZE"),
    *("CONNECT_TO", "REPLAY_FROM", "REPLAY_AT", "PHOTO_REVISIT_DAYS"),
)


def open_for_crawl(kind: type[R], crawler: "Crawler") -> R:
    """Return the crawl's recorder; see `Recorder.from_crawler`. Raises as `Recorder.open` does."""
    from scrapy import signals  # noqa: PLC0415 - importing and verifying archives go without Scrapy's half second

    settings = crawler.settings
    stopping: list[asyncio.Future[None]] = []

    def stop() -> None:
        if not stopping and crawler.engine is not None and crawler.engine.running:
            stopping.append(asyncio.ensure_future(crawler.engine.close_spider_async(reason="archive_damaged")))

    recorder = kind.open(
        Path(settings["ARCHIVE"]),
        settings.get("ARCHIVE_DB"),
        how="replay" if settings.get("REPLAY_FROM") else "crawl",
        mode=getattr(crawler.spider, "mode", "all"),
        settings=_kept({name: settings.get(name) for name in _KEPT_SETTINGS}, settings.get("OPERATOR_CONTACT")),
        max_warc_bytes=settings.getint("WARC_MAX_BYTES"),
        max_body=settings.getint("DOWNLOAD_MAXSIZE"),
        reader_version=settings.getint("READER_VERSION"),
        on_damage=stop,
    )

    def end() -> None:  # after spider_closed, where others still store the verdict
        with suppress(ArchiveDamaged), recorder.damage_stops():
            recorder.close()

    crawler.signals.connect(end, signal=signals.engine_stopped, weak=False)
    return recorder


def _kept(settings: Mapping[str, Any], contact: str | None) -> dict[str, Any]:
    """Return the settings without the operator's contact: it goes to the site with each request, and nowhere else."""
    return {
        name: value.replace(contact, "{contact}") if contact and isinstance(value, str) else value
        for name, value in settings.items()
    }
