"""The form of a French accounting program: columns with vertical rules only, a discount column, totals in a foot box.

Also its change of an order, with the quantities of before and after.
"""

from decimal import Decimal

from tests.drawing.numerals import french, slashed
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_LINES = [
    line("", "40", "pièce", "12.75", supplier_item="RB-2210-Z", description="Roulement à billes 2210 2RS",
         discount_percent="12"),
    line("", "1500", "pièce", "0.084", supplier_item="RB-JT-042", description="Joint torique 42 x 3,5 NBR 70"),
    line("", "25", "mètre", "6.40", supplier_item="RB-CRT-Z40", description="Courroie trapézoïdale au mètre, profil Z",
         discount_percent="5"),
    line("", "6", "pièce", "184.00", supplier_item="RB-RED-08", description="Réducteur à vis sans fin i = 20"),
]  # fmt: skip
_XS = (36.0, 118.0, 296.0, 344.0, 386.0, 446.0, 486.0, 559.0)
_COLUMNS: tuple[Column, ...] = (
    (40, "l"), (122, "l"), (340, "r"), (348, "l"), (442, "r"), (482, "r"), (555, "r"),
)  # fmt: skip
_BUYER = ("Ets Delmotte & Fils SARL", "ZA du Pont Rouge - 4 rue des Tanneurs", "59280 ARMENTIÈRES")
_SUPPLIER = ("ROULEMENTS DU BASSIN", "27 quai de l'Industrie", "62400 BÉTHUNE")


def documents() -> tuple[Drawn, ...]:
    return (
        Drawn(
            "sage_form_fr", _order(), "order", "safe", (_order_truth(),),
            "Columns between vertical rules, prices of three decimals, discounts in some lines, net, VAT and gross",
        ),
        Drawn(
            "change_fr", _change(), "change", "safe", (_change_truth(),),
            "A change that prints the old quantity beside the new one, and cancels a line in words",
        ),
    )  # fmt: skip


def _order_truth() -> Truth:
    total = net(_LINES)
    tax = (total * Decimal("0.2")).quantize(Decimal("0.01"))
    return {
        "kind": "order",
        "po_number": "BC26-00418",
        "order_date": "2026-10-08",
        "currency": "EUR",
        "buyer": {"name": "Ets Delmotte & Fils SARL"},
        "ship_to": {"name": "Ets Delmotte & Fils SARL", "street": "Dépôt Nord - 112 route d'Ypres",
                    "postcode": "59850", "city": "Nieppe"},
        "requested_delivery_date": "2026-10-22",
        "lines": [{name: value for name, value in each.items() if name != "line_no"} for each in _LINES],
        "total_net": str(total),
        "total_tax": str(tax),
        "total_gross": str(total + tax),
    }  # fmt: skip


def _order() -> bytes:
    sheet = Sheet(title="Bon de commande")
    _head(sheet, "BON DE COMMANDE", (("N°", "BC26-00418"), ("Date", slashed("2026-10-08")), ("Client", "C00731")))
    sheet.text(36, 214, "Lieu de livraison :", font="Helvetica-Bold")
    sheet.block(130, 214, ("Ets Delmotte & Fils SARL", "Dépôt Nord - 112 route d'Ypres", "59850 NIEPPE"), leading=12)
    sheet.text(
        36, 262, f"Livraison souhaitée le {slashed('2026-10-22')}     Règlement : 30 jours fin de mois, virement"
    )
    top, bottom = 282.0, 640.0
    sheet.box(36, top, 523, 18, grey=0.9)
    for x in _XS:
        sheet.line(x, top, x, bottom)
    sheet.line(36, bottom, 559, bottom)
    heads = ("Référence", "Désignation", "Qté", "Unité", "P.U. HT", "Rem.%", "Montant HT")
    sheet.row(top + 12, _COLUMNS, heads, font="Helvetica-Bold", size=8.5)
    y = top + 36
    for each in _LINES:
        places = 3 if each["unit_price"] == "0.084" else 2
        cells = (
            each["supplier_item"], each["description"], french(each["quantity"], 0), each["uom"],
            french(each["unit_price"], places), french(each.get("discount_percent", "0")).rstrip("0").rstrip(","),
            french(each["line_total"]),
        )  # fmt: skip
        sheet.row(y, _COLUMNS, tuple("" if cell == "0" else cell for cell in cells), size=8.5)
        y += 17
    _foot(sheet, 656)
    return sheet.pdf()


def _foot(sheet: Sheet, y: float) -> None:
    total = net(_LINES)
    tax = (total * Decimal("0.2")).quantize(Decimal("0.01"))
    sheet.grid((366, 468, 559), (y, y + 18, y + 36, y + 54))
    rows = (("Total HT", total), ("TVA 20,00 %", tax), ("Total TTC EUR", total + tax))
    for number, (name, amount) in enumerate(rows):
        sheet.text(370, y + 12 + 18 * number, name)
        sheet.text(555, y + 12 + 18 * number, french(amount), by="r")
    sheet.text(36, y + 12, "Merci de nous confirmer cette commande sous 48 heures.")
    sheet.text(297, 812, "SARL au capital de 60 000 EUR - SIRET 410 226 087 00018 - FR27410226087", by="c", size=7)


def _head(sheet: Sheet, title: str, rows: tuple[tuple[str, str], ...]) -> None:
    sheet.text(36, 52, _BUYER[0], font="Helvetica-Bold", size=13)
    sheet.block(36, 66, (*_BUYER[1:], "Tél. 03 20 00 41 41   achats@delmotte.example"))
    sheet.text(559, 56, title, by="r", font="Helvetica-Bold", size=15)
    sheet.box(330, 110, 229, 62)
    sheet.block(338, 126, _SUPPLIER, leading=13, size=10)
    for number, (name, value) in enumerate(rows):
        sheet.text(36, 126 + 14 * number, name, font="Helvetica-Bold")
        sheet.text(84, 126 + 14 * number, value)


def _change_truth() -> Truth:
    return {
        "kind": "change",
        "po_number": "BC26-00418",
        "buyer": {"name": "Ets Delmotte & Fils SARL"},
        "lines": [
            {"supplier_item": "RB-2210-Z", "quantity": "60", "uom": "pièce", "action": "change"},
            {"supplier_item": "RB-CRT-Z40", "action": "cancel"},
        ],
    }  # fmt: skip


def _change() -> bytes:
    sheet = Sheet(title="Avenant")
    rows = (("N°", "BC26-00418"), ("Avenant", f"1 du {slashed('2026-10-12')}"), ("Client", "C00731"))
    _head(sheet, "AVENANT À LA COMMANDE", rows)
    sheet.text(36, 214, "Nous vous prions de modifier notre commande BC26-00418 du 08/10/2026 comme suit :")
    columns: tuple[Column, ...] = ((40, "l"), (130, "l"), (356, "r"), (446, "r"), (458, "l"))
    sheet.grid((36, 126, 296, 360, 450, 559), (236, 254, 274, 294))
    heads = ("Référence", "Désignation", "Qté initiale", "Nouvelle quantité", "Observation")
    sheet.row(248, columns, heads, font="Helvetica-Bold", size=8)
    sheet.row(268, columns, ("RB-2210-Z", "Roulement à billes 2210 2RS", "40", "60", "pièce"))
    cancelled = ("RB-CRT-Z40", "Courroie trapézoïdale au mètre", "25", "0", "ligne annulée")
    sheet.row(288, columns, cancelled)
    sheet.text(36, 326, "Les autres postes restent inchangés.")
    return sheet.pdf()
