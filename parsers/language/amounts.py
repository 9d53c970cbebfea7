"""Numbers with what stands around them: `€ 5,03 / 100`, `50 pcs`, `7.5 %`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from orders import units
from orders.currencies import currency, currency_written, shared_sign
from parsers.language.letters import has_digit
from parsers.language.numerals import looks_like_number
from parsers.language.spellings import spelled

_LONGEST: Final = 80
_NUMBER: Final = re.compile(r"[+-]?\d[\d.,'\s\u00a0\u202f]*-?|[+-]?[.,]\d+")
_PER: Final = r"^(?:/|%(price_per)s|p\.)\s*(\d{1,6})?\s*([^\W\d]{0,10}\.?)$"


@dataclass(frozen=True, slots=True)
class Amount:
    """The numeral as printed, and the currency, basis and unit that stand beside it, empty where they do not.

    The currency is a code, or the sign itself where several currencies share it.
    """

    numeral: str
    currency: str = ""
    basis: str = ""
    unit: str = ""


@lru_cache(maxsize=8192)
def amount(text: str) -> Amount | None:
    """The one number of a text; None where there is none, or anything beside it that is not understood."""
    if len(text) > _LONGEST or not has_digit(text):
        return None
    plain = " ".join(text.split())
    if looks_like_number(plain):
        return Amount(plain)
    found = _NUMBER.search(plain)
    if found is None or not looks_like_number(found[0].strip()):
        return None
    before, after = plain[: found.start()].strip(), " ".join(plain[found.end() :].replace("/", " / ").split())
    money = _money(before)
    if before and not money:
        return None
    return _with_tail(found[0].strip(), money, after)


def is_double(text: str, *, is_price: bool) -> bool:
    """Whether a number is more than a price or a quantity: so many of a hundred, or two quantities, `5 / 20`."""
    if text.rstrip().endswith(("%", "\u2030")):
        return True
    found = amount(text)
    return not is_price and found is not None and found.basis not in ("", "1")


def _with_tail(numeral: str, money: str, after: str) -> Amount | None:
    if not after or after == "%":
        return Amount(numeral, money)
    word, _, rest = after.partition(" ")
    if not money and (trailing := _money(word)):
        money, after = trailing, rest.strip()
        if not after:
            return Amount(numeral, money)
    if per := spelled(_PER).match(after):
        return Amount(numeral, money, per[1] or "1", per[2].rstrip("."))
    return Amount(numeral, money, unit=after) if not money and units.meanings(after) else None


def _money(text: str) -> str:
    known = currency(text.upper()) if len(text) == 3 else None
    known = known or currency_written(text)
    return known.code if known else shared_sign(text)
