"""What the demo company's customers send on paper: three PDFs and a scan.

Their days are placeholders of exactly the length of a day, so that the demo can put in days around today: the text
lies in the PDF as plain bytes, and no offset changes. `ordermill/demo_company.py` knows them.
"""

from collections.abc import Callable, Sequence

from tests.drawing.numerals import Number, english, french, german
from tests.drawing.scans import as_pdf, scanned
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Truth, line, net

Shown = Callable[[Number, int], str]


def papers() -> dict[str, bytes]:
    """By file name."""
    return {
        "Purchase order 4500078121.pdf": _brightwater(),
        "Bestellung_B-2026-0784.pdf": _aurelia(),
        "CDE-90355.pdf": _valmont(),
        "Scan_0041.pdf": as_pdf(scanned(_van_rijn())),
    }


def _brightwater() -> bytes:
    lines = [
        line("10", "1000", "pcs", "16.90", basis=100, buyer_item="BW-4711", description="Hex bolt M8 x 16"),
        line("20", "6", "pcs", "19.90", buyer_item="BW-5101", description="Ball valve 1 inch, brass"),
        line("30", "2", "pcs", "139.00", buyer_item="BW-7000", description="Torque wrench 40-200 Nm"),
    ]
    sheet = Sheet(title="Purchase order 4500078121", compressed=False)
    sheet.box(0, 0, sheet.width, 8, grey=0.25)
    sheet.text(48, 58, "Brightwater Pumps Ltd", font="Helvetica-Bold", size=15)
    sheet.text(48, 72, "Unit 4 Kiln Lane, Leeds LS11 5AB, United Kingdom", size=8)
    sheet.text(547, 58, "PURCHASE ORDER", by="r", font="Helvetica-Bold", size=15)
    rows = (("Order number", "4500078121"), ("Order date", "@day-0-eng@"), ("Delivery date", "@day14-eng@"),
            ("Currency", "EUR"), ("Payment terms", "30 days net"), ("Our vendor no.", "V-2207"))  # fmt: skip
    for at, (name, value) in enumerate(rows):
        sheet.text(360, 104 + 13 * at, name, grey=0.35)
        sheet.text(450, 104 + 13 * at, value)
    sheet.text(48, 104, "Supplier", grey=0.35)
    sheet.block(48, 118, ("Millbrook Fasteners & Fluid Ltd", "Forge Road 1", "Bradford BD4 8QP"), leading=12)
    sheet.text(200, 104, "Deliver to", grey=0.35)
    sheet.block(200, 118, ("Brightwater Pumps Ltd - Works", "Dock Road 31", "Hull HU1 2PQ"), leading=12)
    columns: tuple[Column, ...] = (
        (54, "l"), (84, "l"), (156, "l"), (352, "r"), (362, "l"), (440, "r"), (468, "r"), (541, "r"),
    )  # fmt: skip
    heads = ("Pos", "Part number", "Description", "Quantity", "Unit", "Unit price", "Per", "Amount")
    sheet.box(48, 206, 499, 18, grey=0.88)
    sheet.row(218, columns, heads, font="Helvetica-Bold", size=8.5)
    y = _rows(sheet, 240, columns, lines, english, rule=(48, 547))
    sheet.text(468, y + 8, "Order total EUR", by="r", font="Helvetica-Bold")
    sheet.text(541, y + 8, english(net(lines)), by="r", font="Helvetica-Bold")
    sheet.block(48, y + 50, ("Amelia Stone, Purchasing", "amelia.stone@brightwater.example, +44 1632 960111"))
    return sheet.pdf()


def _aurelia() -> bytes:
    lines = [
        line("1", "500", "Stk", "33.80", basis=100, buyer_item="100-1040", description="Sechskantschraube M10 x 40"),
        line("2", "1000", "Stk", "5.80", basis=100, buyer_item="200-0800", description="Sechskantmutter M8"),
        line("3", "400", "Stk", "1.95", basis=100, buyer_item="300-0800", description="Unterlegscheibe M8"),
    ]
    sheet = Sheet(title="Bestellung B-2026-0784", compressed=False)
    sheet.use("Times-Roman", 10)
    sheet.text(540, 60, "Aurelia Maschinenbau GmbH", by="r", font="Times-Bold", size=14)
    sheet.block(60, 112, ("Millbrook Fasteners & Fluid Ltd", "Forge Road 1", "BRADFORD BD4 8QP", "GROSSBRITANNIEN"))
    sheet.text(60, 190, "Bestellung", font="Times-Bold", size=13)
    rows = (("Bestellnummer:", "B-2026-0784"), ("Bestelldatum:", "@day-0-de@"), ("Liefertermin:", "@day14-de@"),
            ("Ihre Lieferantennr.:", "70032"), ("Zahlung:", "14 Tage 2 %, 30 Tage netto"))  # fmt: skip
    for at, (name, value) in enumerate(rows):
        sheet.text(60, 210 + 14 * at, name)
        sheet.text(160, 210 + 14 * at, value)
    sheet.text(340, 210, "Lieferanschrift:")
    sheet.block(340, 224, ("Aurelia Maschinenbau GmbH - Werk 2", "Hafenstraße 88", "44147 Dortmund"), leading=13)
    columns: tuple[Column, ...] = (
        (60, "l"), (90, "l"), (155, "l"), (345, "r"), (355, "l"), (445, "r"), (470, "r"), (540, "r"),
    )  # fmt: skip
    heads = ("Pos.", "Artikelnr.", "Bezeichnung", "Menge", "Einheit", "Preis EUR", "per", "Gesamt EUR")
    sheet.row(316, columns, heads, font="Times-Bold")
    y = _rows(sheet, 336, columns, lines, german)
    sheet.text(440, y + 8, "Gesamtsumme netto", by="r", font="Times-Bold")
    sheet.text(540, y + 8, german(net(lines)), by="r", font="Times-Bold")
    foot = "Aurelia Maschinenbau GmbH, Gießereiweg 12, 44139 Dortmund - USt-IdNr. DE271828183"
    sheet.text(300, 800, foot, by="c", size=8)
    return sheet.pdf()


def _valmont() -> bytes:
    lines = [
        line("1", "20", "pce", "5.10", buyer_item="VLM-LUN1", description="Lunettes de protection"),
        line("2", "10", "pce", "14.20", buyer_item="VLM-CASQUE", description="Casque de chantier, blanc"),
        line("3", "60", "m", "5.30", buyer_item="VLM-FLEX19", description="Flexible hydraulique 19 mm"),
    ]
    sheet = Sheet(title="CDE-90355", compressed=False)
    sheet.text(40, 56, "ATELIERS VALMONT SA", font="Helvetica-Bold", size=14)
    sheet.block(40, 70, ("18 rue des Forges", "69007 Lyon", "TVA FR 44 161803398"))
    sheet.box(330, 40, 225, 64)
    sheet.text(442, 58, "Bon de commande", by="c", font="Helvetica-Bold", size=12)
    sheet.text(340, 76, "N° de commande : CDE-90355")
    sheet.text(340, 90, "Date de commande : @day-0-fr@")
    sheet.text(40, 130, "Fournisseur : Millbrook Fasteners & Fluid Ltd, Forge Road 1, Bradford BD4 8QP")
    sheet.text(40, 144, "Adresse de livraison : Ateliers Valmont SA, 18 rue des Forges, 69007 Lyon")
    sheet.text(40, 158, "Date de livraison : @day14-fr@")
    xs = (40.0, 70.0, 150.0, 330.0, 380.0, 420.0, 480.0, 555.0)
    sheet.grid(xs, (180, 198, 216, 234, 252))
    columns: tuple[Column, ...] = (
        (44, "l"), (74, "l"), (154, "l"), (376, "r"), (384, "l"), (476, "r"), (551, "r"),
    )  # fmt: skip
    heads = ("Pos.", "Notre référence", "Désignation", "Quantité", "Unité", "Prix unit.", "Montant")
    sheet.row(192, columns, heads, font="Helvetica-Bold", size=8.5)
    for at, each in enumerate(lines):
        cells = (each["line_no"], each["buyer_item"], each["description"], french(each["quantity"], 0), each["uom"],
                 french(each["unit_price"]), french(each["line_total"]))  # fmt: skip
        sheet.row(210 + 18 * at, columns, cells)
    sheet.text(476, 266, "Total HT EUR", by="r", font="Helvetica-Bold")
    sheet.text(551, 266, french(net(lines)), by="r", font="Helvetica-Bold")
    return sheet.pdf()


def _van_rijn() -> bytes:
    lines = [
        line("1", "40", "st", "3.95", buyer_item="VR-88120", description="Slangkoppeling 12 mm"),
        line("2", "12", "st", "8.20", buyer_item="VR-90010", description="Borgmiddel 50 ml"),
    ]
    sheet = Sheet(title="")
    sheet.use("Helvetica", 11)
    sheet.text(60, 70, "Van Rijn Techniek BV", font="Helvetica-Bold", size=16)
    sheet.text(60, 88, "Scheepsbouwkade 7, 3089 JW Rotterdam")
    sheet.text(60, 140, "BESTELLING", font="Helvetica-Bold", size=14)
    sheet.block(60, 164, ("Ordernummer: IO-5530", "Valuta: EUR"), leading=16)
    columns: tuple[Column, ...] = ((60, "l"), (90, "l"), (180, "l"), (370, "r"), (385, "l"), (460, "r"), (535, "r"))
    heads = ("Nr.", "Ons artikel", "Omschrijving", "Aantal", "Eenh.", "Prijs", "Bedrag")
    sheet.row(240, columns, heads, font="Helvetica-Bold")
    sheet.line(60, 246, 535, 246, width=1)
    for at, each in enumerate(lines):
        cells = (each["line_no"], each["buyer_item"], each["description"], each["quantity"], each["uom"],
                 german(each["unit_price"]), german(each["line_total"]))  # fmt: skip
        sheet.row(266 + 20 * at, columns, cells)
    sheet.line(400, 298, 535, 298)
    sheet.text(460, 316, "Totaal", by="r", font="Helvetica-Bold")
    sheet.text(535, 316, german(net(lines)), by="r", font="Helvetica-Bold")
    sheet.text(60, 380, "P. van Rijn", font="Times-Italic", size=20)
    return sheet.pdf()


def _rows(
    sheet: Sheet,
    y: float,
    columns: Sequence[Column],
    lines: Sequence[Truth],
    shown: Shown,
    *,
    rule: tuple[float, float] | None = None,
) -> float:
    """The lines with their price unit; returns where the total may stand."""
    for each in lines:
        cells = (each["line_no"], each["buyer_item"], each["description"], shown(each["quantity"], 0), each["uom"],
                 shown(each["unit_price"], 2), each.get("price_basis", "1"), shown(each["line_total"], 2))  # fmt: skip
        sheet.row(y, columns, cells)
        if rule:
            sheet.line(rule[0], y + 6, rule[1], y + 6, width=0.25)
        y += 19
    return y
