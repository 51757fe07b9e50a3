"""A scripted history of some articles as WARC files: answers at chosen times, in the miniature's layouts. Synthetic."""

import hashlib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests.site import pages, timeline
from tests.site.furniture import View
from tests.site.model import ROOT, Article
from tubancrawl import reprocess
from tubancrawl.capture.exchange import Exchange, Truncated
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Originals, WarcWriter, index_groups, open_sources
from tubancrawl.parsing import READER_VERSION

BEGINNING: Final = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
LAYOUTS: Final = {
    "2017": date(2018, 7, 20),
    "2018": date(2018, 7, 20),
    "2021": date(2021, 11, 13),
    "2024": date(2024, 1, 17),
    "2026": date(2026, 9, 15),
}
"""A day of each layout; an article of 2017 has the layout of 2017 on the first, any other that of 2018."""
NOT_FOUND: Final = "<!DOCTYPE html><html><body><h1>Halaman tidak ditemukan</h1><p>Alamat ini tidak tersedia.</p></body></html>"


def moment(day: float) -> datetime:
    return BEGINNING + timedelta(days=day)


def drawn(article: Article, layout: str, nonce: int = 0) -> str:
    """Return the article's page; another `nonce` draws other counters, side lists, tokens and cache busters."""
    at = LAYOUTS[layout]
    visible = tuple(article if other.key == article.key else other for other in timeline.visible_at(at))
    view = View(at=at, path=article.path, nonce=nonce, visible=visible, disqus=timeline.disqus_at(at))
    return pages.article_page(view, article)


def told(status: str, body: str = "", *headers: str) -> bytes:
    data = body.encode()
    head = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers, f"Content-Length: {len(data)}", "", ""]
    return "\r\n".join(head).encode() + data


@dataclass
class Script:
    """What was asked and answered, in the order of the script."""

    exchanges: list[Exchange] = field(default_factory=list)
    nonces: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def answer(self, path: str, day: float, response: bytes, *, truncated: Truncated | None = None) -> None:
        digest = hashlib.md5(f"{path} {day}".encode(), usedforsecurity=False).hexdigest()
        self.exchanges.append(
            Exchange(
                url=ROOT + path,
                started_at=moment(day),
                ip="192.0.2.7",
                request=f"GET {path} HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n".encode(),
                response=response,
                truncated=truncated,
                error=None,
                record_id=f"urn:uuid:{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:]}",
            )
        )

    def page(self, article: Article, day: float, layout: str, *, path: str | None = None) -> None:
        self.answer(path or article.path, day, told("200 OK", drawn(article, layout, next(self.nonces))))

    def redirect(self, path: str, to: str, day: float, status: str = "301 Moved Permanently") -> None:
        self.answer(path, day, told(status, "<p>Moved</p>", f"Location: {to}"))

    def cut(self, article: Article, day: float, layout: str, share: float) -> None:
        whole = told("200 OK", drawn(article, layout, next(self.nonces)))
        self.answer(article.path, day, whole[: int(len(whole) * share)], truncated="disconnect")


def write_warc(folder: Path, exchanges: Iterable[Exchange]) -> None:
    numbers = itertools.count(1)
    writer = WarcWriter(
        folder,
        prefix="scripted",
        max_bytes=1 << 30,
        clock=lambda: BEGINNING,
        new_id=lambda: f"urn:uuid:00000000-0000-4000-8000-{next(numbers):012d}",
        info={"software": "synthetic"},
    )
    folder.mkdir()
    for exchange in exchanges:
        writer.append(exchange)
    writer.close()


def import_warc(archive: Path, folder: Path, database: str | None = None) -> None:
    """Import a folder's files as `tubancrawl import` does, in this process."""
    recorder = Recorder.open(archive, database, how="import", mode="all", reader_version=READER_VERSION)
    with recorder:
        for source in open_sources(folder):
            for _ in reprocess.import_indexed(recorder, index_groups(source), Originals(), pool=reprocess.Pool(1)):
                pass


def causes(version: dict[str, Any]) -> set[str]:
    return {change["cause"] for change in version["changes"]}
