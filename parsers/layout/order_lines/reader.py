"""Tables of orders to their lines."""

from orders.reading import LineReading, OrderKind
from parsers.layout.order_lines.cells import cell_reader
from parsers.layout.order_lines.item_roles import item_roles
from parsers.layout.order_lines.line_reader import LineReader
from parsers.layout.order_lines.notes import tell_between
from parsers.layout.order_lines.numbers import NumberReader
from parsers.layout.order_lines.price_bases import PriceBases
from parsers.layout.order_lines.table_checks import tell_empty_columns, tell_missing, tell_skipped, tell_taxed
from parsers.layout.table.tables import LineTable
from parsers.layout.values.reads import Reads


def order_lines(table: LineTable, reads: Reads, kind: OrderKind, *, first: int = 0) -> list[LineReading]:
    """The lines of a table; `first` is the place of the first of them in the order, where there are several tables."""
    reader = cell_reader(table)
    every = [reader.cells(record) for record in table.records]
    columns = {role: column for column in table.columns for role in column.roles}
    roles = item_roles(table, every)
    lines_reader = LineReader(reads, table, kind, roles, NumberReader(reads, columns, PriceBases(reads, columns)))
    lines = [
        lines_reader.line(record, cells, first + number)
        for number, (record, cells) in enumerate(zip(table.records, every, strict=True))
    ]
    tell_missing(reads, lines, first)
    if kind is OrderKind.ORDER:
        tell_skipped(reads, lines)
    tell_between(reads, table)
    tell_taxed(reads, table)
    tell_empty_columns(reads, table, every)
    return lines
