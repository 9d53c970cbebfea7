"""Leases: who works on a subject, for how long, and how a worker that lost its subject is kept from writing.

A claim is taken by raising the row's `claim_no` and runs out at `claimed_until`. While a stage runs, one thread of the
process renews all its claims. Whoever holds the row's current number may write; a worker that was thought dead, or
whose subject a person decided on, finds its number outdated and its transaction is rolled back.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from orders.errors import OrdermillError, Retryable
from pipeline.enduring import Enduring
from storage.database import Store
from storage.rows import WorkRow
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger()


class LostClaim(OrdermillError):
    """Another worker or a person took this subject over; what this worker did is rolled back. Nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Lease:
    """How long a claim lasts, and how often it is renewed. The longest call to an ERP must be shorter than `length`."""

    length: timedelta = timedelta(seconds=120)
    beat: timedelta = timedelta(seconds=30)


class Claim:
    """The right to write one subject, until `until` unless renewed."""

    def __init__(self, row: WorkRow, until: datetime, lease: Lease) -> None:
        self.row = row
        self.until = until
        self._lease = lease

    def fence(self, uow: UnitOfWork, now: datetime) -> None:
        """Make sure, inside a transaction, that the claim is still ours; it is renewed. Raises LostClaim."""
        until = now + self._lease.length
        if not uow.work.renew(self.row.id, self.row.claim_no, until):
            raise LostClaim
        self.until = until

    def progressed(self) -> None:
        """Something was brought about for good: what failed before it counts no more."""
        self.row = replace(self.row, attempts=0)

    def ensure(self, store: Store, now: datetime, needed: timedelta) -> None:
        """Raise LostClaim unless the claim is ours and outlasts a call that takes `needed`.

        To be asked right before a call with effects outside: no transaction can roll that call back.
        """
        if self.until - now <= needed:
            raise LostClaim
        with store.read() as uow:
            current = uow.work.get(self.row.id)
        # A claim that was taken back keeps its number until somebody else claims the row.
        if current.claim_no != self.row.claim_no or current.claimed_until is None:
            raise LostClaim


class Claims:
    """The claims of this process, and the thread that renews them. The thread ends when there is nothing to renew.

    `renewal` is what the thread does; were it to end for a fault, every claim of the process would run out.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], lease: Lease) -> None:
        self.lease = lease
        self.renewal = Enduring("renewal of claims", self.renew_due)
        self._store = store
        self._clock = clock
        self._kept: dict[tuple[str, int], Claim] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def keep(self, row: WorkRow) -> Claim:
        """Renew the claim on this row, which was just taken, until it is dropped."""
        claim = Claim(row, row.claimed_until or self._clock() + self.lease.length, self.lease)
        with self._lock:
            self._kept[(row.id, row.claim_no)] = claim
            if self._thread is None:
                self._thread = threading.Thread(target=self._beat, name="claims", daemon=True)
                self._thread.start()
        return claim

    def drop(self, claim: Claim) -> None:
        """Stop renewing. A claim that is dropped unfinished runs out, and is taken over then."""
        with self._lock:
            self._kept.pop((claim.row.id, claim.row.claim_no), None)

    def kept(self) -> tuple[Claim, ...]:
        """The claims that are renewed now."""
        with self._lock:
            return tuple(self._kept.values())

    def renew_due(self) -> None:
        """Renew what was not renewed for a beat. A fault of the database is logged and tried again at the next beat."""
        now = self._clock()
        due = [claim for claim in self.kept() if claim.until - now < self.lease.length - self.lease.beat / 2]
        try:
            self._renew(due, now)
        except Retryable as fault:
            log.warning("claims.renewal_failed", claims=len(due), reason=str(fault))

    def _renew(self, claims: Sequence[Claim], now: datetime) -> None:
        until = now + self.lease.length
        if not claims:
            return
        with self._store.begin() as uow:
            lost = [claim for claim in claims if not uow.work.renew(claim.row.id, claim.row.claim_no, until)]
        for claim in claims:
            if claim in lost:
                self.drop(claim)
            else:
                claim.until = until

    def _beat(self) -> None:
        pause = threading.Event()
        while True:
            # Nobody sets it: an interruptible sleep in real time, whatever clock the flow is given.
            pause.wait(self.lease.beat.total_seconds())
            self.renewal()
            with self._lock:
                if not self._kept:
                    self._thread = None
                    return
