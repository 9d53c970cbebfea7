"""What people taught, for a customer and for everyone, and what each resolution says of it."""

from decimal import Decimal

import pytest

from orders.evidence import Learned
from orders.findings import FindingCode
from orders.knowledge import FOR_EVERYONE, KnowledgeKind
from orders.lessons import AS_SHOWN, gtin_key, shown_address_key
from orders.order import PurchaseOrder
from orders.reading import LineReading
from tests.fakes.readings import line, party, reading
from tests.fakes.trial import TODAY, Trial, found

LEARNED = Learned(knowledge_id="k1", revision=3)
NEW_GTIN = "9521111009995"
NEW_KEY = gtin_key(line(gtin=NEW_GTIN))
SITE = {"name": "Karst site", "street": "Kranweg 1", "postcode": "20457", "city": "Hamburg", "country": "DE"}
ACCEPTED = {(KnowledgeKind.SHIP_TO, "0100", shown_address_key(party(**SITE))): AS_SHOWN}


@pytest.mark.parametrize(
    ("stated", "taught", "sku"),
    [
        # A GTIN means the same to every customer, whatever number of its own stands beside it.
        ({"buyer_item": None, "gtin": NEW_GTIN}, {(FOR_EVERYONE, NEW_KEY): "GLUE-1"}, "GLUE-1"),
        ({"buyer_item": "NO-SUCH", "gtin": NEW_GTIN}, {(FOR_EVERYONE, NEW_KEY): "GLUE-1"}, "GLUE-1"),
        # So does a number that customers take for ours.
        ({"buyer_item": None, "supplier_item": "G-77"}, {(FOR_EVERYONE, "supplier:G-77"): "GLUE-1"}, "GLUE-1"),
        # The customer's own lesson goes first.
        (
            {"buyer_item": None, "gtin": NEW_GTIN},
            {(FOR_EVERYONE, NEW_KEY): "GLUE-1", ("0100", NEW_KEY): "CABLE-3"},
            "CABLE-3",
        ),
        # Another customer's lesson is none.
        ({"buyer_item": None, "gtin": NEW_GTIN}, {("0200", NEW_KEY): "GLUE-1"}, ""),
    ],
)
def test_an_item(trial: Trial, stated: dict[str, str], taught: dict[tuple[str, str], str], sku: str) -> None:
    lessons = {(KnowledgeKind.ITEM, customer, key): value for (customer, key), value in taught.items()}
    resolution = trial(reading(lines=(line(**stated),)), taught=lessons).resolutions.get("lines[0].item")
    assert sku == (resolution.value if resolution else "")
    assert bool(sku) is (resolution is not None and LEARNED in resolution.evidence)


def test_the_catalogue_goes_before_what_was_taught_for_everyone(trial: Trial) -> None:
    known = trial(reading()).resolutions["lines[0].item"].value
    taught = {(KnowledgeKind.ITEM, FOR_EVERYONE, f"supplier:{known}"): "GLUE-1"}
    stated = line(buyer_item=None, supplier_item=known)
    assert known == trial(reading(lines=(stated,)), taught=taught).resolutions["lines[0].item"].value


@pytest.mark.parametrize(
    ("whose", "is_known"), [(FOR_EVERYONE, True), ("0100", True), ("0200", False)], ids=["everyone", "own", "another's"]
)
def test_a_unit(trial: Trial, whose: str, *, is_known: bool) -> None:
    stated: LineReading = line(uom="KOLLI")
    unit = trial(reading()).resolutions["lines[0].unit"].value
    validation = trial(reading(lines=(stated,)), taught={(KnowledgeKind.UNIT, whose, "KOLLI"): unit})
    assert is_known is not bool(found(validation, FindingCode.UNIT_UNKNOWN))
    if is_known:
        assert LEARNED in validation.resolutions["lines[0].unit"].evidence


class TestAddress:
    def test_one_that_two_people_accepted_is_delivered_to_as_shown(self, trial: Trial) -> None:
        validation = trial(reading(ship_to=party(**SITE)), taught=ACCEPTED)
        assert [] == found(validation, FindingCode.SHIP_TO_NEW)
        resolution = validation.resolutions["ship_to"]
        assert ("", True) == (resolution.value, LEARNED in resolution.evidence)
        order = validation.order
        assert isinstance(order, PurchaseOrder)
        assert ("Kranweg 1", "") == (order.ship_to.street, order.ship_to.account)

    @pytest.mark.parametrize(
        "changed",
        [
            {"street": "Kranweg 2"},
            {"postcode": "20459"},
            {"city": "Bremen"},
            {"name": "Somebody else"},
            {"country": "FR"},
            {"id": "9521111200002", "id_scheme": "GLN"},
        ],
    )
    def test_one_that_differs_in_anything_is_new(self, trial: Trial, changed: dict[str, str]) -> None:
        validation = trial(reading(ship_to=party(**SITE | changed)), taught=ACCEPTED)
        assert 1 == len(found(validation, FindingCode.SHIP_TO_NEW))

    def test_it_is_no_stranger_to_rushes_either(self, trial: Trial) -> None:
        soon = reading(ship_to=party(**SITE), requested_delivery_date=TODAY)
        assert 1 == len(found(trial(soon), FindingCode.RUSH_TO_NEW_ADDRESS))
        assert [] == found(trial(soon, taught=ACCEPTED), FindingCode.RUSH_TO_NEW_ADDRESS)

    def test_it_is_known_however_it_is_written(self, trial: Trial) -> None:
        shown = SITE | {"street": "KRANWEG 1", "city": "hamburg"}
        assert [] == found(trial(reading(ship_to=party(**shown)), taught=ACCEPTED), FindingCode.SHIP_TO_NEW)


def test_quantities_are_those_of_the_unit_that_was_taught(trial: Trial) -> None:
    taught = {(KnowledgeKind.UNIT, FOR_EVERYONE, "KOLLI"): trial(reading()).resolutions["lines[0].unit"].value}
    validation = trial(reading(lines=(line(uom="KOLLI", quantity=Decimal(200)),)), taught=taught)
    assert isinstance(validation.order, PurchaseOrder)
    assert Decimal(200) == validation.order.lines[0].quantity.value
