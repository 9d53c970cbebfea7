"""Delivery addresses as documents word them, beside those that are known."""

from typing import Any

import pytest

from orders.findings import Detail, FindingCode, Severity
from orders.order import PurchaseOrder
from tests.fakes.readings import line, party, reading
from tests.fakes.trial import Trial, found, only
from validation.parties.streets import alike_street, same_street
from validation.validate import Validation

CODES = (FindingCode.SHIP_TO_NEW, FindingCode.SHIP_TO_CHANGED, FindingCode.SHIP_TO_UNKNOWN)


def shipped(trial: Trial, **shown: Any) -> Validation:
    """An order of Karst, known in Lindenstraße 4, 30159 Hannover."""
    return trial(reading(ship_to=party(**shown), lines=(line(),)))


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        # Known, however it is written
        ({"street": "Lindenstraße 4", "postcode": "30159", "city": "Hannover"}, None),
        ({"street": "Linden-Str. Nr. 4", "postcode": "30159"}, None),
        ({"street": "Linden Strasse 4", "postcode": "30159"}, None),
        # Another house, a misprint, another postcode in the town
        ({"street": "Lindenstr. 14", "postcode": "30159"}, FindingCode.SHIP_TO_CHANGED),
        ({"street": "Lindenstr. 4 a", "postcode": "30159"}, FindingCode.SHIP_TO_CHANGED),
        ({"street": "Lindnestr. 4", "postcode": "30159"}, FindingCode.SHIP_TO_CHANGED),
        ({"street": "Lindenstr. 4", "postcode": "30195", "city": "Hannover"}, FindingCode.SHIP_TO_CHANGED),
        ({"street": "Lindenstr. 4", "city": "Hannover"}, FindingCode.SHIP_TO_CHANGED),
        # A street of that name is in every town
        ({"street": "Lindenstr. 4", "postcode": "80331", "city": "München"}, FindingCode.SHIP_TO_NEW),
        ({"street": "Hafenweg 9", "postcode": "30159", "city": "Hannover"}, FindingCode.SHIP_TO_NEW),
        ({"city": "Hannover"}, FindingCode.SHIP_TO_UNKNOWN),
    ],
)
def test_an_address_is_known_changed_new_or_incomplete(
    trial: Trial, shown: dict[str, str], code: FindingCode | None
) -> None:
    validation = shipped(trial, **shown)
    assert [code] * bool(code) == [finding.code for finding in validation.findings if finding.code in CODES]


def test_what_differs_stands_side_by_side_and_the_known_address_is_the_first_remedy(trial: Trial) -> None:
    finding = only(
        shipped(trial, name="Karst GmbH", street="Lindenstr. 14", postcode="30159", city="Hannover"),
        FindingCode.SHIP_TO_CHANGED,
    )
    assert (
        Detail(name="Name", text="Karst GmbH", beside="Karst & Söhne Maschinenbau GmbH"),
        Detail(name="Street", text="Lindenstr. 14", beside="Lindenstraße 4"),
    ) == finding.details
    assert (Severity.HOLD, "0100/1") == (finding.severity, finding.fixes[0].changes[0].value)


def test_goods_go_to_a_changed_address_only_as_the_document_has_it(trial: Trial) -> None:
    order = shipped(trial, street="Lindenstr. 14", postcode="30159", city="Hannover").order
    assert isinstance(order, PurchaseOrder)
    assert ("", "Lindenstr. 14") == (order.ship_to.account, order.ship_to.street)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hauptstraße 12 a", "Haupt-Str. 12A"),
        ("12, rue de l'Église", "Rue de l’Eglise 12"),
        ("12 bis av. Foch", "12bis, Avenue Foch"),
        ("Bd. Saint-Michel 5", "5 boulevard St Michel"),
        ("C/ Mayor, nº 5", "Calle Mayor 5"),
        ("Avda. de la Paz 3", "Avenida de la Paz, 3"),
        ("Via Garibaldi n. 7", "Via Garibaldi, 7"),
        ("Kerkstraat 5", "Kerk str. 5"),
        ("Marktplein 1", "Markt Plein 1"),
        ("Unit 3, Dock Rd.", "Unit 3 Dock Road"),
    ],
)
def test_one_street_in_two_spellings(one: str, other: str) -> None:
    assert same_street(one, other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Hauptstr. 12", "Hauptstr. 12 a", True),
        ("Hauptstr. 1", "Hauptstr. 11", True),
        ("Dock Road, Unit 3", "Dock Road, Unit 5", True),
        ("Church Street 4", "Church Lane 4", False),
        ("Rue Foch 3", "Quai Sud 3", False),
        ("", "Quai Sud 3", False),
    ],
)
def test_two_streets(one: str, other: str, *, alike: bool) -> None:
    assert (False, alike) == (same_street(one, other), alike_street(one, other))


@pytest.mark.parametrize(
    ("bill_to", "noted"),
    [
        # The buyer's own address, as the document or as the reference data words it
        ({"name": "Karst & Söhne Maschinenbau GmbH", "street": "Linden-Str. 4", "postcode": "30159"}, None),
        ({"id": "9520000000011", "id_scheme": "GLN"}, None),
        # Another address of the same firm, another firm
        ({"name": "Karst & Söhne GmbH", "street": "Postfach 9", "postcode": "30001"}, {"Name", "Street", "Postcode"}),
        ({"name": "Karst Holding AG"}, {"Name"}),
    ],
)
def test_an_invoice_address_is_noted_with_what_differs_from_the_customers(
    trial: Trial, bill_to: dict[str, str], noted: set[str] | None
) -> None:
    notes = found(trial(reading(bill_to=party(**bill_to))), FindingCode.UNREAD_CONTENT)
    assert [noted] * bool(noted) == [{detail.name for detail in note.details} for note in notes]
    assert not any(note.holds for note in notes)
