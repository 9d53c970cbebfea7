"""Numbers stay exact and times aware, or are refused with a sentence; never rounded, never guessed."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from storage.types import ExactDecimal, LongText, PlainText, UtcDateTime, plain_text

SQLITE, POSTGRESQL = sqlite.dialect(), postgresql.dialect()


@pytest.mark.parametrize(
    ("value", "units"),
    [
        (Decimal("0"), 0),
        (Decimal("-0.00"), 0),
        (Decimal("0E+99999"), 0),
        (Decimal("12.5"), 125_000),
        (Decimal("-12.5000000000"), -125_000),
        (Decimal("1E+3"), 10_000_000),
        (Decimal("0.0001"), 1),
        (Decimal("99999999999999.9999"), 999_999_999_999_999_999),
        (7, 70_000),
    ],
)
def test_a_decimal_is_a_whole_number_of_units_on_sqlite(value: Decimal | int, units: int) -> None:
    column = ExactDecimal()
    assert units == column.process_bind_param(value, SQLITE)  # type: ignore[arg-type] # an int is exact as well
    back = column.process_result_value(units, SQLITE)
    assert value == back == column.process_bind_param(value, POSTGRESQL)  # type: ignore[arg-type] # as above


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (12.5, "float"),
        (True, "bool"),
        ("12.5", "str"),
        (Decimal("NaN"), "finite"),
        (Decimal("-Infinity"), "finite"),
        (Decimal("0.00001"), "more than 4 decimal places"),
        (Decimal("12345678901234.12341"), "more than 4 decimal places"),
        (Decimal("100000000000000"), "more than 14 digits before"),
        (Decimal("1E+999999"), "more than 14 digits before"),
        (Decimal("1E-999999"), "more than 4 decimal places"),
    ],
)
@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_what_is_not_exact_or_does_not_fit_is_refused(value: Any, complaint: str, dialect: Any) -> None:
    with pytest.raises(ValueError, match=complaint):
        ExactDecimal().process_bind_param(value, dialect)


def test_nothing_stays_nothing() -> None:
    for column in (ExactDecimal(), UtcDateTime(), PlainText(), LongText()):
        assert column.process_bind_param(None, SQLITE) is None
    assert ExactDecimal().process_result_value(None, SQLITE) is None
    assert UtcDateTime().process_result_value(None, SQLITE) is None


@pytest.mark.parametrize(("precision", "scale"), [(19, 4), (4, 5), (4, -1)])
def test_a_decimal_that_no_database_holds_cannot_be_declared(precision: int, scale: int) -> None:
    with pytest.raises(ValueError, match="at most 18 digits"):
        ExactDecimal(precision, scale)


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_a_naive_time_is_refused(dialect: Any) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001 -- that is the point


def test_times_on_sqlite_are_text_of_one_width() -> None:
    column = UtcDateTime()
    texts = [column.process_bind_param(datetime(year, 1, 1, tzinfo=UTC), SQLITE) for year in (1, 999, 2026, 9999)]
    assert {32} == {len(text) for text in texts}
    assert sorted(texts) == texts


@pytest.mark.parametrize(
    ("text", "stored"),
    [("Müller", "Müller"), ("a\0b", r"a\x00b"), ("a\udce9b", r"a\udce9b"), ("a\nb", "a\nb"), ("😀", "😀")],
)
def test_text_that_no_database_takes_is_escaped(text: str, stored: str) -> None:
    assert stored == PlainText().process_bind_param(text, SQLITE)


@pytest.mark.parametrize("text", ["", "{}", "ü" * 5000, "a" * LongText.WORTH_DEFLATING, "😀\n" * 5000])
@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_a_long_text_comes_back_as_it_was(text: str, dialect: Any) -> None:
    stored = LongText().process_bind_param(text, dialect)
    assert text == LongText().process_result_value(stored, dialect)


def test_a_long_text_is_small_on_sqlite_and_one_written_before_is_still_read() -> None:
    text = '{"value":"12.5","confidence":"proven"}' * 100
    assert len(LongText().process_bind_param(text, SQLITE)) < len(text) / 8
    assert text == LongText().process_result_value(text, SQLITE)


def test_a_long_text_is_plain_text() -> None:
    text = "a\0b" * 1000
    stored = LongText().process_bind_param(text, SQLITE)
    assert plain_text(text) == LongText().process_result_value(stored, SQLITE)
