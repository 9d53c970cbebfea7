"""What the lines of a table show together: skipped numbers, missing fields, columns that nothing was read from."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from orders.findings import FindingCode
from orders.reading import Confidence, LineReading
from parsers.language.letters import has_digit
from parsers.language.meanings import CODES, MONEY, Column
from parsers.language.missing import missing_fields
from parsers.language.sum_labels import includes_tax
from parsers.layout.order_lines.cells import Cells
from parsers.layout.order_lines.codes import Line
from parsers.layout.table.grid import TableColumn
from parsers.layout.table.headings import HeadingCell
from parsers.layout.table.tables import LineTable
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import place
from parsers.pages.page import Word


def tell_missing(reads: Reads, lines: Sequence[LineReading], first: int) -> None:
    """Fields that a line lacks and others have; `first` is the place of the first of these lines in the order."""
    for missing in missing_fields(lines):
        if missing.field != "price_basis" or not _is_proven(lines[missing.place]):
            reads.remarks.findings.append(missing.finding(first))


def tell_taxed(reads: Reads, table: LineTable) -> None:
    """Prices of an order are without tax."""
    for column in table.columns:
        if not MONEY.isdisjoint(column.roles) and includes_tax(joined(column.heading.words)):
            message = f"The heading {place(column.heading.words)} says that prices include tax. What are they without?"
            reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, column.heading.words)


def tell_empty_columns(reads: Reads, table: LineTable, every: Sequence[Cells]) -> None:
    """Columns of codes with nothing in them.

    Below their heading stands what was read as a description, or the column beside them has codes of several words:
    are those the codes of both?
    """
    for column in filter(_is_of_codes, table.columns):
        below = [
            word for cells in every for word in cells.words(Column.DESCRIPTION) if _stands_below(word, column.heading)
        ]
        if below and not any(_codes(column, every)):
            message = f"Nothing was read under {joined(column.heading.words)}, and {place(below)} stands there."
            reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, below)
    for column, other in [*pairwise(table.columns), *((b, a) for a, b in pairwise(table.columns))]:
        if not (_is_of_codes(column) and _is_of_codes(other)):
            continue
        several = next((line for line in _codes(other, every) if len(line) > 1), None)
        if several is not None and not any(_codes(column, every)):
            message = f"Nothing was read under {joined(column.heading.words)}. Is {place(several)} two numbers?"
            reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, several)


def _codes(column: TableColumn, every: Sequence[Cells]) -> Iterator[Line]:
    return (line for cells in every for role in column.roles for line in cells.lines.get(role, ()))


def _stands_below(word: Word, heading: HeadingCell) -> bool:
    return has_digit(word.text) and word.left < heading.right and heading.left < word.right


def _is_of_codes(column: TableColumn) -> bool:
    return bool(column.roles) and CODES.issuperset(column.roles)


def tell_skipped(reads: Reads, lines: Sequence[LineReading]) -> None:
    """Line numbers that go up evenly but for a gap: a line may be lost."""
    numbers = [int(line.line_no.value) for line in lines if line.line_no is not None and line.line_no.value.isdecimal()]
    steps = [after - before for before, after in pairwise(numbers)]
    usual = min((step for step in steps if step > 0), default=0)
    if len(numbers) < len(lines) or not usual or numbers[0] <= 0:
        return
    gaps = [(before, after) for (before, after), step in zip(pairwise(numbers), steps, strict=True) if step > usual]
    if usual > 1 or numbers[0] == 1 or not gaps:
        first = [(0, numbers[0])] if numbers[0] > usual and numbers[0] % usual == 0 and numbers[0] != usual else []
        gaps = [*first, *gaps]
    for before, after in gaps:
        message = f"The line numbers go from {before} to {after}. Is a line missing?"
        reads.remarks.hold(FindingCode.LINE_COUNT, message, found=f"{before} {after}")


def _is_proven(line: LineReading) -> bool:
    """Whether its own amount says that the price is for one."""
    return line.unit_price is not None and line.unit_price.confidence is Confidence.PROVEN
