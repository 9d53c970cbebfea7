"""Quantities and numbers of items as they stand among words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orders import units
from parsers.language.numerals import looks_like_number
from parsers.language.phrases import is_phrase
from parsers.language.sentences import Printed

_MULTIPLIED: Final = re.compile(r"^(\d{1,6})\s?[x×]$", re.IGNORECASE)
_ATTACHED: Final = re.compile(r"^(\d[\d.,]*)([^\W\d_]{1,12})[.]?$")
_CODE: Final = re.compile(r"^(?=.*\d)(?=.*[^\d.,]|\d{5,}$)[^\s,;]{3,}$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, `count` words of a run. The unit is empty after `2 x`."""

    numeral: str
    unit: str
    count: int


def quantity_at(words: Sequence[Printed], place: int) -> Quantity | None:
    """The quantity that begins here: `10 Stück`, `37.5 m`, `2 x`, `2x`, `100pcs`."""
    text = words[place].text.rstrip(",;")
    if multiplied := _MULTIPLIED.match(text):
        return Quantity(multiplied[1], "", 1)
    if looks_like_number(text) and text[:1].isdigit() and place + 1 < len(words):
        after = words[place + 1].text
        if is_phrase("line", "times", after):
            return Quantity(text, "", 2)
        unit = after.rstrip(",;:)")
        if unit[:1].isalpha() and units.meanings(unit):
            return Quantity(text, unit, 2)
    if (attached := _ATTACHED.match(text)) and units.meanings(attached[2]) and looks_like_number(attached[1]):
        return Quantity(attached[1], attached[2], 1)
    return None


def unit_first(words: Sequence[Printed], place: int) -> Quantity | None:
    """The quantity that begins here with its unit: `pz 20`, `Stk. 10`."""
    unit = words[place].text.rstrip(":")
    if len(unit) < 2 or not unit[0].isalpha() or units.is_divisible(unit) or not units.meanings(unit):
        return None
    numeral = words[place + 1].text.rstrip(",;") if place + 1 < len(words) else ""
    return Quantity(numeral, unit, 2) if numeral[:1].isdigit() and looks_like_number(numeral) else None


def is_code(text: str) -> bool:
    """Whether a word looks like the number of an item: it has a digit, and a letter or sign or many digits."""
    return (_CODE.match(text) is not None and not looks_like_number(text)) or (text.isdigit() and len(text) >= 5)
