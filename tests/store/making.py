"""Fills an archive as a crawl would, in a test's words. All pages are synthetic."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select

from tubancrawl import site
from tubancrawl.items import ArticleItem, Byline, Link, Outcome, PageItem, Photo
from tubancrawl.store import reader
from tubancrawl.store.columns import Base
from tubancrawl.store.database import reading
from tubancrawl.store.frontier import Frontier, Mode
from tubancrawl.store.models import Article, Url
from tubancrawl.store.picture_schedule import interval_of
from tubancrawl.store.writer import CaptureFacts, Writer

BEGINNING = datetime(2026, 3, 1, 6, 0, 0, 123456, tzinfo=UTC)


def day(number: float) -> datetime:
    return BEGINNING + timedelta(days=number)


def url(path: str) -> str:
    return path if "://" in path else site.ROOT + path


def record(name: str) -> str:
    return f"urn:uuid:{hashlib.md5(name.encode()).hexdigest()}"


def facts(path: str, at: datetime, **changes: Any) -> CaptureFacts:
    known: dict[str, Any] = {
        "record_id": record(f"{path} {at}"),
        "url": url(path),
        "captured_at": at,
        "http_status": 200,
        "outcome": "ok",
        "evidence": ("status 200",),
        "warc": "synthetic.warc.gz",
        "warc_offset": 0,
        "warc_length": 100,
        "payload_sha256": hashlib.sha256(f"{path} {at}".encode()).hexdigest(),
        "etag": None,
        "last_modified": None,
        "location": None,
        "ip": "192.0.2.1",
        "body_digest": f"sha256:{hashlib.sha256(f'body {path} {at}'.encode()).hexdigest()}",
        "request_digest": hashlib.sha256(path.encode()).hexdigest(),
    }
    return CaptureFacts(**{**known, **changes})


def article(of: CaptureFacts, **changes: Any) -> ArticleItem:
    known: dict[str, Any] = {
        "headline": "Panen raya",
        "published_at": "2026-02-27T14:13:00+07:00",
        "paragraphs": ["Petani memanen padi.", "Hasilnya naik."],
        "photos": [Photo(url=url("/files/2026-02/panen.jpg"), caption="Panen", credit="nama", credit_kind="person")],
        "byline": Byline(raw="(sinta/dewa)", reporters=["sinta"], editor="dewa"),
        "categories": ["Pertanian"],
        "posted_by": "Dewa S",
        "sources": {"headline": "synthetic"},
    }
    return ArticleItem(url=of.url, record_id=of.record_id, captured_at=of.captured_at, **{**known, **changes})


def page(of: CaptureFacts, *, outcome: Outcome = "ok", links: Sequence[Link] = (), **changes: Any) -> PageItem:
    return PageItem(
        url=of.url,
        record_id=of.record_id,
        captured_at=of.captured_at,
        kind=site.kind_of(of.url),
        outcome=outcome,
        links=list(links),
        **changes,
    )


def link(path: str, *, follows: bool = False) -> Link:
    return Link(url=url(path), kind=site.kind_of(url(path)), follows=follows)


@dataclass
class Archive:
    """An archive and its writer; `now` is what the clock says."""

    engine: Engine
    now: datetime = BEGINNING
    reader_version: int = 1
    batch_size: int = 500
    on_disk: dict[str, int] = field(default_factory=lambda: {"synthetic.warc.gz": 1000})
    writer: Writer = field(init=False)
    crawl_id: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.reopen()

    def reopen(self) -> None:
        """Go on with another writer, as another process would."""
        self.writer = Writer(
            self.engine,
            before_commit=lambda _: self.on_disk,
            batch_size=self.batch_size,
            reader_version=self.reader_version,
            clock=lambda: self.now,
        )

    def begin(self, *, mode: Mode = "due", how: str = "crawl", **settings: Any) -> Frontier:
        settings = {"DOWNLOAD_DELAY": 1.0, **settings}
        self.crawl_id = self.writer.begin_crawl(how=how, mode=mode, started_at=self.now, settings=settings)
        return Frontier(
            self.engine,
            self.crawl_id,
            mode=mode,
            clock=lambda: self.now,
            commit=self.writer.commit,
            pictures_every=interval_of(settings),
        )

    def finish(self, verdict: str = "good") -> None:
        self.writer.finish_crawl(self.crawl_id, finished_at=self.now, verdict=verdict, reasons=[], figures={"pages": 1})

    def read(self, path: str, at: datetime, /, *, of: Mapping[str, Any] | None = None, **item: Any) -> CaptureFacts:
        """Capture an article and settle what was read of it."""
        taken = facts(path, at, **(of or {}))
        self.writer.capture(taken, awaits_item=True)
        self.writer.settle(article(taken, **item))
        return taken

    def answer(
        self, path: str, at: datetime, outcome: Outcome, *, links: Sequence[Link] = (), findings: Sequence[str] = (), **of: Any
    ) -> CaptureFacts:
        """Capture any other answer and settle what was read of it."""
        taken = facts(path, at, outcome=outcome, **of)
        self.writer.capture(taken, awaits_item=True)
        self.writer.settle(page(taken, outcome=outcome, links=links, findings=list(findings)))
        return taken

    def redirect(self, path: str, to: str, at: datetime, *, status: int = 301) -> CaptureFacts:
        return self.answer(path, at, "moved", http_status=status, location=url(to))

    def tell(self) -> list[Any]:
        """Return all that the archive says of its articles, whatever the numbers of its rows."""
        self.writer.flush()
        with reading(self.engine) as session:
            articles = session.scalars(select(Article).order_by(Article.url)).all()
            histories = [reader.history_json(session, one) for one in articles]
            return [histories, list(reader.iter_export(session, versions="all"))]

    def history(self, name: str) -> dict[str, Any]:
        self.writer.flush()
        with reading(self.engine) as session:
            return reader.history_json(session, reader.find_article(session, name))

    def row(self, path: str) -> Url:
        self.writer.flush()
        with reading(self.engine) as session:
            return session.scalars(select(Url).where(Url.url == url(path))).one()

    def count(self, table: type[Base]) -> int:
        with reading(self.engine) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0
