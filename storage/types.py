"""Column types that keep numbers exact and times aware on both databases, and still sort and sum there.

SQLAlchemy's own `Numeric` goes through float on SQLite, and its `DateTime(timezone=True)` comes back naive.
"""

import zlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Numeric, Row, Select, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

AnyRow = Row[*tuple[Any, ...]]
"""A result row of any columns."""

AnySelect = Select[*tuple[Any, ...]]
"""A query for any columns."""

MAX_DIGITS = 18
"""What a signed 64-bit integer holds in full."""


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal of `precision` digits, `scale` of them behind the point: NUMERIC on PostgreSQL, on SQLite a 64-bit
    integer of units of 10**-scale.

    So both sort, compare, and SUM exactly; SQLite raises on overflow instead of going over to float. Trailing zeros
    are not kept: where the text as written matters, it stands in the JSON beside. Do not multiply two such columns
    in SQL. Binding raises ValueError for a float, for digits beyond the scale and for a number too large: rounding is
    the caller's decision.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int = MAX_DIGITS, scale: int = 4) -> None:
        if not 0 <= scale <= precision <= MAX_DIGITS:
            raise ValueError(
                f"an exact decimal has at most {MAX_DIGITS} digits, and no more behind the point than in all"
            )
        super().__init__()
        self.precision = precision
        self.scale = scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(self.precision, self.scale, asdecimal=True))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        units = self._units(value)
        return units if dialect.name == "sqlite" else Decimal(units).scaleb(-self.scale)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        return Decimal(value).scaleb(-self.scale) if dialect.name == "sqlite" else Decimal(value)

    def _units(self, value: Decimal) -> int:
        if type(value) not in (Decimal, int):
            raise ValueError(f"{value!r} is a {type(value).__name__}: give an exact Decimal")
        sign, digits, exponent = Decimal(value).as_tuple()
        if not isinstance(exponent, int):
            raise ValueError(f"{value} is not a finite number")
        text, shift = "".join(map(str, digits)).lstrip("0"), exponent + self.scale
        # Before any arithmetic: 1E+999999999 must not fill the memory.
        if text and len(text) + shift > self.precision:
            raise ValueError(f"{value} has more than {self.precision - self.scale} digits before the decimal point")
        if shift < 0 and text[shift:].strip("0"):
            raise ValueError(f"{value} has more than {self.scale} decimal places: round it first")
        units = _shifted(text, shift)
        return -units if sign else units


def _shifted(text: str, shift: int) -> int:
    """The whole number `text` x 10**shift, of which the caller knows that it is one."""
    if not text:
        return 0
    return int(text) * 10**shift if shift >= 0 else int(text[:shift] or "0")


class PlainText(TypeDecorator[str]):
    """Text that both databases can hold: NUL and lone surrogates, which names of hostile files have, become escapes
    such as `\\x00` and `\\udce9`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else plain_text(value)


class LongText(TypeDecorator[str]):
    """`PlainText` that SQL never looks into and that is often long, such as the JSON of a reading.

    SQLite gets it deflated (RFC 1950) from `WORTH_DEFLATING` characters on: of an order of ten lines a tenth is left to
    write and to keep. PostgreSQL compresses long values itself.
    """

    # On SQLite too: a column of text takes bytes and gives them back as they were, and a row written before is text.
    impl = Text
    cache_ok = True

    WORTH_DEFLATING = 512

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        text = plain_text(value)
        if dialect.name != "sqlite" or len(text) < self.WORTH_DEFLATING:
            return text
        return zlib.compress(text.encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return zlib.decompress(value).decode() if isinstance(value, bytes) else value


class UtcDateTime(TypeDecorator[datetime]):
    """An aware point in time, to the microsecond: TIMESTAMP WITH TIME ZONE on PostgreSQL, on SQLite text of fixed width
    in UTC, which sorts as the times do. Comes back aware, in UTC. Binding raises ValueError for a naive time."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone and is ambiguous: give an aware time")
        return moment_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return moment.astimezone(UTC)


class MomentText(TypeDecorator[str]):
    """Reads a column of `UtcDateTime` as text, so that what somebody else wrote there is no reason to stop."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return UtcDateTime().load_dialect_impl(dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return moment_text(value) if isinstance(value, datetime) else value


def plain_text(text: str) -> str:
    """What `PlainText` stores."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")


def moment_text(moment: datetime) -> str:
    """An aware time in UTC, to the microsecond, always of 32 characters."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
