from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from tubancrawl.store.columns import UtcTime
from tubancrawl.store.models import Event

WIB = timezone(timedelta(hours=7))


def test_a_time_without_zone_is_refused(engine: Engine) -> None:
    row = {"id": 1, "at": datetime(2026, 3, 1, 6, 0), "kind": "", "detail": {}, "chain_sha256": ""}  # noqa: DTZ001 - the point
    with engine.connect() as connection, pytest.raises(StatementError, match="expected a time with a zone"):
        connection.execute(insert(Event), row)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 13, 0, 0, 123456, tzinfo=WIB),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
    ids=["printed in WIB", "before 1970", "the last one"],
)
def test_a_time_comes_back_in_utc_to_the_microsecond(engine: Engine, moment: datetime) -> None:
    with engine.begin() as connection:
        connection.execute(insert(Event), {"id": 1, "at": moment, "kind": "", "detail": {}, "chain_sha256": ""})
        found = connection.scalar(select(Event.at))
    assert found == moment
    assert found.tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_time_survives_sqlite(moment: datetime) -> None:
    dialect = sqlite.dialect()
    assert UtcTime().process_result_value(UtcTime().process_bind_param(moment, dialect), dialect) == moment


def test_times_compare_in_the_database(engine: Engine) -> None:
    early, late = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, 7, 0, 1, tzinfo=WIB)
    with engine.connect() as connection:
        assert connection.scalar(select(literal(early, UtcTime()) < literal(late, UtcTime())))
