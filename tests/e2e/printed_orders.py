"""Purchase orders on paper, drawn for the browser tests: a letterhead, a table of lines, a total."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT = 56.0, 540.0
COLUMNS = {
    "Pos": 56.0,
    "Our part": 92.0,
    "Description": 178.0,
    "Qty": 372.0,
    "Unit": 386.0,
    "Price": 464.0,
    "Amount": 540.0,
}
_TO_THE_RIGHT = frozenset({"Qty", "Price", "Amount"})
_LINE = 14.0


def order_pdf(po_number: str, *lines: str, total: str, pages: int = 1) -> bytes:
    """Of Nordlicht Drives, one page or more. A line is `part, description, quantity, unit, price, amount`."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    _letterhead(canvas, po_number)
    rows = [(str(number), *line.split(", ")) for number, line in enumerate(lines, start=1)]
    share = -(-len(rows) // pages)
    top = 0.0
    for page in range(pages):
        top = _table(canvas, rows[page * share : (page + 1) * share], top=560.0 if page == 0 else 780.0)
        if page < pages - 1:
            canvas.showPage()
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawRightString(COLUMNS["Price"], top - 10, "Total EUR")
    canvas.drawRightString(RIGHT, top - 10, total)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _letterhead(canvas: Any, po_number: str) -> None:
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(LEFT, 790, "Nordlicht Drives AG")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(LEFT, 776, "Hafenring 9, 28195 Bremen, Germany")
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(LEFT, 730, "PURCHASE ORDER")
    canvas.setFont("Helvetica", 10)
    for place, (label, value) in enumerate(
        (
            ("Order number:", po_number),
            ("Order date:", "1 March 2026"),
            ("Delivery date:", "20 March 2026"),
            ("Currency:", "EUR"),
        )
    ):
        canvas.drawString(LEFT, 706 - place * _LINE, label)
        canvas.drawString(LEFT + 90, 706 - place * _LINE, value)
    for place, text in enumerate(("Deliver to:", "Nordlicht Drives AG", "Hafenring 9", "28195 Bremen", "Germany")):
        canvas.drawString(330, 706 - place * _LINE, text)


def _table(canvas: Any, rows: Sequence[Sequence[str]], *, top: float) -> float:
    canvas.setFont("Helvetica-Bold", 9)
    _row(canvas, top, tuple(COLUMNS))
    canvas.line(LEFT, top - 4, RIGHT, top - 4)
    canvas.setFont("Helvetica", 9)
    for row in rows:
        top -= _LINE + 2
        _row(canvas, top, row)
    canvas.line(LEFT, top - 4, RIGHT, top - 4)
    return top - _LINE


def _row(canvas: Any, top: float, cells: Sequence[str]) -> None:
    for (name, place), text in zip(COLUMNS.items(), cells, strict=True):
        if name in _TO_THE_RIGHT:
            canvas.drawRightString(place, top, text)
        else:
            canvas.drawString(place, top, text)
