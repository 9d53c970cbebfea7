"""One sheet to its orders: one, or several where a column gives the order number of each row."""

from collections.abc import Sequence
from typing import Final

from orders.findings import Finding, FindingCode
from orders.reading import OrderKind, OrderReading
from parsers.language.meanings import Label
from parsers.language.missing import missing_fields
from parsers.language.sums import settled
from parsers.language.titles import CONTRADICTORY
from parsers.language.vocabulary import total
from parsers.parser import ParseContext
from parsers.spreadsheet.header import HeaderReader
from parsers.spreadsheet.layout import Layout
from parsers.spreadsheet.leftovers import tell_leftovers
from parsers.spreadsheet.lines import LineReader, by_role
from parsers.spreadsheet.parties import PartyReader
from parsers.spreadsheet.reads import Reads
from parsers.spreadsheet.remarks import Remarks
from parsers.spreadsheet.rows import Row, RowKind
from parsers.spreadsheet.sheets import Cell
from parsers.spreadsheet.sums import SheetSums, sums

PARSER: Final = "spreadsheet"


def orders_of(layout: Layout, context: ParseContext, findings: Sequence[Finding]) -> list[OrderReading]:
    """All orders of the sheet, in its order; `findings` of the document are told with each."""
    shared = Remarks(list(findings))
    tell_leftovers(layout, shared)
    if layout.kinds.is_contradictory:
        shared.hold(FindingCode.MESSAGE_TYPE, CONTRADICTORY)
    groups = layout.groups()
    return [_order(layout, rows, context, shared.findings, alone=len(groups) == 1) for rows in groups]


def _order(
    layout: Layout, rows: Sequence[Row], context: ParseContext, shared: Sequence[Finding], *, alone: bool
) -> OrderReading:
    remarks = Remarks(list(shared))
    reads = Reads(layout.sheet, layout.conventions(), remarks)
    kind = layout.kinds.order_kind
    lines = [LineReader(reads, layout.table, kind).line(row.cells, index) for index, row in enumerate(rows)]
    remarks.findings.extend(missing.finding() for missing in missing_fields(lines))
    totals = _totals(layout, reads, alone=alone)
    settled(totals, lines)
    header = HeaderReader(reads, layout, [by_role(layout.table, row.cells) for row in rows])
    parties = PartyReader(reads)
    changes = kind is not OrderKind.ORDER
    return OrderReading(
        kind=kind,
        po_number=header.po_number(),
        change_number=header.text(Label.CHANGE_NUMBER, "change_number") if changes else None,
        order_date=header.order_date(),
        currency=header.currency(totals),
        buyer=header.buyer(),
        supplier=parties.party(layout.around.all(Label.SUPPLIER), name_only=True),
        ship_to=header.ship_to(),
        bill_to=parties.party(layout.around.all(Label.BILL_TO)),
        buyer_contact=header.contact(),
        requested_delivery_date=header.requested_delivery_date(),
        payment_terms=header.payment_terms(),
        delivery_terms=header.text(Label.DELIVERY_TERMS, "delivery_terms"),
        contract=header.text(Label.CONTRACT, "contract"),
        lines=tuple(lines),
        freight=reads.one_of(totals.freight),
        total_net=reads.one_of(totals.net),
        total_tax=reads.one_of(totals.tax),
        total_gross=reads.one_of(totals.gross),
        notes=tuple(reads.read(cell.text, cell) for cell in _notes(layout)),
        sender=context.sender,
        parser=PARSER,
        findings=tuple(remarks.findings),
    )


def _notes(layout: Layout) -> list[Cell]:
    """Captions and texts from the headings on, for whoever works on the order."""
    captions = [cell for row in layout.of(RowKind.CAPTION) for cell in row.cells]
    texts = [cell for cell in layout.around.texts if cell.row > layout.table.last_heading_row]
    return sorted((cell for cell in (*captions, *texts) if total(cell.text) is None), key=lambda cell: cell.row)


def _totals(layout: Layout, reads: Reads, *, alone: bool) -> SheetSums:
    """The sums of the sheet; of several orders in one sheet they belong to none."""
    rows = layout.of(RowKind.TOTAL, RowKind.LABELS)
    below = any(row.number > layout.last_line for row in rows)
    # With sums below the last line, those between the lines are of a part.
    until = layout.last_line if below else layout.table.last_heading_row
    first = layout.table.first_row
    found = sums(reads, [*layout.above(), *(row.cells for row in rows)], first=first, until=until)
    return found if alone else SheetSums(currencies=found.currencies)
