"""Lines that are to be delivered in parts. The line orders 200."""

from datetime import date
from decimal import Decimal

import pytest

from orders.findings import Finding, FindingCode, Severity
from orders.reading import DeliveryReading, PartyReading
from tests.fakes.readings import line, party, read, reading
from tests.fakes.trial import Trial, found

DAY, LATER = date(2026, 3, 16), date(2026, 3, 23)


def part(quantity: int | None, day: date | None = None, to: PartyReading | None = None) -> DeliveryReading:
    return DeliveryReading(
        quantity=read(Decimal(quantity)) if quantity else None,
        requested_date=read(day) if day else None,
        ship_to=to,
    )


PARTS, SUM = "lines[0].deliveries", "lines[0].quantity"


@pytest.mark.parametrize(
    ("parts", "paths"),
    [
        # None, or one that says no more than its line
        ((), []),
        ((part(200, DAY),), []),
        ((part(200),), []),
        # On another day, at another place, in two parts
        ((part(200, LATER),), [PARTS]),
        ((part(100, DAY), part(100, LATER)), [PARTS]),
        ((part(None, DAY), part(None, LATER)), [PARTS]),
        # Parts that are not the whole
        ((part(100, DAY), part(50, LATER)), [PARTS, SUM]),
        ((part(150, DAY),), [SUM]),
    ],
)
def test_split_deliveries(trial: Trial, parts: tuple[DeliveryReading, ...], paths: list[str]) -> None:
    findings = found(trial(reading(lines=(line(requested_date=DAY, deliveries=parts),))), FindingCode.SPLIT_DELIVERY)
    assert paths == [finding.path for finding in findings]
    assert {Severity.HOLD} >= {finding.severity for finding in findings}


def test_a_line_of_which_each_delivery_has_its_place_makes_the_order_several(trial: Trial) -> None:
    parts = (part(120, None, party(name="Gate 2")), part(80, None, party(name="Gate 3")))
    (told,) = found(trial(reading(ship_to=None, lines=(line(deliveries=parts),))), FindingCode.SPLIT_DELIVERY)
    assert (Severity.NOTE, PARTS, "2") == (told.severity, told.path, told.found)


def test_several_deliveries_of_a_change_hold(trial: Trial) -> None:
    parts = (part(120, None, party(name="Gate 2")), part(80, None, party(name="Gate 3")))
    changed = reading(kind="change", ship_to=None, lines=(line(deliveries=parts),))
    assert [Severity.HOLD] == [one.severity for one in found(trial(changed), FindingCode.SPLIT_DELIVERY)]


def test_what_the_parser_said_is_not_said_again(trial: Trial) -> None:
    said = Finding(code=FindingCode.SPLIT_DELIVERY, severity=Severity.HOLD, message="In parts.", path=PARTS)
    order = reading(lines=(line(deliveries=(part(100, DAY), part(100, LATER))),), findings=(said,))
    assert [said] == found(trial(order), FindingCode.SPLIT_DELIVERY)
