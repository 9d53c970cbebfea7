"""Values recognised in a picture: which of them a person is asked about."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orders.findings import FindingCode, Severity
from orders.reading import RECOGNISED, Confidence, OrderReading, PartyReading, Read
from tests.fakes.readings import line, read, reading
from tests.fakes.trial import Trial
from tests.unit.validation.test_against_reference import resolved

D = Decimal
ADDRESS = {
    "name": "Karst & Söhne Maschinenbau GmbH",
    "street": "Lindenstraße 4",
    "postcode": "30159",
    "city": "Hannover",
    "country": "DE",
}


def recognised(value: Any, **changes: Any) -> Read[Any]:
    """A value that only the picture shows."""
    return read(value).model_copy(update={"confidence": Confidence.DOUBTFUL, "witnesses": (RECOGNISED,)} | changes)


def address(**changes: str) -> PartyReading:
    fields: dict[str, Any] = {name: recognised(text) for name, text in (ADDRESS | changes).items()}
    return PartyReading(**fields)


def asked(trial: Trial, order: OrderReading) -> set[str]:
    """The fields that a person is to compare."""
    return {
        finding.path
        for finding in trial(order).findings
        if finding.code is FindingCode.AMBIGUOUS_VALUE and finding.severity is Severity.HOLD
    }


def test_the_address_of_the_customer_is_not_asked_about(trial: Trial) -> None:
    order = reading(buyer=address(), ship_to=address())
    assert "0100" == resolved(trial(order), "customer")
    assert set() == asked(trial, order)


@pytest.mark.parametrize(("field", "misread"), [("city", "Hamover"), ("country", "OE")])
def test_a_part_of_the_address_that_is_not_ours_is_asked_about(trial: Trial, field: str, misread: str) -> None:
    assert {f"buyer.{field}"} == asked(trial, reading(buyer=address(**{field: misread})))


def test_an_address_is_not_put_together_from_several(trial: Trial) -> None:
    elsewhere = asked(trial, reading(ship_to=address(street="Lindenstraße 44")))
    assert {f"ship_to.{field}" for field in ADDRESS} == elsewhere


def test_the_currency_of_the_customer_is_not_asked_about(trial: Trial) -> None:
    assert set() == asked(trial, reading(currency=recognised("EUR")))
    assert {"currency"} == asked(trial, reading(currency=recognised("CHF")))


@pytest.mark.parametrize(
    ("numbers", "to_compare"),
    [
        (("1", "2", "3"), set()),
        (("10", "20", "30"), set()),
        (("1", "2", "8"), {0, 1, 2}),
        (("2", "3", "4"), {0, 1, 2}),
        (("9" * 5000, "2", "3"), {0, 1, 2}),
    ],
)
def test_lines_numbered_in_their_order_are_not_asked_about(
    trial: Trial, numbers: tuple[str, ...], to_compare: set[int]
) -> None:
    order = reading(lines=tuple(line(line_no=recognised(number)) for number in numbers))
    assert {f"lines[{index}].line_no" for index in to_compare} == asked(trial, order)


def test_a_total_is_proven_by_amounts_that_are_proven_themselves(trial: Trial) -> None:
    amount = recognised(D("33.80"))
    proven = amount.model_copy(update={"confidence": Confidence.PROVEN})
    assert set() == asked(trial, reading(lines=(line(line_total=proven),), total_net=amount))
    assert {"total_net"} == asked(trial, reading(lines=(line(line_total=proven),), total_net=recognised(D("33.90"))))
    assert {"total_net", "lines[0].line_total"} == asked(
        trial, reading(lines=(line(line_total=amount),), total_net=amount)
    )


def test_numbers_of_orders_and_items_units_and_days_are_always_asked_about(trial: Trial) -> None:
    order = reading(
        po_number=recognised("4711"),
        requested_delivery_date=recognised(date(2026, 4, 1)),
        lines=(line(buyer_item=recognised("A-1"), uom=recognised("PCE")),),
    )
    assert {"po_number", "requested_delivery_date", "lines[0].buyer_item", "lines[0].uom"} == asked(trial, order)


def test_another_doubt_than_that_of_recognition_stays(trial: Trial) -> None:
    doubted = recognised("EUR", witnesses=("the document also says CHF",))
    assert {"currency"} == asked(trial, reading(currency=doubted))
