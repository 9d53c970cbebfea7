"""Forms whose captions are made of several words and wrapped into lines, and a reminder that looks like an order."""

from decimal import Decimal

from tests.drawing.numerals import german
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_GOODS = (
    ("PL-0031", "44-7120", 'Kogelkraan messing 1/2"', "24", "stuks", "11.80", "12"),
    ("PL-0044", "44-7135", 'Kogelkraan messing 3/4"', "12", "stuks", "16.45", "12"),
    ("PL-0102", "51-0080", "Afdichttape 12 mm x 12 m", "60", "rol", "0.95", "5"),
    ("PL-0230", "63-2204", "Flexibele slang 500 mm", "40", "stuks", "7.20", "10"),
)
_LINES = [
    line(str(number), quantity, unit, price, buyer_item=own, supplier_item=item, description=text, discount_percent=off)
    for number, (own, item, text, quantity, unit, price, off) in enumerate(_GOODS, 1)
]
_COLUMNS: tuple[Column, ...] = (
    (40, "l"), (64, "l"), (118, "l"), (178, "l"), (316, "r"), (322, "l"), (428, "r"), (468, "r"), (512, "r"),
    (562, "r"),
)  # fmt: skip
_HEADS = (
    ("Rgl.", "Ons", "Artikelnr.", "Omschrijving", "Bestelde", "Eenheid", "Directe kostprijs", "Regel-", "Nettoprijs",
     "Regelbedrag"),
    ("", "artikelnr.", "leverancier", "", "hoeveelheid", "", "excl. BTW", "korting %", "", "excl. BTW"),
)  # fmt: skip


def documents() -> tuple[Drawn, ...]:
    about = (
        "Captions of several words in two lines, in no list; prices before and after a discount; labels above values"
    )
    reminder = "The largest letters say that it reminds of a delivery; it names our order and lists goods like one"
    return (
        Drawn("wrapped_captions_nl", _order(), "order", "clean", (_truth(),), about),
        Drawn("delivery_reminder_fr", _reminder(), "not_an_order", "no_order", (), reminder),
    )


def _truth() -> Truth:
    total = net(_LINES)
    tax = (total * Decimal("0.21")).quantize(Decimal("0.01"))
    return {
        "kind": "order",
        "po_number": "IK-60418",
        "order_date": "2026-10-06",
        "currency": "EUR",
        "buyer": {"name": "Installatiebedrijf Verhulst B.V."},
        "ship_to": {"name": "Installatiebedrijf Verhulst B.V.", "street": "Havenkade 7", "postcode": "3361 AB",
                    "city": "Sliedrecht"},
        "requested_delivery_date": "2026-10-15",
        "payment_terms": "30 dagen netto",
        "lines": _LINES,
        "total_net": str(total),
        "total_tax": str(tax),
        "total_gross": str(total + tax),
    }  # fmt: skip


def _order() -> bytes:
    sheet = Sheet(title="Inkooporder IK-60418")
    sheet.text(40, 56, "Inkooporder IK-60418", size=17)
    sheet.text(40, 92, "Brouwer Technische Groothandel B.V.")
    sheet.block(40, 103, ("Nijverheidsweg 15", "3812 PJ Amersfoort"))
    sheet.text(220, 92, "Verzendadres", font="Helvetica-Bold")
    sheet.block(220, 103, ("Installatiebedrijf Verhulst B.V.", "Havenkade 7", "3361 AB Sliedrecht"))
    sheet.block(400, 92, ("Installatiebedrijf Verhulst B.V.", "Molendijk 88", "3361 EN Sliedrecht"))
    strip = (
        ("Documentdatum", "06-10-2026"), ("Gevraagde ontvangstdatum", "15-10-2026"),
        ("Betalingscondities", "30 dagen netto"), ("Valuta", "EUR"),
    )  # fmt: skip
    for number, (name, value) in enumerate(strip):
        sheet.text(40 + 132 * number, 166, name, font="Helvetica-Bold")
        sheet.text(40 + 132 * number, 178, value)
    for number, heads in enumerate(_HEADS):
        sheet.row(214 + 10 * number, _COLUMNS, heads, font="Helvetica-Bold", size=7.5)
    sheet.line(40, 229, 558, 229)
    y = 244.0
    for each in _LINES:
        sheet.row(y, _COLUMNS, _cells(each), size=8)
        y += 18
    _totals(sheet, y + 12)
    return sheet.pdf()


def _cells(each: Truth) -> tuple[str, ...]:
    price, off = Decimal(each["unit_price"]), Decimal(each["discount_percent"])
    after = (price * (1 - off / 100)).quantize(Decimal("0.0001"))
    return (
        each["line_no"], each["buyer_item"], each["supplier_item"], each["description"], german(each["quantity"], 0),
        each["uom"], german(price), german(off, 0), german(after, 4), german(each["line_total"]),
    )  # fmt: skip


def _totals(sheet: Sheet, y: float) -> None:
    rows = (("Totaal EUR excl. BTW", "total_net"), ("21% BTW", "total_tax"), ("Totaal EUR incl. BTW", "total_gross"))
    for name, field in rows:
        sheet.text(400, y, name)
        sheet.text(558, y, german(_truth()[field]), by="r")
        y += 14


def _reminder() -> bytes:
    sheet = Sheet(title="Relance")
    sheet.text(40, 50, "Ateliers Roumagnac SAS", font="Helvetica-Bold", size=11)
    sheet.block(40, 63, ("5 rue du Four", "31500 Toulouse"))
    sheet.block(340, 63, ("Quincaillerie Delmas SARL", "Zone artisanale Nord", "81000 Albi"))
    sheet.text(40, 130, "Relance de livraison", size=18)
    sheet.text(40, 156, "Notre commande : RC-20418")
    sheet.text(240, 156, "Date : 14/10/2026")
    sheet.text(40, 180, "Sauf erreur de notre part, les articles suivants n'ont pas été reçus :")
    columns: tuple[Column, ...] = ((40, "l"), (80, "l"), (160, "l"), (440, "r"), (460, "l"))
    sheet.row(206, columns, ("Ligne", "Référence", "Désignation", "Qté", "Unité"), font="Helvetica-Bold")
    sheet.row(222, columns, ("1", "QD-1180", "Charnière inox 80 mm", "40", "pièce"))
    sheet.row(236, columns, ("2", "QD-1195", "Verrou de sûreté", "6", "pièce"))
    sheet.text(40, 268, "Merci de nous indiquer par retour la date de livraison prévue.")
    return sheet.pdf()
