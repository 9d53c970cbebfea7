"""Where and when parts of lines go, and what the order says of its sums."""

from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.places import goes_to_places
from tests.unit.parsers.x12.messages import (
    HEAD,
    ONE_LINE,
    holding,
    interchange,
    noted,
    order,
    parsed,
    transaction,
)


class TestDeliveries:
    def test_stores_are_deliveries_of_their_own(self) -> None:
        read = order("PO1*1*75*EA*4.50**VN*A-1", "SDQ*EA*92*0001*25*0002*50")
        (line,) = read.lines
        assert [("0001", Decimal(25)), ("0002", Decimal(50))] == [
            (each.ship_to.id.value, each.quantity.value) for each in line.deliveries
        ]
        assert (True, []) == (goes_to_places(line), holding(read))

    def test_stores_fill_several_segments_and_the_location_behind_them_is_none(self) -> None:
        pairs = "*".join(f"{store:04}*1" for store in range(1, 11))
        (line,) = order("PO1*1*12*EA*4.50**VN*A-1", f"SDQ*EA*92*{pairs}*DOCK", "SDQ*EA*92*0011*2").lines
        assert (11, Decimal(12), True) == (
            len(line.deliveries), sum(one.quantity.value for one in line.deliveries), goes_to_places(line)
        )  # fmt: skip

    def test_stores_in_another_unit_than_the_line_hold(self) -> None:
        read = order("PO1*1*75*CA*4.50**VN*A-1", "SDQ*EA*92*0001*25*0002*50")
        assert [(FindingCode.SPLIT_DELIVERY, "lines[0].deliveries")] == holding(read)

    def test_stores_that_do_not_add_up_make_no_places(self) -> None:
        (line,) = order("PO1*1*3*EA*4.50**VN*A-1", "SDQ*EA*92*0001*25*0002*50").lines
        assert not goes_to_places(line)

    def test_one_delivery_of_everything_is_the_line_with_its_date(self) -> None:
        read = order("PO1*1*10*EA*4.50**VN*A-1", "SCH*10*EA***002*20260320")
        (line,) = read.lines
        assert ((), date(2026, 3, 20)) == (line.deliveries, line.requested_date.value)
        assert [] == holding(read)

    def test_a_place_of_the_line_is_a_delivery(self) -> None:
        lines = ("N1*ST*DC*92*1", "PO1*1*10*EA*4.50**VN*A-1", "N1*ST*Store*92*77", "N4*Peoria*IL*61602")
        read = order(*lines, "PO1*2*5*EA*4.50**VN*A-1")
        (delivery,) = read.lines[0].deliveries
        assert ("77", Decimal(10), []) == (delivery.ship_to.id.value, delivery.quantity.value, holding(read))
        without = order(*lines[1:], "PO1*2*5*EA*4.50**VN*A-1")
        assert [(FindingCode.AMBIGUOUS_VALUE, "ship_to")] == holding(without)

    def test_a_place_that_all_lines_repeat_is_that_of_the_order(self) -> None:
        place = ("N1*ST*Store*92*77", "N4*Peoria*IL*61602")
        read = order("PO1*1*10*EA*4.50**VN*A-1", *place, "PO1*2*5*EA*4.50**VN*A-1", *place)
        assert ("77", [(), ()]) == (read.ship_to.id.value, [line.deliveries for line in read.lines])

    def test_a_ship_to_that_is_only_a_name_holds(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "ship_to")] == holding(order("N1*ST*Brightwater", *ONE_LINE))

    @pytest.mark.parametrize("date_", ["002", "010", "064"])
    def test_a_date_of_delivery_behind_a_reference_holds(self, date_: str) -> None:
        held = holding(order("N9*AH*77", f"DTM*{date_}*20260310", *ONE_LINE))
        assert [(FindingCode.AMBIGUOUS_VALUE, "requested_delivery_date")] == held


class TestTotals:
    def test_a_count_of_lines_that_is_too_high_holds_and_one_too_low_is_noted(self) -> None:
        assert [(FindingCode.LINE_COUNT, "lines")] == holding(order(*ONE_LINE, "CTT*2"))
        low = order(*ONE_LINE, "PO1*2*1*EA*5**VN*A-2", "CTT*1")
        assert [] == holding(low)
        assert FindingCode.LINE_COUNT in [finding.code for finding in noted(low)]

    def test_the_sum_of_the_quantities_is_compared(self) -> None:
        assert [] == holding(order(*ONE_LINE, "CTT*1*10"))
        assert [(FindingCode.LINE_COUNT, "lines"), (FindingCode.LINE_COUNT, "")] == holding(
            order(*ONE_LINE, "CTT*2*11")
        )
        wrong_sum = order(*ONE_LINE, "CTT*1*11")
        assert ([], [FindingCode.LINE_COUNT]) == (holding(wrong_sum), [finding.code for finding in noted(wrong_sum)])

    @pytest.mark.parametrize("count", ["1", "2"])
    def test_a_line_that_follows_itself_holds_though_it_is_counted(self, count: str) -> None:
        assert (FindingCode.AMBIGUOUS_VALUE, "lines[1]") in holding(order(*ONE_LINE, *ONE_LINE, f"CTT*{count}"))

    def test_lines_that_say_the_same_of_different_lines_are_two(self) -> None:
        assert [] == holding(order("PO1*1*10*EA*4.50**VN*A-100", "PO1*2*10*EA*4.50**VN*A-100"))

    def test_an_order_without_totals_at_its_end_holds(self) -> None:
        (read,) = parsed(interchange(transaction(*HEAD, *ONE_LINE, *ONE_LINE, counted=False))).readings
        assert [FindingCode.TRUNCATED, FindingCode.AMBIGUOUS_VALUE] == [code for code, _ in holding(read)]

    @pytest.mark.parametrize("place", ["before", "after"])
    def test_the_total_is_read_wherever_it_stands(self, place: str) -> None:
        amount = "AMT*TT*45"
        segments = (amount, *ONE_LINE, "CTT*1") if place == "before" else (*ONE_LINE, "CTT*1", amount)
        assert Decimal(45) == order(*segments).total_net.value
