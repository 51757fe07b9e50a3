"""Which schema a database has: brings an older one up to date, refuses a foreign or newer one.

Alembic takes half as long to import as all the rest of the store, so only a database that is not up to date makes us do it.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from tubancrawl.errors import NotAnArchive

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def revisions() -> list[str]:
    """Return the schemas that this program knows, the newest last: how the names of the migration files begin."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(connection: Connection, where: str) -> None:
    """Bring the database to this program's schema, in one transaction; an empty one gets all of it.

    Raises NotAnArchive, naming it as `where`, if it holds another program's tables or a schema unknown here.
    """
    with connection.begin():
        found = _revision(connection)
        if found == revisions()[-1]:
            return
        if found is None and inspect(connection).get_table_names():
            raise NotAnArchive(f"{where}: expected an archive's database, found tables of another program; name another database")
        _refuse_unknown(found, where)
        from alembic import command  # noqa: PLC0415 - see above

        command.upgrade(config_for(connection), "head")


def expect_current(connection: Connection, where: str) -> None:
    """Raise NotAnArchive, naming the database as `where`, unless it has exactly this program's schema."""
    with connection.begin():
        found = _revision(connection)
    if found is None:
        raise NotAnArchive(f"{where}: expected an archive's database, found none; a crawl or `tubancrawl import` makes one")
    _refuse_unknown(found, where)
    if found != revisions()[-1]:
        raise _outdated(found, where)


def expect_unchanged(connection: Connection, where: str) -> None:
    """Raise NotAnArchive as `expect_current` does, in a database that had this program's schema when it was opened.

    Asked of a connection in a transaction; cheap enough to be asked each time.
    """
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found != _newest():
        _refuse_unknown(found, where)
        raise _outdated(found, where)


@cache
def _newest() -> str:
    return revisions()[-1]


def config_for(connection: Connection) -> "Config":
    """Return the configuration with which Alembic's commands work on `connection`."""
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _refuse_unknown(found: str | None, where: str) -> None:
    if found is not None and found not in revisions():
        newest = revisions()[-1]
        raise NotAnArchive(f"{where}: found schema {found}, newer than this program knows ({newest}); install a newer tubancrawl")


def _outdated(found: str | None, where: str) -> NotAnArchive:
    return NotAnArchive(f"{where}: found schema {found}, expected {revisions()[-1]}; the next crawl or import updates it")


def _revision(connection: Connection) -> str | None:
    """Return the schema that Alembic noted in the database; None in one that it never touched."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
