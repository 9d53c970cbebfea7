"""Stock with what comes in by the requested day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from orders.editing import edited
from orders.evidence import Person
from orders.findings import Finding, FindingCode, Fix, Severity
from orders.order import PurchaseOrder
from orders.reading import LineReading
from orders.reference import OpenDemand
from tests.fakes.readings import line, read, reading
from tests.fakes.trial import Trial, found, only

SUPPLY = """supplier_item,date,quantity,order_no
    GLUE-1,2026-03-20,20,4500
    GLUE-1,2026-03-20,5,4501
    GLUE-1,2026-04-02,100,"""


SUBSTITUTES = """supplier_item,substitute
    GLUE-1,GLUE-2
    GLUE-1,GLUE-3
    GLUE-1,GLUE-4
    GLUE-1,OLD-1
    GLUE-1,nothing-of-ours"""
GLUES = """supplier_item,gtin,uom,pack_qty,list_price_eur,price_basis,blocked,description_en
    GLUE-1,9520000000073,BO,1,7.50,1,,Wood-glue
    GLUE-2,,BO,1,7.90,1,,Wood-glue-quick
    GLUE-3,,BO,1,7.20,1,,Wood-glue-slow
    GLUE-4,,KGM,1,7.20,1,,Wood-glue-powder
    OLD-1,,BO,1,3.00,1,yes,Bone-glue"""
STOCK = """supplier_item,available
    GLUE-1,30
    GLUE-2,100
    GLUE-3,10
    GLUE-4,500
    OLD-1,500"""


def glue(quantity: int, requested: date | None) -> LineReading:
    return line(
        supplier_item="GLUE-1",
        buyer_item=None,
        uom="BO",
        quantity=Decimal(quantity),
        unit_price=Decimal("6.80"),
        price_basis=None,
        requested_date=requested,
    )


@pytest.mark.parametrize(
    ("quantity", "requested", "left", "promised"),
    [
        # In stock are 30
        (30, None, "", ""),
        (31, None, "30", "2026-03-20"),
        # What comes in on the requested day counts, what comes in later does not
        (55, date(2026, 3, 20), "", ""),
        (55, date(2026, 3, 19), "30", "2026-03-20"),
        (56, date(2026, 3, 20), "55", "2026-04-02"),
        (155, date(2026, 4, 2), "", ""),
        (156, date(2026, 4, 2), "155", ""),
    ],
)
def test_what_there_will_be_on_the_requested_day(
    trial_with: Callable[..., Trial], quantity: int, requested: date | None, left: str, promised: str
) -> None:
    validation = trial_with(supply=SUPPLY)(reading(lines=(glue(quantity, requested),)))
    if not left:
        assert [] == found(validation, FindingCode.STOCK_SHORT)
        return
    finding = only(validation, FindingCode.STOCK_SHORT)
    assert left == finding.expected
    assert [promised] * bool(promised) == [fix.changes[0].value for fix in finding.fixes[:1]]


def test_the_day_of_the_whole_order_counts_for_lines_without_one(trial_with: Callable[..., Trial]) -> None:
    order = reading(requested_delivery_date=date(2026, 3, 20), lines=(glue(55, None),))
    assert [] == found(trial_with(supply=SUPPLY)(order), FindingCode.STOCK_SHORT)


def test_all_lines_of_an_item_share_what_there_is(trial_with: Callable[..., Trial]) -> None:
    order = reading(lines=(glue(30, None), glue(25, date(2026, 3, 20)), glue(1, date(2026, 3, 20))))
    finding = only(trial_with(supply=SUPPLY)(order), FindingCode.STOCK_SHORT)
    assert ("lines[2].quantity", "0") == (finding.path, finding.expected)


@pytest.mark.parametrize(
    ("posted", "quantity", "requested", "left"),
    [
        # In stock are 30, of which orders posted since have taken some
        ([OpenDemand(quantity=Decimal(10), unit="BO")], 20, None, ""),
        ([OpenDemand(quantity=Decimal(10), unit="BO")], 21, None, "20"),
        # A case has 12 bottles
        ([OpenDemand(quantity=Decimal(2), unit="CS")], 7, None, "6"),
        ([OpenDemand(quantity=Decimal(2), unit="CS"), OpenDemand(quantity=Decimal(9), unit="BO")], 1, None, "0"),
        # What others want later is taken from later supply, and from the stock only what that lacks
        ([OpenDemand(quantity=Decimal(50), unit="BO", wanted=date(2026, 4, 2))], 30, date(2026, 3, 10), ""),
        ([OpenDemand(quantity=Decimal(140), unit="BO", wanted=date(2026, 4, 2))], 30, date(2026, 3, 10), "15"),
        ([OpenDemand(quantity=Decimal(50), unit="BO", wanted=date(2026, 3, 11))], 30, date(2026, 3, 10), "0"),
        ([OpenDemand(quantity=Decimal(50), unit="BO", wanted=date(2026, 3, 9))], 30, date(2026, 3, 20), "5"),
    ],
)
def test_orders_posted_since_the_date_of_the_stock_are_taken_off(
    trial_with: Callable[..., Trial], posted: list[OpenDemand], quantity: int, requested: date | None, left: str
) -> None:
    trial, order = trial_with(supply=SUPPLY), reading(lines=(glue(quantity, requested),))
    findings = found(trial(order, demand={"GLUE-1": posted}), FindingCode.STOCK_SHORT)
    assert [left] * bool(left) == [finding.expected for finding in findings]


def short_of(trial: Trial, quantity: int, requested: date | None = None) -> Finding:
    return only(trial(reading(lines=(glue(quantity, requested),))), FindingCode.STOCK_SHORT)


@pytest.mark.parametrize(
    ("quantity", "requested", "said", "days"),
    [
        # A part of it, then all of it
        (50, None, "only 30 available", [("Now", "30 BO"), ("2026-03-20", "50 BO"), ("2026-04-02", "50 BO")]),
        (
            130,
            date(2026, 3, 20),
            "only 55 available by 2026-03-20",
            [("2026-03-20", "55 BO"), ("2026-04-02", "130 BO")],
        ),
        # A part of it, and never all
        (
            200,
            None,
            "only 30 available",
            [("Now", "30 BO"), ("2026-03-20", "55 BO"), ("2026-04-02", "155 BO")],
        ),
    ],
)
def test_a_part_is_told_with_the_days_on_which_more_is_there(
    trial_with: Callable[..., Trial], quantity: int, requested: date | None, said: str, days: list[tuple[str, str]]
) -> None:
    finding = short_of(trial_with(supply=SUPPLY), quantity, requested)
    assert said in finding.message
    assert days == [(detail.name, detail.text) for detail in finding.details]


def test_nothing_is_told_otherwise_than_a_part(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(
        stock="supplier_item,available\nGLUE-1,0", supply="supplier_item,date,quantity\nGLUE-1,2026-04-02,9"
    )
    finding = short_of(trial, 5)
    assert ("5", "0", True) == (finding.found, finding.expected, "none available" in finding.message)
    assert ["Deliver it on 2026-04-02"] == [fix.label for fix in finding.fixes]


def test_what_is_there_first_and_the_rest_later_is_one_key(trial_with: Callable[..., Trial]) -> None:
    trial, order = trial_with(supply=SUPPLY), reading(lines=(glue(50, None),))
    fix = only(trial(order), FindingCode.STOCK_SHORT).fixes[1]
    assert "Deliver 30 first and 20 on 2026-03-20" == fix.label
    validation = trial(edited(order, fix.changes, Person(name="ana"))[0], chosen=_choices(fix))
    assert isinstance(validation.order, PurchaseOrder)
    assert [(Decimal(30), None), (Decimal(20), date(2026, 3, 20))] == [
        (line.quantity.value, line.requested_date) for line in validation.order.lines
    ]
    assert Decimal("340.00") == validation.order.value
    assert not [finding for finding in validation.findings if finding.holds]


def _choices(fix: Fix) -> dict[str, str]:
    return {change.path: change.value for change in fix.changes if change.path in ("lines[1].item", "lines[1].unit")}


def test_pieces_are_not_parted_within_a_pack(trial_with: Callable[..., Trial]) -> None:
    """In stock are two cases and six bottles."""
    case = glue(5, None).model_copy(update={"uom": read("CS"), "unit_price": read(Decimal("81.60"))})
    finding = only(trial_with(supply=SUPPLY)(reading(lines=(case,))), FindingCode.STOCK_SHORT)
    assert "Deliver 2 first and 3 on 2026-04-02" == finding.fixes[1].label


def test_only_substitutes_of_which_there_is_enough_in_the_same_unit_can_be_taken(
    trial_with: Callable[..., Trial],
) -> None:
    finding = short_of(trial_with(catalogue=GLUES, stock=STOCK, substitutes=SUBSTITUTES), 50)
    assert Severity.HOLD is finding.severity
    assert ["Take GLUE-2 instead, 100 BO available"] == [fix.label for fix in finding.fixes]
    assert ["Now", "Instead: GLUE-2", "Instead: GLUE-3", "Instead: GLUE-4"] == [one.name for one in finding.details]


def test_the_item_that_follows_is_offered_before_other_substitutes(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(
        catalogue=GLUES,
        stock=STOCK.replace("GLUE-3,10", "GLUE-3,80"),
        substitutes=SUBSTITUTES,
        replacements="supplier_item,replaced_by,since\nGLUE-1,GLUE-3,2027-01-01",
    )
    assert ["GLUE-3", "GLUE-2"] == [fix.changes[0].value for fix in short_of(trial, 50).fixes]
