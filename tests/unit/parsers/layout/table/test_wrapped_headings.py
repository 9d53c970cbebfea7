"""Headings that are wrapped into lines, and cells that name themselves, as order forms of large systems print them."""

from decimal import Decimal

from tests.unit.parsers.layout.drawing import Drawing
from tests.unit.parsers.layout.papers import HEAD, LINES, PARTIES, SUMS, holds, read, told
from tests.unit.parsers.layout.table.reading import read_lines

COLUMNS = (
    (40_000, ("Item",)),
    (110_000, ("Vendor", "Item No.")),
    (170_000, ("Description",)),
    (330_000, ("Unit of", "Measure")),
    (380_000, ("Quantity",)),
    (430_000, ("Direct Unit", "Cost Excl.", "VAT")),
    (500_000, ("Line Amount", "Excl. VAT")),
)
GOODS = (
    ("88-1", "KW-4410", "Copper watering can", "each", "12", "21.50", "258.00"),
    ("88-2", "KW-4480", "Brass rose, fine", "each", "30", "4.20", "126.00"),
)


def test_headings_mean_the_same_however_they_are_wrapped() -> None:
    drawing = Drawing()
    for left, lines in COLUMNS:
        for number, text in enumerate(lines):
            drawing.text(1, left, 100_000 + number * 11_000, text)
    for row, goods in enumerate(GOODS):
        for (left, _), text in zip(COLUMNS, goods, strict=True):
            drawing.text(1, left, 150_000 + row * 14_000, text)
    found = read_lines(drawing)
    fields = ("supplier_item", "quantity", "unit_price", "line_total")
    assert [("KW-4410", "12", "21.50", "258.00"), ("KW-4480", "30", "4.20", "126.00")] == found.values(*fields)
    assert set() == found.held


def test_a_second_price_that_is_the_first_less_the_discount_says_nothing_new() -> None:
    lines = (
        "Line   Your code     Description           Qty   Unit   Price GBP   Disc %   Net price   Amount GBP",
        "1      KW-4410       Copper watering can    12   each       25.00       10       22.50       270.00",
        "2      KW-4480       Brass rose, fine       30   each        4.00        5        3.80       114.00",
        "",
    )
    found = read((*HEAD, *PARTIES, *lines, *SUMS))
    assert [Decimal("25.00"), Decimal("4.00")] == [line.unit_price and line.unit_price.value for line in found.lines]
    assert [] == told(found)


def test_a_second_price_that_differs_holds_the_order() -> None:
    lines = (
        "Line   Your code     Description           Qty   Unit   Price GBP   Disc %   Net price   Amount GBP",
        "1      KW-4410       Copper watering can    12   each       25.00       10       22.50       270.00",
        "2      KW-4480       Brass rose, fine       30   each        4.00        5        3.70       114.00",
        "",
    )
    assert any("3.70" in one.message for one in holds(read((*HEAD, *PARTIES, *lines, *SUMS))))


def test_a_code_in_brackets_before_the_goods_is_their_number() -> None:
    lines = (
        "Description                        Qty   Unit    Price GBP    Amount GBP",
        "[KW-4410] Copper watering can       12   each        21.50        258.00",
        "[KW-4480] Brass rose, fine          30   each         4.20        126.00",
        "",
    )
    found = read((*HEAD, *PARTIES, *lines, *SUMS))
    assert ["KW-4410", "KW-4480"] == [line.supplier_item.value if line.supplier_item else "" for line in found.lines]
    assert ["Copper watering can", "Brass rose, fine"] == [
        line.description.value if line.description else "" for line in found.lines
    ]


def test_a_label_below_a_line_may_stand_in_another_column_than_its_number() -> None:
    below = "       Your material number  KW-44"
    lines = (LINES[0].replace("Your code", "Our code "), LINES[1], below, LINES[2], below.replace("44", "55"), "")
    found = read((*HEAD, *PARTIES, *lines, *SUMS))
    assert ["KW-44", "KW-55"] == [line.supplier_item.value if line.supplier_item else "" for line in found.lines]


def test_a_column_of_products_holds_their_names_where_no_other_does() -> None:
    lines = (
        "Line   Product                            Qty   Unit    Price GBP    Amount GBP",
        "1      Large copper watering can           12   each        21.50        258.00",
        "       SKU: KW-4410",
        "2      Fine brass rose                     30   each         4.20        126.00",
        "       SKU: KW-4480",
        "",
    )
    found = read((*HEAD, *PARTIES, *lines, *SUMS))
    assert ["KW-4410", "KW-4480"] == [line.supplier_item.value if line.supplier_item else "" for line in found.lines]
