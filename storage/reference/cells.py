"""The cells of one row of a file, and what they may hold. Pure: text in, text or a reason out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

_YES = frozenset({"1", "yes", "y", "true", "x", "ja", "oui", "si", "sì", "sí"})
_NO = frozenset({"", "0", "no", "n", "false", "nein", "non", "nee"})

_DAYS = re.compile("[0-9]{1,4}")
MOST_DAYS = 1000
"""Longer than any item takes; what is above is in another unit, or another column."""


class UnusableRow(Exception):
    """This row is left out; the message says why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class FileRow:
    """The cells of one row by column. A column that the file does not have reads as empty."""

    cells: Mapping[str, str]
    comma_decimals: bool

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def required(self, column: str) -> str:
        """Raises `UnusableRow` when empty."""
        if value := self.text(column):
            return value
        raise UnusableRow(column, "the cell is empty, and the row means nothing without it")

    def number(self, column: str, *, absent: str, positive: bool = False) -> str:
        """An exact number as text with a dot. Raises `UnusableRow` for anything else."""
        text = self.text(column) or absent
        plain = text.replace(",", ".") if self.comma_decimals and text.count(",") == 1 and "." not in text else text
        try:
            value = Decimal(plain)
        except InvalidOperation:
            raise UnusableRow(column, f"{text!r} is not a number") from None
        if not value.is_finite() or abs(value) >= 10**12 or (positive and value <= 0):
            raise UnusableRow(column, f"{text!r} is not a {'number above 0' if positive else 'usable number'}")
        return f"{value:f}"

    def amount(self, column: str) -> str:
        """Money, or nothing when empty. Raises `UnusableRow` for a number below 0 and for anything else."""
        text = self.number(column, absent="0")
        if Decimal(text) < 0:
            raise UnusableRow(column, f"{text!r} is below 0")
        return text if self.text(column) else ""

    def days(self, column: str) -> str:
        """A whole number of days, or nothing when empty. Raises `UnusableRow` for anything else."""
        text = self.text(column)
        if text and not (_DAYS.fullmatch(text) and int(text) <= MOST_DAYS):
            raise UnusableRow(column, f"{text!r} is no whole number of days from 0 to {MOST_DAYS}")
        return text and str(int(text))

    def percent(self, column: str) -> str:
        """A number from 0 to 100. Raises `UnusableRow` for anything else."""
        text = self.number(column, absent="")
        if not 0 <= Decimal(text) <= 100:
            raise UnusableRow(column, f"{text!r} is no percentage from 0 to 100")
        return text

    def day(self, column: str) -> str:
        """A date as in ISO 8601, or nothing when empty. Raises `UnusableRow` for anything else."""
        text = self.text(column)
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            raise UnusableRow(column, f"{text!r} is no date; write it as 2026-03-31") from None

    def period(self) -> Mapping[str, str]:
        """`valid_from` and `valid_until`, both empty where it has no end. Raises `UnusableRow` when it ends first."""
        since, until = self.day("valid_from"), self.day("valid_until")
        if since and until and since > until:
            raise UnusableRow("valid_until", f"{until} lies before {since}, where the row begins to be valid")
        return {"valid_from": since, "valid_until": until}

    def flag(self, column: str) -> bool:
        """Yes or no; empty means no. Raises `UnusableRow` for a word that is neither."""
        text = self.text(column).casefold()
        if text in _YES:
            return True
        if text in _NO:
            return False
        raise UnusableRow(column, f"{text!r} is neither yes nor no")
