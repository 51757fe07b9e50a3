import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from tests.store.making import Archive, day
from tubancrawl.errors import NotAnArchive
from tubancrawl.store import database as opening
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Capture
from tubancrawl.store.reader import find_article
from tubancrawl.store.schema import MIGRATIONS, config_for, revisions


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """Give the writer's engine of `database`, which some of these tests spoil."""
    engine = open_database(database)
    yield engine
    engine.dispose()


def test_the_models_and_the_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        command.check(config_for(connection))


def test_the_names_of_the_migrations_give_their_order() -> None:
    scripts = ScriptDirectory(MIGRATIONS)
    assert revisions() == [script.revision for script in scripts.walk_revisions()][::-1]
    assert revisions()[-1] == scripts.get_current_head()


def test_an_up_to_date_archive_is_opened_without_alembic(database: str) -> None:
    open_database(database).dispose()
    opened = "import sys; from tubancrawl.store.database import open_database; open_database(sys.argv[1]); "
    code = opened + "sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, database], cwd=Path(__file__).parents[2], check=False).returncode == 0


def test_opening_again_keeps_every_row(archive: Archive, database: str) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.writer.close()
    again = open_database(database)
    with again.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM capture")) == 1
    again.dispose()


def test_rows_of_the_first_schema_survive_every_migration(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/archive.db")
    with engine.begin() as connection:
        command.upgrade(config_for(connection), revisions()[0])
        connection.execute(text("INSERT INTO warc_file (name, settled_bytes) VALUES ('a.warc.gz', 12)"))
        row = "INSERT INTO url (id, url, kind, discovered_at, tries, etag) VALUES (1, 'https://a', 'article', 0, 0, '1')"
        connection.execute(text(row))
    engine.dispose()
    opened = open_database(tmp_path / "archive.db")
    with opened.connect() as connection:
        command.check(config_for(connection))
        assert connection.execute(text("SELECT name, settled_bytes FROM warc_file")).all() == [("a.warc.gz", 12)]
        assert connection.execute(text("SELECT etag, original_at, unseen_visits FROM url")).all() == [("1", None, 0)]
    opened.dispose()


def test_a_reader_cannot_write(engine: Engine, database: str) -> None:
    reader = open_database(database, read_only=True)
    with reader.connect() as connection, pytest.raises(DBAPIError, match=r"read.?only"):
        connection.execute(text("DELETE FROM capture"))
    reader.dispose()


def test_a_newer_schema_is_refused_and_left_alone(engine: Engine, database: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotAnArchive, match=r"found schema 9999, newer than this program knows .*install a newer tubancrawl"):
        open_database(database)
    with pytest.raises(NotAnArchive, match="found schema 9999"):
        open_database(database, read_only=True)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_another_programs_database_is_refused_and_left_alone(engine: Engine, database: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    before = inspect(engine).get_table_names()
    with pytest.raises(NotAnArchive, match="found tables of another program"):
        open_database(database)
    with pytest.raises(NotAnArchive, match="expected an archive's database"):
        open_database(database, read_only=True)
    assert inspect(engine).get_table_names() == before


def test_a_reader_sees_one_state_and_does_not_wait_for_the_writer(archive: Archive, database: str) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.writer.flush()
    reader = open_database(database, read_only=True)
    with reading(reader) as session, archive.engine.begin() as writing:
        assert find_article(session, "panen").headline == "Panen raya"
        writing.execute(text("UPDATE article SET headline = 'Lain'"))
        session.expire_all()
        assert find_article(session, "panen").headline == "Panen raya"
    reader.dispose()


def test_a_reader_of_nothing_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match=r"archive\.db: no such file"):
        open_database(tmp_path / "archive.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_of_an_empty_database_is_told_so(database: str, tmp_path: Path) -> None:
    (tmp_path / "archive.db").touch()
    with pytest.raises(NotAnArchive, match="expected an archive's database, found none"):
        open_database(database, read_only=True)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(b"synthetic, and no database" * 100)
    with pytest.raises(NotAnArchive, match=r"archive\.db: expected an archive's database, found: file is not a database"):
        open_database(path, read_only=read_only)
    assert path.read_bytes() == b"synthetic, and no database" * 100


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="no such folder"):
        open_database(tmp_path / "none" / "archive.db")


def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    folder = tmp_path / "a ? b # c % d"
    folder.mkdir()
    open_database(folder / "archive.db").dispose()
    open_database(folder / "archive.db", read_only=True).dispose()
    assert (folder / "archive.db").is_file()


def test_commits_are_synced_and_the_wal_is_used_only_where_it_is_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _pragmas(tmp_path / "new.db") == ["wal", 2, 1]
    monkeypatch.setattr(opening, "WAL_IS_SAFE", False)
    assert _pragmas(tmp_path / "old.db") == ["delete", 2, 1]


def _pragmas(path: Path) -> list[object]:
    engine = open_database(path)
    with engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    engine.dispose()
    return found


def test_a_writer_waits_for_the_other_transaction_instead_of_failing(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "archive.db")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO warc_file VALUES ('a', 0, NULL, NULL)"))

    def add() -> None:
        for _ in range(20):
            with engine.begin() as connection:
                size = connection.scalar(text("SELECT settled_bytes FROM warc_file"))
                connection.execute(text("UPDATE warc_file SET settled_bytes = :size"), {"size": (size or 0) + 1})

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT settled_bytes FROM warc_file")) == 60
    engine.dispose()


def test_any_sqlite_can_read_the_file_once_it_is_closed(tmp_path: Path) -> None:
    open_database(tmp_path / "archive.db").dispose()
    with sqlite3.connect(tmp_path / "archive.db") as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    plain.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://who:s3cret@127.0.0.1:1/archive",
        "postgresql://who:s3cret@127.0.0.1:1/archive?options=s3cret",
        "mysql://who:s3cret@127.0.0.1/archive",
        "postgresql://who:s3cret@127.0.0.1:port/archive",
    ],
    ids=["refused", "twice", "another kind", "no URL"],
)
def test_a_password_is_never_shown(url: str) -> None:
    with pytest.raises(NotAnArchive) as refused:
        open_database(url)
    assert "s3cret" not in f"{refused.value!r} {refused.value.__cause__!r}"


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(NotAnArchive, match=r"pip install tubancrawl\[postgresql\]"):
        open_database("postgresql://who@127.0.0.1:1/archive")


def test_foreign_keys_hold(engine: Engine) -> None:
    columns = "id, record_id, url_id, url, captured_at, outcome, evidence, findings, warc, warc_offset, warc_length, crawl_id"
    row = "1, 'urn:x', 99, 'x', {at}, 'ok', '[]', '[]', 'w', 0, 0, 99"
    at = "now()" if engine.dialect.name == "postgresql" else "0"
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        connection.execute(text(f"INSERT INTO {Capture.__tablename__} ({columns}) VALUES ({row.format(at=at)})"))


@pytest.mark.parametrize("read_only", [False, True], ids=["writer", "reader"])
def test_a_database_whose_log_was_being_folded_in_when_it_was_killed_opens_whole(tmp_path: Path, *, read_only: bool) -> None:
    path, log = tmp_path / "archive.db", tmp_path / "archive.db-wal"
    engine = open_database(path)
    with engine.connect() as connection:
        for number in range(400):
            row = {"id": number, "at": number, "kind": "x" * 400, "detail": "{}", "sha": "y"}
            connection.execute(
                text("INSERT INTO event (id, at, kind, detail, chain_sha256) VALUES (:id, :at, :kind, :detail, :sha)"), row
            )
        connection.commit()
    whole_log = log.read_bytes()
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
    raw.close()
    folded = path.read_bytes()
    engine.dispose()
    (killed := tmp_path / "killed").mkdir()
    (killed / log.name).write_bytes(whole_log)
    (killed / path.name).write_bytes(folded[: len(folded) // 2 // 4096 * 4096])
    again = open_database(killed / path.name, read_only=read_only)
    with again.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM event")) == 400
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    again.dispose()
