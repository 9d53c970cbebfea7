"""Stock with what comes in by the requested day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only

SUPPLY = """supplier_item,date,quantity,order_no
    GLUE-1,2026-03-20,20,4500
    GLUE-1,2026-03-20,5,4501
    GLUE-1,2026-04-02,100,"""


def glue(quantity: int, requested: date | None) -> object:
    return line(
        supplier_item="GLUE-1",
        buyer_item=None,
        uom="BO",
        quantity=Decimal(quantity),
        unit_price=Decimal("6.80"),
        price_basis=None,
        requested_date=requested,
    )


@pytest.mark.parametrize(
    ("quantity", "requested", "left", "promised"),
    [
        # In stock are 30
        (30, None, "", ""),
        (31, None, "30", "2026-03-20"),
        # What comes in on the requested day counts, what comes in later does not
        (55, date(2026, 3, 20), "", ""),
        (55, date(2026, 3, 19), "30", "2026-03-20"),
        (56, date(2026, 3, 20), "55", "2026-04-02"),
        (155, date(2026, 4, 2), "", ""),
        (156, date(2026, 4, 2), "155", ""),
    ],
)
def test_what_there_will_be_on_the_requested_day(
    trial_with: Callable[..., Trial], quantity: int, requested: date | None, left: str, promised: str
) -> None:
    validation = trial_with(supply=SUPPLY)(reading(lines=(glue(quantity, requested),)))
    if not left:
        assert [] == found(validation, FindingCode.STOCK_SHORT)
        return
    finding = only(validation, FindingCode.STOCK_SHORT)
    assert left == finding.expected
    assert [promised] * bool(promised) == [fix.changes[0].value for fix in finding.fixes]


def test_the_day_of_the_whole_order_counts_for_lines_without_one(trial_with: Callable[..., Trial]) -> None:
    order = reading(requested_delivery_date=date(2026, 3, 20), lines=(glue(55, None),))
    assert [] == found(trial_with(supply=SUPPLY)(order), FindingCode.STOCK_SHORT)


def test_all_lines_of_an_item_share_what_there_is(trial_with: Callable[..., Trial]) -> None:
    order = reading(lines=(glue(30, None), glue(25, date(2026, 3, 20)), glue(1, date(2026, 3, 20))))
    finding = only(trial_with(supply=SUPPLY)(order), FindingCode.STOCK_SHORT)
    assert ("lines[2].quantity", "0") == (finding.path, finding.expected)
