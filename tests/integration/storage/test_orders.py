"""Orders keep what was read, what people changed and what rules found; live ones are unique by identity."""

from decimal import Decimal

import pytest

from orders.findings import Change, FindingCode, Severity
from orders.ids import DocumentId, OrderId, new_id
from orders.stages import Outcome, Stage
from storage.database import Store
from storage.errors import Conflict, NotFound
from tests.integration.storage.samples import (
    NOON,
    RESOLUTIONS,
    SNAPSHOT,
    VALIDATED_WITH,
    finding,
    purchase_order,
    reading,
    store_order,
    validate,
)

IDENTITY = "c-100|po-4711|"


def test_a_new_order_has_what_was_read_and_nothing_else(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow)
    with store.read() as uow:
        row = uow.orders.get(stored.order_id)
        assert (row,) == uow.orders.of_document(stored.document.id)
        assert (row,) == uow.orders.of_arrival(stored.arrival.id)
    assert reading() == row.reading
    assert (stored.document.id, stored.arrival.id, 1, 0) == (row.document_id, row.arrival_id, row.run, row.index)
    assert ("PO-4711", "EUR", "", NOON) == (row.po_number, row.currency, row.customer, row.created_at)
    assert ((), frozenset(), {}, (), None, None) == (
        row.changes,
        row.accepted,
        row.resolutions,
        row.findings,
        row.order,
        row.value,
    )


def test_an_order_of_a_reading_run_is_stored_once(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow)
        uow.orders.add(OrderId(new_id()), stored.document.id, 2, 0, reading())
    with pytest.raises(Conflict), store.begin() as uow:
        uow.orders.add(OrderId(new_id()), stored.document.id, 1, 0, reading())


def test_an_order_needs_its_document_and_an_unknown_one_is_not_found(store: Store) -> None:
    unknown = OrderId("none")
    with store.begin() as uow:
        with pytest.raises(NotFound):
            uow.orders.add(OrderId(new_id()), DocumentId("none"), 1, 0, reading())
        with pytest.raises(NotFound):
            uow.orders.get(unknown)
        with pytest.raises(NotFound):
            uow.orders.add_changes(unknown, ())
        with pytest.raises(NotFound):
            uow.orders.accept(unknown, ())
        with pytest.raises(NotFound):
            validate(uow, unknown)


def test_an_order_names_what_it_was_validated_with(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow)
        assert uow.orders.get(stored.order_id).validated_with is None
        validate(uow, stored.order_id)
    with store.read() as uow:
        assert VALIDATED_WITH == uow.orders.get(stored.order_id).validated_with


def test_a_validation_replaces_the_one_before(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow)
        validate(uow, stored.order_id, finding())
        validate(uow, stored.order_id, order=purchase_order())
        row = uow.orders.get(stored.order_id)
    assert (RESOLUTIONS, (), purchase_order(), IDENTITY) == (row.resolutions, row.findings, row.order, row.identity)
    assert (Decimal("37.50"), "EUR", "C-100", "Muster GmbH") == (
        row.value,
        row.currency,
        row.customer,
        row.customer_name,
    )
    assert SNAPSHOT == row.snapshot
    assert reading() == row.reading


@pytest.mark.parametrize(
    ("price", "listed"),
    [
        ("33.333333333333", Decimal("33.3333")),
        ("0.00005", Decimal("0.0000")),
        ("0.00015", Decimal("0.0002")),
        ("99999999999999.9999", Decimal("99999999999999.9999")),
        ("99999999999999.99995", None),
        ("1E+40", None),
    ],
)
def test_the_value_for_lists_has_four_places_or_is_left_out(store: Store, price: str, listed: Decimal | None) -> None:
    with store.begin() as uow:
        stored = store_order(uow)
        order = purchase_order(quantity="1", price=price)
        validate(uow, stored.order_id, order=order)
        row = uow.orders.get(stored.order_id)
    assert listed == row.value
    assert order == row.order


def test_a_persons_changes_add_up_in_their_sequence(store: Store) -> None:
    first, second = Change(path="po_number", value="PO-1"), Change(path="lines[0].quantity", value="5")
    with store.begin() as uow:
        stored = store_order(uow)
        uow.orders.add_changes(stored.order_id, (first,))
        uow.orders.add_changes(stored.order_id, (second, first))
        assert (first, second, first) == uow.orders.get(stored.order_id).changes


def test_accepted_findings_add_up_and_hold_no_more(store: Store) -> None:
    one, other = finding(), finding(FindingCode.PRICE_DIFFERS)
    blocking = finding(FindingCode.MISSING_FIELD, Severity.BLOCK)
    with store.begin() as uow:
        stored = store_order(uow, outcome=Outcome.HELD)
        validate(uow, stored.order_id, one, other, blocking)
        uow.orders.accept(stored.order_id, [one.fingerprint, blocking.fingerprint])
        held = uow.queue.held()[0].reasons
        uow.orders.accept(stored.order_id, [other.fingerprint])
        assert {one.fingerprint, other.fingerprint, blocking.fingerprint} == uow.orders.get(stored.order_id).accepted
        validate(uow, stored.order_id, one, other, blocking)
        assert (FindingCode.MISSING_FIELD,) == uow.queue.held()[0].reasons
    assert (FindingCode.MISSING_FIELD, FindingCode.PRICE_DIFFERS) == held


def test_one_live_order_holds_an_identity(store: Store) -> None:
    with store.begin() as uow:
        first, second = store_order(uow, "a"), store_order(uow, "b")
        validate(uow, first.order_id, order=purchase_order())
        assert uow.orders.live(IDENTITY) == ()
        assert uow.orders.take_identity(IDENTITY, first.order_id) is None
        assert uow.orders.take_identity(IDENTITY, first.order_id) is None
        assert first.order_id == uow.orders.take_identity(IDENTITY, second.order_id)
        (live,) = uow.orders.live(IDENTITY)
    assert (first.order_id, Stage.PARSED, Outcome.RUNNING) == (live.id, live.stage, live.outcome)
    assert purchase_order() == live.order


def test_a_released_identity_is_free_for_a_resend(store: Store) -> None:
    with store.begin() as uow:
        first, second = store_order(uow, "a"), store_order(uow, "b")
        uow.orders.take_identity(IDENTITY, first.order_id)
        uow.orders.release_identity(first.order_id)
        assert uow.orders.live(IDENTITY) == ()
        assert uow.orders.take_identity(IDENTITY, second.order_id) is None


def test_an_order_that_gets_another_identity_gives_up_its_old_one(store: Store) -> None:
    with store.begin() as uow:
        first, second = store_order(uow, "a"), store_order(uow, "b")
        uow.orders.take_identity(IDENTITY, first.order_id)
        assert uow.orders.take_identity("other", first.order_id) is None
        assert uow.orders.take_identity(IDENTITY, second.order_id) is None


def test_a_duplicate_names_its_original_until_that_is_taken_back(store: Store) -> None:
    with store.begin() as uow:
        first, second = store_order(uow, "a"), store_order(uow, "b")
        uow.orders.mark_duplicate(second.order_id, first.order_id)
        assert first.order_id == uow.orders.get(second.order_id).duplicate_of
        uow.orders.mark_duplicate(second.order_id, None)
        assert uow.orders.get(second.order_id).duplicate_of is None
