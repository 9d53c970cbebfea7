"""Value types that every other model is made of: exact numbers, aware times, frozen models."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict


class Value(BaseModel):
    """An immutable value that compares by content and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _refuse_float(value: Any) -> Any:
    # 0.1 as a float is not 0.1, and a bool passes for an int.
    if isinstance(value, float | bool):
        raise ValueError("money and quantities are exact: give a Decimal, an int or text, not a float")
    return value


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("money and quantities are finite numbers")
    return value


def _aware_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time without its zone is ambiguous: give an aware datetime")
    return value.astimezone(UTC)


Exact = Annotated[Decimal, BeforeValidator(_refuse_float), AfterValidator(_finite)]
"""A finite decimal that was never a float."""

Instant = Annotated[datetime, AfterValidator(_aware_utc)]
"""An aware point in time, in UTC."""
