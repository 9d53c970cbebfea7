"""Packs: bolts are sold in packs of 100, masking tape in boxes, cable by the metre."""

from decimal import Decimal

import pytest

from orders.findings import FindingCode
from tests.fakes.readings import line, reading
from tests.fakes.trial import AUTO, Trial, found

TAPE = {"buyer_item": None, "supplier_item": "TAPE-5", "uom": "BX", "unit_price": Decimal(12), "price_basis": None}
CABLE = {"buyer_item": None, "supplier_item": "CABLE-3", "uom": "m", "unit_price": Decimal("1.15"), "price_basis": None}


@pytest.mark.parametrize(
    ("ordered", "severity", "offered"),
    [
        # Whole packs
        ({"quantity": Decimal(200)}, None, []),
        # Between two packs, less than one, one too many
        ({"quantity": Decimal(250)}, "note", ["300", "200"]),
        ({"quantity": Decimal(40)}, "note", ["100"]),
        ({"quantity": Decimal(201)}, "note", ["300", "200"]),
        # Half of what cannot be halved is never right; cable can be cut anywhere
        ({"quantity": Decimal("0.5")}, "hold", ["1"]),
        ({**TAPE, "quantity": Decimal("1.5")}, "hold", ["2", "1"]),
        ({**CABLE, "quantity": Decimal("1.5")}, None, []),
    ],
)
def test_packs(trial: Trial, ordered: dict[str, object], severity: str | None, offered: list[str]) -> None:
    findings = found(trial(reading(lines=(line(**ordered),))), FindingCode.PACK_MULTIPLE)
    assert [severity] * (severity is not None) == [finding.severity for finding in findings]
    assert offered == [fix.changes[0].value for finding in findings for fix in finding.fixes]


@pytest.mark.parametrize(("hold_broken_packs", "severity"), [(False, "note"), (True, "hold")])
def test_the_policy_says_whether_a_broken_pack_holds(trial: Trial, *, hold_broken_packs: bool, severity: str) -> None:
    policy = AUTO.model_copy(update={"hold_broken_packs": hold_broken_packs})
    (finding,) = found(trial(reading(lines=(line(quantity=Decimal(250)),)), policy=policy), FindingCode.PACK_MULTIPLE)
    assert severity == finding.severity
