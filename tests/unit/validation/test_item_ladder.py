"""By what numbers an item is found, the most reliable first; what only looks alike is for a person."""

from collections.abc import Callable
from typing import Any

import pytest

from orders.completion import completed
from orders.evidence import Learned, ReferenceRow
from orders.findings import FindingCode
from orders.ids import OrderId
from orders.knowledge import KnowledgeKind
from orders.order import OrderChange, order_identity
from orders.reading import Confidence, LineAction, OrderReading, Read
from orders.reference import KnownOrder
from orders.resolution import Fact, Resolution
from orders.stages import Outcome, Stage
from tests.fakes.readings import line, read, reading
from tests.fakes.trial import Trial, only
from validation.validate import Validation

MAKERS = """manufacturer_item,manufacturer,supplier_item
    HX-08/20,Acme,BOLT-08"""
MORE_NUMBERS = """customer_no,customer_item,supplier_item,contract_price,currency,price_basis
    0100,4711,BOLT-08,16.90,EUR,100
    0100,100074-2,BOLT-10,25.00,EUR,100
    0100,55-1,BOLT-08,,,
    0100,5-51,GLUE-1,,,
    0200,KX.9,BOLT-10,,,"""
ANYONES = Confidence.SINGLE


@pytest.fixture
def laddered(trial_with: Callable[..., Trial]) -> Trial:
    return trial_with(manufacturer_items=MAKERS, customer_items=MORE_NUMBERS)


def validated(trial: Trial, **numbers: Any) -> Validation:
    return trial(reading(lines=(line(**({"buyer_item": None} | numbers)),)))


@pytest.mark.parametrize(
    ("numbers", "sku", "table", "key"),
    [
        # Our own number, the customer's, either where the document leaves it open, the GTIN, the maker's
        ({"supplier_item": "BOLT-08"}, "BOLT-08", "items", "BOLT-08"),
        ({"buyer_item": "4711"}, "BOLT-08", "customer_items", "4711"),
        ({"supplier_item": read("4711", ANYONES)}, "BOLT-08", "customer_items", "4711"),
        ({"gtin": "9520000000059"}, "BOLT-08", "items by GTIN", "9520000000059"),
        ({"supplier_item": "hx 08 20"}, "BOLT-08", "manufacturer_items", "hx 08 20"),
        # A number that differs in punctuation and case only, where just one item has it
        ({"supplier_item": "BOLT08"}, "BOLT-08", "items but for punctuation", "BOLT08"),
        ({"supplier_item": "bolt 08"}, "BOLT-08", "items but for punctuation", "bolt 08"),
        ({"buyer_item": "1000742"}, "BOLT-10", "items but for punctuation", "1000742"),
        ({"supplier_item": read("100074.2", ANYONES)}, "BOLT-10", "items but for punctuation", "100074.2"),
    ],
)
def test_the_item_and_by_what_it_was_found(
    laddered: Trial, numbers: dict[str, Any], sku: str, table: str, key: str
) -> None:
    resolution = validated(laddered, **numbers).resolutions["lines[0].item"]
    snapshot = laddered.reference.snapshot
    assert sku == resolution.value
    assert ReferenceRow(table=table, key=key, snapshot=snapshot) in resolution.evidence


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        # Two numbers of the customer are the same without their punctuation
        ({"buyer_item": "551"}, FindingCode.ITEM_AMBIGUOUS),
        # Another customer's number; ours in the customer's field; leading zeros are no punctuation
        ({"buyer_item": "KX9"}, FindingCode.ITEM_UNKNOWN),
        ({"buyer_item": "BOLT08"}, FindingCode.ITEM_UNKNOWN),
        ({"buyer_item": "04711"}, FindingCode.ITEM_UNKNOWN),
        # What is nearly ours, and nothing but signs
        ({"supplier_item": "BOLT-8"}, FindingCode.ITEM_UNKNOWN),
        ({"supplier_item": "--"}, FindingCode.ITEM_UNKNOWN),
        # Another number of the line means another item
        ({"supplier_item": "BOLT08", "gtin": "9520000000066"}, FindingCode.ITEM_CONTRADICTION),
    ],
)
def test_what_is_for_a_person(laddered: Trial, numbers: dict[str, Any], code: FindingCode) -> None:
    validation = validated(laddered, **numbers)
    assert "lines[0].item" not in validation.resolutions
    assert only(validation, code).holds


def test_what_is_similar_is_only_offered_ranked(laddered: Trial) -> None:
    finding = only(validated(laddered, supplier_item="BOLT-8"), FindingCode.ITEM_UNKNOWN)
    assert "BOLT-08" == finding.fixes[0].changes[0].value
    assert all(fix.teaches for fix in finding.fixes)


def test_what_was_taught_comes_before_punctuation(laddered: Trial) -> None:
    taught = {(KnowledgeKind.ITEM, "0100", "buyer:1000742"): "GLUE-1"}
    order = reading(lines=(line(buyer_item="1000742", uom="BO"),))
    resolution = laddered(order, taught=taught).resolutions["lines[0].item"]
    assert "GLUE-1" == resolution.value
    assert any(isinstance(evidence, Learned) for evidence in resolution.evidence)


def known(*, item: str = "BOLT-08", line_no: str = "0010") -> dict[str, tuple[KnownOrder, ...]]:
    """An order of customer 0100 with one line that a change may name by its number."""
    order = completed(
        reading(lines=(line(line_no=line_no),)),
        {
            path: Resolution(fact=Fact.ITEM, path=path, value=value)
            for path, value in {
                "customer": "0100", "ship_to": "0100/1", "currency": "EUR", "lines[0].item": item,
                "lines[0].unit": "EA",
            }.items()
        },
    )  # fmt: skip
    return {
        order_identity("0100", "PO-1", ""): (
            KnownOrder(id=OrderId("1"), stage=Stage.POSTED, outcome=Outcome.DONE, order=order),
        )
    }


def numbered(number: str = "PO-1", **fields: Any) -> OrderReading:
    return reading(kind="change", po_number=number, lines=(line(**({"buyer_item": None, "line_no": "10"} | fields)),))


class TestALineOfAChangeThatIsNamedByItsNumberAlone:
    def test_is_of_the_item_that_the_order_has_there(self, trial: Trial) -> None:
        change = trial(numbered(), live=known())
        assert "BOLT-08" == change.resolutions["lines[0].item"].value
        assert isinstance(change.order, OrderChange)
        assert "item" in change.order.lines[0].unstated

    @pytest.mark.parametrize(
        "change",
        [
            numbered(line_no="20"),
            numbered("PO-2"),
            numbered(action=Read[LineAction](value=LineAction.ADD, evidence=read("10").evidence)),
        ],
    )
    def test_stays_unknown_where_the_order_does_not_tell(self, trial: Trial, change: OrderReading) -> None:
        assert "lines[0].item" not in trial(change, live=known()).resolutions

    def test_stays_unknown_where_our_catalogue_has_the_item_no_more(self, trial: Trial) -> None:
        assert "lines[0].item" not in trial(numbered(), live=known(item="GONE-1")).resolutions
