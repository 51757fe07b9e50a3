"""The room reads and nothing else, stops who asks too much, and finds the archive again after it was replaced."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tests.store.making import Archive, day
from tubancrawl.access.room import Room
from tubancrawl.errors import ArchiveDamaged, NotAnArchive, TookTooLong
from tubancrawl.store.database import open_database
from tubancrawl.store.reader import list_articles

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT count(*) FROM generate_series(1, 10000000000)",
}
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgresql)]


def fill(location: str | Path, *paths: str) -> None:
    engine = open_database(location)
    archive = Archive(engine)
    archive.begin()
    for path in paths:
        archive.read(path, day(0))
    archive.finish()
    engine.dispose()


def articles(room: Room) -> list[str]:
    with room.reading() as session:
        return [article["url"].rpartition("/")[2] for article in list_articles(session)]


@pytest.fixture(params=BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def room(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Room]:
    database = None
    if kind == "postgresql":
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        database = server.new_database()
    fill(database or tmp_path / "archive.db", "/entry/panen")
    with closing(Room(tmp_path, database)) as room:
        yield room


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM article", "CREATE TABLE mine (x INTEGER)", "UPDATE article SET headline = 'x'", "DROP TABLE article"],
)
def test_nothing_can_be_written(room: Room, statement: str) -> None:
    with pytest.raises((DBAPIError, NotAnArchive), match=r"read.?only"), room.reading() as session:
        session.execute(text(statement))
    assert articles(room) == ["panen"]


def test_a_question_that_takes_too_long_is_stopped_and_the_next_is_answered(room: Room, kind: str) -> None:
    with pytest.raises(TookTooLong, match="took too long"), room.reading(seconds=0.1) as session:
        session.execute(text(ENDLESS[kind]))
    assert articles(room) == ["panen"]


def test_the_limit_of_one_session_is_none_of_the_next(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", "/entry/panen")
    with closing(Room(tmp_path)) as room:
        for _ in range(40):
            with room.reading(seconds=1e-9) as session:
                assert session.is_active
            with room.reading() as session:
                counted = session.scalar(
                    text(f"{ENDLESS['sqlite'].partition('SELECT count')[0]}SELECT x FROM n LIMIT 1 OFFSET 50000")
                )
                assert counted == 50_001


def test_who_finds_every_connection_in_use_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tubancrawl.store.database._POOL", {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.05})
    fill(tmp_path / "archive.db", "/entry/panen")
    with closing(Room(tmp_path)) as room, room.reading(), pytest.raises(TookTooLong, match="in use"), room.reading():
        pass


def test_many_read_at_once(room: Room) -> None:
    together = Barrier(16)

    def read(_: int) -> list[str]:
        together.wait(timeout=30)
        return [article for _ in range(10) for article in articles(room)]

    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(read, range(16))) == [["panen"] * 10] * 16


def test_a_reader_sees_one_state_while_a_crawl_writes(room: Room, kind: str, tmp_path: Path) -> None:
    location = tmp_path / "archive.db" if kind == "sqlite" else str(room._location)
    with room.reading() as session:
        before = [article["url"] for article in list_articles(session)]
        fill(location, "/entry/pasar")
        assert [article["url"] for article in list_articles(session)] == before
    assert sorted(articles(room)) == ["panen", "pasar"]


def test_another_database_in_its_place_is_opened(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", "/entry/panen")
    other = tmp_path / "other.db"
    fill(other, "/entry/pasar")
    with closing(Room(tmp_path)) as room:
        assert articles(room) == ["panen"]
        other.replace(tmp_path / "archive.db")
        assert articles(room) == ["pasar"]


def test_a_reader_keeps_the_database_that_was_replaced_until_he_is_done(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", "/entry/panen")
    fill(tmp_path / "other.db", "/entry/pasar")
    with closing(Room(tmp_path)) as room:
        with room.reading() as session:
            (tmp_path / "other.db").replace(tmp_path / "archive.db")
            assert articles(room) == ["pasar"]
            assert [article["url"] for article in list_articles(session)] == ["https://tubankab.go.id/entry/panen"]
        assert articles(room) == ["pasar"]


def test_a_database_that_vanished_is_missed_and_found_again(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", "/entry/panen")
    with closing(Room(tmp_path)) as room:
        assert articles(room) == ["panen"]
        shutil.move(tmp_path / "archive.db", tmp_path / "away.db")
        for _ in range(2):
            with pytest.raises(NotAnArchive, match="no such file") as missed, room.reading():
                pass
            assert str(tmp_path) not in room.without_place(str(missed.value))
        shutil.move(tmp_path / "away.db", tmp_path / "archive.db")
        assert articles(room) == ["panen"]


@pytest.mark.parametrize(("found", "says"), [("0001", "the next crawl or import updates it"), ("9999", "newer")])
def test_a_database_whose_schema_changed_says_so(room: Room, kind: str, tmp_path: Path, found: str, says: str) -> None:
    assert articles(room) == ["panen"]
    engine = open_database(tmp_path / "archive.db" if kind == "sqlite" else str(room._location))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    engine.dispose()
    with pytest.raises(NotAnArchive, match=f"schema {found}.*{says}"), room.reading():
        pass


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(4000)], ids=["empty", "text", "zeros"])
def test_a_file_that_is_no_database_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(content)
    with pytest.raises(NotAnArchive), closing(Room(tmp_path)) as room, room.reading():
        pass


def test_a_database_that_breaks_while_it_is_read_is_damaged_and_not_our_mistake(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", *(f"/entry/panen-{number}" for number in range(300)))
    with closing(Room(tmp_path)) as room:
        assert len(articles(room)) == 300
        size = (tmp_path / "archive.db").stat().st_size
        with (tmp_path / "archive.db").open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (size - 4096))
        room.close()
        with pytest.raises((NotAnArchive, ArchiveDamaged)):
            articles(room)


def test_a_folder_that_nobody_may_write_in_is_read(tmp_path: Path) -> None:
    fill(tmp_path / "archive.db", "/entry/panen")
    with closing(dbapi2.connect(tmp_path / "archive.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    tmp_path.chmod(0o555)
    try:
        with closing(Room(tmp_path)) as room:
            assert articles(room) == ["panen"]
    finally:
        tmp_path.chmod(0o755)
