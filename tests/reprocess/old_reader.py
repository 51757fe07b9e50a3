"""Archives that an older, worse reader filled. The page's bytes choose what it gets wrong: always the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.postgresql import PostgresqlServer
from tubancrawl import parsing
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Originals, index_groups, open_sources
from tubancrawl.items import ArticleItem, Item, PageItem
from tubancrawl.reprocess import Pool, import_indexed, stored
from tubancrawl.store.columns import Base
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Capture, Reading, Url
from tubancrawl.text import sha256

RECORDINGS = (Path("fixtures/history/2018-07-20.warc.gz"), Path("fixtures/history/2021-11-14.warc.gz"))
OLD = 0
"""A version that no reader of ours ever had."""


def old_read_page(**page: Any) -> Item:
    """Lose categories and the last paragraph, fail on every seventh article, and take a page that says there is none for one."""
    item = parsing.read_page(**page)
    chance = int(sha256(page["body"])[:8], 16)
    if isinstance(item, ArticleItem):
        if chance % 7 == 0:
            return PageItem(
                url=item.url,
                record_id=item.record_id,
                captured_at=item.captured_at,
                outcome="unreadable",
                kind="article",
                links=item.links,
            )
        item.categories = []
        item.paragraphs = item.paragraphs[: -(chance % 2)] or item.paragraphs
    elif item.outcome == "soft_missing" and item.kind == "article":
        return ArticleItem(
            url=item.url,
            record_id=item.record_id,
            captured_at=item.captured_at,
            headline="Halaman tidak ditemukan",
            paragraphs=["Halaman yang Anda cari tidak ditemukan di situs ini."],
        )
    return item


def fill(archive: Path, database: str | None, *, version: int, recordings: Sequence[Path] = RECORDINGS) -> None:
    """Import the recordings."""
    recorder = Recorder.open(archive, database, how="import", mode="all", reader_version=version)
    originals = Originals()
    for path in recordings:
        for source in open_sources(path):
            for _ in import_indexed(recorder, index_groups(source), originals, pool=Pool(1)):
                pass
    recorder.close()


def fill_with_old_reader(archive: Path, database: str | None = None, recordings: Sequence[Path] = RECORDINGS) -> None:
    """Import the recordings as that reader reads them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "read_page", old_read_page)
        fill(archive, database, version=OLD, recordings=recordings)


def dump(archive: Path, database: str | None = None) -> dict[str, list[Any]]:
    """Every row of every table but the journal, and but what depends on the moment of an import: file names, places in them."""
    engine = open_database(database or archive / "archive.db", read_only=True)
    tables = [table for table in Base.metadata.sorted_tables if table.name not in {"event", "crawl", "warc_file"}]
    with engine.connect() as connection:
        rows = {
            table.name: sorted(
                map(repr, connection.execute(select(*(column for column in table.c if not column.name.startswith("warc")))))
            )
            for table in tables
        }
    engine.dispose()
    return rows


def half_read_articles(archive: Path) -> list[int]:
    """Articles of which some captures were read by one reader and some by another."""
    engine = open_database(archive / "archive.db", read_only=True)
    readers = func.count(Capture.reader_version.distinct())
    query = select(Url.article_id).join(Capture).where(Url.article_id.is_not(None)).group_by(Url.article_id).having(readers > 1)
    with reading(engine) as session:
        found = [number for number in session.scalars(query) if number is not None]
    engine.dispose()
    return found


def readings(archive: Path, version: int) -> int:
    """How many readings a reader made."""
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        count = session.scalar(select(func.count()).where(Reading.reader_version == version)) or 0
    engine.dispose()
    return count


class Places:
    """An archive's folder and where its rows are, on SQLite or on PostgreSQL."""

    def __init__(self, folder: Path, server: PostgresqlServer | None) -> None:
        self.folder = folder
        self.server = server
        self.count = 0

    def new(self) -> tuple[Path, str | None]:
        self.count += 1
        return self.folder / str(self.count), self.server.new_database() if self.server else None
