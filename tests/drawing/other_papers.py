"""Papers that travel with orders: an invoice, a request for a quotation, terms; and two orders in one file."""

from decimal import Decimal

from tests.drawing.numerals import english
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_COLUMNS: tuple[Column, ...] = ((50, "l"), (130, "l"), (350, "r"), (362, "l"), (470, "r"), (545, "r"))


def documents() -> tuple[Drawn, ...]:
    first, second = _two_truths()
    return (
        Drawn("invoice_en", _invoice(), "not_an_order", "no_order",
              about="An invoice that quotes the number of our order and has a table as orders have"),
        Drawn("request_for_quotation_it", _request(), "not_an_order", "safe",
              about="A request for a quotation: items and quantities, and a title that says that nothing is ordered"),
        Drawn("terms_en", terms(), "not_an_order", "safe",
              about="Terms and conditions of purchase, which speak of orders all the time and order nothing"),
        Drawn("two_orders_en", _two_orders(), "order", "clean", (first, second),
              about="Two orders in one file, each on its page with a number of its own"),
    )  # fmt: skip


def _table(sheet: Sheet, y: float, heads: tuple[str, ...], lines: list[Truth], *, item: str = "buyer_item") -> float:
    sheet.row(y, _COLUMNS, heads, font="Helvetica-Bold")
    sheet.line(50, y + 5, 545, y + 5)
    for each in lines:
        y += 20
        cells = (
            each[item], each["description"], english(each["quantity"], 0), each["uom"], english(each["unit_price"]),
            english(each["line_total"]),
        )  # fmt: skip
        sheet.row(y, _COLUMNS, cells)
    sheet.line(50, y + 8, 545, y + 8)
    return y + 24


def _invoice() -> bytes:
    lines = [
        line("", "10", "pcs", "45.00", buyer_item="TG-100", description="Toggle clamp, horizontal"),
        line("", "25", "pcs", "6.20", buyer_item="TG-220", description="Rubber spindle M8"),
    ]
    sheet = Sheet(title="Invoice")
    sheet.text(50, 60, "Pennine Workholding Ltd", font="Helvetica-Bold", size=13)
    sheet.block(50, 74, ("Canal Side 3, Huddersfield HD1 6QX", "VAT registration GB 640 2217 09"))
    sheet.text(545, 60, "INVOICE", by="r", font="Helvetica-Bold", size=18)
    sheet.block(50, 130, ("Bill to:", "Calder Fixtures Ltd", "Wharf Road 5", "Halifax HX3 9TR"))
    rows = (
        "Invoice no.: 20261177",
        "Invoice date: 11 August 2026",
        "Your order no.: CF-8812",
        "Due: 10 September 2026",
    )
    sheet.block(350, 130, rows)
    y = _table(sheet, 220, ("Part no.", "Description", "Qty", "Unit", "Unit price", "Amount"), lines)
    total = net(lines)
    tax = (total * Decimal("0.2")).quantize(Decimal("0.01"))
    for name, amount in (("Net", total), ("VAT 20%", tax), ("Invoice total GBP", total + tax)):
        sheet.text(470, y, name, by="r")
        sheet.text(545, y, english(amount), by="r")
        y += 14
    sheet.block(50, y + 30, ("Please pay to: Sort code 40-00-00, Account 71122334", "Goods remain ours until paid."))
    return sheet.pdf()


def _request() -> bytes:
    sheet = Sheet(title="Richiesta di offerta")
    sheet.text(50, 60, "Caseificio Val d'Arda Soc. Coop.", font="Helvetica-Bold", size=13)
    sheet.text(545, 90, "RICHIESTA DI OFFERTA n. RDO-2026-58", by="r", font="Helvetica-Bold", size=12)
    sheet.block(50, 120, ("Spett.le", "Inox Piacenza S.r.l.", "Via Emilia 12", "29010 Cadeo (PC)"))
    sheet.text(50, 200, "Vi preghiamo di sottoporci la Vostra migliore offerta per il seguente materiale:")
    columns: tuple[Column, ...] = ((50, "l"), (150, "l"), (440, "r"), (460, "l"))
    sheet.row(226, columns, ("Codice", "Descrizione", "Quantità", "U.M."), font="Helvetica-Bold")
    goods = (
        ("INX-DN50", "Valvola a farfalla DN50 AISI 316", "6", "pz"), ("INX-GRN", "Guarnizione DIN 11851", "40", "pz"),
    )  # fmt: skip
    for at, cells in enumerate(goods):
        sheet.row(244 + 16 * at, columns, cells)
    closing = (
        "Si prega di indicare prezzi, termini di consegna e validità dell'offerta.",
        "La presente richiesta non costituisce ordine.",
    )
    sheet.block(50, 310, closing)
    return sheet.pdf()


def terms() -> bytes:
    sheet = Sheet(title="Terms")
    sheet.text(50, 60, "GENERAL TERMS AND CONDITIONS OF PURCHASE", font="Helvetica-Bold", size=11)
    clauses = (
        "1. Scope. These terms apply to every purchase order placed by the Buyer with the Supplier.",
        "2. Orders. Only written purchase orders are binding. The Supplier shall confirm each order within two days.",
        "3. Prices. Prices stated in the order are fixed and include packing and delivery to the place named.",
        "4. Delivery. The delivery date stated in the order is of the essence. Delay entitles the Buyer to 0.5 % of",
        "   the order value for each week begun, at most 5 %.",
        "5. Quantity. The Buyer may refuse deliveries of more or less than the quantity ordered.",
        "6. Invoices. Invoices shall quote the order number and item numbers and fall due after 60 days.",
        "7. Warranty. 24 months from receipt of the goods.",
        "8. Law. The law of England and Wales applies; the courts of Leeds have jurisdiction.",
    )
    sheet.block(50, 90, clauses, leading=16, size=8.5)
    return sheet.pdf()


_FIRST = [
    line("1", "16", "EA", "58.40", buyer_item="HY-4410", description="Hydraulic cylinder seal kit"),
    line("2", "200", "EA", "1.95", buyer_item="HY-4425", description="Dowty washer 1/2 BSP"),
]
_SECOND = [
    line("1", "3", "EA", "640.00", buyer_item="HY-9001", description="Gear pump 16 cc"),
    line("2", "48", "L", "4.15", buyer_item="HY-9050", description="Hydraulic oil ISO 46, loose"),
    line("3", "5", "EA", "22.00", buyer_item="HY-9077", description="Return filter element"),
]


def _two_truths() -> tuple[Truth, Truth]:
    def truth(number: str, lines: list[Truth], day: str) -> Truth:
        return {
            "kind": "order",
            "po_number": number,
            "order_date": "2026-02-17",
            "currency": "GBP",
            "buyer": {"name": "Tarn Plant Hire Ltd"},
            "requested_delivery_date": day,
            "lines": lines,
            "total_net": str(net(lines)),
        }

    return truth("TP/26/0141", _FIRST, "2026-02-24"), truth("TP/26/0142", _SECOND, "2026-03-03")


def _two_orders() -> bytes:
    sheet = Sheet(title="Orders")
    pages = (("TP/26/0141", _FIRST, "24 February 2026"), ("TP/26/0142", _SECOND, "3 March 2026"))
    for at, (number, lines, day) in enumerate(pages):
        if at:
            sheet.next_page()
        sheet.text(50, 60, "Tarn Plant Hire Ltd", font="Helvetica-Bold", size=13)
        sheet.text(50, 74, "The Old Quarry, Kendal LA9 6NT")
        sheet.text(545, 60, "PURCHASE ORDER", by="r", font="Helvetica-Bold", size=14)
        sheet.block(50, 110, ("To:", "Fellside Hydraulics Ltd", "Unit 9, Lake Road", "Kendal LA9 7RG"))
        rows = (f"Order No: {number}", "Order Date: 17 February 2026", f"Required by: {day}", "Currency: GBP")
        sheet.block(350, 110, rows, leading=13)
        columns: tuple[Column, ...] = (
            (50, "l"), (80, "l"), (150, "l"), (375, "r"), (385, "l"), (470, "r"), (545, "r"),
        )  # fmt: skip
        heads = ("Line", "Part No", "Description", "Qty", "UOM", "Price", "Value")
        sheet.box(50, 186, 495, 16, grey=0.8)
        sheet.row(197, columns, heads, font="Helvetica-Bold")
        y = 216.0
        for each in lines:
            cells = (
                each["line_no"], each["buyer_item"], each["description"], each["quantity"], each["uom"],
                english(each["unit_price"]), english(each["line_total"]),
            )  # fmt: skip
            sheet.row(y, columns, cells)
            y += 16
        sheet.text(470, y + 10, "Order total (ex VAT)", by="r", font="Helvetica-Bold")
        sheet.text(545, y + 10, f"£{english(net(lines))}", by="r", font="Helvetica-Bold")
    return sheet.pdf()
