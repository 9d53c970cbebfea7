"""Signs of segments that changed their line or their message; a sequence of the sender's own passes."""

import pytest

from orders.findings import FindingCode
from tests.unit.parsers.edifact.messages import ONE_LINE, holding, order, reading

LINE = "LIN+1++9520007000106:EN"
SECOND = "LIN+2++9520007000113:EN"


class TestMoved:
    def test_a_second_beginning_holds(self) -> None:
        assert (FindingCode.AMBIGUOUS_VALUE, "po_number") in holding(order("BGM+220+PO-2+9", *ONE_LINE))
        assert (FindingCode.AMBIGUOUS_VALUE, "po_number") in holding(order(*ONE_LINE, "BGM+220+PO-2+9", *ONE_LINE))

    def test_a_price_before_the_quantity_in_one_line_only_may_be_that_of_the_line_before(self) -> None:
        read = order(LINE, "QTY+21:4", SECOND, "PRI+AAA:1", "QTY+21:5")
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[1]")] == holding(read)

    def test_a_date_that_stands_elsewhere_in_one_line_may_be_that_of_the_line_before(self) -> None:
        lines = (LINE, "QTY+21:4", "DTM+2:20260309:102", SECOND, "DTM+2:20260310:102", "QTY+21:5")
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[1]")] == holding(order(*lines))

    @pytest.mark.parametrize(
        "lines",
        [
            (LINE, "PRI+AAA:1", "QTY+21:4", SECOND, "PRI+AAA:2", "QTY+21:5"),
            (LINE, "QTY+21:4", "PRI+AAA:1", SECOND, "QTY+21:5", "PRI+AAA:2", "DTM+2:20260309:102"),
            (LINE, "PRI+AAA:1", "QTY+21:4"),
        ],
        ids=str,
    )
    def test_a_sequence_of_the_sender_s_own_holds_nothing(self, lines: tuple[str, ...]) -> None:
        assert [] == holding(order(*lines))

    def test_a_line_that_begins_twice_holds_in_a_change_too(self) -> None:
        change = ("BGM+230+C-1+9", "DTM+137:20260302:102", "RFF+ON:PO-1")
        lines = ("LIN+1+3+9520007000106:EN", "LIN+1+3+9520007000106:EN", "QTY+21:12:PCE")
        read = reading(*change, *lines, type_="ORDCHG:D:96A:UN")
        assert (FindingCode.AMBIGUOUS_VALUE, "lines[1]") in holding(read)
        once = reading(*change, *lines[1:], type_="ORDCHG:D:96A:UN")
        assert [] == holding(once)

    @pytest.mark.parametrize("segment", ["DTM+2:20260309:102", "NAD+DP+1::9", "CUX+2:EUR:9", "RFF+CT:1"])
    def test_what_stands_behind_the_summary_holds(self, segment: str) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "")] == holding(order(*ONE_LINE, "UNS+S", segment))

    @pytest.mark.parametrize(
        "segments", [("RFF+CT:1", "DTM+137:20260302:102", *ONE_LINE), (*ONE_LINE, "DTM+137:20260302")]
    )
    def test_a_date_of_the_message_behind_something_else_holds(self, segments: tuple[str, ...]) -> None:
        read = reading("BGM+220+PO-1+9", *segments)
        assert [(FindingCode.AMBIGUOUS_VALUE, "order_date")] == holding(read)
