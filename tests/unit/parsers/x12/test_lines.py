"""What lines say: items, prices, allowances, conditions and texts."""

from decimal import Decimal

import pytest

from orders.findings import FindingCode
from tests.unit.parsers.x12.messages import (
    ONE_LINE,
    holding,
    noted,
    order,
)


class TestLines:
    def test_the_pairs_of_numbers_come_in_any_order_and_with_gaps(self) -> None:
        (line,) = order("PO1*1*1*EA*125*UM*SK*46234***VN*MT644*****UP*952110010015", "PID*F****Mirror").lines
        assert ("46234", "MT644", "952110010015", "Mirror") == (
            line.buyer_item.value, line.supplier_item.value, line.gtin.value, line.description.value,
        )  # fmt: skip

    def test_pairs_may_begin_where_the_basis_of_the_price_is_left_out(self) -> None:
        read = order("PO1*1*10*EA*25.00*BP*SKU-A*VN*A-1", "PO1*2*10*EA*25.00*CT*BP*SKU-B")
        assert [("SKU-A", "A-1"), ("SKU-B", None)] == [
            (line.buyer_item.value, line.supplier_item and line.supplier_item.value) for line in read.lines
        ]
        assert ([], ["lines[0].item"]) == (holding(read), [finding.path for finding in noted(read)])

    def test_a_case_code_counts_where_its_check_digit_holds(self) -> None:
        valid, invalid = order("PO1*1*1*CA*5**UA*036000291452", "PO1*2*1*CA*5**UA*036000291453").lines
        assert ("036000291452", None) == (valid.gtin.value, invalid.gtin)

    def test_two_numbers_of_one_meaning_hold(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].supplier_item")] == holding(
            order("PO1*1*1*EA*5**VN*A-1*VN*A-2")
        )

    def test_lin_names_the_item_too(self) -> None:
        (line,) = order("PO1*1*1*EA*5", "LIN**VN*A-1").lines
        assert "A-1" == line.supplier_item.value

    @pytest.mark.parametrize(
        ("basis", "units"), [("", None), ("PE", None), ("HP", "100"), ("TP", "1000"), ("PD", "12"), ("TC", "100")]
    )
    def test_the_basis_says_for_how_many_the_price_is(self, basis: str, units: str | None) -> None:
        (line,) = order(f"PO1*1*200*EA*12.5*{basis}*VN*A-1").lines
        assert (Decimal("12.5"), units and Decimal(units)) == (
            line.unit_price.value, line.price_basis and line.price_basis.value,
        )  # fmt: skip

    def test_a_price_for_a_pound_has_its_unit(self) -> None:
        (line,) = order("PO1*1*10*CA*2.82*PP*VN*A-1").lines
        assert "LBR" == line.price_uom.value

    @pytest.mark.parametrize("basis", ["SR", "RE", "XX"])
    def test_a_price_that_nobody_is_invoiced_holds(self, basis: str) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].unit_price")] == holding(order(f"PO1*1*1*EA*9*{basis}*VN*A-1"))

    def test_a_line_without_a_price_takes_the_one_beside_it_but_never_that_of_the_shop(self) -> None:
        net, retail = order("PO1*1*1*EA***VN*A-1", "CTP*RS*NET*4.5", "PO1*2*1*EA***VN*A-2", "CTP*RS*RTL*9.9").lines
        assert (Decimal("4.5"), None) == (net.unit_price.value, retail.unit_price)

    def test_two_prices_that_differ_hold(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].unit_price")] == holding(
            order("PO1*1*1*EA*5**VN*A-1", "CTP**CON*4.8")
        )

    def test_a_charge_has_two_implied_decimals_and_holds(self) -> None:
        read = order("SAC*C*D240***2050", *ONE_LINE)
        assert Decimal("20.50") == read.freight.value
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "freight")] == holding(read)

    @pytest.mark.parametrize("segment", ["SAC*N**ZZ*OHRO", "SAC*A*B280***0", "SAC*C*F050***0**0"])
    def test_a_charge_of_nothing_is_noted(self, segment: str) -> None:
        assert [] == holding(order(segment, *ONE_LINE))

    @pytest.mark.parametrize(
        ("basis", "sent", "percent"),
        [("SR", ".8", "20"), ("SR", ".57", "43"), ("CA", "1", "0"), ("SR", "0.625", "37.5")],
    )
    def test_a_discount_multiplier_says_what_is_left_of_the_shops_price(
        self, basis: str, sent: str, percent: str
    ) -> None:
        read = order(f"PO1*1*2*UN*10.50*{basis}*IB*0306406152", f"CTP******DIS*{sent}")
        (line,) = read.lines
        assert (Decimal("10.50"), Decimal(percent)) == (line.unit_price.value, line.discount_percent.value)
        assert [] == holding(read)

    @pytest.mark.parametrize(("basis", "sent"), [("PE", ".8"), ("SR", "0"), ("SR", "1.2"), ("SR", "80")])
    def test_a_multiplier_that_may_be_in_the_price_or_is_none_holds(self, basis: str, sent: str) -> None:
        held = holding(order(f"PO1*1*2*UN*10.50*{basis}*VN*A-1", f"CTP******DIS*{sent}"))
        assert (FindingCode.AMBIGUOUS_VALUE, "lines[0].discount_percent") in held

    def test_a_line_amount_says_whether_the_price_has_its_allowances_in_it(self) -> None:
        taken_off = order(*ONE_LINE, "SAC*A*C310***500", "AMT*1*40")
        included = order(*ONE_LINE, "SAC*A*C310***500", "AMT*1*45")
        assert ([Decimal("5.00")], []) == (
            [one.amount.value for one in taken_off.lines[0].allowances], holding(taken_off)
        )  # fmt: skip
        assert ((), []) == (included.lines[0].allowances, holding(included))
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "lines[0]")] == holding(order(*ONE_LINE, "SAC*A*C310***500"))

    def test_charges_that_explain_the_total_go_along(self) -> None:
        read = order("SAC*C*D240***2050", "SAC*A*C310***500", *ONE_LINE, "CTT*1", "AMT*TT*60.50")
        assert (Decimal("20.50"), [Decimal("5.00")]) == (
            read.freight.value,
            [one.amount.value for one in read.allowances],
        )
        assert [] == holding(read)

    def test_what_a_line_includes_is_told(self) -> None:
        assert [] == holding(order(*ONE_LINE, "SLN*1**I*4*EA****VN*A-2"))

    @pytest.mark.parametrize("pair", ["N4*34567890123", "MG*M-77", "MF*M-77"])
    def test_a_makers_number_names_the_item_where_nothing_else_does(self, pair: str) -> None:
        (alone, beside) = order(f"PO1*1*1*EA*9**{pair}", f"PO1*2*1*EA*9**{pair}*VN*A-1").lines
        assert (pair.split("*")[1], "A-1") == (alone.supplier_item.value, beside.supplier_item.value)

    @pytest.mark.parametrize("isbn", ["0306406152", "9780306406157"])
    def test_an_isbn_is_a_gtin(self, isbn: str) -> None:
        (line,) = order(f"PO1*1*1*EA*9**IB*{isbn}").lines
        assert "9780306406157" == line.gtin.value

    def test_an_isbn_that_is_none_names_nothing(self) -> None:
        (line,) = order("PO1*1*1*EA*9**IB*0306406153").lines
        assert (None, None) == (line.gtin, line.supplier_item)

    def test_of_two_numbers_of_the_buyer_the_one_that_all_lines_have_counts(self) -> None:
        first, second = order("PO1*1*1*EA*9**SK*100*VN*A-1", "PO1*2*1*EA*9**IN*2050051923474*SK*200").lines
        assert ("100", "200") == (first.buyer_item.value, second.buyer_item.value)

    @pytest.mark.parametrize(
        "segment", ["SLN*1**A*4*EA", "SLN*1**I*4*EA*2.50", "IT8*Z", "PO3*CS*20260401", "DIS*001*ZZ*3*5"]
    )
    def test_what_may_change_a_line_and_is_not_read_holds(self, segment: str) -> None:
        ((code, path),) = holding(order(*ONE_LINE, segment))
        assert (FindingCode.UNREAD_CONTENT, "lines[0]") == (code, path.removesuffix(".notes"))

    def test_what_must_not_come_instead_goes_along_and_what_may_come_instead_is_chosen(self) -> None:
        read = order(*ONE_LINE, "IT8*******B0")
        assert ([], ["No substitution (B0)"]) == (holding(read), [note.value for note in read.lines[0].notes])
        assert [(FindingCode.UNREAD_CONTENT, "lines[0].notes")] == holding(order(*ONE_LINE, "IT8*******Y*VN*A-9"))

    @pytest.mark.parametrize(
        ("text", "holds"),
        [
            ("6.5OZ 65% POLYESTER 35% COTTON TWILL", False),
            ("First quality, model no. VX-20", False),
            ("REDUCE BY 35%", True),
            ("SHIP TO: DOCK 5, PEORIA, IL 61602", True),
        ],
    )
    def test_a_text_of_a_line_that_describes_the_goods_asks_for_nothing(self, text: str, *, holds: bool) -> None:
        read = order("N1*ST*Depot*92*0042", *ONE_LINE, f"MSG*{text}")
        assert ([text], holds) == ([note.value for note in read.lines[0].notes], bool(holding(read)))

    @pytest.mark.parametrize(
        ("ship_to", "text", "holds"),
        [
            (("N1*ST*Depot*92*0042",), "BUYER: A LEE SHIP TO: 000 GATE 4. PEORIA, IL 61602 ATTN. B CHO", False),
            (("N1*ST*Depot", "N3*9 Depot Way", "N4*Peoria*IL"), "LIEFERADRESSE: Tor 4, Peoria", False),
            ((), "SHIP TO: 000 GATE 4. PEORIA, IL 61602", True),
            (("N1*ST*Depot*92*0042",), "SHIP TO: GATE 4 BEFORE NOON", True),
            (("N1*ST*Depot*92*0042",), "Please ship to Gate 4 in Peoria", True),
        ],
    )
    def test_a_place_behind_a_label_is_told_beside_the_ship_to(
        self, ship_to: tuple[str, ...], text: str, *, holds: bool
    ) -> None:
        read = order(*ship_to, "N9*ZZ*0", f"MSG*{text}", *ONE_LINE)
        told = [found.message for found in noted(read) if found.code is FindingCode.SHIP_TO_AMBIGUOUS]
        assert holds == ((FindingCode.FREE_TEXT, "notes") in holding(read))
        assert ["Depot"] * (not holds) == [one.rpartition(": ")[2].partition(",")[0] for one in told]

    def test_texts_that_belong_together_are_one_and_may_ask_for_something(self) -> None:
        read = order("N9*L1**BUYER MESSAGE", "MSG*Please cancel line", "MSG*4 of the last order", *ONE_LINE)
        assert ["BUYER MESSAGE Please cancel line 4 of the last order"] == [note.value for note in read.notes]
        assert [(FindingCode.FREE_TEXT, "notes")] == holding(read)
