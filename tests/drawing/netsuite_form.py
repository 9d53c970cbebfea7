"""The form of an American cloud ERP: Letter paper, a shaded head row, month before day, dollars."""

from decimal import Decimal

from reportlab.lib.pagesizes import LETTER

from tests.drawing.numerals import american, english
from tests.drawing.sheet import Sheet
from tests.drawing.truth import Drawn, line, net

_LINES = [
    line("1", "144", "EA", "3.35", supplier_item="QX-CLP-40", description="Conduit clip 40 mm, nylon, grey"),
    line("2", "12", "BX", "48.90", supplier_item="QX-SCR-0832", description="Machine screw #8-32 x 1/2, box of 500"),
    line("3", "2500", "FT", "0.62", supplier_item="QX-WIR-14R", description="THHN wire 14 AWG red"),
    line("4", "7", "EA", "219.00", supplier_item="QX-ENC-2016", description="Enclosure 20 x 16 x 8 in, NEMA 4X"),
    line("5", "30", "PK", "11.25", supplier_item="QX-LUG-06", description="Ring lug 6 AWG 1/4, pack of 25"),
]
_COLUMNS = ((44.0, "l"), (128.0, "l"), (372.0, "r"), (394.0, "l"), (482.0, "r"), (566.0, "r"))
_FREIGHT, _TAX = "64.00", "0.00"


def documents() -> tuple[Drawn, ...]:
    order = {
        "kind": "order",
        "po_number": "PO-118274",
        "order_date": "2026-07-09",
        "currency": "USD",
        "buyer": {"name": "Larkspur Controls, Inc."},
        "ship_to": {
            "name": "Larkspur Controls - Dayton Plant", "street": "4410 Wagner Ford Rd, Dock 5", "postcode": "45414",
            "city": "Dayton",
        },
        "requested_delivery_date": "2026-07-23",
        "payment_terms": "Net 30",
        "lines": [{name: value for name, value in each.items() if name != "line_no"} for each in _LINES],
        "freight": _FREIGHT,
    }  # fmt: skip
    about = "Dates month first, which only 7/23 proves; freight between the lines' sum and the total; no line numbers"
    return (Drawn("netsuite_form_en_us", _drawn(), "order", "clean", (order,), about),)


def _drawn() -> bytes:
    sheet = Sheet(LETTER, title="PO-118274")
    _head(sheet)
    y = 278.0
    sheet.box(36, y, 540, 18, grey=0.85)
    sheet.use("Helvetica-Bold", 8.5)
    sheet.row(y + 12, _COLUMNS, ("Item", "Description", "Quantity", "Units", "Rate", "Amount"))
    sheet.use("Helvetica", 8.5)
    y += 32
    for each in _LINES:
        cells = (
            each["supplier_item"], each["description"], english(each["quantity"], 0), each["uom"],
            english(each["unit_price"]), english(each["line_total"]),
        )  # fmt: skip
        sheet.row(y, _COLUMNS, cells)
        sheet.line(36, y + 6, 576, y + 6, width=0.25)
        y += 20
    _totals(sheet, y + 14)
    sheet.text(306, 760, "1 of 1", by="c", size=7.5)
    return sheet.pdf()


def _totals(sheet: Sheet, y: float) -> None:
    total = net(_LINES)
    rows = (("Subtotal", total), ("Shipping Cost (UPS Freight)", _FREIGHT), ("Tax (exempt)", _TAX))
    for name, amount in rows:
        sheet.text(482, y, name, by="r")
        sheet.text(566, y, english(amount), by="r")
        y += 14
    sheet.line(400, y - 10, 576, y - 10)
    sheet.text(482, y + 2, "Total", by="r", font="Helvetica-Bold")
    sheet.text(566, y + 2, f"${english(total + Decimal(_FREIGHT))}", by="r", font="Helvetica-Bold")


def _head(sheet: Sheet) -> None:
    sheet.text(36, 54, "Larkspur Controls, Inc.", font="Helvetica-Bold", size=13)
    sheet.block(36, 68, ("900 Keowee Street", "Dayton, OH 45404", "United States"), size=8.5)
    sheet.text(576, 58, "Purchase Order", by="r", font="Helvetica-Bold", size=20)
    sheet.text(576, 76, "#PO-118274", by="r", size=11)
    sheet.text(576, 90, american("2026-07-09"), by="r", size=11)
    sheet.use("Helvetica-Bold", 8.5)
    sheet.row(136, ((36.0, "l"), (230.0, "l")), ("Vendor", "Ship To"))
    sheet.use("Helvetica", 8.5)
    sheet.block(36, 149, ("Quex Electrical Supply Co.", "18 Foundry Park", "Toledo, OH 43612", "United States"))
    place = (
        "Larkspur Controls - Dayton Plant", "4410 Wagner Ford Rd, Dock 5", "Dayton, OH 45414", "United States",
    )  # fmt: skip
    sheet.block(230, 149, place)
    sheet.box(36, 214, 540, 44)
    sheet.line(36, 234, 576, 234)
    columns = ((42.0, "l"), (150.0, "l"), (258.0, "l"), (366.0, "l"), (474.0, "l"))
    sheet.row(227, columns, ("Terms", "Receive By", "Currency", "Buyer", "Ship Via"), font="Helvetica-Bold", size=8)
    sheet.row(249, columns, ("Net 30", american("2026-07-23"), "US Dollar", "Dolores Whitcomb", "UPS Freight"))
