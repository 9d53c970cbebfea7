"""Changes of orders (860) and orders of groceries (875)."""

from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.reading import LineAction, OrderKind
from tests.unit.parsers.x12.messages import (
    change,
    holding,
    noted,
    reading,
)


class TestChanges:
    def test_a_change_names_its_order_and_has_a_number_of_its_own(self) -> None:
        read = change("POC*1*CA*60**EA*12.50**VN*A-1")
        assert (OrderKind.CHANGE, "PO-1", "2", date(2026, 3, 2)) == (
            read.kind, read.po_number.value, read.change_number.value, read.order_date.value,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("code", "action"),
        [("AI", LineAction.ADD), ("DI", LineAction.CANCEL), ("QD", LineAction.CHANGE), ("NC", LineAction.NONE)],
    )
    def test_each_line_says_what_is_to_be_done(self, code: str, action: LineAction) -> None:
        (line,) = change(f"POC*20*{code}*60*5*EA*12.50**VN*A-1").lines
        assert (action, "20", Decimal(60), "EA", Decimal("12.50")) == (
            line.action.value, line.line_no.value, line.quantity.value, line.uom.value, line.unit_price.value,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("unit", "holds"), [("CA>1>1", []), ("CA>>12", ["lines[0].uom"]), ("CA>>>EA", ["lines[0].uom"])]
    )
    def test_the_unit_of_a_composite_is_read_and_its_factors_hold(self, unit: str, holds: list[str]) -> None:
        read = change(f"POC*20*AI*60*5*{unit}*12.50**VN*A-1")
        assert "CA" == read.lines[0].uom.value
        assert holds == [path for code, path in holding(read) if code is FindingCode.UNREAD_CONTENT]

    @pytest.mark.parametrize(("code", "word"), [("QI", "more"), ("QD", "less")])
    def test_the_quantity_is_taken_for_the_new_one_and_that_is_told(self, code: str, word: str) -> None:
        """670 of some senders says by how much; POC04 is what is still to come, and no quantity ordered."""
        read = change(f"POC*20*{code}*60*5*EA*12.50**VN*A-1")
        assert (Decimal(60), code) == (read.lines[0].quantity.value, read.lines[0].action_code.value)
        (told,) = [finding for finding in noted(read) if finding.path == "lines[0].quantity"]
        assert word in told.message

    def test_an_860_that_calls_itself_original_is_a_change_of_the_line_it_numbers(self) -> None:
        read = reading("BCH*00*DS*PO-1***20260302", "POC*0001*DI******PL*1", type_="860")
        assert (OrderKind.CHANGE, "0001", LineAction.CANCEL) == (
            read.kind, read.lines[0].line_no.value, read.lines[0].action.value
        )  # fmt: skip
        assert FindingCode.FUNCTION_NOT_ORIGINAL in [finding.code for finding in noted(read)]

    def test_a_date_in_the_place_of_the_number_of_the_change_is_none(self) -> None:
        read = reading("BCH*04*SA*PO-1**20260305", "POC*1*CA*60**EA*12.50**VN*A-1", type_="860")
        assert (None, None) == (read.change_number, read.order_date)
        assert "change_number" in [finding.path for finding in noted(read)]

    def test_the_date_of_the_change_is_not_that_of_the_order(self) -> None:
        read = reading("BCH*04*SA*PO-1**1*20260302*****20260309", "POC*1*CA*60**EA*12.50**VN*A-1", type_="860")
        assert date(2026, 3, 2) == read.order_date.value

    def test_a_code_that_is_not_known_holds(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].action")] == holding(change("POC*1*XX*60**EA*12.50**VN*A-1"))


class TestGrocery:
    def test_an_875_is_an_order(self) -> None:
        read = reading(
            "G50*N*20260302*PO-1", "G62*02*20260316", "N1*ST*Brightwater DC*9*9521100100021",
            "G68*10*CA*4.50*036000291452*VN*A-1", "G69*Oat flakes", "G76*10*CA", type_="875",
        )  # fmt: skip
        (line,) = read.lines
        assert ("PO-1", date(2026, 3, 16)) == (read.po_number.value, read.requested_delivery_date.value)
        assert (Decimal(10), "CA", Decimal("4.50"), "036000291452", "A-1", "Oat flakes") == (
            line.quantity.value, line.uom.value, line.unit_price.value, line.gtin.value, line.supplier_item.value,
            line.description.value,
        )  # fmt: skip

    def test_a_case_code_without_a_check_digit_names_the_item_and_is_no_gtin(self) -> None:
        read = reading("G50*N*20260302*PO-1", "G68*10*CA*1.57*009521100201", "G76*10*CA", type_="875")
        (line,) = read.lines
        assert ("009521100201", None) == (line.supplier_item.value, line.gtin)
        assert [] == holding(read)

    def test_an_allowance_of_an_875_holds_and_its_total_quantity_is_compared(self) -> None:
        head = ("G50*N*20260302*PO-1", "G62*02*20260316", "G61*BD*Nora Field*TE*555 0142")
        line = "G68*10*CA*4.50*036000291452*VN*A-1"
        read = reading(*head, line, "G72*1*02***.75", "G76*10*CA", type_="875")
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "lines[0]")] == holding(read)
        assert ("Nora Field", ()) == (read.buyer_contact.name.value, read.notes)
        less = reading(*head, line, "G76*20*CA", type_="875")
        assert [(FindingCode.LINE_COUNT, "lines")] == holding(less)
