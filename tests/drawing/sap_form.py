"""The standard form of a large ERP: dashes for rules, the material and its text below each other, prices per unit."""

from reportlab.lib.pagesizes import A4

from tests.drawing.numerals import dotted, english
from tests.drawing.sheet import Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_LINES = [
    line(
        "00010", "1250.000", "EA", "4.20", buyer_item="20031447", description="Shaft seal ring 35x52x7 NBR",
        requested_date="2026-10-05",
    ),
    line(
        "00020", "80.000", "M", "312.00", basis=100, buyer_item="20029981",
        description="Pneumatic tubing PUN-8x1.25 blue", requested_date="2026-10-05",
    ),
    line(
        "00030", "6.000", "EA", "1048.00", buyer_item="20040216", description="Gear unit i=12.5, flange 160",
        requested_date="2026-10-19",
    ),
    line(
        "00040", "24.000", "SET", "17.85", buyer_item="20018830", description="Repair kit cylinder DNC-50",
        requested_date="2026-10-05",
    ),
]  # fmt: skip
_COLUMNS = ((42.0, "l"), (84.0, "l"), (330.0, "r"), (340.0, "l"), (440.0, "r"), (450.0, "l"), (552.0, "r"))
_DASHES = "-" * 152


def documents() -> tuple[Drawn, ...]:
    about = "Prices per 100 without a column for it, the delivery date on a line of its own below the item"
    return (Drawn("sap_form_en", form(), "order", "clean", (truth_of_form(),), about),)


def truth_of_form() -> Truth:
    return {
        "kind": "order",
        "po_number": "4501288390",
        "order_date": "2026-09-14",
        "currency": "EUR",
        "buyer": {"name": "Northmoor Process Systems plc"},
        "ship_to": {
            "name": "Northmoor Process Systems plc", "street": "Gate 3, Harbour Way 12", "postcode": "NE31 1SF",
            "city": "Hebburn",
        },
        "payment_terms": "Within 30 days without deduction",
        "lines": _LINES,
        "total_net": str(net(_LINES)),
    }  # fmt: skip


def form() -> bytes:
    sheet = Sheet(A4, title="SAPscript PO")
    _head(sheet)
    y = 330.0
    sheet.use("Courier", 7)
    sheet.text(40, y, _DASHES, size=5.6)
    sheet.use("Times-Roman", 10)
    sheet.row(y + 12, _COLUMNS, ("Item", "Material", "Order qty.", "Unit", "Price per unit", "", "Net value"))
    sheet.text(84, y + 24, "Description")
    sheet.text(40, y + 32, _DASHES, font="Courier", size=5.6)
    y = _items(sheet, y + 48)
    sheet.text(40, y, _DASHES, font="Courier", size=5.6)
    sheet.text(84, y + 14, "Total net value excl. tax EUR", font="Times-Bold")
    sheet.text(552, y + 14, english(net(_LINES)), by="r", font="Times-Bold")
    sheet.text(40, y + 60, "Please quote our purchase order number on all papers. Partial deliveries are not accepted.")
    sheet.text(40, y + 84, "This purchase order was made by machine and is valid without signature.")
    sheet.text(40, 812, "Northmoor Process Systems plc, Registered in England 00471193, VAT GB 771 4402 18", size=7)
    return sheet.pdf()


def _head(sheet: Sheet) -> None:
    sheet.use("Times-Roman", 10)
    sheet.text(40, 52, "Northmoor Process Systems plc", font="Times-Bold", size=14)
    sheet.text(40, 110, "Northmoor Process Systems plc, Staithes Road 2, NE31 2PQ Hebburn", size=7)
    sheet.block(40, 126, ("Company", "Kestrel Drive Technology Ltd", "Mill Lane 8", "SHEFFIELD", "S9 2LW"), leading=12)
    sheet.box(320, 96, 236, 118)
    sheet.text(328, 112, "Purchase order", font="Times-Bold", size=12)
    sheet.text(328, 130, "PO number/date", size=8)
    sheet.text(328, 142, "4501288390 / " + dotted("2026-09-14"))
    sheet.text(328, 158, "Contact person/Telephone", size=8)
    sheet.text(328, 170, "Ms Harriet Coyle/0191 496 0733")
    sheet.text(328, 186, "Our ref.  HC-MRO        Your vendor no. with us: 104882", size=8)
    sheet.text(40, 216, "Please deliver to:", font="Times-Bold")
    sheet.block(40, 230, ("Northmoor Process Systems plc", "Gate 3, Harbour Way 12", "Hebburn NE31 1SF"), leading=12)
    sheet.text(320, 236, "Terms of delivery:  DAP Hebburn")
    sheet.text(320, 250, "Terms of payment:   Within 30 days without deduction")
    sheet.text(320, 264, "Currency  EUR")
    sheet.text(40, 306, "We order under the terms of our frame agreement 4600001123 of 2025:")


def _items(sheet: Sheet, y: float) -> float:
    for each in _LINES:
        per = f"/ {each['price_basis']} {each['uom']}" if "price_basis" in each else f"/ 1 {each['uom']}"
        quantity = english(each["quantity"], 3)
        cells = (
            each["line_no"], each["buyer_item"], quantity, each["uom"], english(each["unit_price"]), per,
            english(each["line_total"]),
        )  # fmt: skip
        sheet.row(y, _COLUMNS, cells)
        sheet.text(84, y + 12, each["description"])
        sheet.text(84, y + 24, f"Delivery date:  Day {dotted(each['requested_date'])}", size=9)
        y += 44
    return y
