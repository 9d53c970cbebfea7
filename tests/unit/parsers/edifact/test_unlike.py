"""A line that lacks what all others have may have lost it; what several lack, or two lines differ in, is a habit."""

import pytest

from orders.findings import FindingCode
from tests.unit.parsers.edifact.messages import holding, order

ITEMS = ("9520007000106", "9520007000113", "9520007000120")


def lines(*without: int, lost: str, count: int = 3) -> tuple[str, ...]:
    found: list[str] = []
    for number, item in enumerate(ITEMS[:count]):
        line = (
            f"LIN+{number + 1}++{item}:EN", f"PIA+5+B{number}:IN", "QTY+21:4:PCE", "DTM+2:20260320:102", "PRI+AAA:5",
        )  # fmt: skip
        found += [segment for segment in line if number not in without or not segment.startswith(lost)]
    return tuple(found)


@pytest.mark.parametrize(("lost", "field"), [("PRI", "unit_price"), ("DTM", "requested_date")])
def test_it_holds_where_one_line_lacks_it(lost: str, field: str) -> None:
    assert [(FindingCode.AMBIGUOUS_VALUE, f"lines[1].{field}")] == holding(order(*lines(1, lost=lost)))


@pytest.mark.parametrize("lost", ["PRI", "DTM", "PIA"])
def test_it_holds_nothing_where_several_do_or_there_are_two(lost: str) -> None:
    assert [] == holding(order(*lines(0, 1, lost=lost)))
    assert [] == holding(order(*lines(1, lost=lost, count=2)))
    assert [] == holding(order(*lines(lost=" ")))


def test_goods_that_are_named_by_another_number_hold_nothing() -> None:
    assert [] == holding(order(*lines(1, lost="PIA")))
