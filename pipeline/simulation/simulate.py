"""Validates orders of the past again under another policy or snapshot. Reads only.

An order is validated with the rules of today and the proposal. Where that comes out as the order stands, it is none of
those that the proposal changes. Else the order is validated with the policy, snapshot, knowledge and day of its last
validation, too, and compared with that: so nothing but the proposal makes a difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from orders.errors import Misconfigured
from orders.findings import FindingCode
from orders.ids import OrderId, SnapshotId
from orders.policy import Policies
from pipeline.edits import with_edits
from pipeline.examination import Conditions, Examined, beginning_of, examine
from pipeline.simulation.effects import Effect, Standing, Tried, changed, difference, effect, standing
from pipeline.simulation.past_conditions import PastConditions, conditions_now
from storage.database import Store
from storage.past_orders import PastOrder
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork
from validation.rule import Rule
from validation.validate import holding

BATCH = 200
"""Orders to one unit of work: what they share of the reference data is read once, and memory stays level."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is tried; None leaves what each order had. `alone`: as if no person had ever touched an order."""

    policies: Policies | None = None
    snapshot: SnapshotId | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """The orders that something is tried on, and what holds now."""

    store: Store
    rules: Sequence[Rule]
    policies: Policies
    today: date
    since: datetime | None = None

    def count(self) -> int:
        """How many orders there are."""
        with self.store.read() as uow:
            return uow.past_orders.count(since=self.since)


def simulate(past: Past, proposal: Proposal) -> Iterator[Tried]:
    """Each order with what the proposal would have made of it. Raises Misconfigured where its snapshot is not there."""
    after = OrderId("")
    while True:
        with past.store.read() as uow:
            then = PastConditions(uow, conditions_now(uow, past.rules, past.policies, past.today))
            _must_be_there(uow, proposal)
            page = uow.past_orders.page(after, BATCH, since=past.since)
            tried = [_tried(then, order, proposal) for order in page]
        if not tried:
            return
        yield from tried
        after = tried[-1].order_id


def _must_be_there(uow: UnitOfWork, proposal: Proposal) -> None:
    try:
        uow.reference(proposal.snapshot)
    except LookupError as error:
        raise Misconfigured(f"{error}. `ordermill reference list` shows those there are.") from error


def _tried(then: PastConditions, past: PastOrder, proposal: Proposal) -> Tried:
    row, uow = past.row, then.uow
    try:
        read = (row.reading, {}) if proposal.alone else with_edits(row, uow.decisions.of_order(row.id))
    except ValueError:
        return _told(then, past, Effect.UNTRIED)
    beginning = beginning_of(uow, row, read)
    own = then.of(row)
    accepted = frozenset() if proposal.alone else row.accepted
    after = _standing(examine(uow, beginning, _proposed(then, own, proposal)), accepted)
    if not proposal.alone and after == _as_it_stands(row):
        return _told(then, past, Effect.NONE)
    return _compared(then, past, _standing(examine(uow, beginning, own), accepted), after)


def _as_it_stands(row: OrderRow) -> Standing:
    return Standing(row.order, row.resolutions.get("customer"), holding(row.findings, row.accepted))


def _proposed(then: PastConditions, own: Conditions, proposal: Proposal) -> Conditions:
    if proposal.policies is not None:
        own = replace(own, policies=proposal.policies)
    if proposal.snapshot is not None:
        own = replace(own, reference=then.reference(proposal.snapshot))
    return own


def _standing(examined: Examined, accepted: frozenset[str]) -> Standing:
    return standing(examined.validation, examined.findings, accepted)


def _compared(then: PastConditions, past: PastOrder, before: Standing, after: Standing) -> Tried:
    posted = past.row.order if past.is_posted else None
    found = effect(before, after, posted)
    went, came = before.codes - after.codes, after.codes - before.codes
    tried = _told(then, past, found, came if found is Effect.HELD else went)
    if found is not Effect.POSTED_DIFFERENTLY:
        return tried
    return replace(tried, difference=difference(after, posted), changed=changed(after, posted))


def _told(then: PastConditions, past: PastOrder, found: Effect, codes: frozenset[FindingCode] = frozenset()) -> Tried:
    row = past.row
    return Tried(
        order_id=row.id,
        po_number=row.po_number,
        customer=row.customer,
        customer_name=row.customer_name,
        is_posted=past.is_posted,
        is_on_current=row.snapshot in then.pruned,
        effect=found,
        codes=codes,
        value=row.value,
        currency=row.currency,
    )
