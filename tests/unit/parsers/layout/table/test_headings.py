"""Headings of forms of well-known systems, and tables whose goods stand below their numbers."""

import pytest

from tests.unit.parsers.layout.papers import HEAD, LINES, PARTIES, SUMS, holds, read, told

PLAIN = LINES[0]


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Line   Vendor item no. Description             Ordered   UM     Unit cost    Ext amt", "", ""),
        ("Lig.   Yours         DESCRIPTION             Qté    Un.     Unit price excl VAT   Net Amt", "", ""),
        (
            "Line   Your code     Description              Qty   Unit    Price GBP    Amount GBP   Wt kg",
            "   1.200",
            "   0.350",
        ),
        ("Line   Your code     Description              Qty   Unit    Price GBP    Amount GBP   COO", "   GB", "   DE"),
    ],
)
def test_headings_of_well_known_forms_are_read(heading: str, first: str, second: str) -> None:
    lines = (heading, LINES[1] + first, LINES[2] + second, "")
    found = read((*HEAD, *PARTIES, *lines, *SUMS))
    assert [("KW-4410", 12), ("KW-4480", 30)] == [
        (line.supplier_item.value if line.supplier_item else "", line.quantity.value if line.quantity else 0)
        for line in found.lines
    ]
    assert [] == told(found)


def test_goods_that_stand_below_their_numbers_belong_to_them() -> None:
    lines = (
        "Line            Qty            Price GBP      Amount GBP",
        "1               12 each            21.50          258.00",
        "    Copper watering can    Your code KW-4410",
        "2               30 each             4.20          126.00",
        "    Brass rose, fine       Your code KW-4480",
        "",
    )
    found = read((*HEAD, *PARTIES, *lines, *SUMS))
    assert ["KW-4410", "KW-4480"] == [line.supplier_item.value if line.supplier_item else "" for line in found.lines]


def test_a_number_below_a_heading_of_codes_is_never_a_description_alone() -> None:
    lines = (
        "Descripcion                 Ref. proveedor  Fecha entrega  EAN        Importe  Cantidad  Precio",
        "bolt washer DIN M8x40 washe FX-74991        28/12/2026     9524791647820 97.20        5   19.44",
        "",
    )
    found = read((*HEAD, *PARTIES, *lines, *SUMS))
    codes = [line.supplier_item.value if line.supplier_item else "" for line in found.lines]
    assert codes == ["FX-74991"] or holds(found)


def test_two_numbers_below_a_line_may_stand_apart_without_a_sign() -> None:
    lines = (LINES[0], LINES[1], "       Your ref. KW-99      Our ref. BN-5001", "", LINES[2], "")
    found = read((*HEAD, *PARTIES, *lines, *SUMS)).lines[0]
    assert "BN-5001" == (found.buyer_item.value if found.buyer_item else "")


def test_accounts_payable_is_a_line_of_the_address_of_a_bill() -> None:
    parties = (
        "Supplier                        Invoice to",
        "Kettle Works plc                Brightwater Nurseries Ltd",
        "9 Forge Road                    Accounts Payable",
        "Redditch B97 6HH                4 Glasshouse Lane",
        "                                Evesham WR11 4PQ",
        "",
    )
    found = read((*HEAD, *parties, *LINES, *SUMS)).bill_to
    assert found is not None
    assert found.name is not None
    assert "Brightwater Nurseries Ltd" == found.name.value


def test_the_total_of_a_line_is_no_total_of_the_order() -> None:
    found = read((*HEAD, *PARTIES, *LINES, "Line total: 258.00", *SUMS))
    assert found.total_net is not None
    assert "384.00" == str(found.total_net.value)
