"""Cells to values with evidence: exact numbers, days and texts; what cannot be trusted is doubted or reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orders.findings import FindingCode
from orders.reading import Confidence, Read
from parsers.language.amounts import Amount, amount
from parsers.language.empty_words import is_empty_word
from parsers.language.numerals import Conventions, date_meanings, number_meanings
from parsers.language.values import Day, Number, T, Text, disputed, invalid, several_meanings, valued
from parsers.spreadsheet.remarks import Remarks
from parsers.spreadsheet.sheets import Cell, Sheet

# A spreadsheet keeps fifteen digits of a number; a longer code in a numeric cell has lost its end.
_KEPT_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads the cells of one sheet by the conventions of the file."""

    sheet: Sheet
    conventions: Conventions
    remarks: Remarks

    def text(self, cell: Cell, path: str, *, value: str | None = None, doubt: str = "") -> Text | None:
        """The text on one line. A flaw of the cell holds the order."""
        flat = " ".join((cell.text if value is None else value).split())
        self._tell_flaw(cell, path)
        return self.read(flat, cell, doubt=doubt) if flat else None

    def code(self, cell: Cell, path: str, *, single: bool = False) -> Text | None:
        """A part number or the like: text, whatever the spreadsheet takes it for."""
        if cell.number is not None and len(cell.text.strip("-").replace(".", "")) > _KEPT_DIGITS:
            return self.text(cell, path, doubt="a number cell keeps only fifteen digits")
        found = self.text(cell, path, value=cell.text.lstrip("'"))
        if found is None or not single:
            return found
        return found.model_copy(update={"confidence": Confidence.SINGLE})

    def number(self, cell: Cell, path: str, *, numeral: str | None = None) -> Number | None:
        """The number; one that can mean two is doubted, and one that is none holds the order."""
        self._tell_flaw(cell, path)
        if cell.number is not None:
            return self.read(cell.number, cell)
        if not cell.text:
            return None
        found = Amount(numeral) if numeral is not None else amount(cell.text)
        meanings = number_meanings(found.numeral, self.conventions) if found and cell.day is None else ()
        if not meanings:
            self._tell_invalid(cell, path, "is no number")
            return None
        return self.read(meanings[0], cell, doubt=several_meanings(meanings))

    def day(self, cell: Cell, path: str, *, text: str | None = None) -> Day | None:
        """The day; one that can mean two is doubted, and a text that is none holds the order."""
        self._tell_flaw(cell, path)
        if cell.day is not None and text is None:
            return self.read(cell.day, cell)
        plain = cell.text if text is None else text
        if not plain or is_empty_word(plain):
            return None
        meanings = date_meanings(plain, self.conventions)
        if not meanings:
            self._tell_invalid(cell, path, "is no date that is understood")
            return None
        return self.read(meanings[0], cell, doubt=several_meanings(meanings))

    def read(self, value: T, *cells: Cell, doubt: str = "") -> Read[T]:
        """A value from these cells."""
        return valued(value, tuple(self.sheet.evidence(cell) for cell in cells), doubt=doubt)

    def one_of(self, reads: Sequence[Read[T]]) -> Read[T] | None:
        """The value that all of these agree on; doubted where they do not."""
        return (disputed(reads) or reads[0]) if reads else None

    def _tell_flaw(self, cell: Cell, path: str) -> None:
        if cell.flaw:
            message = f"The value in {self.sheet.place(cell)} cannot be trusted: {cell.flaw}. Ask the customer."
            self.remarks.hold(FindingCode.INVALID_VALUE, message, self.sheet, cell, path=path)

    def _tell_invalid(self, cell: Cell, path: str, what: str) -> None:
        if is_empty_word(cell.text):
            return
        message = invalid(f"in {self.sheet.place(cell)}", what)
        self.remarks.hold(FindingCode.INVALID_VALUE, message, self.sheet, cell, path=path)
