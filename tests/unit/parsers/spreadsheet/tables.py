"""Builds small order files, reads them, and shows a reading as plain text for comparison."""

import csv
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from ingest.sniff import media_type
from orders.findings import FindingCode
from orders.reading import Confidence, LineReading, OrderReading, Read
from orders.values import Value
from parsers.parser import Blob, ParseContext, Parsed
from parsers.spreadsheet.parser import SpreadsheetParser

HEADINGS = ["Pos", "Item code", "Description", "Qty", "Unit", "Unit price", "Total"]
LINES = [
    ["1", "A-100", "Hex bolt M8", "20", "pcs", "1.50", "30.00"],
    ["2", "A-200", "Washer 8", "500", "pcs", "0.07", "35.00"],
]
HEAD = [["PURCHASE ORDER"], ["PO number", "4711"], ["Date", "2026-03-12"], ["Currency", "EUR"], []]

Rows = Sequence[Sequence[object]]


def written(rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(rows: Rows, *, name: str = "Order") -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def parsed(content: bytes, *, name: str = "order", subject: str = "", kind: str = "") -> Parsed:
    blob = Blob(content, name, kind or media_type(content))
    return SpreadsheetParser().parse(blob, ParseContext(sender="buyer@customer.example", subject=subject))


def read(rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> OrderReading:
    """The one order of these rows, as CSV."""
    return only(parsed(written(rows, delimiter, encoding), kind="text/csv"))


def only(found: Parsed) -> OrderReading:
    (reading,) = found.readings
    return reading


def order(
    *extra: Sequence[object], headings: Sequence[object] = HEADINGS, lines: Rows = LINES
) -> list[Sequence[object]]:
    """Head, headings, lines, and what comes behind."""
    return [*HEAD, headings, *lines, *extra]


def holds(reading: OrderReading) -> list[str]:
    """Why the reading alone holds the order: codes of findings, and the paths of doubted values."""
    found = [finding.code.value for finding in reading.findings if finding.holds]
    return found + list(doubts(reading))


def doubts(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, Read):
        if value.confidence is Confidence.DOUBTFUL:
            yield path
    elif isinstance(value, Value):
        for name in value.model_fields_set:
            yield from doubts(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for number, member in enumerate(value):
            yield from doubts(member, f"{path}[{number}]")


def plain(line: LineReading) -> dict[str, str]:
    """The values of a line as text."""
    fields = {name: getattr(line, name) for name in line.model_fields_set}
    return {name: str(value.value) for name, value in fields.items() if isinstance(value, Read)}


def values(reading: OrderReading, name: str) -> list[str]:
    """One field of each line."""
    return [plain(line).get(name, "") for line in reading.lines]


def codes(found: Parsed | OrderReading) -> list[FindingCode]:
    return [finding.code for finding in found.findings]
