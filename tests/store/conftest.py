"""Every test that asks for `engine`, `archive` or `database` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tests.store.making import Archive
from tubancrawl.store.columns import Base
from tubancrawl.store.database import open_database

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgresql)]


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Path or URL of a database that is not made yet."""
    if request.param == "sqlite":
        return str(tmp_path / "archive.db")
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    return server.new_database()


@pytest.fixture(scope="session")
def shared_postgresql(postgresql_server: PostgresqlServer) -> Iterator[Engine]:  # noqa: F811 - pytest's way to ask for it
    """Give a database that `engine` empties before each test: making one for each takes longer than the tests."""
    engine = open_database(postgresql_server.new_database())
    yield engine
    engine.dispose()


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an archive's empty database."""
    if request.param == "sqlite":
        engine = open_database(tmp_path / "archive.db")
        yield engine
        engine.dispose()
    else:
        engine = request.getfixturevalue("shared_postgresql")
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE article_fts, {', '.join(table.name for table in Base.metadata.sorted_tables)}"))
        yield engine


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Give an empty archive and its writer."""
    return Archive(engine)
