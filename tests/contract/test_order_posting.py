"""What every ERP adapter owes the flow, so that an order is posted exactly once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from erp_adapters.adapter import ErpOrderState, Idempotency, Posting
from erp_adapters.comparison import differences
from orders.errors import NeedsAttention
from orders.ids import PostingId, new_id
from orders.order import Money, PurchaseOrder, Quantity
from tests.contract.erps import ERPS, WITH_CLERKS, Erp
from tests.fakes.purchase_orders import purchase_order

HOSTILE = [
    "../../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "a/b\\c",
    "C:\\aux",
    "nul\x00byte",
    "line\r\nbreak",
    "'; DROP TABLE orders; --",
    '{"po_number": "1"}',
    "*?[a-z]",
    "%00%2e%2e",
    "\u202e\u0000\ufeff",
    "訂單 Заказ ⌀ 🛒",
    "x" * 5000,
    "",
    "~",
    "|",
]


def posting(order: PurchaseOrder | None = None) -> Posting:
    return Posting(PostingId(new_id()), order or purchase_order())


def test_every_installed_adapter_runs_through_this_suite() -> None:
    ours = {
        point.name for point in entry_points(group="ordermill.adapters") if point.module.startswith("erp_adapters.")
    }
    assert ours
    assert ours <= ERPS.keys()


def test_what_an_adapter_declares_can_be_relied_on(erp: Erp) -> None:
    assert erp.posting.capabilities.deadline > timedelta(0)
    assert erp.posting.capabilities.settle >= timedelta(0)
    assert erp.posting.capabilities.idempotency is not Idempotency.NONE


def test_an_erp_without_orders_finds_none(erp: Erp) -> None:
    assert () == erp.posting.find_orders(posting())


def test_a_created_order_is_found_and_is_the_one_that_was_sent(erp: Erp) -> None:
    sent = posting()
    reference = erp.posting.create(sent)
    (found,) = erp.posting.find_orders(sent)
    assert (reference, sent.id) == (found.reference, found.posting_id)
    assert () == differences(sent.order, found)
    assert found == erp.posting.read(reference)


def test_a_draft_becomes_an_order_only_by_its_release(erp: Erp) -> None:
    sent = posting()
    reference = erp.posting.create(sent)
    assert ErpOrderState.DRAFT == erp.posting.read(reference).state
    erp.posting.release(reference)
    assert ErpOrderState.RELEASED == erp.posting.read(reference).state
    assert [ErpOrderState.RELEASED] == [order.state for order in erp.posting.find_orders(sent)]


def test_releasing_twice_is_releasing_once(erp: Erp) -> None:
    sent = posting()
    reference = erp.posting.create(sent)
    erp.posting.release(reference)
    before = erp.posting.read(reference)
    erp.posting.release(reference)
    assert before == erp.posting.read(reference)
    assert 1 == len(erp.posting.find_orders(sent))


def test_every_digit_date_and_letter_is_read_back(erp: Erp) -> None:
    line = (
        purchase_order()
        .lines[0]
        .model_copy(
            update={
                "quantity": Quantity(value=Decimal("0.10000000000000000001"), unit="KGM"),
                "unit_price": Money(amount=Decimal("12345678901234567890.123456789"), currency="JPY"),
                "description": "Ω ≈ 3,5 mm – „Größe“ \U0001f9f0\ttab",
            }
        )
    )
    sent = posting(purchase_order().model_copy(update={"lines": (line,)}))
    held = erp.posting.read(erp.posting.create(sent))
    assert (line,) == held.lines
    assert str(line.quantity.value) == str(held.lines[0].quantity.value)
    assert sent.order.ship_to == held.ship_to
    assert sent.order.requested_delivery_date == held.requested_delivery_date


def test_an_order_of_a_thousand_lines_is_read_back_whole(erp: Erp) -> None:
    sent = posting(purchase_order(lines=1000))
    held = erp.posting.read(erp.posting.create(sent))
    assert sent.order.lines == held.lines


def test_an_order_is_found_by_customer_po_number_and_release_whoever_posted_it(erp: Erp) -> None:
    first, second = posting(), posting()
    reference = erp.posting.create(first)
    assert [(reference, first.id)] == [(o.reference, o.posting_id) for o in erp.posting.find_orders(second)]


def test_an_order_is_found_by_its_posting_id_though_its_po_number_was_corrected_since(erp: Erp) -> None:
    sent = posting()
    erp.posting.create(sent)
    corrected = replace(sent, order=purchase_order(po_number="4500018"))
    assert [sent.id] == [order.posting_id for order in erp.posting.find_orders(corrected)]


@pytest.mark.parametrize(
    "other",
    [
        purchase_order(po_number="45000171"),
        purchase_order(po_number="04500017"),
        purchase_order(customer="C-1002"),
        purchase_order(release="1"),
    ],
)
def test_another_po_number_customer_or_release_is_another_order(erp: Erp, other: PurchaseOrder) -> None:
    erp.posting.create(posting())
    assert () == erp.posting.find_orders(posting(other))


def test_case_and_blanks_do_not_make_another_order(erp: Erp) -> None:
    erp.posting.create(posting(purchase_order(po_number="Po 45-A")))
    assert 1 == len(erp.posting.find_orders(posting(purchase_order(po_number="PO45-a"))))


def test_two_postings_of_one_po_number_made_at_once_are_both_found(erp: Erp) -> None:
    both = (posting(), posting())
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(erp.posting.create, both))
    for one in both:
        assert {sent.id for sent in both} == {order.posting_id for order in erp.posting.find_orders(one)}


def test_orders_posted_by_many_threads_do_not_mix(erp: Erp) -> None:
    sent = [posting(purchase_order(po_number=f"PO-{number}", lines=1 + number % 3)) for number in range(60)]

    def made(one: Posting) -> str:
        reference = erp.posting.create(one)
        erp.posting.release(reference)
        return reference

    with ThreadPoolExecutor(8) as pool:
        references = list(pool.map(made, sent))
    assert len(sent) == len(set(references))
    for one, reference in zip(sent, references, strict=True):
        (found,) = erp.posting.find_orders(one)
        assert (reference, one.id) == (found.reference, found.posting_id)
        assert () == differences(one.order, found)


def test_a_cancelled_order_is_left_out_and_does_not_stand_in_the_way_of_a_new_one(erp: Erp) -> None:
    sent = posting()
    erp.cancel(erp.posting.create(sent))
    assert () == erp.posting.find_orders(sent)
    reference = erp.posting.create(sent)
    assert [reference] == [order.reference for order in erp.posting.find_orders(sent)]
    erp.posting.release(reference)
    assert ErpOrderState.RELEASED == erp.posting.read(reference).state


def test_a_cancelled_order_is_not_released(erp: Erp) -> None:
    sent = posting()
    reference = erp.posting.create(sent)
    erp.cancel(reference)
    with pytest.raises(NeedsAttention):
        erp.posting.release(reference)
    assert () == erp.posting.find_orders(sent)


def test_an_order_that_is_not_there_is_for_a_person(erp: Erp) -> None:
    with pytest.raises(NeedsAttention) as read:
        erp.posting.read("so-404")
    assert "so-404" in read.value.findings[0].message
    with pytest.raises(NeedsAttention):
        erp.posting.release("so-404")


@pytest.mark.parametrize("erp", WITH_CLERKS, indirect=True)
def test_a_clerks_order_is_found_and_is_not_ours(erp: Erp) -> None:
    erp.type_in(purchase_order())
    (found,) = erp.posting.find_orders(posting())
    assert ("", ErpOrderState.RELEASED) == (found.posting_id, found.state)
    assert () == differences(purchase_order(), found)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_customer_may_write_what_he_likes_into_any_text(erp: Erp, tmp_path: Path, hostile: str) -> None:
    outside = {path for path in tmp_path.parent.iterdir() if path != tmp_path}
    plain = purchase_order(customer=hostile, po_number=hostile, release=hostile)
    line = plain.lines[0].model_copy(update={"line_no": hostile, "item": hostile, "description": hostile})
    sent = posting(plain.model_copy(update={"lines": (line,), "notes": (hostile,), "payment_terms": hostile}))
    reference = erp.posting.create(sent)
    erp.posting.release(reference)
    (found,) = erp.posting.find_orders(sent)
    assert (hostile, hostile, hostile) == (found.customer, found.po_number, found.lines[0].item)
    assert () == differences(sent.order, found)
    assert outside == {path for path in tmp_path.parent.iterdir() if path != tmp_path}
