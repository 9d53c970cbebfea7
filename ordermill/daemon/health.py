"""What `/healthz` says: whether the database answers, sources are polled, work moves and no thread broke."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from exceptions_queue.services import Health
from orders.errors import OrdermillError
from pipeline.enduring import Enduring
from pipeline.schedule import Poller, Schedule
from storage.database import Store

OVERDUE = timedelta(minutes=10)
"""Work that was due for so long, or a source silent for so long, means that something does not run."""


def health_of(store: Store, schedule: Schedule, now: datetime, steps: Iterable[Enduring] = ()) -> Health:
    """Healthy only if every check is; each says in words how it fares. Of the `steps` those that broke are told."""
    checks = {"database": _database(store, now)}
    checks |= {step.name: (step.fault, False) for step in steps if step.fault}
    if schedule.holds_lock:
        checks |= {f"source {name}": _source(poller, now) for name, poller in schedule.pollers.items()}
    else:
        checks["sources"] = ("stands by: another process polls", True)
    return Health(
        ok=all(ok for _, ok in checks.values()),
        checks={name: message for name, (message, _) in checks.items()},
    )


def _database(store: Store, now: datetime) -> tuple[str, bool]:
    try:
        with store.read() as uow:
            due = uow.work.next_due_at()
    except OrdermillError as error:
        return str(error), False
    if due is not None and now - due > OVERDUE:
        return f"work is due since {due:%Y-%m-%d %H:%M} UTC and is not carried out", False
    return "answers, and no work is overdue", True


def _source(poller: Poller, now: datetime) -> tuple[str, bool]:
    if poller.last is not None and poller.last.fault:
        silent = poller.last_success is None or now - poller.last_success > OVERDUE
        return f"failed {poller.failures} times: {poller.last.fault}", not silent
    if poller.last is not None and poller.last.unsettled:
        return f"is polled; {poller.last.unsettled} that are safe here could not be marked there, see the log", True
    return "is polled", True
