"""The places that lines of 200 bolts go to: 120 to the one of the table, 80 to the street of Karst's known address.

Karst, customer 0100, is known in Lindenstraße 4, 30159 Hannover, by the sequence 1.
"""

from decimal import Decimal
from typing import Any

import pytest

from orders.findings import FindingCode, Severity
from orders.knowledge import KnowledgeKind
from orders.order import PurchaseOrder
from orders.places import place_path
from orders.policy import Mode, Policy
from orders.reading import DeliveryReading, OrderReading, PartyReading
from tests.fakes.readings import line, party, read, reading
from tests.fakes.trial import AUTO, Trial, found, only

KARST = party(street="Lindenstr. 4", postcode="30159", city="Hannover")
NUMBERED = Policy(mode=Mode.AUTO, ship_to_by_buyer_number=True)


def delivery(quantity: int, place: PartyReading) -> DeliveryReading:
    return DeliveryReading(quantity=read(Decimal(quantity)), ship_to=place)


def order(*places: PartyReading, **fields: Any) -> OrderReading:
    shares = (120, 80) if len(places) == 2 else (200,)
    parts = tuple(delivery(share, place) for share, place in zip(shares, places, strict=True))
    return reading(**{"ship_to": None, "lines": (line(deliveries=parts),), **fields})


@pytest.mark.parametrize(
    ("place", "policy", "is_known"),
    [
        (party(id="1", id_scheme="SELLER"), AUTO, True),
        (party(id="0100/1", id_scheme="SELLER"), AUTO, True),
        (party(id="2", id_scheme="SELLER"), AUTO, False),
        (party(street="Lindenstraße 4", postcode="30159"), AUTO, True),
        (party(street="Hafenweg 9", postcode="30159"), AUTO, False),
        # A number of ours beside another postcode
        (party(id="1", id_scheme="SELLER", postcode="80331"), AUTO, False),
        # The customer's own numbers are taken for ours only where the policy says so
        (party(id="0001", id_scheme="BUYER"), AUTO, False),
        (party(id="0001", id_scheme="BUYER"), NUMBERED, True),
        (party(id="0010", id_scheme="BUYER"), NUMBERED, False),
        (party(id="1", id_scheme="DUNS"), NUMBERED, False),
    ],
)
def test_a_place_is_known_or_asked_for(trial: Trial, place: PartyReading, policy: Policy, *, is_known: bool) -> None:
    validation = trial(order(place), policy=policy)
    assert is_known == isinstance(validation.order, PurchaseOrder)
    asked = [one.path for one in found(validation, FindingCode.SHIP_TO_UNKNOWN)]
    assert [place_path(place)] * (not is_known) == asked


def test_a_place_that_is_not_known_blocks_and_teaches_what_is_chosen(trial: Trial) -> None:
    store = party(id="0042", id_scheme="BUYER")
    finding = only(trial(order(store)), FindingCode.SHIP_TO_UNKNOWN)
    (change,) = finding.fixes[0].changes
    assert (Severity.BLOCK, "0042", "place[id:0042]", "0100/1", True) == (
        finding.severity, finding.found, change.path, change.value, finding.fixes[0].teaches,
    )  # fmt: skip
    taught = trial(order(store), taught={(KnowledgeKind.SHIP_TO, "0100", "id:0042"): "0100/1"})
    chosen = trial(order(store), chosen={"place[id:0042]": "0100/1"})
    for validation in (taught, chosen):
        assert isinstance(validation.order, PurchaseOrder)
        assert ["0100/1"] == [one.ship_to.account for one in validation.order.lines[0].deliveries]


def test_a_choice_that_is_gone_is_asked_for_again(trial: Trial) -> None:
    validation = trial(order(party(id="0042", id_scheme="BUYER")), chosen={"place[id:0042]": "0100/9"})
    assert only(validation, FindingCode.SHIP_TO_UNKNOWN)


def test_shares_are_in_the_unit_that_the_line_is_sold_in_and_add_up(trial: Trial) -> None:
    store = party(id="0042", id_scheme="BUYER")
    validation = trial(order(store, KARST), taught={(KnowledgeKind.SHIP_TO, "0100", "id:0042"): "0100/1"})
    assert isinstance(validation.order, PurchaseOrder)
    (sold,) = validation.order.lines
    assert sold.quantity.value == sum(one.quantity for one in sold.deliveries)
    assert 2 == len(sold.deliveries)


def test_an_order_all_of_whose_lines_go_to_places_needs_no_address_of_its_own(trial: Trial) -> None:
    assert [] == found(trial(order(KARST)), FindingCode.MISSING_FIELD)


@pytest.mark.parametrize(
    ("places", "severities"),
    [
        # One place of the line is where it goes; several beside the order's may be behind it
        ((KARST,), [Severity.NOTE]),
        ((KARST, party(id="1", id_scheme="SELLER")), [Severity.HOLD, Severity.NOTE]),
    ],
)
def test_an_address_of_the_order_beside_stores_is_asked_about(
    trial: Trial, places: tuple[PartyReading, ...], severities: list[Severity]
) -> None:
    beside = party(street="Lindenstr. 4", postcode="30159", city="Hannover", id="00090", id_scheme="BUYER")
    split = found(trial(order(*places, ship_to=beside)), FindingCode.SPLIT_DELIVERY)
    assert severities == [one.severity for one in split]
