"""Every set and every segment is accounted for."""

import pytest

from orders.findings import FindingCode
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


class TestAccounting:
    def test_what_is_no_order_is_named_and_the_orders_are_read(self) -> None:
        answer = parsed(
            interchange(transaction("BIG*20260302*1", type_="810"), transaction(*HEAD, *ONE_LINE, number="2"))
        )
        assert ["PO-1"] == [read.po_number.value for read in answer.readings]
        assert [(FindingCode.NO_ORDER, "810", False)] == [
            (finding.code, finding.found, finding.holds) for finding in answer.findings
        ]

    def test_a_set_of_a_type_that_is_not_read_holds(self) -> None:
        (finding,) = parsed(interchange(transaction("XXX*1", type_="123"))).findings
        assert (FindingCode.MESSAGE_TYPE, True) == (finding.code, finding.holds)

    @pytest.mark.parametrize("type_", ["830", "836", "853", "862", "864", "876", "940"])
    def test_a_set_that_may_ask_for_goods_or_hold_words_holds(self, type_: str) -> None:
        (finding,) = parsed(interchange(transaction("BFR*00", type_=type_))).findings
        assert (FindingCode.MESSAGE_TYPE, type_, True) == (finding.code, finding.found, finding.holds)

    @pytest.mark.parametrize("type_", ["810", "855", "856", "997", "999"])
    def test_a_set_that_asks_for_nothing_is_noted(self, type_: str) -> None:
        (finding, *_others) = parsed(interchange(transaction("BIG*1", type_=type_))).findings
        assert (FindingCode.NO_ORDER, type_, False) == (finding.code, finding.found, finding.holds)

    def test_segments_that_nothing_reads_are_shown(self) -> None:
        (finding,) = noted(order("TD5*A*92*P3**GROUND", *ONE_LINE))
        assert (FindingCode.UNREAD_CONTENT, "TD5*A*92*P3**GROUND") == (finding.code, finding.found)

    @pytest.mark.parametrize("segment", ["DTM*002*20260320", "N1*ST*DC*92*1", "CUR*BY*USD", "SAC*C*D240***2050"])
    def test_a_segment_of_the_heading_behind_the_lines_holds(self, segment: str) -> None:
        assert (FindingCode.UNREAD_CONTENT, "") in holding(order(*ONE_LINE, "CTT*1", segment))

    def test_parties_of_other_roles_are_shown(self) -> None:
        (finding,) = noted(order("N1*MI*Material control*92*MC1", *ONE_LINE))
        assert "N1*MI*Material control*92*MC1" == finding.found

    @pytest.mark.parametrize("version", ["003010", "003040", "004010", "004010VICS", "005010", "007040"])
    def test_the_version_of_the_group_and_not_of_the_interchange_decides_nothing_else(self, version: str) -> None:
        content = interchange(transaction(*HEAD, *ONE_LINE)).replace(b"*X*004010~", f"*X*{version}~".encode())
        (read,) = parsed(content.replace(b"*U*00401*", b"*U*00200*")).readings
        assert ("PO-1", []) == (read.po_number.value, holding(read))

    def test_a_segment_without_a_place_holds(self) -> None:
        assert (FindingCode.UNREAD_CONTENT, "") in holding(order("HL*1**S", *ONE_LINE))

    def test_releases_of_one_blanket_order_are_orders_of_their_own(self) -> None:
        releases = [transaction(f"BEG*00*RL*PO-1*{n}*20260302", *ONE_LINE, number=f"000{n}") for n in (1, 2)]
        assert [[], []] == [holding(read) for read in parsed(interchange(*releases)).readings]

    def test_the_same_order_twice_is_told(self) -> None:
        twice = parsed(interchange(transaction(*HEAD, *ONE_LINE), transaction(*HEAD, *ONE_LINE, number="0002")))
        assert FindingCode.DUPLICATE_ORDER in [finding.code for finding in twice.readings[1].findings]
