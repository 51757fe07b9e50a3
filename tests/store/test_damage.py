"""A disk that fails under the database is one named error for whoever writes or reads, and ends what may be promised."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from tests.store.making import Archive, day
from tubancrawl.errors import ArchiveDamaged, NotAnArchive
from tubancrawl.store.database import open_database


def fill_up(engine: Engine, *, pages: int) -> None:
    """Let the database grow by so many pages and no further, as on a disk that is nearly full."""

    @event.listens_for(engine, "begin")
    def limit(connection: Any) -> None:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar()
        if not limits:
            limits.append(used + pages)
        connection.exec_driver_sql(f"PRAGMA max_page_count = {limits[0]}")

    limits: list[int] = []


def test_a_full_disk_is_named_and_nothing_more_is_stored(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "archive.db")
    archive = Archive(engine)
    archive.begin()
    fill_up(engine, pages=2)
    for number in range(50):
        archive.read(f"/entry/x{number}", day(0), paragraphs=["Petani memanen padi. " * 100])
    with pytest.raises(ArchiveDamaged, match=r"archive.db: database or disk is full.* Free space"):
        archive.writer.flush()
    for promise in (archive.writer.flush, archive.finish, lambda: archive.writer.event("x", {})):
        with pytest.raises(ArchiveDamaged, match="disk is full"):
            promise()
    engine.dispose()


def test_rows_that_no_page_brings_end_it_too(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "archive.db")
    archive = Archive(engine)
    archive.begin()
    fill_up(engine, pages=0)
    with pytest.raises(ArchiveDamaged, match="disk is full"):
        archive.writer.event("filler", {"text": "synthetic " * 100_000})
    archive.read("/entry/x", day(0))
    with pytest.raises(ArchiveDamaged, match="disk is full"):
        archive.writer.flush()
    engine.dispose()


def test_a_database_that_is_damaged_inside_is_named_to_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    engine = open_database(path)
    archive = Archive(engine)
    archive.begin()
    for number in range(200):
        archive.read(f"/entry/x{number}", day(0))
    archive.writer.flush()
    with engine.connect() as connection:
        page = connection.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'capture'"))
    engine.dispose()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
    reader = open_database(path, read_only=True)
    with reader.connect() as connection, pytest.raises(ArchiveDamaged, match=r"archive.db: database disk image is malformed"):
        connection.execute(text("SELECT evidence FROM capture")).all()
    reader.dispose()


def test_what_is_no_database_is_still_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(b"no database at all, but long enough to have a header of one" * 100)
    with pytest.raises(NotAnArchive, match="file is not a database"):
        open_database(path)
