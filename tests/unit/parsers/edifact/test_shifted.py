"""Signs of lost and doubled separators; what is odd but whole passes."""

import pytest

from tests.unit.parsers.edifact.messages import ONE_LINE, holding, order, reading

LINE = "LIN+1++9520007000106:EN"


class TestShifted:
    @pytest.mark.parametrize(
        "segment",
        [
            "DTM+220260305:102",
            "DTM++2:20260305:102",
            "DTM+2::20260305:102",
            "QTY+21:10::PCE",
            "QTY+210:PCE",
            "QTY+21:10+PCE",
            "PRI+AAA::8.40",
            "PRI+AAA:8.40::::1:KGM",
            "PRI+AAA8.40",
            "MOA+203::58.80",
            "CUX+2::EUR",
            "CUX+2EUR:9",
            "NAD+DP9520001003004::9",
            "NAD+DP+1::9++Depot++Kai 3+Leer++26789+DE",
            "RFF+CT4711",
            "PIA+1+S-1:SAIN-1:IN",
        ],
    )
    def test_a_segment_with_a_separator_too_many_or_too_few_holds(self, segment: str) -> None:
        assert [] != holding(order(LINE, "QTY+21:4:PCE", segment))
        assert [] != holding(order(segment, *ONE_LINE))

    @pytest.mark.parametrize(
        "segment", ["BGM+220:PO-1+9", "BGM+220+PO+1+9", "BGM+220+PO-1++9", "BGM++220+PO-1+9", "BGM+220PO-1+9"]
    )
    def test_a_number_or_function_in_another_place_holds(self, segment: str) -> None:
        assert [] != holding(reading(segment, *ONE_LINE))

    @pytest.mark.parametrize(
        "segment",
        ["BGM+220:1::Purchase order+PO-1+9", "BGM+220::9:ORDERS+PO-1", "BGM+220+PO-1+9+AB", "BGM+220:1+PO-1"],
    )
    def test_a_beginning_in_full_holds_nothing(self, segment: str) -> None:
        assert [] == holding(reading(segment, *ONE_LINE))

    @pytest.mark.parametrize("segment", ["PRI+AAA", "PRI+AAA::CT", "PIA+1+:IN::92", "DTM+2", "NAD+IV"])
    def test_an_empty_segment_holds_nothing(self, segment: str) -> None:
        assert [] == holding(order(LINE, "QTY+21:4:PCE", segment))

    @pytest.mark.parametrize(
        ("nad", "field"),
        [
            ("NAD+DP+++Depot+++Kai 3+Leer+26789+DE", ""),
            ("NAD+DP+++Kai 3++26789+DE", "ship_to.city"),
            ("NAD+DP+++Depot++Kai 3+Leer++26789", "ship_to.country"),
        ],
    )
    def test_an_address_in_the_wrong_elements_holds(self, nad: str, field: str) -> None:
        found = [path for _, path in holding(order(nad, *ONE_LINE))]
        assert found if not field else field in found
