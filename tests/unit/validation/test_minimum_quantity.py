"""The least that is sold at once: of TAPE-5 two boxes, of GLUE-1 a case of twelve bottles."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only

CATALOGUE = """supplier_item,uom,list_price_eur,min_qty
    TAPE-5,BX,12.00,2
    GLUE-1,BO,7.50,12"""


def of(item: str, quantity: int, uom: str) -> object:
    price = {"GLUE-1 CS": "81.60", "GLUE-1 BO": "6.80", "TAPE-5 BX": "12.00"}[f"{item} {uom}"]
    return line(
        supplier_item=item,
        buyer_item=None,
        quantity=Decimal(quantity),
        uom=uom,
        unit_price=Decimal(price),
        price_basis=None,
    )


@pytest.mark.parametrize(
    ("lines", "held", "fixes"),
    [
        ([("TAPE-5", 2, "BX")], False, []),
        ([("TAPE-5", 1, "BX")], True, ["2"]),
        # In base units, whatever the unit of the line
        ([("GLUE-1", 11, "BO")], True, ["12"]),
        ([("GLUE-1", 1, "CS")], False, []),
        # All lines of the item together; two that are too little have no single remedy
        ([("GLUE-1", 6, "BO"), ("GLUE-1", 6, "BO")], False, []),
        ([("GLUE-1", 6, "BO"), ("GLUE-1", 5, "BO")], True, []),
    ],
)
def test_minimum_quantity(
    trial_with: Callable[..., Trial], lines: list[tuple[str, int, str]], fixes: list[str], *, held: bool
) -> None:
    validation = trial_with(catalogue=CATALOGUE)(reading(lines=tuple(of(*asked) for asked in lines)))
    if not held:
        assert [] == found(validation, FindingCode.MINIMUM_QUANTITY)
        return
    finding = only(validation, FindingCode.MINIMUM_QUANTITY)
    assert fixes == [fix.changes[0].value for fix in finding.fixes]
