"""Orders whose lines are plain, and a few words elsewhere change everything: a person has to see each of them."""

from collections.abc import Sequence

from tests.drawing.numerals import english
from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth, line, net

_LINES = [
    line("1", "40", "pcs", "18.20", supplier_item="BR-6204", description="Ball bearing 6204 2RS"),
    line("2", "25", "pcs", "31.00", supplier_item="BR-6306", description="Ball bearing 6306 C3"),
    line("3", "6", "pcs", "112.50", supplier_item="HS-0040", description="Plummer block housing 40 mm"),
]
_COLUMNS: tuple[Column, ...] = ((50, "l"), (80, "l"), (160, "l"), (360, "r"), (372, "l"), (460, "r"), (545, "r"))


def documents() -> tuple[Drawn, ...]:
    return (
        _held("split_in_a_note_en", "A note under a line parts its quantity", inside={0: "20 now, the balance in May"}),
        _held("line_withdrawn_en", "A sentence below the table withdraws a line", below=("Please disregard line 2.",)),
        _held("confirms_by_telephone_en", "It was ordered by telephone before", below=(
            "CONFIRMATION OF TELEPHONE ORDER - DO NOT DUPLICATE",)),
        _held("page_missing_en", "The first of two pages, without the second", sums=False, foot="Page 1 of 2"),
        _held("option_en", "A line that is only an option", inside={
            2: "OPTION - not ordered yet, price for information"}),
        _held("line_to_another_place_en", "One line goes to another place", inside={1: (
            "Deliver this item to: Site Office, Quay Street 4, Goole DN14 5AA")}),
        _held("not_before_approval_en", "Nothing is to be sent before a word from the buyer", below=(
            "Goods must not be despatched until our written release has been received.",)),
        _held("free_replacement_en", "The goods are to be sent at no charge", below=(
            "These items replace the faulty goods of our complaint RC-118 and are to be supplied free of charge.",)),
        _held("quantities_doubled_en", "A sentence below the table doubles what the lines say", below=(
            "Please double the quantities of all lines.",)),
        _held("after_a_day_en", "A sentence below the table names another day than the order", below=(
            "Deliver only after 2 April, we are moving house.",)),
        _held("before_noon_en", "A short sentence below the table names a time of the day", below=(
            "Please deliver before noon.",)),
        _held("instructions_in_parts_en", "A label that nobody knows asks for one delivery", below=(
            "Delivery instructions: please ship everything together.",)),
        _posted("rules_of_a_form_en", "What a form prints on every order asks for nothing", below=(
            "Please quote our order number on all delivery notes and invoices.",
            "Goods in: Monday to Friday 7.00 to 15.00. Deliveries before the need date are refused.",
            "No part deliveries without agreement.")),
        _held("sign_of_another_currency_en", "The total has the sign of another currency than the order", sign="$ "),
    )  # fmt: skip


def _held(
    name: str,
    about: str,
    *,
    title: str = "PURCHASE ORDER",
    inside: dict[int, str] | None = None,
    below: Sequence[str] = (),
    sums: bool = True,
    foot: str = "Page 1 of 1",
    sign: str = "",
) -> Drawn:
    content = _drawn(title, inside or {}, below, foot, sums=sums, sign=sign)
    return Drawn(name, content, "order", "held", (_truth(),), about)


def _posted(name: str, about: str, *, below: Sequence[str]) -> Drawn:
    content = _drawn("PURCHASE ORDER", {}, below, "Page 1 of 1", sums=True, sign="")
    return Drawn(name, content, "order", "clean", (_truth(),), about)


def _truth() -> Truth:
    return {
        "kind": "order",
        "po_number": "AM-20931",
        "order_date": "2026-03-09",
        "currency": "GBP",
        "buyer": {"name": "Aire Milling Co. Ltd"},
        "requested_delivery_date": "2026-03-30",
        "lines": _LINES,
    }


def _drawn(title: str, inside: dict[int, str], below: Sequence[str], foot: str, *, sums: bool, sign: str) -> bytes:
    sheet = Sheet(title="PO")
    sheet.text(50, 58, "Aire Milling Co. Ltd", font="Helvetica-Bold", size=13)
    sheet.block(50, 72, ("Navigation Mill", "Castleford WF10 1LT"))
    sheet.text(545, 58, title, by="r", font="Helvetica-Bold", size=13)
    sheet.block(50, 118, ("Supplier:", "Calderdale Bearings Ltd", "Unit 11 Lowfields", "Elland HX5 9DA"), leading=12)
    place = ("Deliver to:", "Aire Milling Co. Ltd", "Goods Inward, Mill Lane", "Castleford WF10 1LT")
    sheet.block(200, 118, place, leading=12)
    rows = (("PO number:", "AM-20931"), ("PO date:", "9 March 2026"), ("Delivery date:", "30 March 2026"),
            ("Currency:", "GBP"))  # fmt: skip
    for at, (name, value) in enumerate(rows):
        sheet.text(380, 118 + 13 * at, name)
        sheet.text(465, 118 + 13 * at, value)
    sheet.box(46, 190, 503, 17, grey=0.88)
    heads = ("Line", "Your part no", "Description", "Qty", "Unit", "Unit price", "Amount")
    sheet.row(202, _COLUMNS, heads, font="Helvetica-Bold")
    y = 224.0
    for number, each in enumerate(_LINES):
        cells = (
            each["line_no"], each["supplier_item"], each["description"], each["quantity"], each["uom"],
            english(each["unit_price"]), english(each["line_total"]),
        )  # fmt: skip
        sheet.row(y, _COLUMNS, cells)
        if number in inside:
            y += 12
            sheet.text(160, y, inside[number], size=8)
        y += 18
    sheet.line(46, y - 8, 549, y - 8)
    if sums:
        sheet.text(460, y + 6, "Total excl. VAT", by="r", font="Helvetica-Bold")
        sheet.text(545, y + 6, sign + english(net(_LINES)), by="r", font="Helvetica-Bold")
    sheet.block(50, y + 50, below, leading=14)
    sheet.text(297, 812, foot, by="c", size=7.5)
    return sheet.pdf()
