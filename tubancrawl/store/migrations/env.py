"""Alembic's way into the models. The program passes its own connection; `alembic -x db=URL check` opens one."""

from alembic import context
from pysqlite3 import dbapi2
from sqlalchemy import Connection, create_engine

from tubancrawl.store.models import Url


def _is_ours(name: str | None, type_: str, _parents: object) -> bool:
    # SQLite's full-text tables (article_fts and its _data, _idx, …) are made by hand in a migration; no model describes them.
    return not (type_ == "table" and "_fts" in (name or ""))


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Url.metadata,
        render_as_batch=True,
        include_name=_is_ours,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    url = context.get_x_argument(as_dictionary=True)["db"]
    # The full-text index needs a newer SQLite than Debian's.
    own = {"module": dbapi2} if url.startswith("sqlite") else {}
    with create_engine(url, **own).connect() as opened:
        _run(opened)
