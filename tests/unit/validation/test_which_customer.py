"""By what a customer is recognised, and what happens where two of these point to different ones."""

from typing import Any

import pytest

from orders.findings import FindingCode, Severity
from orders.order import PurchaseOrder
from tests.fakes.readings import party, reading
from tests.fakes.trial import Trial, found
from validation.validate import Validation

KARST, WEXCOMBE, WEXCOMBE_NORTH = "0100", "0200", "0400"
KARST_GLN = {"id": "9520000000011", "id_scheme": "GLN"}
WEXCOMBE_NAME = {"name": "Wexcombe Boats Limited"}


def ordered(trial: Trial, buyer: dict[str, str], **fields: Any) -> Validation:
    return trial(reading(buyer=party(**buyer) if buyer else None, ship_to=None, **fields))


def doubts(validation: Validation) -> list[tuple[Severity, set[str]]]:
    """How severe each doubt is, and between whom a person chooses."""
    return [
        (finding.severity, {fix.changes[0].value for fix in finding.fixes})
        for finding in found(validation, FindingCode.CUSTOMER_AMBIGUOUS)
    ]


@pytest.mark.parametrize(
    ("buyer", "fields", "customer"),
    [
        (KARST_GLN, {}, KARST),
        ({"id": "KARSTEDI", "id_scheme": "ZZ"}, {}, KARST),
        ({}, {"sender": "KARSTEDI:ZZ"}, KARST),
        ({"id": "0100", "id_scheme": "SELLER"}, {}, KARST),
        # However a VAT number is spaced
        ({"vat_id": "DE811222333"}, {}, KARST),
        ({"name": "KARST & SÖHNE MASCHINENBAU GMBH", "postcode": "30159"}, {}, KARST),
        # Two branches of one name, told apart by the postcode
        (WEXCOMBE_NAME | {"postcode": "PL1 3RP"}, {}, WEXCOMBE),
        (WEXCOMBE_NAME | {"postcode": "FK1 5PU"}, {}, WEXCOMBE_NORTH),
        # By the mail domain, and by the number that a customer gave to us, beside its own part numbers
        ({}, {"sender": "Orders@KARST.example"}, KARST),
        ({}, {"supplier": party(id="V-778", id_scheme="BUYER")}, KARST),
    ],
)
def test_recognised(trial: Trial, buyer: dict[str, str], fields: dict[str, Any], customer: str) -> None:
    assert customer == ordered(trial, buyer, **fields).resolutions["customer"].value


@pytest.mark.parametrize(
    ("buyer", "fields", "doubt", "between"),
    [
        # Two identifiers of the buyer that mean different customers
        (KARST_GLN | {"vat_id": "GB 812 3456 78"}, {}, Severity.BLOCK, {KARST, WEXCOMBE}),
        (KARST_GLN | WEXCOMBE_NAME | {"postcode": "PL1 3RP"}, {}, Severity.BLOCK, {KARST, WEXCOMBE}),
        # An identifier, and a From address or a name of another: the identifier counts once a person agrees
        ({"vat_id": "DE 811 222 333"}, {"sender": "x@wexcombe.example"}, Severity.HOLD, {KARST, WEXCOMBE}),
        (KARST_GLN | {"name": "Velta SIA"}, {}, Severity.HOLD, {KARST, "0500"}),
        # One name or number of two customers, and nothing else
        (WEXCOMBE_NAME, {}, Severity.BLOCK, {WEXCOMBE, WEXCOMBE_NORTH}),
        ({}, {"supplier": party(id="55021", id_scheme="BUYER")}, Severity.BLOCK, {WEXCOMBE, WEXCOMBE_NORTH}),
        # Two hints that contradict each other
        (
            {},
            {"sender": "x@wexcombe.example", "supplier": party(id="V-778", id_scheme="BUYER")},
            Severity.BLOCK,
            {KARST, WEXCOMBE},
        ),
    ],
)
def test_doubted_with_the_candidates(
    trial: Trial, buyer: dict[str, str], fields: dict[str, Any], doubt: Severity, between: set[str]
) -> None:
    validation = ordered(trial, buyer, **fields)
    assert [(doubt, between)] == doubts(validation)
    if doubt is Severity.BLOCK:
        assert not isinstance(validation.order, PurchaseOrder)


def test_two_hints_of_one_customer_confirm_each_other(trial: Trial) -> None:
    """The name of two, of which the mail domain means one."""
    validation = ordered(trial, WEXCOMBE_NAME, sender="x@wexcombe-north.example")
    assert WEXCOMBE_NORTH == validation.resolutions["customer"].value
    assert [] == doubts(validation)
