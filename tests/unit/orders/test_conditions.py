"""Days and places beside the fields of an order keep their meaning from the reading to the posted order."""

from datetime import date

from erp_adapters.adapter import ErpOrderState
from erp_adapters.comparison import differences
from erp_adapters.memory.adapter import as_held
from orders.changed_order import changed_order
from orders.conditions import DATE_WORDS, PLACE_WORDS, DateMeaning, PlaceRole
from orders.order import OrderChange, OtherDate, PurchaseOrder
from tests.fakes.purchase_orders import purchase_order

CANCEL = OtherDate(meaning=DateMeaning.CANCEL_AFTER, day=date(2026, 3, 12))
SHIP = OtherDate(meaning=DateMeaning.SHIPMENT, day=date(2026, 3, 2))


def with_dates(*dates: OtherDate) -> PurchaseOrder:
    return purchase_order().model_copy(update={"other_dates": dates})


def test_every_meaning_has_words() -> None:
    assert set(DateMeaning) == set(DATE_WORDS)
    assert set(PlaceRole) == set(PLACE_WORDS)


def test_a_day_that_the_erp_has_lost_is_a_difference() -> None:
    order = with_dates(CANCEL)
    held = as_held(with_dates(), "1", "p", ErpOrderState.DRAFT)
    (found,) = differences(order, held)
    assert ("other_dates", "Refused if delivered after 2026-03-12", "") == (found.path, found.expected, found.found)


def test_an_erp_that_gives_no_such_days_back_is_not_asked() -> None:
    held = as_held(with_dates(), "1", "p", ErpOrderState.DRAFT).model_copy(update={"other_dates": None})
    assert () == differences(with_dates(CANCEL), held)


def test_a_change_replaces_the_days_that_it_states() -> None:
    order = with_dates(CANCEL, SHIP)
    later = CANCEL.model_copy(update={"day": date(2026, 3, 20)})
    fields = {name: getattr(order, name) for name in OrderChange.model_fields if name in PurchaseOrder.model_fields}
    change = OrderChange(**(fields | {"kind": "change", "lines": (), "other_dates": (later,)}))
    changed = changed_order(order, change)
    assert isinstance(changed, PurchaseOrder)
    assert {later, SHIP} == set(changed.other_dates)
