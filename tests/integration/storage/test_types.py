"""On both databases numbers and times come back as they were, sort as they do, and sum exactly."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, localcontext

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select

from storage.engines import connect
from storage.types import ExactDecimal, UtcDateTime

SAMPLES = Table(
    "samples",
    MetaData(),
    Column("position", Integer, primary_key=True),
    Column("number", ExactDecimal),
    Column("moment", UtcDateTime),
)
NUMBERS = st.decimals(min_value="-99999999999.9999", max_value="99999999999.9999", places=4)
ZONES = st.integers(min_value=-14 * 60, max_value=14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(
    min_value=datetime(2, 1, 1),  # noqa: DTZ001 -- hypothesis puts the zone on
    max_value=datetime(9998, 12, 31),  # noqa: DTZ001 -- as above
    timezones=ZONES,
)
# One database serves all examples: each clears the table.
_SHARED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engines = connect(database_url)
    with engines.writing.begin() as opened:
        SAMPLES.create(opened)
        yield opened
    engines.dispose()


def _store(connection: Connection, **columns: list[object]) -> None:
    ((name, values),) = columns.items()
    connection.execute(SAMPLES.delete())
    connection.execute(insert(SAMPLES), [{"position": n, name: value} for n, value in enumerate(values)])


@_SHARED
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=20))
def test_decimals_come_back_sort_and_sum_exactly(connection: Connection, numbers: list[Decimal]) -> None:
    _store(connection, number=[*numbers])
    with localcontext(prec=60):
        total = sum(numbers, Decimal(0))
    assert numbers == list(connection.execute(select(SAMPLES.c.number).order_by(SAMPLES.c.position)).scalars())
    assert sorted(numbers) == list(connection.execute(select(SAMPLES.c.number).order_by(SAMPLES.c.number)).scalars())
    assert total == connection.execute(select(func.sum(SAMPLES.c.number))).scalar_one()
    middle = numbers[len(numbers) // 2]
    above = select(func.count()).where(SAMPLES.c.number > middle)
    assert sum(number > middle for number in numbers) == connection.execute(above).scalar_one()


@_SHARED
@given(moments=st.lists(MOMENTS, min_size=1, max_size=20))
def test_times_come_back_aware_in_utc_and_sort(connection: Connection, moments: list[datetime]) -> None:
    _store(connection, moment=[*moments])
    stored = list(connection.execute(select(SAMPLES.c.moment).order_by(SAMPLES.c.position)).scalars())
    assert moments == stored
    assert {UTC} == {moment.tzinfo for moment in stored}
    assert sorted(moments) == list(connection.execute(select(SAMPLES.c.moment).order_by(SAMPLES.c.moment)).scalars())
