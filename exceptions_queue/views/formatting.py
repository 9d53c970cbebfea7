"""How values read on a screen."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

_THIN_SPACE = "\u2009"


def decimal_text(value: Decimal) -> str:
    """All its digits, no exponent, no trailing zeros: what a person would type."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_FEW = 3


def grouped(value: Decimal, *, places: int = 2) -> str:
    """With at least `places` decimals and thousands set apart by thin spaces; never rounded."""
    whole, _, fraction = decimal_text(abs(value)).partition(".")
    thousands = f"{int(whole):,}".replace(",", _THIN_SPACE)
    fraction = fraction.ljust(places, "0")
    return ("-" if value < 0 else "") + thousands + (f".{fraction}" if fraction else "")


def first_of(names: str) -> str:
    """Of names set apart by commas the first few, and how many there are beside them."""
    shown = names.split(", ")
    return ", ".join(shown[:_FEW]) + (f" and {len(shown) - _FEW} more" if len(shown) > _FEW else "")


def money(value: Decimal | None, currency: str) -> str:
    """Amount and currency, empty where there is no amount."""
    return "" if value is None else f"{grouped(value)}{_THIN_SPACE}{currency}".rstrip()


def age(since: datetime, now: datetime) -> str:
    """How long ago in the largest whole unit: `4 min`, `3 h`, `12 d`."""
    elapsed = max(now - since, timedelta())
    if elapsed >= timedelta(days=2):
        return f"{elapsed.days} d"
    hours, minutes = elapsed // timedelta(hours=1), elapsed // timedelta(minutes=1)
    if hours:
        return f"{hours} h"
    return f"{minutes} min" if minutes else "now"


def moment(at: datetime) -> str:
    """Date and time to the minute, in UTC, as every screen, log and journal of Ordermill has it."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def moment_short(at: datetime) -> str:
    """The same below a heading that says UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def value_text(value: object) -> str:
    """The text of a reading's value as an editor takes it back: ISO dates, dots in decimals, all digits as written."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)
