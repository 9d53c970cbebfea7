"""What a backfill counts, on both databases."""

from datetime import timedelta

from orders.findings import FindingCode
from orders.stages import Outcome, Stage, Subject
from storage.database import Store
from storage.standing import OfCustomer, Range
from tests.integration.storage.samples import NOON, arrival, document, finding, store_order

DROP = Range("drop")


def hold(store: Store, key: str, *codes: FindingCode) -> None:
    """An order that is held for these reasons."""
    with store.begin() as uow:
        stored = store_order(uow, key, outcome=Outcome.HELD, name=f"{key}.pdf")
        uow.findings.store(Subject.ORDER, stored.order_id, [finding(code) for code in codes])


def test_everything_that_came_of_the_arrivals_is_counted_by_outcome(store: Store) -> None:
    hold(store, "a", FindingCode.PRICE_DIFFERS)
    with store.begin() as uow:
        store_order(uow, "b", outcome=Outcome.DONE)
        came = arrival("c")
        uow.arrivals.add(came)
        uow.work.add(Subject.ARRIVAL, came.id, NOON, stage=Stage.UNPACKED, outcome=Outcome.DONE)
        part = document(came)
        uow.documents.add(part)
        uow.documents.set_aside(part.id, "a drawing")
        other = arrival("d", source="mailbox")
        uow.arrivals.add(other)
    with store.read() as uow:
        assert 3 == uow.standing.arrivals(DROP)
        assert {
            (Subject.ARRIVAL, Outcome.DONE): 3,
            (Subject.DOCUMENT, Outcome.DONE): 2,
            (Subject.DOCUMENT, Outcome.SET_ASIDE): 1,
            (Subject.ORDER, Outcome.HELD): 1,
            (Subject.ORDER, Outcome.DONE): 1,
        } == uow.standing.counts(DROP)


def test_a_range_has_both_its_days(store: Store) -> None:
    hold(store, "a", FindingCode.PRICE_DIFFERS)
    day = NOON.date()
    with store.read() as uow:
        assert 1 == uow.standing.arrivals(Range("drop", day, day))
        assert 0 == uow.standing.arrivals(Range("drop", day + timedelta(days=1), None))
        assert 0 == uow.standing.arrivals(Range("drop", None, day - timedelta(days=1)))


def test_reasons_are_counted_with_one_example_that_belongs_together(store: Store) -> None:
    hold(store, "b", FindingCode.PRICE_DIFFERS, FindingCode.REVIEW_MODE)
    hold(store, "a", FindingCode.PRICE_DIFFERS)
    with store.begin() as uow:
        came = arrival("c")
        uow.arrivals.add(came)
        uow.documents.add(part := document(came, name="plan.dwg"))
        uow.documents.set_aside(part.id, "a drawing")
    with store.read() as uow:
        found = uow.standing.reasons(DROP)
    shown = {
        (reason.code or reason.words, reason.outcome, reason.count, reason.example, reason.name) for reason in found
    }
    assert {
        (FindingCode.PRICE_DIFFERS, Outcome.HELD, 2, "a", "a.pdf"),
        (FindingCode.REVIEW_MODE, Outcome.HELD, 1, "b", "b.pdf"),
        ("a drawing", Outcome.SET_ASIDE, 1, "c", "plan.dwg"),
    } == shown
    assert 2 == found[0].count


def test_orders_held_for_one_reason_only_are_told_from_those_held_for_more(store: Store) -> None:
    hold(store, "a", FindingCode.REVIEW_MODE)
    hold(store, "b", FindingCode.REVIEW_MODE, FindingCode.PRICE_DIFFERS)
    hold(store, "c", FindingCode.PRICE_DIFFERS)
    with store.read() as uow:
        assert 1 == uow.standing.held_only_for(FindingCode.REVIEW_MODE, DROP)


def test_what_is_due_soon_is_running_and_what_waits_longer_is_only_unfinished(store: Store) -> None:
    with store.begin() as uow:
        store_order(uow, "a")
        later = store_order(uow, "b")
        row = uow.work.get(later.work_id)
        (claimed,) = uow.work.claim(NOON, timedelta(seconds=60), 1, only=later.work_id)
        assert uow.work.finish(
            later.work_id,
            stage=row.stage,
            claim_no=claimed.claim_no,
            to_stage=row.stage,
            outcome=Outcome.RETRYING,
            now=NOON,
            next_attempt_at=NOON + timedelta(minutes=10),
            attempts=1,
        )
    with store.read() as uow:
        assert 2 == uow.standing.unfinished(DROP)
        assert 1 == uow.standing.running(DROP, NOON + timedelta(minutes=1))
        assert 2 == uow.standing.running(DROP, NOON + timedelta(minutes=11))


def test_customers_are_told_apart_by_how_many_of_their_orders_are_clean(store: Store) -> None:
    hold(store, "a", FindingCode.REVIEW_MODE)
    hold(store, "b", FindingCode.REVIEW_MODE, FindingCode.PRICE_DIFFERS)
    with store.begin() as uow:
        store_order(uow, "c", outcome=Outcome.DONE)
        store_order(uow, "d", outcome=Outcome.DUPLICATE)
    with store.read() as uow:
        assert (OfCustomer("", "", 3, 2),) == uow.standing.customers(DROP)
