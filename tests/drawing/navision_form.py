"""The report of a mid-size ERP in German: two pages with the sum carried over, unit and price unit in columns."""

from decimal import Decimal

from tests.drawing.numerals import dotted, german
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_GOODS = (
    ("14002", "Zylinderschraube ISO 4762 M6x20 A2", "2000", "Stück", "9.80", 100),
    ("14003", "Zylinderschraube ISO 4762 M6x25 A2", "1000", "Stück", "10.65", 100),
    ("14017", "Sechskantmutter ISO 4032 M6 A2", "3000", "Stück", "3.10", 100),
    ("14021", "Scheibe ISO 7089 6 A2", "5000", "Stück", "1.15", 100),
    ("15110", "Gewindestange DIN 976 M10x1000", "40", "Stück", "4.85", 1),
    ("15225", "Rundstahl S235JR Ø 20 mm", "36.5", "m", "5.20", 1),
    ("16003", "Schweißdraht SG2 0,8 mm, Spule 15 kg", "8", "Rolle", "42.90", 1),
    ("16044", "Trennscheibe 125 x 1,0 mm", "200", "Stück", "74.00", 100),
    ("16090", "Schneidöl 5 l", "3", "Kanister", "38.75", 1),
    ("17008", "Schutzhandschuh Gr. 10", "24", "Paar", "3.95", 1),
    ("17031", "Gehörschutzstöpsel, Spenderbox 200 Paar", "2", "Karton", "31.40", 1),
    ("18500", "Magnetventil 3/2 G1/4 24 V DC", "12", "Stück", "67.30", 1),
    ("18511", "Schalldämpfer G1/4 Sinterbronze", "12", "Stück", "2.18", 1),
    ("18530", "Steckverschraubung gerade G1/8-6", "150", "Stück", "1.42", 1),
    ("19001", "Wartungseinheit G1/2 mit Manometer", "2", "Stück", "148.00", 1),
    ("19015", "PU-Schlauch 6x4 schwarz, Ring 50 m", "4", "Ring", "29.50", 1),
)
_LINES = [
    line(str(10 * number), quantity, unit, price, basis=basis, buyer_item=item, description=text)
    for number, (item, text, quantity, unit, price, basis) in enumerate(_GOODS, 1)
]
_COLUMNS: tuple[Column, ...] = (
    (50, "l"), (80, "l"), (122, "l"), (356, "r"), (364, "l"), (444, "r"), (476, "r"), (545, "r"),
)  # fmt: skip
_HEADS = ("Pos.", "Nr.", "Beschreibung", "Menge", "Einheit", "EK-Preis", "je", "Betrag")
_FIRST = 11
"""How many lines the first page has room for."""


def documents() -> tuple[Drawn, ...]:
    about = "Two pages, heads repeated, 'Übertrag' at the foot of one and the head of the next, prices per 100 or per 1"
    return (Drawn("navision_report_de", _drawn(), "order", "clean", (_truth(),), about),)


def _truth() -> Truth:
    total = net(_LINES)
    tax = (total * Decimal("0.19")).quantize(Decimal("0.01"))
    return {
        "kind": "order",
        "po_number": "EB-2026-1187",
        "order_date": "2026-11-03",
        "currency": "EUR",
        "buyer": {"name": "Wendland Anlagenbau GmbH & Co. KG"},
        "ship_to": {"name": "Wendland Anlagenbau GmbH & Co. KG", "street": "Lagerstraße 3, Tor 2",
                    "postcode": "29451", "city": "Dannenberg"},
        "requested_delivery_date": "2026-11-17",
        "payment_terms": "10 Tage 2 % Skonto, 30 Tage netto",
        "delivery_terms": "frei Haus",
        "lines": _LINES,
        "total_net": str(total),
        "total_tax": str(tax),
        "total_gross": str(total + tax),
    }  # fmt: skip


def _drawn() -> bytes:
    sheet = Sheet(title="Bestellung EB-2026-1187")
    _letterhead(sheet)
    y = _heads(sheet, 330)
    for each in _LINES[:_FIRST]:
        y = _item(sheet, y, each)
    carried = german(net(_LINES[:_FIRST]))
    sheet.text(364, y + 8, "Übertrag", font="Helvetica-Oblique")
    sheet.text(545, y + 8, carried, by="r", font="Helvetica-Oblique")
    _foot(sheet, 1)
    sheet.next_page()
    sheet.text(50, 50, "Bestellung EB-2026-1187 vom 03.11.2026")
    y = _heads(sheet, 90)
    sheet.text(364, y, "Übertrag", font="Helvetica-Oblique")
    sheet.text(545, y, carried, by="r", font="Helvetica-Oblique")
    y += 22
    for each in _LINES[_FIRST:]:
        y = _item(sheet, y, each)
    _totals(sheet, y + 14)
    _foot(sheet, 2)
    return sheet.pdf()


def _letterhead(sheet: Sheet) -> None:
    sheet.text(545, 60, "Wendland Anlagenbau GmbH & Co. KG", by="r", font="Helvetica-Bold", size=12)
    sheet.text(50, 112, "Wendland Anlagenbau GmbH & Co. KG · Am Kanal 14 · 29451 Dannenberg", size=6.5)
    place = ("Brehmer Industriebedarf GmbH", "Verkauf", "Rudolf-Diesel-Straße 22", "30880 Laatzen")
    sheet.block(50, 130, place, leading=13, size=10)
    rows = (
        ("Bestellnummer", "EB-2026-1187"), ("Bestelldatum", dotted("2026-11-03")), ("Kreditor", "70418"),
        ("Einkäufer", "Frau Ines Kolbe"), ("Telefon", "05861 9000-41"), ("Lieferdatum", dotted("2026-11-17")),
        ("Währung", "EUR"),
    )  # fmt: skip
    for number, (name, value) in enumerate(rows):
        sheet.text(352, 130 + 13 * number, name)
        sheet.text(545, 130 + 13 * number, value, by="r")
    sheet.text(50, 246, "Bestellung", font="Helvetica-Bold", size=15)
    sheet.text(50, 268, "Lieferung an:")
    sheet.text(122, 268, "Wendland Anlagenbau GmbH & Co. KG, Lagerstraße 3, Tor 2, 29451 Dannenberg")
    sheet.text(50, 284, "Zahlung:")
    sheet.text(122, 284, "10 Tage 2 % Skonto, 30 Tage netto")
    sheet.text(50, 300, "Lieferbedingung:")
    sheet.text(122, 300, "frei Haus")


def _heads(sheet: Sheet, y: float) -> float:
    sheet.row(y, _COLUMNS, _HEADS, font="Helvetica-Bold", size=8.5)
    sheet.line(50, y + 5, 545, y + 5, width=0.8)
    return y + 22


def _item(sheet: Sheet, y: float, each: Truth) -> float:
    places = 1 if "." in each["quantity"] else 0
    cells = (
        each["line_no"], each["buyer_item"], each["description"], german(each["quantity"], places), each["uom"],
        german(each["unit_price"]), each.get("price_basis", "1"), german(each["line_total"]),
    )  # fmt: skip
    sheet.row(y, _COLUMNS, cells, size=8.5)
    return y + 24


def _totals(sheet: Sheet, y: float) -> None:
    truth = _truth()
    rows = (
        ("Summe netto EUR", "total_net"), ("19 % MwSt. EUR", "total_tax"), ("Gesamtbetrag EUR", "total_gross"),
    )  # fmt: skip
    sheet.line(360, y - 12, 545, y - 12)
    for name, field in rows:
        sheet.text(364, y, name, font="Helvetica-Bold")
        sheet.text(545, y, german(truth[field]), by="r", font="Helvetica-Bold")
        y += 16
    sheet.text(50, y + 20, "Bitte bestätigen Sie Termin und Preis innerhalb von 3 Arbeitstagen.")


def _foot(sheet: Sheet, number: int) -> None:
    sheet.line(50, 780, 545, 780)
    sheet.block(50, 792, ("Wendland Anlagenbau GmbH & Co. KG", "Am Kanal 14, 29451 Dannenberg"), leading=9, size=7)
    sheet.block(230, 792, ("Amtsgericht Lüneburg HRA 20417", "USt-IdNr. DE 812 330 771"), leading=9, size=7)
    sheet.block(400, 792, ("Volksbank Wendland", "IBAN DE02 1203 0000 0000 2020 51"), leading=9, size=7)
    sheet.text(545, 830, f"Seite {number} von 2", by="r", size=7)
