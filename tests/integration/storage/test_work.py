"""Claims, leases and fences: who lost a claim cannot commit, and what is due is found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from orders.ids import WorkId, new_id
from orders.stages import Outcome, Stage, Subject
from storage.database import Store
from storage.errors import Conflict, NotFound
from storage.rows import WorkRow
from storage.unit_of_work import UnitOfWork
from tests.integration.storage.samples import LEASE, NOON

LATER = NOON + timedelta(hours=1)


def _add(store: Store, *, outcome: Outcome = Outcome.RUNNING) -> WorkId:
    with store.begin() as uow:
        return uow.work.add(Subject.ORDER, new_id(), NOON, outcome=outcome)


def _claim(store: Store, only: WorkId | None = None, *, limit: int = 10) -> tuple[WorkRow, ...]:
    with store.begin() as uow:
        return uow.work.claim(NOON, LEASE, limit, only=only)


def _finish(
    uow: UnitOfWork,
    row: WorkRow,
    *,
    to_stage: Stage = Stage.VALIDATED,
    outcome: Outcome = Outcome.RUNNING,
) -> bool:
    return uow.work.finish(
        row.id, stage=row.stage, claim_no=row.claim_no, to_stage=to_stage, outcome=outcome, now=LATER
    )


def test_a_new_row_stands_at_the_first_stage_and_is_due_at_once(store: Store) -> None:
    work_id = _add(store)
    with store.read() as uow:
        row = uow.work.get(work_id)
        assert uow.work.due_count(NOON) == 1
        assert uow.work.due_count(NOON - timedelta(microseconds=1)) == 0
        assert NOON == uow.work.next_due_at()
        assert row == uow.work.of(Subject.ORDER, row.subject_id)
    assert (Stage.PARSED, Outcome.RUNNING, 0, 1) == (row.stage, row.outcome, row.claim_no, row.version)
    assert (NOON, NOON) == (row.entered_at, row.updated_at)


def test_a_subject_has_one_row(store: Store) -> None:
    with store.begin() as uow:
        uow.work.add(Subject.ORDER, "o1", NOON)
    with pytest.raises(Conflict), store.begin() as uow:
        uow.work.add(Subject.ORDER, "o1", NOON)


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with store.read() as uow:
        with pytest.raises(NotFound):
            uow.work.get(WorkId("none"))
        with pytest.raises(NotFound):
            uow.work.of(Subject.ORDER, "none")


@pytest.mark.parametrize("outcome", [Outcome.HELD, Outcome.WAITING, Outcome.SET_ASIDE, Outcome.DUPLICATE, Outcome.DONE])
def test_what_is_not_for_the_machine_is_never_due(store: Store, outcome: Outcome) -> None:
    work_id = _add(store, outcome=outcome)
    with store.begin() as uow:
        assert uow.work.claim(LATER, LEASE, 10) == ()
        assert uow.work.claim(LATER, LEASE, 10, only=work_id) == ()
        assert uow.work.next_due_at() is None


def test_a_claim_raises_its_number_and_keeps_others_away_until_the_lease_ends(store: Store) -> None:
    work_id = _add(store)
    (row,) = _claim(store)
    assert (work_id, 1, NOON + LEASE) == (row.id, row.claim_no, row.claimed_until)
    assert _claim(store) == ()
    assert _claim(store, only=work_id) == ()
    with store.begin() as uow:
        assert uow.work.expired(NOON) == ()
        assert (work_id,) == tuple(found.id for found in uow.work.expired(NOON + LEASE))
        (again,) = uow.work.claim(NOON + LEASE, LEASE, 10)
    assert again.claim_no == 2


def test_a_limited_claim_takes_what_has_been_due_longest(store: Store) -> None:
    with store.begin() as uow:
        ids = [uow.work.add(Subject.ORDER, str(n), NOON - timedelta(minutes=n)) for n in range(5)]
    assert {ids[4], ids[3]} == {row.id for row in _claim(store, limit=2)}


def test_a_claim_can_be_for_one_row_only(store: Store) -> None:
    _add(store)
    work_id = _add(store)
    assert (work_id,) == tuple(row.id for row in _claim(store, only=work_id))


def test_a_finished_stage_is_written_and_due_for_the_next(store: Store) -> None:
    work_id = _add(store)
    (row,) = _claim(store)
    with store.begin() as uow:
        assert _finish(uow, row)
        after = uow.work.get(work_id)
        assert after.claimed_until is None
        assert LATER == uow.work.next_due_at()
    assert (Stage.VALIDATED, Outcome.RUNNING, 2) == (after.stage, after.outcome, after.version)
    assert (LATER, LATER) == (after.entered_at, after.updated_at)


def test_a_claim_can_be_finished_once(store: Store) -> None:
    _add(store)
    (row,) = _claim(store)
    with store.begin() as uow:
        assert _finish(uow, row, to_stage=row.stage, outcome=Outcome.RETRYING)
    with store.begin() as uow:
        assert not _finish(uow, row, to_stage=row.stage)


def test_a_retry_waits_for_its_time_and_keeps_the_age(store: Store) -> None:
    work_id = _add(store)
    (row,) = _claim(store)
    for attempt in (1, 2):
        with store.begin() as uow:
            assert uow.work.finish(
                work_id,
                stage=row.stage,
                claim_no=attempt,
                to_stage=row.stage,
                outcome=Outcome.RETRYING,
                now=NOON + attempt * timedelta(minutes=1),
                next_attempt_at=LATER,
                attempts=attempt,
                reason="the ERP does not answer",
            )
            after = uow.work.get(work_id)
            assert (attempt, LATER, "the ERP does not answer") == (after.attempts, after.next_attempt_at, after.reason)
            assert uow.work.claim(LATER - timedelta(seconds=1), LEASE, 10) == ()
            assert len(uow.work.claim(LATER, LEASE, 10)) == 1
    # Retrying since the first failure, not since the last.
    assert NOON + timedelta(minutes=1) == after.entered_at


def test_who_lost_the_claim_can_neither_finish_nor_renew(store: Store) -> None:
    work_id = _add(store)
    (mine,) = _claim(store)
    with store.begin() as uow:
        (theirs,) = uow.work.claim(NOON + LEASE, LEASE, 1)
    with store.begin() as uow:
        assert not _finish(uow, mine)
        assert not uow.work.renew(work_id, mine.claim_no, LATER)
        assert uow.work.renew(work_id, theirs.claim_no, LATER)
        assert theirs.claim_no == uow.work.get(work_id).claim_no


def test_a_renewed_lease_ends_later(store: Store) -> None:
    work_id = _add(store)
    (row,) = _claim(store)
    with store.begin() as uow:
        assert uow.work.renew(work_id, row.claim_no, LATER)
        assert uow.work.expired(NOON + LEASE) == ()
        assert uow.work.claim(NOON + LEASE, LEASE, 1) == ()
        assert len(uow.work.expired(LATER)) == 1


def test_a_decision_takes_the_claim_away(store: Store) -> None:
    work_id = _add(store)
    (row,) = _claim(store)
    with store.begin() as uow:
        assert uow.work.decide(
            work_id, row.version, stage=Stage.PARSED, outcome=Outcome.SET_ASIDE, now=LATER, reason="refused"
        )
    with store.begin() as uow:
        assert not _finish(uow, row)
        after = uow.work.get(work_id)
    assert (Outcome.SET_ASIDE, "refused", 2) == (after.outcome, after.reason, after.version)


def test_a_decision_on_an_older_version_is_refused(store: Store) -> None:
    work_id = _add(store, outcome=Outcome.HELD)
    with store.begin() as uow:
        assert uow.work.decide(work_id, 1, stage=Stage.PARSED, outcome=Outcome.RUNNING, now=LATER)
        assert not uow.work.decide(work_id, 1, stage=Stage.PARSED, outcome=Outcome.SET_ASIDE, now=LATER)
        assert uow.work.get(work_id).outcome is Outcome.RUNNING


def test_a_claim_does_not_make_a_persons_view_stale(store: Store) -> None:
    work_id = _add(store)
    _claim(store)
    with store.begin() as uow:
        assert uow.work.decide(work_id, 1, stage=Stage.PARSED, outcome=Outcome.HELD, now=LATER)


def test_counts_say_how_many_stand_where(store: Store) -> None:
    _add(store)
    _add(store)
    _add(store, outcome=Outcome.HELD)
    with store.read() as uow:
        assert {
            (Subject.ORDER, Stage.PARSED, Outcome.RUNNING): 2,
            (Subject.ORDER, Stage.PARSED, Outcome.HELD): 1,
        } == uow.work.counts()


def test_threads_that_claim_at_once_never_take_the_same_row(store: Store) -> None:
    with store.begin() as uow:
        for number in range(60):
            uow.work.add(Subject.ORDER, str(number), NOON)
    start = Barrier(4)

    def take_all() -> list[WorkRow]:
        taken: list[WorkRow] = []
        start.wait()
        while rows := _claim(store, limit=3):
            taken += rows
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [row for future in [pool.submit(take_all) for _ in range(4)] for row in future.result()]
    assert 60 == len(taken) == len({row.id for row in taken})
    assert {1} == {row.claim_no for row in taken}


def test_of_two_threads_with_the_same_row_only_the_holder_of_the_claim_commits(store: Store) -> None:
    """Every claim but the last expired: all try to finish at once, one can, and what it wrote with it stands alone."""
    work_id = _add(store)
    rows: list[WorkRow] = []
    for number in range(6):
        with store.begin() as uow:
            rows += uow.work.claim(NOON + number * LEASE, LEASE, 1, only=work_id)
    start = Barrier(len(rows))

    class Lost(Exception):
        pass

    def finish(row: WorkRow) -> bool:
        start.wait()
        try:
            with store.begin() as uow:
                uow.journal.write(Subject.ORDER, f"by-{row.claim_no}", "order.validated", "machine", {}, LATER)
                if not _finish(uow, row):
                    raise Lost
        except Lost:
            return False
        return True

    with ThreadPoolExecutor(len(rows)) as pool:
        finished = list(pool.map(finish, rows))
    assert [False, False, False, False, False, True] == finished
    with store.read() as uow:
        written = [number for number in range(1, 7) if uow.journal.of(Subject.ORDER, f"by-{number}")]
    assert [6] == written
