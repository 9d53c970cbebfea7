"""What a wrong or missing trailer means for an order: fewer segments than announced always hold."""

import pytest

from orders.findings import FindingCode
from orders.reading import OrderReading
from tests.unit.parsers.edifact.messages import HEAD, holding, parsed

UNB = "UNB+UNOC:3+BUYER:14+SELLER:14+260302:0915+R1'"
BODY = (*HEAD, "LIN+1++9520007000106:EN", "QTY+21:10:PCE", "PRI+AAA:4.50", "MOA+203:45", "UNS+S")


def read(*segments: str, count: int | None = None, ends: str = "UNZ+1+R1'") -> OrderReading:
    body = "".join(f"{segment}'" for segment in segments)
    trailer = "" if count is None else f"UNT+{count}+1'"
    (reading,) = parsed(f"{UNB}UNH+1+ORDERS:D:96A:UN'{body}{trailer}{ends}".encode()).readings
    return reading


@pytest.mark.parametrize("totals", [("CNT+2:1",), ("CNT+1:10",), ("MOA+79:45",), ("MOA+86:45", "CNT+2:1")])
def test_more_segments_than_announced_are_a_wrong_count_where_the_totals_agree(totals: tuple[str, ...]) -> None:
    assert [] == holding(read(*BODY, *totals, count=5))


@pytest.mark.parametrize("totals", [(), ("CNT+2:2",), ("MOA+79:46",), ("CNT+2:1", "MOA+79:46"), ("CNT+2:x",)])
def test_they_hold_where_no_total_says_so_or_one_disagrees(totals: tuple[str, ...]) -> None:
    assert FindingCode.CONTROL_COUNT in {code for code, _ in holding(read(*BODY, *totals, count=5))}


def test_they_hold_where_a_segment_stands_twice() -> None:
    doubled = (*BODY[:-1], BODY[-2], BODY[-1], "CNT+2:1")
    assert FindingCode.CONTROL_COUNT in {code for code, _ in holding(read(*doubled, count=5))}


@pytest.mark.parametrize("ends", ["UNZ+1+R1", "UNZ+1+R1\r\n"])
def test_a_closed_message_is_whole_where_the_trailer_of_the_interchange_lacks_its_end(ends: str) -> None:
    reading = read(*BODY, "CNT+2:1", count=10, ends=ends)
    assert [] == holding(reading)
    assert ["last_terminator_missing"] == [one.defect for one in reading.findings if one.code is FindingCode.TRUNCATED]


@pytest.mark.parametrize("ends", ["UNZ+1+R", "UNZ+1", "UN"])
def test_where_more_than_the_last_sign_is_missing_it_may_be_cut(ends: str) -> None:
    reading = read(*BODY, "CNT+2:1", count=10, ends=ends)
    assert "truncated_segment" in {finding.defect for finding in reading.findings}


def test_so_it_is_where_only_the_last_sign_of_its_own_trailer_is_missing() -> None:
    message = "".join(f"{segment}'" for segment in (*BODY, "CNT+2:1"))
    for trailer, holds in (("UNT+10+1234", []), ("UNT+10+123", [FindingCode.TRUNCATED])):
        (reading,) = parsed(f"UNH+1234+ORDERS:D:96A:UN'{message}{trailer}".encode()).readings
        assert holds == [code for code, _ in holding(reading)]


def test_fewer_segments_than_announced_hold_whatever_the_totals_say() -> None:
    assert [FindingCode.CONTROL_COUNT] == [code for code, _ in holding(read(*BODY, "CNT+2:1", count=30))]


def test_a_closed_message_is_whole_where_the_interchange_does_not_end() -> None:
    reading = read(*BODY, count=9, ends="")
    assert [] == holding(reading)
    assert [FindingCode.TRUNCATED] == [finding.code for finding in reading.findings]


def test_a_message_without_its_trailer_is_not() -> None:
    assert {FindingCode.TRUNCATED} == {code for code, _ in holding(read(*BODY, ends=""))}
    assert {FindingCode.TRUNCATED} == {code for code, _ in holding(read(*BODY))}


def test_a_wrong_count_makes_a_missing_end_of_the_interchange_doubtful() -> None:
    found = {code for code, _ in holding(read(*BODY, count=30, ends=""))}
    assert {FindingCode.TRUNCATED, FindingCode.CONTROL_COUNT} == found
