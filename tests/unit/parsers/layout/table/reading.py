"""Reads drawn pages for tests."""

from dataclasses import dataclass

from orders.findings import Finding, FindingCode, Severity
from orders.reading import LineReading, OrderKind
from parsers.layout.order_lines.reader import order_lines
from parsers.layout.table.conventions import conventions
from parsers.layout.table.tables import LineTable, line_tables
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import Remarks
from tests.unit.parsers.layout.drawing import Drawing, boxes


@dataclass(frozen=True)
class Lines:
    """The lines that a drawing gave, and what was noticed."""

    tables: tuple[LineTable, ...]
    lines: list[LineReading]
    findings: list[Finding]

    @property
    def held(self) -> set[FindingCode]:
        return {finding.code for finding in self.findings if finding.severity is not Severity.NOTE}

    def values(self, *fields: str) -> list[tuple[str, ...]]:
        """The values of these fields of every line as text, empty where there is none."""
        return [tuple(_text(line, field) for field in fields) for line in self.lines]


def _text(line: LineReading, field: str) -> str:
    read = getattr(line, field)
    return "" if read is None else str(read.value)


def read_lines(drawing: Drawing, kind: OrderKind = OrderKind.ORDER, *, other: tuple[str, ...] = ()) -> Lines:
    """All lines of all tables; `other` are numbers and dates elsewhere in the document."""
    remarks = Remarks(boxes)
    tables = line_tables(drawing.lines(), {page.number: page.strokes for page in drawing.pages()})
    found: list[LineReading] = []
    for table in tables:
        reads = Reads(conventions(table, other), boxes, remarks)
        found += order_lines(table, reads, kind, first=len(found))
    return Lines(tables, found, remarks.findings)
