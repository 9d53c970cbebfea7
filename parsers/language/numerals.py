"""Numbers and dates as print writes them, with all their meanings: 1.234 is 1234 or 1.234 until the file decides."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from parsers.language.spellings import begins_with_spelling

_LONGEST: Final = 80
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
# Two numbers side by side are no number; a blank or apostrophe stands before three digits.
_UNGROUPED: Final = re.compile(r"\d[\s\u00a0\u202f\u2009']+(?!\d{3}(?!\d))\d|\d{4,}[\s\u00a0\u202f\u2009']+\d")
_GROUPED: Final = {
    ".": re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$|^[+-]?\.\d+$"),
    ",": re.compile(r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$|^[+-]?,\d+$"),
}
_TRAILING_MINUS = re.compile(r"^(\d[\d.,]*)-$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$")
_COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})$")
_THREE = re.compile(r"^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?$")
_WORDS = re.compile(r"^(?:\D{2,10}[,.] )?(\d{1,2})\.?[- ](?:de )?([^\W\d]{3,10})\.?[-, ]+(?:de )?(\d{4}|\d{2})$")
_ENGLISH = re.compile(r"^([^\W\d]{3,10})\.? (\d{1,2}),? (\d{4})$")


class DecimalMark(StrEnum):
    """Which sign begins the decimals."""

    POINT = "."
    COMMA = ","


class DateOrder(StrEnum):
    """Which of the first two numbers of a date is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Conventions:
    """How this file writes; None where it has not been decided."""

    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None


def number_in(text: str, mark: DecimalMark) -> Decimal | None:
    """The number, or None where the text is none under this convention. Blanks and apostrophes only group."""
    if len(text) > _LONGEST or _UNGROUPED.search(text):
        return None
    plain = _SPACES.sub("", text.strip()).replace("\u2212", "-")
    plain = _TRAILING_MINUS.sub(r"-\1", plain)
    if not plain.isascii() or not _GROUPED[mark.value].match(plain):
        return None
    grouping = "," if mark is DecimalMark.POINT else "."
    return Decimal(plain.replace(grouping, "").replace(mark.value, "."))


def number_meanings(text: str, conventions: Conventions) -> tuple[Decimal, ...]:
    """All numbers that the text may mean, each once."""
    marks = [conventions.decimal_mark] if conventions.decimal_mark else list(DecimalMark)
    found = (number_in(text, mark) for mark in marks)
    return tuple(dict.fromkeys(number for number in found if number is not None))


def looks_like_number(text: str) -> bool:
    return any(number_in(text, mark) is not None for mark in DecimalMark)


def possible_marks(texts: Iterable[str]) -> frozenset[DecimalMark]:
    """The conventions under which each of these is a number."""
    given = [text for text in texts if looks_like_number(text)]
    return frozenset(mark for mark in DecimalMark if all(number_in(text, mark) is not None for text in given))


def date_meanings(text: str, conventions: Conventions) -> tuple[date, ...]:
    """All days that the text may mean, each once. Dots mean day first, as nobody writes 12.31.2026."""
    plain = " ".join(text.split()) if len(text) <= _LONGEST else ""
    if parts := _ISO.match(plain) or _COMPACT.match(plain):
        return _days([(int(parts[1]), int(parts[2]), int(parts[3]))])
    if parts := _WORDS.match(plain):
        return _days([(_year(parts[3]), _month(parts[2]), int(parts[1]))])
    if parts := _ENGLISH.match(plain):
        return _days([(_year(parts[3]), _month(parts[1]), int(parts[2]))])
    parts = _THREE.match(plain)
    if parts is None:
        return ()
    first, second, year = int(parts[1]), int(parts[3]), _year(parts[4])
    orders = {DateOrder.DAY_FIRST: (year, second, first), DateOrder.MONTH_FIRST: (year, first, second)}
    if parts[2] == ".":
        return _days([orders[DateOrder.DAY_FIRST]])
    return _days([orders[conventions.date_order]] if conventions.date_order else orders.values())


def looks_like_date(text: str) -> bool:
    return bool(date_meanings(text, Conventions()))


def possible_date_orders(texts: Iterable[str]) -> frozenset[DateOrder]:
    """The orders under which each of these is a day."""
    given = [text for text in texts if looks_like_date(text)]
    return frozenset(
        order for order in DateOrder if all(date_meanings(text, Conventions(date_order=order)) for text in given)
    )


def _days(candidates: Iterable[tuple[int, int, int]]) -> tuple[date, ...]:
    found: list[date] = []
    for year, month, day in candidates:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(word: str) -> int:
    folded = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return next((number for number in range(1, 13) if begins_with_spelling(f"month_{number}", letters)), 0)
