"""What each line below the headings is: the main line of a record, a part of one, a sum, or a text between."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parsers.language.amounts import amount
from parsers.language.empty_words import is_empty_word
from parsers.language.letters import has_digit, has_letter
from parsers.language.meanings import CODES, MONEY, Column
from parsers.language.numerals import looks_like_date
from parsers.language.word_lists import continues
from parsers.layout.table.grid import Grid, Row
from parsers.layout.table.line_pieces import has_sum, pieces
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_NAMED: Final = CODES | {Column.DESCRIPTION}
_DECORATED: Final = re.compile(r"^\s*([-—–=*#~_>+•]+\s*\S.*\S\s*[-—–=*#~_<+•]+|[-=*#~_>+]{2,}.*)\s*$")
_ANNOUNCING: Final = re.compile(r"^[^\d]*:$")
_LINES_DRAWN: Final = re.compile(r"^[\W_]+$")
_ALIGNED: Final = 2500
_POSITION: Final = re.compile(r"^\d{1,6}([.,]\d{1,3})?[.)]?$")


class RowKind(StrEnum):
    """How a row counts."""

    MAIN = "main"
    PART = "part"
    SUM = "sum"
    CONTINUED = "continued"
    CAPTION = "caption"
    DRAWN = "drawn"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class KindRow:
    """A row with what it is."""

    kind: RowKind
    row: Row

    @property
    def top(self) -> int:
        return self.row.line.top

    @property
    def bottom(self) -> int:
        return self.row.line.bottom

    @property
    def page(self) -> int:
        return self.row.line.page


def live(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words that are not struck out."""
    return tuple(word for word in words if not word.struck)


def by_role(grid: Grid, row: Row) -> Mapping[Column, str]:
    """The text in each column by what it holds, without what is struck out."""
    found: dict[Column, str] = {}
    for place, words in row.cells.items():
        text = joined(live(words))
        for role in grid.columns[place].roles if text else ():
            found.setdefault(role, text)
    return found


def classified(grid: Grid, rows: Iterable[Row], *, headed: bool) -> list[KindRow]:
    """All rows with their kinds. Numbers below the names of sums are those sums.

    Below sums, and on a page without headings, only what holds nothing but fitting values is a line.
    """
    found: list[KindRow] = []
    certain = headed
    for row in rows:
        kind = kind_of(grid, row)
        certain = certain and kind is not RowKind.SUM
        if kind is RowKind.MAIN and not certain and not _is_clean(by_role(grid, row)):
            kind = RowKind.PART
        above = found[-1] if found else None
        if above is not None and above.kind is RowKind.SUM and _goes_on(grid, above.row, row, kind):
            kind = RowKind.SUM
        found.append(KindRow(kind, row))
    return found


def _is_clean(cells: Mapping[Column, str]) -> bool:
    """Whether every cell holds what its column is for."""
    placed = cells.get(Column.POSITION, "")
    numbers = [cells.get(role, "") for role in (Column.QUANTITY, Column.UNIT_PRICE, Column.LINE_TOTAL)]
    fitting = all(not text or is_number(text) or is_empty_word(text) for text in numbers)
    return fitting and _is_counted(cells) and (not placed or bool(_POSITION.match(placed)))


def _goes_on(grid: Grid, above: Row, row: Row, kind: RowKind) -> bool:
    """Whether a row below a sum is one more of them: the numbers to its name, or an amount without item and count."""
    if not _is_valued(above) and not any(has_letter(word.text) and len(word.text) > 3 for word in row.words):
        return True
    cells = by_role(grid, row)
    coded = any(has_digit(cells.get(role, "")) for role in CODES) or Column.POSITION in cells
    return kind is RowKind.MAIN and not coded and not _is_counted(cells)


def _is_valued(row: Row) -> bool:
    return any(is_number(piece) for piece in pieces(row.words))


def kind_of(grid: Grid, row: Row) -> RowKind:
    """What the row is by itself; its neighbours decide which record a part belongs to."""
    text = joined(row.words)
    if _LINES_DRAWN.match(text):
        return RowKind.DRAWN
    if continues(text):
        return RowKind.CONTINUED
    cells = by_role(grid, row)
    if _DECORATED.match(text) and not has_digit(text):
        return RowKind.CAPTION
    if is_sum(row, cells):
        return RowKind.CONTINUED if any(continues(piece) for piece in pieces(row.words)) else RowKind.SUM
    announces = _ANNOUNCING.match(text) and set(row.cells) == {0}
    if (announces or _DECORATED.match(text)) and not _is_counted(cells):
        return RowKind.CAPTION
    if _is_lone_amount(cells):
        return RowKind.SUM
    if _runs_across(grid, row) or _is_sentence(cells.get(Column.POSITION, "")):
        return RowKind.TEXT
    return RowKind.MAIN if _is_main(cells) else RowKind.PART


def is_number(text: str) -> bool:
    return amount(text) is not None and not looks_like_date(text)


def _is_main(cells: Mapping[Column, str]) -> bool:
    """Whether the row alone says enough to be a line of the order, even where its quantity is missing."""
    counted = _is_counted(cells)
    placed = bool(_POSITION.match(cells.get(Column.POSITION, "")))
    priced = any(is_number(cells.get(role, "")) for role in MONEY)
    coded = any(has_digit(cells.get(role, "")) for role in CODES)
    named = coded or has_letter(cells.get(Column.DESCRIPTION, ""))
    if counted:
        return named or placed or priced
    return (placed and (named or priced)) or (priced and coded)


def _is_counted(cells: Mapping[Column, str]) -> bool:
    return is_number(cells.get(Column.QUANTITY, ""))


def is_sum(row: Row, cells: Mapping[Column, str]) -> bool:
    """Whether a piece of the row is the name of a sum. An item may be called so too: it has a code or a position."""
    if not has_sum(row.words):
        return False
    coded = any(has_digit(cells.get(role, "")) for role in CODES) or _POSITION.match(cells.get(Column.POSITION, ""))
    return not (coded and _is_counted(cells))


def _is_sentence(text: str) -> bool:
    return " " in text and not has_digit(text)


def _is_lone_amount(cells: Mapping[Column, str]) -> bool:
    """A sum without its name."""
    return set(cells) == {Column.LINE_TOTAL} and is_number(cells[Column.LINE_TOTAL])


def _runs_across(grid: Grid, row: Row) -> bool:
    """Whether a text pays no heed to the columns: it begins at none of their edges and reaches over one of them."""
    if len(row.cells) != 1:
        return False
    ((place, words),) = row.cells.items()
    column = grid.columns[place]
    shift = row.body.shift
    inside = words[0].left - shift >= column.left and words[-1].right - shift <= column.right
    return not inside and not any(abs(words[0].left - shift - left) <= _ALIGNED for left in column.lefts)
