"""A posting's id never changes, and each attempt is on record before its call."""

from datetime import timedelta

import pytest

from orders.ids import PostingId
from orders.stages import PostingState
from storage.database import Store
from storage.errors import Conflict, NotFound
from storage.rows import AttemptRow
from tests.integration.storage.samples import NOON, Clock, purchase_order, store_order, validate

DEADLINE = NOON + timedelta(seconds=30)


def test_a_part_is_planned_once_and_keeps_its_id(store: Store, clock: Clock) -> None:
    with store.begin() as uow:
        order_id = store_order(uow).order_id
        planned = uow.postings.plan(order_id, "")
        uow.postings.set_state(planned.id, PostingState.ATTEMPTED, now=DEADLINE)
    clock.now = DEADLINE
    with store.begin() as uow:
        again = uow.postings.plan(order_id, "")
        other = uow.postings.plan(order_id, "store 2")
        assert (again, other) == uow.postings.of_order(order_id)
        assert again == uow.postings.get(planned.id)
    assert planned.id == again.id != other.id
    assert (PostingState.PLANNED, PostingState.ATTEMPTED) == (planned.state, again.state)
    assert (NOON, DEADLINE) == (again.planned_at, again.updated_at)


def test_a_reference_of_the_erp_is_kept_with_posting_and_order(store: Store) -> None:
    with store.begin() as uow:
        order_id = store_order(uow).order_id
        posting_id = uow.postings.plan(order_id).id
        uow.postings.set_state(posting_id, PostingState.DRAFT, erp_reference="SO-1", now=NOON)
        uow.postings.set_state(posting_id, PostingState.RELEASED, now=NOON)
        row = uow.postings.get(posting_id)
        assert (PostingState.RELEASED, "SO-1") == (row.state, row.erp_reference)
        assert uow.orders.get(order_id).erp_reference == "SO-1"


def test_a_part_keeps_its_lines_what_is_sent_of_them_and_when_it_was_found_posted(store: Store) -> None:
    with store.begin() as uow:
        posting_id = uow.postings.plan(store_order(uow).order_id, "1").id
        uow.postings.set_lines(posting_id, (2, 5), purchase_order())
        planned = uow.postings.get(posting_id)
        assert ((2, 5), purchase_order(), False) == (planned.lines, planned.content, planned.is_posted)
        uow.postings.set_lines(posting_id, (2,), None)
        uow.postings.mark_posted(posting_id, DEADLINE)
        posted = uow.postings.get(posting_id)
        assert ((2,), None, DEADLINE) == (posted.lines, posted.content, posted.posted_at)


def test_an_order_has_the_references_of_all_its_parts_and_is_found_by_each(store: Store) -> None:
    with store.begin() as uow:
        order_id = store_order(uow).order_id
        for part, reference in enumerate(("SO-90017", "SO-90018", "SO-90019"), start=1):
            posting_id = uow.postings.plan(order_id, str(part)).id
            uow.postings.set_state(posting_id, PostingState.RELEASED, erp_reference=reference, now=NOON)
        uow.postings.set_state(posting_id, PostingState.ABANDONED, erp_reference="SO-90020", now=NOON)
        assert "SO-90017, SO-90018" == uow.orders.get(order_id).erp_reference
    with store.begin() as uow:
        assert [order_id, order_id] == [uow.search.find(text)[0].order_id for text in ("so-90017", "90018")]
        validate(uow, order_id)
        assert [order_id, order_id] == [uow.search.find(text)[0].order_id for text in ("so-90017", "90018")]


def test_ten_parts_come_in_their_sequence(store: Store) -> None:
    with store.begin() as uow:
        order_id = store_order(uow).order_id
        for part in range(1, 12):
            uow.postings.plan(order_id, str(part))
        assert [str(part) for part in range(1, 12)] == [row.part for row in uow.postings.of_order(order_id)]


def test_an_attempt_number_is_used_once(store: Store) -> None:
    with store.begin() as uow:
        posting_id = uow.postings.plan(store_order(uow).order_id).id
        uow.postings.record_attempt(posting_id, 2, "digest 2", DEADLINE, DEADLINE)
        uow.postings.record_attempt(posting_id, 1, "digest 1", NOON, DEADLINE)
        first, second = uow.postings.attempts(posting_id)
    assert AttemptRow(posting_id, 1, "digest 1", NOON, DEADLINE) == first
    assert second.attempt_no == 2
    with pytest.raises(Conflict), store.begin() as uow:
        uow.postings.record_attempt(posting_id, 1, "digest", NOON, DEADLINE)


def test_an_unknown_posting_is_not_found(store: Store) -> None:
    with store.begin() as uow:
        with pytest.raises(NotFound):
            uow.postings.get(PostingId("none"))
        with pytest.raises(NotFound):
            uow.postings.set_state(PostingId("none"), PostingState.DRAFT, now=NOON)
