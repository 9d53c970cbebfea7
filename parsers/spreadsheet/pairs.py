"""Labels and their values around the table: `PO number | 4711`, `Datum: 12.03.2026`, a label above its value."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.language.letters import has_digit
from parsers.language.meanings import PARTIES, Label
from parsers.language.numerals import looks_like_date
from parsers.language.vocabulary import folded, label, title, total
from parsers.spreadsheet.sheets import Cell, Sheet

_LONGEST_LABEL: Final = 6
_FAR: Final = 8
_CODE: Final = re.compile(r"^[^\s:#]*\d[^\s:]*$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the cells of its value; `texts` are the values, without the label where both share a cell."""

    label: Label
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]


@dataclass(slots=True)
class Surroundings:
    """What stands around the table: pairs, titles, and the texts that are left over."""

    pairs: list[Pair] = field(default_factory=list)
    unknown: list[Pair] = field(default_factory=list)
    texts: list[Cell] = field(default_factory=list)

    def all(self, wanted: Label) -> list[Pair]:
        return [pair for pair in self.pairs if pair.label is wanted]


def surroundings(sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> Surroundings:
    """Read these rows, which hold no lines."""
    found = Surroundings()
    taken: set[tuple[int, int]] = set()
    numbers = {row[0].row for row in rows}
    for row in rows:
        for cell in row:
            if (cell.row, cell.column) not in taken:
                taken |= _read(sheet, cell, numbers, taken, found)
    return found


def _read(
    sheet: Sheet, cell: Cell, rows: set[int], taken: set[tuple[int, int]], found: Surroundings
) -> set[tuple[int, int]]:
    """Read one cell that nothing has taken yet; what it takes."""
    meaning, rest = split_label(cell.text)
    if meaning is None:
        return _read_plain(sheet, cell, taken, found)
    if rest:
        cells = (cell, *_below(sheet, cell, rows, taken)) if meaning in PARTIES else (cell,)
        texts = (rest, *(below.text for below in cells[1:]))
    else:
        cells = _value_cells(sheet, cell, meaning, rows, taken)
        texts = tuple(value.text for value in cells)
        if title(cell.text) is not None and not _is_value(cell, cells, meaning):
            # The title of the paper, not the label of what happens to stand beside or below.
            found.texts.append(cell)
            return {(cell.row, cell.column)}
    if texts:
        found.pairs.append(Pair(meaning, cells, texts))
    return {(cell.row, cell.column), *((value.row, value.column) for value in cells)}


def _is_value(label: Cell, cells: Sequence[Cell], meaning: Label) -> bool:
    """Whether a word that is a title too is a label here: a number belongs to it."""
    if not cells or (meaning is not Label.PO_NUMBER and cells[0].row != label.row):
        return False
    return has_digit(cells[0].text)


def _read_plain(sheet: Sheet, cell: Cell, taken: set[tuple[int, int]], found: Surroundings) -> set[tuple[int, int]]:
    name, colon, rest = cell.text.partition(":")
    right = _right(sheet, cell, taken)
    own = {(cell.row, cell.column)}
    if colon and len(name.split()) <= _LONGEST_LABEL and (rest.strip() or right) and "//" not in rest[:2]:
        cells = (cell,) if rest.strip() else (cell, right[0])
        found.unknown.append(Pair(Label.HARMLESS, cells, (rest.strip() or right[0].text,)))
        return own | {(value.row, value.column) for value in cells}
    found.texts.append(cell)
    return own


def split_label(text: str) -> tuple[Label | None, str]:
    """The label that a text is, or begins with, and what follows it: `Bestellung Nr. 4711` is both."""
    first, *others = text.split("\n")
    name, colon, rest = first.partition(":")
    if (known := label(name)) is not None:
        return known, "\n".join(part for part in (rest.strip(), *others) if part)
    if colon or others:
        return None, ""
    words = text.split()
    for count in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1):
        known = label(" ".join(words[:count]))
        rest = " ".join(words[count:]).strip("#:- ")
        if known is Label.PO_NUMBER and _CODE.match(rest.split()[0] if rest else ""):
            return known, rest
        if known is Label.ORDER_DATE and looks_like_date(rest):
            return known, rest
    return None, ""


def _value_cells(
    sheet: Sheet, cell: Cell, meaning: Label, rows: set[int], taken: set[tuple[int, int]]
) -> tuple[Cell, ...]:
    right = _right(sheet, cell, taken)
    if right:
        return (*right, *_below(sheet, right[0], rows, taken)) if meaning in PARTIES else tuple(right)
    below = _below(sheet, cell, rows, taken)
    return tuple(below) if meaning in PARTIES else tuple(below[:1])


def _right(sheet: Sheet, cell: Cell, taken: set[tuple[int, int]]) -> list[Cell]:
    """The cells to the right, up to the next label."""
    found: list[Cell] = []
    for column, other in sorted(sheet.row(cell.row).items()):
        if column <= cell.column:
            continue
        near = found[-1].column if found else cell.column
        if is_label(other) or (other.row, other.column) in taken or column - near > _FAR:
            break
        found.append(other)
    return found


def _below(sheet: Sheet, cell: Cell, rows: set[int], taken: set[tuple[int, int]]) -> list[Cell]:
    """The cells right below, without a gap, up to the next label."""
    found: list[Cell] = []
    for number in range(cell.row + 1, cell.row + 12):
        other = sheet.row(number).get(cell.column)
        if number not in rows or other is None or is_label(other) or (number, cell.column) in taken:
            break
        if any(is_label(left) for left in sheet.row(number).values() if left.column < cell.column):
            break
        found.append(other)
    return found


def is_label(cell: Cell) -> bool:
    """Whether the cell announces a value."""
    if cell.number is not None or cell.day is not None:
        return False
    known, _ = split_label(cell.text)
    return known is not None or total(cell.text) is not None or (":" in cell.text and folded(cell.text) == "")


def distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, as compared without case and signs."""
    seen: dict[str, str] = {}
    for text in texts:
        seen.setdefault(folded(text), text)
    return list(seen.values())
