"""The supplier's data as CSV files: UTF-8, comma or semicolon, a header line; read row by row, however large.

Codes are text and keep their leading zeros. A row that cannot be used is a problem with its place; the rest goes on.
"""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import IO

from orders.errors import Misconfigured
from storage.reference.cells import FileRow, UnusableRow

_CHUNK = 1 << 20


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


@dataclass(slots=True)
class CsvTable:
    """One file. `problems` fills while the rows are read, which is once."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, FileRow]]
    problems: list[ImportProblem] = field(default_factory=list)

    def require(self, columns: Iterable[str]) -> None:
        """Raises `Misconfigured` naming the columns that are not there."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            raise Misconfigured(
                f"{self.name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}; "
                f"it has {', '.join(self.columns) or 'none'}. Nothing was imported."
            )

    def report(self, line: int, fault: UnusableRow) -> None:
        """Note a row that was left out."""
        self.problems.append(ImportProblem(self.name, line, fault.column, str(fault)))


def as_text(file: IO[bytes]) -> TextIOWrapper:
    """The file as `open_table` takes it. It closes with the text."""
    return TextIOWrapper(file, encoding="utf-8-sig", newline="")


def open_table(name: str, text: TextIOWrapper) -> CsvTable:
    """The header is read, the rows are when they are asked for; the text has to stay open until then.

    Raises `Misconfigured` for a file that is no UTF-8 text throughout, or has no header.
    """
    _refuse_other_encodings(name, lambda size: bytes(text.buffer.read(size)))
    text.seek(0)
    first = text.readline()
    delimiter = ";" if first.count(";") > first.count(",") else ","
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter)
    header = tuple(cell.strip().lower() for cell in next(reader, []))
    table = CsvTable(name, header, iter(()))
    table.require(() if any(header) else ("header",))
    lines = _lines(table, reader, lambda: reader.line_num)
    table.rows = _rows(table, lines, comma_decimals=delimiter == ";")
    return table


def _refuse_other_encodings(name: str, read: Callable[[int], bytes]) -> None:
    """Before the first row is used: a file that cannot be used changes nothing."""
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    while True:
        chunk = read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            line += fault.object.count(b"\n", 0, fault.start)
            raise Misconfigured(
                f"{name}, line {line}: the file is not UTF-8. Export it as UTF-8 and import again. "
                "Nothing was imported."
            ) from fault
        if not chunk:
            return
        line += chunk.count(b"\n")


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
            table.report(line, UnusableRow("", f"the row cannot be read: {fault}"))


def _rows(
    table: CsvTable, lines: Iterator[tuple[int, list[str]]], *, comma_decimals: bool
) -> Iterator[tuple[int, FileRow]]:
    width = len(table.columns)
    for line, cells in lines:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if len(cells) == width:
            yield line, FileRow(dict(zip(table.columns, stripped, strict=True)), comma_decimals)
        else:
            message = f"the row has {len(cells)} cells, the header {width}; is a quotation mark missing?"
            table.report(line, UnusableRow("", message))
