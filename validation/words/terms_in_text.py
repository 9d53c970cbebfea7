"""Money and weeks that a text names: terms of its own beside those of the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from validation.words.word_lists import one_of


@dataclass(frozen=True, slots=True)
class Term:
    """What the text says; `amount` is None of a week."""

    text: str
    amount: Decimal | None


_NUMBER: Final = r"(\d+(?:[.,' ]\d{3})*(?:[.,]\d{1,4})?)"
# A size of shoes is "EUR 44"; a price has its cents.
_WITH_CENTS: Final = r"(\d+[.,]\d{2,4})"


@cache
def _money() -> tuple[re.Pattern[str], ...]:
    sign, code = one_of("terms_in_text.toml", "signs"), one_of("terms_in_text.toml", "codes")
    patterns = (
        rf"{sign}\s?{_NUMBER}",
        rf"(?<![\d.,]){_NUMBER}\s?{sign}",
        rf"\b{code}\s?{_WITH_CENTS}",
        rf"(?<![\d.,]){_WITH_CENTS}\s?{code}\b",
    )
    return tuple(map(re.compile, patterns))


@cache
def _week() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of('terms_in_text.toml', 'week')}\b\.?\s?\d{{1,2}}\b", re.IGNORECASE)


def terms(text: str) -> Iterator[Term]:
    """Every amount of money and every week in the text."""
    for pattern in _money():
        yield from (Term(found.group(), _value(found.group(1))) for found in pattern.finditer(text))
    yield from (Term(found.group(), None) for found in _week().finditer(text))


def _value(number: str) -> Decimal:
    """What comes behind the last mark are decimals, as prices have them; a wrong guess only finds nothing equal."""
    whole, mark, decimals = number.replace(",", ".").rpartition(".")
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{decimals}") if mark else Decimal(re.sub(r"\D", "", number))
