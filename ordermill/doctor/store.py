"""What the database holds, or lacks, for orders to be checked and decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.daemon.health import OVERDUE
from ordermill.doctor import replies
from ordermill.doctor.check import Check, State
from orders.errors import OrdermillError
from orders.reference import Loaded
from pipeline.granting import granted
from storage.reference.layers import loaded_kinds

STALE_AFTER = timedelta(days=7)


def all_of(application: Application) -> Iterator[Check]:
    """Nothing more when the tables are not those of this version."""
    try:
        application.store.check_schema()
    except OrdermillError as error:
        yield Check("database", State.BROKEN, str(error))
        return
    yield Check("database", State.GOOD, "answers, and its tables are those of this version.")
    yield _reference(application)
    yield from _unknown_customers(application)
    yield from _auto(application)
    yield _accounts(application)
    yield from _overdue(application)
    yield from replies.overdue(application)


def _reference(application: Application) -> Check:
    with application.store.read() as uow:
        current = uow.snapshots.current()
    if current is None:
        return Check("reference data", State.BROKEN, "none is loaded: run `ordermill reference import DIR`.")
    age = now() - current.imported_at
    loaded = loaded_kinds(current.layers)
    rows = ", ".join(f"{kind} {one.rows} (of {one.as_of:%Y-%m-%d})" for kind, one in loaded.items())
    message = f"snapshot {current.number}, {age.days} days old: {rows}."
    if old := _too_old(application, loaded):
        return Check("reference data", State.WEAK, f"{message} Older than the policy allows: {old}. Import it anew.")
    if age > STALE_AFTER:
        return Check("reference data", State.WEAK, f"{message} Import a newer export.")
    return Check("reference data", State.GOOD, message)


def _too_old(application: Application, loaded: Mapping[str, Loaded]) -> str:
    """The kinds of data that hold orders for their age, each with its date."""
    try:
        allowed = application.policies().default.oldest_reference_days
    except OrdermillError:
        # Told by the check of the policy.
        return ""
    today = now().date()
    days = {kind: loaded[kind].as_of.date() for kind in allowed if kind in loaded}
    return ", ".join(f"{kind} of {day}" for kind, day in days.items() if (today - day).days > allowed[kind])


def _unknown_customers(application: Application) -> Iterator[Check]:
    try:
        named = application.policies().customers
    except OrdermillError:
        # Told by the check of the policy.
        return
    with application.store.read() as uow:
        reference = uow.reference()
        unknown = [number for number in named if reference.has("customers") and reference.customer(number) is None]
    if unknown:
        numbers = ", ".join(sorted(unknown))
        message = f"[policy.customers] names {numbers}, which the reference data does not have. Correct the number."
        yield Check("policy", State.WEAK, message)


def _auto(application: Application) -> Iterator[Check]:
    """Whether what the settings ask for acts."""
    try:
        policies = application.policies()
    except OrdermillError:
        # Told by the check of the policy.
        return
    with application.store.read() as uow:
        found = granted(uow, policies)
    if found.waiting:
        message = (
            f'mode "auto" is set for {_named(found.waiting)} and nobody confirmed it: a person confirms each order '
            "until a supervisor does so on the page Knowledge, or `ordermill knowledge confirm` is called."
        )
        yield Check("auto", State.WEAK, message)
    if found.acting:
        yield Check("auto", State.GOOD, f"clean orders of {_named(found.acting)} post by themselves, as was confirmed.")


def _named(customers: Sequence[str]) -> str:
    return ", ".join(customer or "all customers" for customer in customers)


def _accounts(application: Application) -> Check:
    with application.store.read() as uow:
        active = [user for user in uow.users.list() if user.active]
    if not active:
        return Check("accounts", State.BROKEN, "nobody may sign in: run `ordermill users add NAME --role supervisor`.")
    return Check("accounts", State.GOOD, f"{len(active)} may sign in.")


def _overdue(application: Application) -> Iterator[Check]:
    with application.store.read() as uow:
        due = uow.work.next_due_at()
    if due is not None and now() - due > OVERDUE:
        message = f"some is due since {due:%Y-%m-%d %H:%M} UTC. Start `ordermill run`, or read its log if it runs."
        yield Check("work", State.WEAK, message)
