"""What can be done about a finding with one key: each remedy can be carried out, and the finding is gone then."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orders.editing import edited
from orders.evidence import Person
from orders.findings import FindingCode
from orders.reading import OrderReading
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, only

D = Decimal
GLUE = {"buyer_item": None, "supplier_item": "GLUE-1", "uom": "BO", "price_basis": None}


def of(**fields: Any) -> OrderReading:
    return reading(lines=(line(), line(line_no="20", **fields)))


def dated(**dates: date) -> OrderReading:
    return reading(order_date=date(2026, 3, 2), **dates)


REMEDIES = [
    # Quantity, price and total: whichever of the three is misread
    (
        of(line_total=D("67.60")),
        FindingCode.LINE_ARITHMETIC,
        ["The quantity is 400", "The price is 33.8", "The total is 33.8"],
    ),
    (of(line_total=D("33.81"), quantity=D(7)), FindingCode.LINE_ARITHMETIC, ["The price is 483", "The total is 1.18"]),
    # A day and month that were confused, a year that was; or no date at all
    (
        dated(requested_delivery_date=date(2026, 1, 5)),
        FindingCode.DATE_IMPLAUSIBLE,
        ["It is 2026-05-01", "No date is asked for"],
    ),
    (
        dated(requested_delivery_date=date(2062, 3, 20)),
        FindingCode.DATE_IMPLAUSIBLE,
        ["It is 2026-03-20", "No date is asked for"],
    ),
    (
        dated(requested_delivery_date=date(2026, 4, 10), latest_delivery_date=date(2026, 4, 1)),
        FindingCode.DATE_IMPLAUSIBLE,
        ["Deliver on 2026-04-01"],
    ),
    (
        dated(requested_delivery_date=date(2026, 4, 10), earliest_delivery_date=date(2026, 4, 20)),
        FindingCode.DATE_IMPLAUSIBLE,
        ["Deliver on 2026-04-20"],
    ),
    (
        dated(earliest_delivery_date=date(2026, 4, 20), latest_delivery_date=date(2026, 4, 1)),
        FindingCode.DATE_IMPLAUSIBLE,
        ["The other way round"],
    ),
    # Numbers that no order has
    (of(quantity=D(-3)), FindingCode.INVALID_VALUE, ["Delete the line"]),
    (of(unit_price=D(-3)), FindingCode.INVALID_VALUE, ["Take our price"]),
    (of(price_basis=D(0)), FindingCode.INVALID_VALUE, ["The price is for 1"]),
    (of(discount_percent=D(120)), FindingCode.INVALID_VALUE, ["There is no discount"]),
    (of(unit_price=D(0)), FindingCode.FREE_GOODS, ["Take our price"]),
    (of(discount_percent=D(100)), FindingCode.FREE_GOODS, ["Take our price"]),
    (of(quantity=None), FindingCode.MISSING_FIELD, ["Delete the line"]),
]


@pytest.mark.parametrize(("order", "code", "offered"), REMEDIES)
def test_a_finding_and_its_remedies(trial: Trial, order: OrderReading, code: FindingCode, offered: list[str]) -> None:
    finding = only(trial(order), code)
    assert offered == [fix.label for fix in finding.fixes]
    for fix in finding.fixes:
        mended, chosen = edited(order, fix.changes, Person(name="ana"))
        validation = trial(mended, chosen={path: choice.value for path, choice in chosen.items()})
        assert finding.fingerprint not in {one.fingerprint for one in validation.findings}


SUBSTITUTES = """supplier_item,substitute
    OLD-1,BOLT-10
    GLUE-1,TAPE-5"""


def test_substitutes_are_offered_for_what_is_not_sold_any_more(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(substitutes=SUBSTITUTES, replacements="supplier_item,replaced_by\nGLUE-1,")
    blocked = only(trial(reading(lines=(line(buyer_item=None, supplier_item="OLD-1"),))), FindingCode.ITEM_BLOCKED)
    gone = only(trial(reading(lines=(line(**GLUE, unit_price=D("6.80")),))), FindingCode.ITEM_REPLACED)
    assert (["BOLT-10"], ["TAPE-5"]) == (
        [fix.changes[0].value for fix in blocked.fixes],
        [fix.changes[0].value for fix in gone.fixes],
    )
    assert not any(fix.teaches for fix in (*blocked.fixes, *gone.fixes))
