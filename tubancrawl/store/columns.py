"""The column types that the tables share: moments in UTC, keys, lists of text, JSON."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept to the microsecond and given back aware and in UTC.

    SQLite has no type for it: there it is an integer, microseconds since 1970, which sorts and compares as it should
    (`datetime(captured_at / 1000000, 'unixepoch')` prints it). Raises ValueError for a naive value, whose zone would be a guess.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what the database itself keeps."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return `value` as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r}: expected a time with a zone; a naive one would be stored as a guess")
        return value.astimezone(UTC) if dialect.name == "postgresql" else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the stored value, aware and in UTC."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            moment: datetime = value.astimezone(UTC)
            return moment
        return _EPOCH + timedelta(microseconds=value)


Key = BigInteger().with_variant(Integer(), "sqlite")
"""A row's number. SQLite makes only an INTEGER primary key its row id. The one writer hands numbers out itself: store.rows."""

Texts = Annotated[list[str], "JSON list of text"]
Facts = Annotated[dict[str, Any], "JSON object"]


class Base(DeclarativeBase):
    """The metadata of all tables; constraints are named by rule, so that a migration can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own way to declare it
        datetime: UtcTime(),
        str: Text(),
        Texts: JSON(),
        Facts: JSON(),
    }
