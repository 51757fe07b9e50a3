"""A PostgreSQL server that drops its clients in the middle of a crawl costs nothing that was promised."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.exports import articles
from tests.faults import workload
from tests.faults.report import Report
from tests.faults.script import FIRST
from tests.faults.warc_walk import walk
from tests.postgresql import PostgresqlServer, postgresql_server

__all__ = ["postgresql_server"]

_END_ALL = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'tubancrawl%' AND datname = :name
"""


class _Assassin(Report):
    """Ends every connection of ours when so many captures were promised: before the flush that follows, or after it."""

    def __init__(self, path: Path, server: PostgresqlServer, url: str, *, after: int, moment: str) -> None:
        super().__init__(path)
        self.server, self.name = server, url.partition("@/")[2].partition("?")[0]
        self.after, self.moment, self.ended = after, moment, 0
        self.promised = 0

    def say(self, **facts: Any) -> None:
        super().say(**facts)
        self.promised = len(facts.get("acked", "x" * self.promised))
        if self.moment in facts and self.promised >= self.after and not self.ended:
            admin = create_engine(self.server.url("postgres").replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
            with admin.connect() as connection:
                self.ended = connection.scalar(text(_END_ALL), {"name": self.name}) or 0


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert workload.run(folder / "archive", Report(folder / "report"), "first") == 0
    return articles(folder / "archive", times=True)


@pytest.mark.needs_postgresql
@pytest.mark.parametrize("moment", ["waiting", "acked"])
@pytest.mark.parametrize("after", [0, 6, 14])
def test_connections_that_the_server_ends_cost_nothing_promised(
    tmp_path: Path, postgresql_server: PostgresqlServer, undisturbed: list[dict[str, Any]], after: int, moment: str
) -> None:
    url = postgresql_server.new_database()
    report = _Assassin(tmp_path / "report", postgresql_server, url, after=after, moment=moment)
    assert workload.run(tmp_path / "archive", report, "first", url) == 1
    said = Report.read(tmp_path / "report")
    assert report.ended >= 1
    assert said["message"].startswith("ArchiveDamaged: postgresql")
    assert "nothing more is stored" in said["message"]
    assert workload.run(tmp_path / "archive", Report(tmp_path / "again"), "first", url) == 0
    assert articles(tmp_path / "archive", times=True, database=url) == undisturbed
    ids = [record.record_id for path in (tmp_path / "archive" / "warc").iterdir() for record in walk(path)]
    assert len(ids) == len(set(ids))
    assert {step.record_id for step in FIRST} <= set(ids)
