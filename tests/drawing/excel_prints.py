"""Spreadsheets printed to PDF, in Italian: a grid with an empty column, and one whose total does not add up."""

from decimal import Decimal

from reportlab.lib.pagesizes import A4, landscape

from tests.drawing.numerals import plain, slashed
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_LINES = [
    line("1", "300", "pz", "1.28", buyer_item="F-0221", supplier_item="VT.10.040", description="Vite TCEI M10x40"),
    line("2", "300", "pz", "0.19", buyer_item="F-0222", supplier_item="DD.10", description="Dado M10 autobloccante"),
    line("3", "18", "kg", "7.45", buyer_item="C-1104", supplier_item="GR.EP2", description="Grasso EP2 in fusto"),
    line("4", "2", "pz", "415.00", buyer_item="M-0071", supplier_item="MT.075B5",
         description="Motore trifase 0,75 kW B5"),
    line("5", "120", "m", "2.06", buyer_item="E-5530", supplier_item="CV.3G15", description="Cavo FROR 3G1,5"),
]  # fmt: skip
_XS = (36.0, 66.0, 126.0, 196.0, 400.0, 446.0, 486.0, 556.0, 636.0, 716.0)
_COLUMNS: tuple[Column, ...] = (
    (62, "r"), (69, "l"), (129, "l"), (199, "l"), (443, "r"), (449, "l"), (553, "r"), (633, "r"), (639, "l"),
)  # fmt: skip
_HEADS = ("Pos", "Ns. codice", "Vs. codice", "Descrizione", "Q.tà", "U.M.", "Prezzo unit.", "Importo €", "Note")


def documents() -> tuple[Drawn, ...]:
    wrong = str(net(_LINES) + Decimal("90.00"))
    return (
        Drawn(
            "excel_print_it", _drawn("OA 26/331", str(net(_LINES))), "order", "safe", (_truth("OA 26/331"),),
            "A spreadsheet on landscape paper: every cell ruled, our code and yours beside each other, an empty column",
        ),
        Drawn(
            "totals_that_differ_it", _drawn("OA 26/332", wrong), "order", "held", (_truth("OA 26/332", wrong),),
            "The sum of the lines is not the total that is printed below them",
        ),
    )  # fmt: skip


def _truth(number: str, total: str = "") -> Truth:
    return {
        "kind": "order",
        "po_number": number,
        "order_date": "2026-05-20",
        "currency": "EUR",
        "buyer": {"name": "Officine Meccaniche Bardi S.n.c."},
        "ship_to": {"name": "Officine Meccaniche Bardi S.n.c.", "street": "Via dell'Artigianato 31",
                    "postcode": "41037", "city": "Mirandola"},
        "requested_delivery_date": "2026-06-12",
        "lines": _LINES,
        "total_net": total or str(net(_LINES)),
    }  # fmt: skip


def _drawn(number: str, total: str) -> bytes:
    sheet = Sheet(landscape(A4), title="ordini.xlsx")
    sheet.use("Helvetica", 9)
    sheet.text(36, 48, "ORDINE DI ACQUISTO", font="Helvetica-Bold", size=14)
    rows = (
        ("Numero ordine:", number), ("Data:", slashed("2026-05-20")), ("Consegna entro:", slashed("2026-06-12")),
        ("Valuta:", "EUR"), ("Pagamento:", "RIBA 60 gg fm"),
    )  # fmt: skip
    for at, (name, value) in enumerate(rows):
        sheet.text(36, 70 + 13 * at, name, font="Helvetica-Bold")
        sheet.text(126, 70 + 13 * at, value)
    sheet.text(300, 70, "Cliente:", font="Helvetica-Bold")
    own = ("Officine Meccaniche Bardi S.n.c.", "Via dell'Artigianato 31", "41037 Mirandola (MO)", "P.IVA 02210870365")
    sheet.block(300, 83, own, leading=12)
    sheet.text(540, 70, "Fornitore:", font="Helvetica-Bold")
    sheet.block(540, 83, ("Ferramenta Industriale Po S.p.A.", "Viale Europa 200", "46100 Mantova"), leading=12)
    sheet.text(300, 140, "Luogo di consegna: come sopra")
    ys = [160.0 + 18 * at for at in range(len(_LINES) + 2)]
    sheet.grid(_XS, ys)
    sheet.row(ys[0] + 12, _COLUMNS, _HEADS, font="Helvetica-Bold", size=8.5)
    for at, each in enumerate(_LINES, 1):
        cells = (
            each["line_no"], each["buyer_item"], each["supplier_item"], each["description"], each["quantity"],
            each["uom"], plain(each["unit_price"]), plain(each["line_total"]), "",
        )  # fmt: skip
        sheet.row(ys[at] + 12, _COLUMNS, cells)
    sheet.text(553, ys[-1] + 14, "TOTALE", by="r", font="Helvetica-Bold")
    sheet.text(633, ys[-1] + 14, plain(total), by="r", font="Helvetica-Bold")
    return sheet.pdf()
