"""How well the text between two places fits what a heading announces, in votes against."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from orders import units
from parsers.language.amounts import amount
from parsers.language.empty_words import is_empty_word
from parsers.language.letters import has_digit, has_letter
from parsers.language.meanings import CODES, Column
from parsers.language.numerals import looks_like_date
from parsers.layout.table.headings import HeadingCell
from parsers.layout.text.words import is_wide
from parsers.pages.page import Word

_NUMBERS: Final = frozenset({Column.QUANTITY, Column.UNIT_PRICE, Column.LINE_TOTAL, Column.DISCOUNT_PERCENT})
_RARELY_EMPTY: Final = frozenset({Column.QUANTITY, Column.UNIT_PRICE, Column.LINE_TOTAL, Column.POSITION})
_OFTEN_EMPTY: Final = frozenset({Column.DISCOUNT_PERCENT, Column.REMARK, Column.REQUESTED_DATE, Column.HARMLESS})
_EMPTY: Final = 1.2
_LEFT_OUT: Final = 0.2
_MISSING: Final = 2.0
_UNNAMED: Final = 0.2
_WRONG: Final = 1.5
_ODD: Final = 0.7


def column_cost(cell: HeadingCell, row: Sequence[Word]) -> float:
    """Votes against these words of one row being what stands under the heading."""
    role = _role(cell)
    if not row:
        return _MISSING if role in _RARELY_EMPTY else _LEFT_OUT if role in _OFTEN_EMPTY else _EMPTY
    parted = _ODD * any(is_wide(before, word) for before, word in pairwise(row))
    if role is None:
        return parted + (0.0 if cell.meanings else _UNNAMED)
    return parted + _misfit(role, " ".join(word.text for word in row if not word.struck))


def _role(cell: HeadingCell) -> Column | None:
    """What the heading means, where it leaves no choice."""
    columns = cell.meanings[0].columns if len(cell.meanings) == 1 else frozenset()
    return next(iter(columns)) if len(columns) == 1 else None


@lru_cache(maxsize=8192)
def _misfit(role: Column, text: str) -> float:
    if not text or is_empty_word(text):
        return 0.0
    if role in _NUMBERS or role is Column.POSITION:
        return 0.0 if amount(text) is not None else _WRONG
    if role is Column.UNIT:
        return _WRONG if has_digit(text) else 0.0 if units.meanings(text) else _ODD
    if role is Column.REQUESTED_DATE:
        return 0.0 if looks_like_date(text) else _WRONG
    if role is Column.DESCRIPTION:
        return 0.0 if has_letter(text) else _ODD
    if role in CODES:
        return _ODD * min(text.count(" "), 2) / 2 + _ODD * (not has_digit(text))
    return 0.0
