"""What older systems print: fixed pitch on fan-fold paper in Dutch, and landscape on a turned page in Spanish."""

from reportlab.lib.pagesizes import A4, landscape

from tests.drawing.numerals import german, slashed
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_DUTCH = [
    line("001", "500", "ST", "0.85", buyer_item="410.220.15", description="AFDICHTRING EPDM 110 MM"),
    line("002", "36", "ST", "14.20", buyer_item="410.310.02", description="KOPPELSTUK PP 63 MM"),
    line("003", "150", "M", "3.40", buyer_item="420.100.40", description="DRUKBUIS PVC 40 MM PN16"),
    line("004", "12", "DOOS", "22.75", buyer_item="430.900.01", description="LIJM PVC 250 ML A 6 ST"),
]
_SPANISH = [
    line("1", "1200", "UD", "0.315", supplier_item="TB-0640", description="Tornillo barraquero 6x40"),
    line("2", "60", "UD", "8.90", supplier_item="BS-100", description="Bisagra de pala 100 mm"),
    line("3", "14", "CJ", "26.40", supplier_item="CL-3090", description="Clavo 3,0x90 caja 5 kg"),
    line("4", "250", "ML", "1.12", supplier_item="CD-08", description="Cadena galvanizada 8 mm"),
]
_WIDE: tuple[Column, ...] = (
    (50, "l"), (90, "l"), (180, "l"), (480, "r"), (500, "l"), (610, "r"), (690, "r"), (700, "l"),
)  # fmt: skip


def documents() -> tuple[Drawn, ...]:
    return (
        Drawn(
            "line_printer_nl", _line_printer(), "order", "clean", (_dutch_truth(),),
            "Fixed pitch, columns kept by blanks alone, capitals, dashed lines, delivery weeks as days in a column",
        ),
        Drawn(
            "turned_page_es", _turned(), "order", "clean", (_spanish_truth(),),
            "Landscape content on a portrait page that viewers turn; prices of three decimals; tax below the sum",
        ),
    )  # fmt: skip


def _dutch_truth() -> Truth:
    return {
        "kind": "order",
        "po_number": "0093127",
        "order_date": "2026-04-13",
        "currency": "EUR",
        "buyer": {"name": "WATERBEDRIJF DE KAMPEN BV"},
        "lines": [each | {"requested_date": "2026-04-28"} for each in _DUTCH],
        "total_net": str(net(_DUTCH)),
    }


def _line_printer() -> bytes:
    sheet = Sheet(title="SPOOL 000418")
    sheet.use("Courier", 9)
    rule = "-" * 88
    lines = [
        "WATERBEDRIJF DE KAMPEN BV" + " " * 39 + "I N K O O P O R D E R",
        "SLUISWEG 101",
        "8043 DK  ZWOLLE" + " " * 49 + "BLAD :       1",
        "",
        "AAN : BUIZENHANDEL HOOGLAND BV          ORDERNUMMER   : 0093127",
        "      AMBACHTSWEG 12                    ORDERDATUM    : 13-04-2026",
        "      8263 AJ  KAMPEN                   LEVERANCIERNR : 21175",
        "                                        VALUTA        : EUR",
        "BETALING : 30 DAGEN NETTO               INKOPER       : R. DIJKHUIS",
        "",
        rule,
        "RGL ARTIKEL     OMSCHRIJVING                 AANTAL EENH LEVERDATUM     PRIJS      BEDRAG",
        rule,
    ]
    lines += [
        f"{each['line_no']} {each['buyer_item']:<11} {each['description']:<27} {german(each['quantity'], 0):>7} "
        f"{each['uom']:<4} 28-04-2026 {german(each['unit_price']):>9} {german(each['line_total']):>11}"
        for each in _DUTCH
    ]
    lines += [rule, f"{'TOTAAL EXCL. BTW':>64} {'EUR':>5} {german(net(_DUTCH)):>17}", "", "EINDE ORDER 0093127"]
    sheet.block(40, 50, lines, leading=12, size=9)
    return sheet.pdf()


def _spanish_truth() -> Truth:
    total = net(_SPANISH)
    return {
        "kind": "order",
        "po_number": "PC/26-0955",
        "order_date": "2026-03-05",
        "currency": "EUR",
        "buyer": {"name": "Carpinterías del Duero S.A."},
        "ship_to": {"street": "Ctra. de Burgos km 4", "postcode": "47009", "city": "Valladolid"},
        "lines": [each | {"requested_date": day} for each, day in zip(_SPANISH, _DAYS, strict=True)],
        "total_net": str(total),
    }


_DAYS = ("2026-03-19", "2026-03-19", "2026-03-26", "2026-03-19")


def _turned() -> bytes:
    sheet = Sheet(landscape(A4), title="Pedido")
    sheet.turned()
    sheet.text(50, 50, "CARPINTERÍAS DEL DUERO S.A.", font="Helvetica-Bold", size=13)
    sheet.block(50, 64, ("Ctra. de Burgos km 4 - 47009 Valladolid", "CIF A47118820"))
    sheet.text(790, 50, "PEDIDO DE COMPRA", by="r", font="Helvetica-Bold", size=15)
    sheet.block(50, 104, ("Proveedor:", "Ferretería Mayorista Tormes S.L.", "C/ Comercio 8", "37004 Salamanca"))
    sheet.block(300, 104, ("Entregar en:", "Carpinterías del Duero S.A.", "Ctra. de Burgos km 4", "47009 Valladolid"))
    rows = (("Núm. pedido", "PC/26-0955"), ("Fecha pedido", slashed("2026-03-05")), ("Moneda", "EUR"))
    for at, (name, value) in enumerate(rows):
        sheet.text(580, 104 + 13 * at, f"{name}:", font="Helvetica-Bold")
        sheet.text(670, 104 + 13 * at, value)
    heads = ("Lín.", "Su referencia", "Descripción", "Cantidad", "Ud.", "Precio", "Importe", "F. entrega")
    sheet.line(50, 178, 790, 178, width=1)
    sheet.row(192, _WIDE, heads, font="Helvetica-Bold")
    sheet.line(50, 198, 790, 198, width=1)
    y = 214.0
    for each, day in zip(_SPANISH, _DAYS, strict=True):
        cells = (
            each["line_no"], each["supplier_item"], each["description"], german(each["quantity"], 0), each["uom"],
            german(each["unit_price"], 3), german(each["line_total"]), slashed(day),
        )  # fmt: skip
        sheet.row(y, _WIDE, cells)
        y += 16
    sheet.line(560, y, 790, y)
    sheet.text(610, y + 14, "Base imponible", by="r")
    sheet.text(690, y + 14, german(net(_SPANISH)), by="r")
    sheet.text(50, y + 60, "Rogamos confirmen este pedido por correo a compras@duero.example")
    return sheet.pdf()
