"""The mode of a customer: who confirms its orders, and what a confirmation covers."""

from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.policy import Mode, Policy
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only
from validation.validate import holding

SHADOWED = "note shadow-mode"


@pytest.mark.parametrize(
    ("mode", "kind", "told"),
    [
        # A person confirms each order, nobody does, or it is not posted at all
        (Mode.REVIEW, "order", ["hold review-mode"]),
        (Mode.AUTO, "order", []),
        (Mode.SHADOW, "order", [SHADOWED]),
    ],
)
def test_mode(trial: Trial, mode: Mode, kind: str, told: list[str]) -> None:
    findings = trial(reading(kind=kind), policy=Policy(mode=mode)).findings
    codes = (FindingCode.REVIEW_MODE, FindingCode.SHADOW_MODE)
    assert told == [f"{one.severity.value} {one.code.value}" for one in findings if one.code in codes]


@pytest.mark.parametrize(
    ("then", "still_confirmed"),
    [
        # The same order, read again
        ({}, True),
        ({"currency": "EUR"}, True),
        # Another quantity, price, day: another order
        ({"lines": (line(quantity=Decimal(300)),)}, False),
        ({"lines": (line(unit_price=Decimal(17)),)}, False),
        ({"po_number": "PO-2"}, False),
    ],
)
def test_a_confirmation_covers_the_order_as_it_was_shown(
    trial: Trial, then: dict[str, object], *, still_confirmed: bool
) -> None:
    accepted = frozenset({only(trial(reading(), policy=Policy()), FindingCode.REVIEW_MODE).fingerprint})
    findings = found(trial(reading(**then), policy=Policy()), FindingCode.REVIEW_MODE)
    assert still_confirmed == (not holding(findings, accepted))
