"""Tables of layouts that customers use, and what each must give or hold."""

from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.reading import Confidence, LineAction, OrderKind
from parsers.pages.page import WordSource
from tests.unit.parsers.layout.drawing import Drawing, rows
from tests.unit.parsers.layout.table.reading import read_lines


def test_captions_of_two_lines_give_records_of_two_lines() -> None:
    found = read_lines(
        rows(
            "Pos.   Material          Bezeichnung",
            "       Menge     Einheit   Preis pro Einheit    Nettowert",
            "00010  4711-22           Sechskantschraube M8",
            "       10,000    ST        4,42 / 1 ST          44,20",
            "00020  4712-33           Scheibe M8",
            "       250,000   ST        2,69 / 100 ST        6,73",
        )
    )
    assert [
        ("00010", "4711-22", "Sechskantschraube M8", "10.000", "ST", "4.42", "1", "44.20"),
        ("00020", "4712-33", "Scheibe M8", "250.000", "ST", "2.69", "100", "6.73"),
    ] == found.values(
        "line_no", "buyer_item", "description", "quantity", "uom", "unit_price", "price_basis", "line_total"
    )
    assert set() == found.held


def test_headings_in_two_languages_mean_one_thing() -> None:
    found = read_lines(
        rows(
            "Pos.   Artikel-Nr. / Item no.   Bezeichnung / Description    Menge / Qty   Preis / Price  Betrag / Amount",
            "1      A-4711                   Schraube                          10 ST           1,50            15,00",
        )
    )
    assert [("A-4711", "10", "ST", "1.50", "15.00")] == found.values(
        "supplier_item", "quantity", "uom", "unit_price", "line_total"
    )


def test_values_with_a_label_below_a_line_belong_to_it() -> None:
    found = read_lines(
        rows(
            "Pos  Beschreibung                 Menge    Einzelpreis    Gesamt",
            "10   Schraube M8x40               100 St       0,12 EUR     12,00 EUR",
            "     Art.-Nr.: 4711-8",
            "     Liefertermin: 14.01.2026",
            "20   Mutter M8                    200 St       0,05 EUR     10,00 EUR",
            "     Art.-Nr.: 4712-8 - EAN 4006381333931",
            "     Liefertermin: 21.01.2026",
        )
    )
    assert [("4711-8", "", "2026-01-14"), ("4712-8", "4006381333931", "2026-01-21")] == found.values(
        "supplier_item", "gtin", "requested_date"
    )


def test_an_article_number_beside_one_of_ours_is_the_customers() -> None:
    found = read_lines(
        rows(
            "Artikel        Omschrijving        Aantal     Prijs     Bedrag",
            "110249-7       Handschoen          2 paar      7,90      15,80",
            "uw nr. SG-5511",
        )
    )
    assert [("110249-7", "SG-5511")] == found.values("buyer_item", "supplier_item")


def test_barcodes_under_a_plain_heading_are_barcodes() -> None:
    found = read_lines(
        rows(
            "Article          Text               Quantity   Price EUR/100     Value",
            "4006381333931    Pen blue                200           51.40    102.80",
        )
    )
    assert [("4006381333931", "", "100")] == found.values("gtin", "supplier_item", "price_basis")


def test_a_price_code_is_read_as_the_amount_proves_it() -> None:
    """`M` is per thousand on the first line, per metre on the second."""
    found = read_lines(
        rows(
            "LN  VENDOR ITEM   DESCRIPTION      QTY ORD   UM     UNIT PRICE  PER    EXTENDED",
            "1   AB-100        HEX BOLT            2000   EA        12.5000  M         25.00",
            "2   AB-200        CABLE                 20   M          3.0000  M         60.00",
            "3   AB-300        NUT                  400   EA         6.8000  C         27.20",
        )
    )
    assert [("1000", ""), ("", "M"), ("100", "")] == found.values("price_basis", "price_uom")
    assert set() == found.held


def test_a_price_code_that_nothing_proves_is_doubted() -> None:
    found = read_lines(
        rows(
            "LN  VENDOR ITEM   DESCRIPTION      QTY ORD   UM     UNIT PRICE  PER",
            "1   AB-100        HEX BOLT            2000   EA        12.5000  M",
        )
    )
    assert found.lines[0].price_basis is not None
    assert Confidence.DOUBTFUL is found.lines[0].price_basis.confidence


def test_numbers_that_add_up_prove_each_other() -> None:
    found = read_lines(
        rows("Item no   Description   Qty   Price   Total", "A-100     Bolt           12    1.25   15.00")
    )
    line = found.lines[0]
    assert line.quantity is not None
    assert Confidence.PROVEN is line.quantity.confidence


def test_the_decimal_mark_is_what_makes_the_lines_add_up() -> None:
    """Only with a comma for the decimals is 1,500 x 4 = 6."""
    found = read_lines(
        rows("Item no   Description   Qty       Price    Total", "A-100     Cable         1,500     4            6")
    )
    assert [("1.500", "6")] == found.values("quantity", "line_total")
    assert set() == found.held


def test_a_decimal_mark_that_nothing_decides_is_doubted() -> None:
    found = read_lines(
        rows("Item no   Description   Qty       Price    Total", "A-100     Cable         1,500     4        6,000")
    )
    assert found.lines[0].quantity is not None
    assert Confidence.DOUBTFUL is found.lines[0].quantity.confidence


def test_instructions_between_the_lines_hold_the_order() -> None:
    found = read_lines(
        rows(
            "Line  Your part no.  Description       Qty  Unit   Price   Amount",
            "1     A-100          Bolt               10  EA      1.00    10.00",
            "--- Delivery until 12.03.2026 ---",
            "2     A-200          Nut                10  EA      2.00    20.00",
        )
    )
    assert {FindingCode.FREE_TEXT} == found.held


def test_a_caption_that_asks_for_nothing_is_only_noted() -> None:
    found = read_lines(
        rows(
            "Line  Your part no.  Description       Qty  Unit   Price   Amount",
            "1     A-100          Bolt               10  EA      1.00    10.00",
            "*** spare parts ***",
            "2     A-200          Nut                10  EA      2.00    20.00",
        )
    )
    assert set() == found.held
    assert [FindingCode.FREE_TEXT] == [finding.code for finding in found.findings]


def test_freight_between_the_lines_holds_the_order() -> None:
    found = read_lines(
        rows(
            "Line  Your part no.  Description       Qty  Unit   Price   Amount",
            "1     A-100          Bolt               10  EA      1.00    10.00",
            "                     Freight                                25.00",
            "2     A-200          Nut                10  EA      2.00    20.00",
        )
    )
    assert {FindingCode.UNREAD_CONTENT} == found.held
    assert 2 == len(found.lines)


def test_subtotals_and_carried_sums_are_no_lines() -> None:
    found = read_lines(
        rows(
            "Pos  Ihre Art.-Nr.  Bezeichnung       Menge  ME   Preis     Betrag",
            "1    A-100          Schraube             10  ST    1,00      10,00",
            "                                         Übertrag            10,00",
            "2    A-200          Mutter               10  ST    2,00      20,00",
            "                                         Zwischensumme       30,00",
        )
    )
    assert [("1", "10"), ("2", "10")] == found.values("line_no", "quantity")
    assert set() == found.held


def test_line_numbers_that_skip_hold_the_order() -> None:
    found = read_lines(
        rows(
            "Line  Your part no.  Description       Qty  Unit   Price   Amount",
            "10    A-100          Bolt               10  EA      1.00    10.00",
            "20    A-200          Nut                10  EA      2.00    20.00",
            "40    A-300          Nut                10  EA      2.00    20.00",
        )
    )
    assert {FindingCode.LINE_COUNT} == found.held


def test_a_quantity_that_is_none_holds_the_order() -> None:
    found = read_lines(
        rows(
            "Line  Your part no.  Description       Qty  Unit   Price   Amount",
            "1     A-100          Bolt              tbd  EA      1.00",
            "2     A-200          Nut                10  EA      2.00    20.00",
        )
    )
    assert FindingCode.INVALID_VALUE in found.held
    assert 2 == len(found.lines)


def test_a_column_nobody_knows_holds_the_order() -> None:
    found = read_lines(
        rows(
            "Your part no.  Description       Qty  Unit   Zwirbel   Price   Amount",
            "A-100          Bolt               10  EA          77    1.00    10.00",
        )
    )
    assert {FindingCode.UNREAD_CONTENT} == found.held


def test_two_numbers_in_one_cell_are_no_quantity() -> None:
    """Old value and new value side by side, without a line through the old one."""
    found = read_lines(
        rows(
            "Your part no.  Description      Qty    Unit   Price   Amount",
            "A-100          Bolt             48 24  EA      1.00    24.00",
        )
    )
    assert FindingCode.INVALID_VALUE in found.held


def _change() -> Drawing:
    drawing = rows(
        "Line  Action         Your part no.  Description      Qty    Unit   Price   Amount",
        "1     CHANGED QTY    A-100          Bolt                24  EA      1.00    24.00",
    )
    drawing.text(1, 20_000 + 48 * 5400, 54_000, "48", struck=True)
    return drawing


def test_of_a_struck_value_and_the_one_beside_it_the_new_one_counts() -> None:
    found = read_lines(_change(), OrderKind.CHANGE)
    assert [("24",)] == found.values("quantity")
    assert found.lines[0].action is not None
    assert LineAction.CHANGE is found.lines[0].action.value
    assert set() == found.held


def test_struck_values_on_a_plain_order_hold_it() -> None:
    assert FindingCode.AMBIGUOUS_VALUE in read_lines(_change()).held


def test_a_table_goes_on_below_repeated_headings_on_the_next_page() -> None:
    drawing = Drawing()
    for page in (1, 2):
        drawing.text(page, 30_000, 30_000, f"Purchase order 4711   Page {page}")
        for left, text in ((30_000, "Item no"), (150_000, "Description"), (300_000, "Qty"), (350_000, "Unit")):
            drawing.text(page, left, 60_000, text)
        for number in range(3):
            top = 80_000 + number * 14_000
            cells = ((30_000, f"A-{page}{number}0"), (150_000, "Bolt"), (300_000, "12"), (350_000, "EA"))
            for left, text in cells:
                drawing.text(page, left, top, text)
        drawing.text(page, 30_000, 160_000, "continued on next page")
    found = read_lines(drawing)
    assert 1 == len(found.tables)
    assert ["A-100", "A-110", "A-120", "A-200", "A-210", "A-220"] == [code for (code,) in found.values("supplier_item")]
    assert set() == found.held


def test_recognised_values_stay_doubtful_until_the_amount_proves_them() -> None:
    drawing = rows(
        "Item no   Description   Qty   Price   Total",
        "A-100     Bolt           12    1.25   15.00",
        source=WordSource.OCR,
    )
    line = read_lines(drawing).lines[0]
    assert line.quantity is not None
    assert line.supplier_item is not None
    assert (Decimal(12), Confidence.PROVEN) == (line.quantity.value, line.quantity.confidence)
    assert Confidence.DOUBTFUL is line.supplier_item.confidence


@pytest.mark.parametrize(
    ("quantity", "price"),
    [
        ("5", "2.12 %"),
        ("5 / 20", "2.12"),
    ],
    ids=["a price for a hundred", "two quantities"],
)
def test_a_value_of_two_meanings_holds_its_line_though_the_amount_agrees_with_one(quantity: str, price: str) -> None:
    found = read_lines(
        rows(
            "Pos  Item code    Description        Qty        Unit price      Amount",
            f"1    A-4711       Hex bolt M8        {quantity:<10} {price:<14}  10.60",
            "2    A-4712       Washer 8           10         1.50            15.00",
        )
    )
    assert {FindingCode.AMBIGUOUS_VALUE} == found.held


@pytest.mark.parametrize("mark", ["Sample", "Muster", "free of charge"])
def test_a_line_that_is_a_sample_is_not_ordered_as_the_others(mark: str) -> None:
    found = read_lines(
        rows(
            "Pos  Item code    Description        Type              Qty        Unit price      Amount",
            "1    A-4711       Hex bolt M8        Standard          5          2.12            10.60",
            f"2    A-4712       Washer 8           {mark:<16}  10         1.50            15.00",
        )
    )
    assert {FindingCode.FREE_TEXT} == found.held
