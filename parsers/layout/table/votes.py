"""What rows say of a place where two columns may part, in votes against it."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from parsers.language.column_roles import NUMERIC
from parsers.language.letters import has_digit
from parsers.layout.table.headings import HeadingCell
from parsers.layout.table.rivers import INSIDE, RowEdges
from parsers.layout.text.words import is_stretched
from parsers.pages.page import Word

_ALIGNED: Final = 1500
# What each row says of a place, in votes: a word cut in two is the worst, then a blank within a text.
_CUT: Final = 6.0
_NARROW: Final = 1.5
_ALIGNS: Final = -0.8
_GROUPED: Final = 3.0
_UNDER_OTHER: Final = 1.0
_OTHER_TYPE: Final = 0.7
_THOUSANDS: Final = re.compile(r"^\d{3}([.,]\d+)?$")
_RULED: Final = -3.0
_WIDEST: Final = 3
_FEW: Final = 4


def votes_against(
    place: int, left: HeadingCell, right: HeadingCell, lines: Sequence[RowEdges], drawn: Sequence[int]
) -> float:
    """Of all lines, and of what is `drawn` there; below zero where they are for it."""
    votes = sum(_vote(place, left, right, line) for line in lines) + _ALIGNS * _aligned(place, lines)
    return votes + (_RULED * len(lines) if any(abs(stroke - place) <= 2 * INSIDE for stroke in drawn) else 0)


def _aligned(place: int, lines: Sequence[RowEdges]) -> int:
    """In how many rows the texts before or after the place end or begin below each other; few rows prove nothing."""
    around = [line.around(place) for line in lines]
    ends = Counter(round(before.right, -3) for before, _ in around if before is not None)
    starts = Counter(round(after.left, -3) for _, after in around if after is not None)
    often = max([0, *ends.values(), *starts.values()])
    return often if often >= _FEW and often * 4 >= 3 * len(lines) else 0


def _vote(place: int, left: HeadingCell, right: HeadingCell, line: RowEdges) -> float:
    before, after = line.around(place)
    cost = 0.0
    if before is not None:
        if before.right > place:
            return _CUT
        cost += _ALIGNS if abs(before.right - left.right) <= _ALIGNED else 0
        cost += _UNDER_OTHER if before.left >= left.right and before.right > right.left else 0
        cost += _OTHER_TYPE if _is_numeric(left) and before.right > left.left and not _is_counted(before) else 0
    if after is not None:
        cost += _ALIGNS if abs(after.left - right.left) <= _ALIGNED else 0
        cost += _UNDER_OTHER if after.right <= right.left and after.left < left.right else 0
        cost += _OTHER_TYPE if _is_numeric(right) and after.left < right.right and not _is_counted(after) else 0
    if before is not None and after is not None:
        cost += 0 if is_stretched(before, after) else _NARROW
        cost += _GROUPED if not is_stretched(before, after) and _is_grouped(before.text, after.text) else 0
        height = max(before.bottom - before.top, 1)
        cost -= min((after.left - before.right) / height, _WIDEST) / 10
    return cost


def _is_grouped(before: str, after: str) -> bool:
    """Whether the two are one number with a blank before its thousands: `51 455,75`."""
    return before.isdigit() and len(before) <= 3 and bool(_THOUSANDS.match(after))


def _is_numeric(cell: HeadingCell) -> bool:
    return bool(cell.meanings) and cell.meanings[0].columns <= NUMERIC


def _is_counted(word: Word) -> bool:
    """Whether the word can stand in a column of numbers: a number, a unit, a currency."""
    return has_digit(word.text) or len(word.text) <= 3
