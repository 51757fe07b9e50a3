"""Starts the PostgreSQL server that Debian ships. A test file or conftest that imports `postgresql_server` has the fixture.

The server lives in a folder of its own below /tmp, listens on a Unix socket only, and is stopped at the end of the run.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.services import missing

_PROGRAMS = Path("/usr/lib/postgresql/15/bin")


@dataclass
class PostgresqlServer:
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"archive_{next(self._numbers)}"
        engine = create_engine(self.url("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} STRATEGY file_copy"))
        return self.url(name)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    if not _PROGRAMS.is_dir():
        missing(str(_PROGRAMS), "apt-get install -y --no-install-recommends postgresql-15")
    folder = Path(tempfile.mkdtemp(prefix="tubancrawl-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start")
        try:
            yield PostgresqlServer(folder)
        finally:
            _run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: str) -> None:
    # The server refuses to run as root.
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_postgres, str(_PROGRAMS / program), *arguments]
    # The server keeps what it inherits: a pipe would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, cwd="/", stdout=output, stderr=output, check=False, timeout=60)
        output.seek(0)
        assert done.returncode == 0, output.read().decode(errors="replace")
