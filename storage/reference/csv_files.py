"""The supplier's data as CSV files: UTF-8, comma or semicolon, a header line. Pure: bytes in, rows and problems out.

Codes are text and keep their leading zeros. A row that cannot be used is a problem with its place; the rest goes on.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO

from orders.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """A row or value that was not imported. `line` counts from 1, the header included."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}, line {self.line}{column}: {self.message}"


class UnusableRow(Exception):
    """This row is left out; the message says why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class CsvRow:
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

    def flag(self, column: str) -> bool:
        """Yes or no; empty means no. Raises `UnusableRow` for a word that is neither."""
        text = self.text(column).casefold()
        if text in {"1", "yes", "y", "true", "x", "ja", "oui", "si", "sì", "sí"}:
            return True
        if text in {"", "0", "no", "n", "false", "nein", "non", "nee"}:
            return False
        raise UnusableRow(column, f"{text!r} is neither yes nor no")


@dataclass(slots=True)
class CsvTable:
    """One file, read row by row. `problems` fills while the rows are read."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, CsvRow]]
    problems: list[ImportProblem] = field(default_factory=list)

    def require(self, *columns: str) -> None:
        """Raises `Misconfigured` naming the columns that are not there."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            raise Misconfigured(
                f"{self.name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}; "
                f"it has {', '.join(self.columns) or 'none'}. Nothing was imported."
            )

    def each(self, use: Callable[[CsvRow], None]) -> None:
        """Hand every row to `use`; what it raises as `UnusableRow` becomes a problem."""
        for line, row in self.rows:
            try:
                use(row)
            except UnusableRow as fault:
                self.problems.append(ImportProblem(self.name, line, fault.column, str(fault)))


def read_table(name: str, content: bytes) -> CsvTable:
    """Raises `Misconfigured` for a file that is no UTF-8 text, or has no header."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise Misconfigured(
            f"{name}, line {line}: the file is not UTF-8. Export it as UTF-8 and import again. Nothing was imported."
        ) from fault
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    header = tuple(cell.strip().lower() for cell in next(reader, []))
    table = CsvTable(name, header, iter(()))
    table.require(*() if any(header) else ("header",))
    table.rows = _rows(table, _lines(table, reader, lambda: reader.line_num), comma_decimals=delimiter == ";")
    return table


def _lines(
    table: CsvTable, reader: Iterator[list[str]], lines_read: Callable[[], int]
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it starts: a quoted cell may hold line ends."""
    while True:
        line = lines_read() + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            table.problems.append(ImportProblem(table.name, line, "", f"the row cannot be read: {fault}"))


def _rows(
    table: CsvTable, lines: Iterator[tuple[int, list[str]]], *, comma_decimals: bool
) -> Iterator[tuple[int, CsvRow]]:
    width = len(table.columns)
    for line, cells in lines:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if len(cells) == width:
            yield line, CsvRow(dict(zip(table.columns, stripped, strict=True)), comma_decimals)
        else:
            message = f"the row has {len(cells)} cells, the header {width}; is a quotation mark missing?"
            table.problems.append(ImportProblem(table.name, line, "", message))
