"""An answer is written once and its number given once, whoever writes at the same time."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from orders.answer_types import AnswerType
from orders.findings import FindingCode
from orders.ids import OrderId, WorkId, new_id
from orders.stages import Outcome, Subject
from storage.database import Store
from storage.errors import Conflict, NotFound
from storage.queue import Reasons
from storage.replies import NewReply, ReplyRow, Written
from storage.unit_of_work import UnitOfWork
from tests.integration.storage.samples import NOON, finding, reading, store_order, validate

LATER = NOON + timedelta(hours=4)
WRITTEN = Written(b"UNB+...", "CONTRL_acme_000000001.edi", "1", "accepted", test=False)


def due(uow: UnitOfWork, **differing: object) -> NewReply:
    """The confirmation of a new order, which nobody has triggered yet."""
    order_id = store_order(uow, key=new_id()).order_id
    document_id = uow.orders.get(order_id).document_id
    return replace(NewReply(AnswerType.ORDRSP, document_id, "acme", NOON, LATER, order_id), **differing)  # type: ignore[arg-type] # by the name of a field


def test_numbers_have_no_gap_and_no_repeat_between_the_same_two(store: Store) -> None:
    with store.begin() as uow:
        numbers = [uow.control_numbers.next("us", "acme", "CONTRL") for _ in range(3)]
        other = uow.control_numbers.next("us", "other", "CONTRL")
    assert [1, 2, 3] == numbers
    assert 1 == other


def test_a_number_whose_transaction_was_rolled_back_is_given_again(store: Store) -> None:
    def interrupted() -> None:
        with store.begin() as uow:
            uow.control_numbers.next("us", "acme", "CONTRL")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with store.begin() as uow:
        assert 1 == uow.control_numbers.next("us", "acme", "CONTRL")


def test_many_at_once_get_each_number_once(store: Store) -> None:
    given: list[int] = []
    start = threading.Barrier(8)

    def take() -> None:
        start.wait()
        for turn in range(5):
            try:
                with store.begin() as uow:
                    number = uow.control_numbers.next("us", "acme", "CONTRL")
                    if turn == 2:
                        raise InterruptedError
                given.append(number)
            except InterruptedError:
                pass

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(range(1, 33)) == sorted(given)


def test_after_the_largest_number_comes_one_again(store: Store) -> None:
    with store.begin() as uow:
        uow.control_numbers.next("us", "acme", "CONTRL")
        uow.connection.exec_driver_sql("UPDATE control_numbers SET last = 999999999")
        assert 1 == uow.control_numbers.next("us", "acme", "CONTRL")


def test_what_was_written_never_changes(store: Store) -> None:
    with store.begin() as uow:
        reply_id = uow.replies.add(due(uow))
        assert reply_id
        uow.replies.write(reply_id, WRITTEN, NOON)
        with pytest.raises(NotFound):
            uow.replies.write(reply_id, replace(WRITTEN, body=b"other", file_name="other"), NOON)
        row = uow.replies.get(reply_id)
        assert (b"UNB+...", "1", "accepted", NOON) == (
            uow.replies.body(reply_id), row.number, row.said, row.written_at,
        )  # fmt: skip


def test_an_awaited_answer_is_triggered_once(store: Store) -> None:
    with store.begin() as uow:
        new = due(uow)
        reply_id = uow.replies.add(new)
        assert new.order_id
        assert reply_id == uow.replies.trigger(new.order_id, AnswerType.ORDRSP, "confirmed")
        assert uow.replies.trigger(new.order_id, AnswerType.ORDRSP, "confirmed") is None
        assert uow.replies.add(replace(new, occasion="confirmed")) is None
        assert uow.replies.add(replace(new, occasion="decision")) is not None
        assert 0 == uow.replies.waive(new.order_id, "the order is a copy")
    assert ["confirmed", "decision"] == sorted(row.occasion for row in _of(store, new.order_id))


def test_nothing_that_was_waived_is_triggered_or_overdue(store: Store) -> None:
    with store.begin() as uow:
        new = due(uow)
        uow.replies.add(new)
        assert new.order_id
        assert 1 == uow.replies.waive(new.order_id, "the order is a copy")
        assert uow.replies.trigger(new.order_id, AnswerType.ORDRSP, "confirmed") is None
        assert 0 == uow.replies.overdue(LATER + timedelta(days=1))


def test_the_same_bytes_have_one_first_answer(store: Store) -> None:
    with store.begin() as uow:
        new = due(uow, order_id=None, first_for="acme|CONTRL|digest|0", type=AnswerType.CONTRL)
        first = uow.replies.add(new)
        assert first == uow.replies.first_for("acme|CONTRL|digest|0")
    with pytest.raises(Conflict), store.begin() as uow:
        uow.replies.add(replace(due(uow), order_id=None, first_for="acme|CONTRL|digest|0"))


def test_an_overdue_answer_is_told_once_and_counted_until_it_is_sent(store: Store) -> None:
    with store.begin() as uow:
        reply_id = uow.replies.add(due(uow))
        assert reply_id
        assert () == uow.replies.newly_overdue(LATER)
        (told,) = uow.replies.newly_overdue(LATER + timedelta(seconds=1))
        assert reply_id == told.id
        assert () == uow.replies.newly_overdue(LATER + timedelta(hours=1))
        assert 1 == uow.replies.overdue(LATER + timedelta(hours=1))
        uow.replies.mark_sent(reply_id, LATER)
        assert 0 == uow.replies.overdue(LATER + timedelta(hours=1))


def test_what_is_open_is_listed_by_when_it_is_due_with_how_its_work_fares(store: Store) -> None:
    with store.begin() as uow:
        late = uow.replies.add(due(uow, due_at=LATER + timedelta(hours=1)))
        soon = uow.replies.add(due(uow))
        sent = uow.replies.add(due(uow))
        assert late
        assert soon
        assert sent
        uow.replies.mark_sent(sent, NOON)
        uow.work.add(Subject.REPLY, soon, NOON, outcome=Outcome.HELD, reason="no profile")
    with store.read() as uow:
        rows = uow.replies.listed(open_only=True)
        assert [(soon, Outcome.HELD, "no profile"), (late, None, "")] == [
            (row.id, row.outcome, row.reason) for row in rows
        ]
        assert (2, 3) == (uow.replies.count(open_only=True), uow.replies.count())


def held_answer(uow: UnitOfWork, new: NewReply) -> WorkId:
    reply_id = uow.replies.add(new)
    assert reply_id
    return uow.work.add(Subject.REPLY, reply_id, NOON, outcome=Outcome.HELD, reason="no profile")


def test_a_held_answer_stands_in_the_queue_with_the_order_it_answers(store: Store) -> None:
    with store.begin() as uow:
        answered = store_order(uow, read_order=reading("XK-77"))
        validate(uow, answered.order_id, finding())
        new = NewReply(AnswerType.ORDRSP, answered.document.id, "acme", NOON, LATER, answered.order_id)
        work_id = held_answer(uow, new)
        other = held_answer(uow, due(uow))
    with store.read() as uow:
        (row,) = uow.queue.held(search="xk-77")
        assert (work_id, new.document_id, new.order_id) == (row.work_id, row.document_id, row.order_id)
        assert ("XK-77", "C-100", "Muster GmbH", "orders.edi") == (
            row.po_number,
            row.customer,
            row.customer_name,
            row.name,
        )
        assert [other] == [row.work_id for row in uow.queue.held(search="po-4711")]
        assert {work_id, other} == {row.work_id for row in uow.queue.held(search="orders.edi")}
        assert (1, 0) == (uow.queue.count(search="xk-77"), uow.queue.count(search="nothing"))
        family = {"other": Reasons((FindingCode.NO_PARSER,), or_none=True)}
        assert {"other": 1} == uow.queue.counts(family, search="xk-77")


def test_a_held_answer_to_an_interchange_is_found_by_its_document(store: Store) -> None:
    with store.begin() as uow:
        document_id = store_order(uow, name="march.edi").document.id
        work_id = held_answer(uow, NewReply(AnswerType.CONTRL, document_id, "acme", NOON, LATER))
    with store.read() as uow:
        (row,) = uow.queue.held(search="march")
        assert (work_id, document_id, None, "march.edi") == (row.work_id, row.document_id, row.order_id, row.name)
        assert 0 == uow.queue.count(search="april")


def test_an_answer_is_named_by_the_first_letters_of_its_id(store: Store) -> None:
    with store.begin() as uow:
        one, *_ = sorted(filter(None, (uow.replies.add(due(uow)) for _ in range(3))))
        assert (one,) == uow.replies.beginning(one[:12])
        assert (one, 2) == (uow.replies.beginning("")[0], len(uow.replies.beginning("")))
        assert () == uow.replies.beginning("%")


def test_the_number_of_the_answer_before_is_known(store: Store) -> None:
    with store.begin() as uow:
        new = due(uow, occasion="confirmed")
        reply_id = uow.replies.add(new)
        assert reply_id
        assert new.order_id
        assert "" == uow.replies.number_before(new.order_id, AnswerType.ORDRSP)
        uow.replies.write(reply_id, WRITTEN, NOON)
        assert "1" == uow.replies.number_before(new.order_id, AnswerType.ORDRSP)
        assert "" == uow.replies.number_before(new.order_id, AnswerType.APERAK)


def _of(store: Store, order_id: OrderId) -> tuple[ReplyRow, ...]:
    with store.read() as uow:
        return uow.replies.of_order(order_id)
