"""Orders typed as letters: one with a small table set by tabulators, one in sentences only, and a cancellation."""

from tests.drawing.numerals import german
from tests.drawing.scans import as_tiff, scanned
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line

_TABLE = [
    line("1", "12", "Stück", "86.50", supplier_item="HK-300", description="Hubkette 3 m, Güteklasse 8"),
    line("2", "4", "Stück", "212.00", supplier_item="HK-Z-05", description="Handkettenzug 0,5 t"),
    line("3", "25", "Stück", "7.90", supplier_item="HK-SCH-16", description="Schäkel 16 mm, verzinkt"),
]


def documents() -> tuple[Drawn, ...]:
    fax = as_tiff(scanned(_letter("P-1026-1"), askew=-0.7))
    return (
        Drawn(
            "fax_de", fax, "order", "safe", (_letter_truth() | {"po_number": "P-1026-1"},),
            "The same letter as a fax: a picture, a little askew, with dust", ".tif",
        ),
        Drawn(
            "letter_de", _letter("P-0926-3"), "order", "clean", (_letter_truth(),),
            "A typed letter: the number in the subject line, the lines set by tabulators without any rule, no totals",
        ),
        Drawn(
            "letter_in_sentences_es", _sentences(), "order", "safe", (_sentences_truth(),),
            "No table at all: what is ordered stands in sentences",
        ),
        Drawn(
            "cancellation_de", _cancellation(), "cancel", "safe", (_cancellation_truth(),),
            "A cancellation of a whole order, which names no line",
        ),
    )  # fmt: skip


def _letterhead(sheet: Sheet, sender: tuple[str, ...], to: tuple[str, ...], place_and_day: str) -> None:
    sheet.use("Times-Roman", 11)
    sheet.block(70, 60, sender, leading=13)
    sheet.block(70, 150, to, leading=13)
    sheet.text(525, 240, place_and_day, by="r")


_WORKSHOP = ("Dachdeckerei Ole Petersen", "Norderreihe 9", "25813 Husum", "Tel. 04841 55 01 27")
_CHAINS = ("Hebetechnik Kreutz GmbH", "Industriering 40", "24537 Neumünster")


def _letter_truth() -> Truth:
    return {
        "kind": "order",
        "po_number": "P-0926-3",
        "order_date": "2026-09-21",
        "currency": "EUR",
        "buyer": {"name": "Dachdeckerei Ole Petersen"},
        "requested_delivery_date": "2026-10-02",
        "lines": _TABLE,
    }


def _letter(number: str) -> bytes:
    sheet = Sheet(title="Bestellung")
    _letterhead(sheet, _WORKSHOP, _CHAINS, "Husum, den 21. September 2026")
    sheet.text(70, 280, f"Bestellung Nr. {number}", font="Times-Bold")
    sheet.text(70, 310, "Sehr geehrte Damen und Herren,")
    sheet.text(70, 334, "hiermit bestellen wir zu Ihren bekannten Bedingungen:")
    columns: tuple[Column, ...] = ((70, "l"), (105, "l"), (150, "l"), (230, "l"), (460, "r"), (525, "r"))
    heads = ("Pos.", "Menge", "Art.-Nr.", "Bezeichnung", "Einzelpreis", "Gesamt")
    sheet.row(364, columns, heads, font="Times-Bold", size=10)
    y = 384.0
    for each in _TABLE:
        cells = (
            each["line_no"], f"{each['quantity']} Stück", each["supplier_item"], each["description"],
            f"{german(each['unit_price'])} €", f"{german(each['line_total'])} €",
        )  # fmt: skip
        sheet.row(y, columns, cells, size=10)
        y += 16
    sheet.text(70, y + 20, "Alle Preise zuzüglich Mehrwertsteuer. Bitte liefern Sie bis zum 2. Oktober 2026.")
    sheet.block(70, y + 60, ("Mit freundlichen Grüßen", "", "", "Ole Petersen"), leading=16)
    return sheet.pdf()


_SENTENCES = [
    line("", "20", "cajas", "14.30", supplier_item="VG-118", description="guantes de nitrilo talla M"),
    line("", "6", "bidones", "52.00", supplier_item="LQ-025", description="desengrasante industrial de 25 litros"),
]


def _sentences_truth() -> Truth:
    return {
        "kind": "order",
        "po_number": "77/2026",
        "order_date": "2026-06-15",
        "currency": "EUR",
        "buyer": {"name": "Talleres Hermanos Ibarra, S.L."},
        "lines": [{name: value for name, value in each.items() if name != "line_total"} for each in _SENTENCES],
    }


def _sentences() -> bytes:
    sheet = Sheet(title="Pedido")
    sender = ("Talleres Hermanos Ibarra, S.L.", "Polígono Las Eras, nave 7", "31592 Cintruénigo (Navarra)")
    _letterhead(sheet, sender, ("Suministros Garralda, S.A.", "C/ Mayor 55", "31001 Pamplona"), "15 de junio de 2026")
    sheet.text(70, 280, "Asunto: pedido núm. 77/2026", font="Times-Bold")
    paragraphs = (
        "Muy señores nuestros:",
        "",
        "Les rogamos que nos envíen 20 cajas de guantes de nitrilo talla M (ref. VG-118) al precio de",
        "14,30 € la caja, y además 6 bidones de desengrasante industrial de 25 litros, ref. LQ-025,",
        "a 52,00 € cada uno. Los precios son los de su última oferta, IVA no incluido.",
        "",
        "Pueden entregar en nuestra nave cualquier mañana de la semana del 22 de junio.",
        "",
        "Atentamente,",
        "",
        "Maite Ibarra",
    )
    sheet.block(70, 312, paragraphs, leading=16)
    return sheet.pdf()


def _cancellation_truth() -> Truth:
    return {
        "kind": "cancel",
        "po_number": "P-0926-3",
        "buyer": {"name": "Dachdeckerei Ole Petersen"},
        "lines": [],
    }


def _cancellation() -> bytes:
    sheet = Sheet(title="Stornierung")
    _letterhead(sheet, _WORKSHOP, _CHAINS, "Husum, den 24. September 2026")
    sheet.text(70, 280, "Stornierung unserer Bestellung Nr. P-0926-3 vom 21.09.2026", font="Times-Bold")
    paragraphs = (
        "Sehr geehrte Damen und Herren,",
        "",
        "wegen Wegfalls des Bauvorhabens stornieren wir die oben genannte Bestellung in vollem Umfang.",
        "Bitte bestätigen Sie uns die Stornierung schriftlich.",
        "",
        "Mit freundlichen Grüßen",
        "",
        "Ole Petersen",
    )
    sheet.block(70, 310, paragraphs, leading=16)
    return sheet.pdf()
