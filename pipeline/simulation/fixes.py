"""Which few changes would release the most orders that wait. Reads only.

Orders are grouped by the one change that each needs; then the change is tried on them, as a simulation tries a policy.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from orders.findings import FindingCode, Severity
from orders.ids import OrderId
from orders.knowledge import Knowledge, KnowledgeKind
from orders.policy import Mode, Policies
from orders.reference import KnowledgeBase
from pipeline.edits import with_edits
from pipeline.examination import Conditions, beginning_of, examine
from pipeline.simulation.effects import standing
from pipeline.simulation.needs import Need, NeedKind, need_of
from pipeline.simulation.past_conditions import conditions_now
from pipeline.simulation.simulate import BATCH, Past
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork
from validation.validate import holding

EXAMPLES = 3
"""So many orders of a fix are named."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One change with the orders that it would release, of those that need nothing else.

    `is_tried`: the change was tried on each of them; else nobody can say what the lesson would be, and `released` is
    how many wait for it alone. `values` has their sum by currency.
    """

    need: Need
    customer_name: str
    released: int
    values: Mapping[str, Decimal]
    is_tried: bool
    examples: tuple[str, ...]
    """PO numbers of a few of them."""


@dataclass(slots=True)
class _Group:
    """Orders that need the same."""

    customer_name: str = ""
    orders: list[tuple[OrderId, Need]] = field(default_factory=list)

    def need(self) -> Need:
        """With the suggestion made most often, and of tolerances the least that is enough for four of five."""
        suggestions = Counter(need.suggestion for _, need in self.orders if need.suggestion)
        levels = sorted(need.level for _, need in self.orders)
        first = self.orders[0][1]
        suggestion = max(suggestions, key=lambda text: (suggestions[text], text)) if suggestions else ""
        enough = levels[(len(levels) * 4 + 4) // 5 - 1]
        return replace(first, suggestion=suggestion, level=enough)


def best_fixes(past: Past, most: int) -> tuple[Fix, ...]:
    """The changes that release the most orders, the most valuable first among equals."""
    groups = sorted(_groups(past), key=lambda group: -len(group.orders))
    # Some release fewer than wait for them, so a few more are tried than are asked for.
    fixes = (_fix(past, group) for group in groups[: 2 * most])
    ranked = sorted(fixes, key=lambda fix: (-fix.released, -sum(fix.values.values()), fix.need.about))
    return tuple(fix for fix in ranked if fix.released)[:most]


def _groups(past: Past) -> Sequence[_Group]:
    groups: dict[tuple[NeedKind, str, str], _Group] = {}
    after = OrderId("")
    while True:
        with past.store.read() as uow:
            page = uow.past_orders.page(after, BATCH, since=past.since, held=True)
            waiting = [(order.row.id, order.row.customer_name, _need(uow, order.row)) for order in page]
        for order_id, name, need in waiting:
            if need is not None:
                group = groups.setdefault(need.about, _Group(name if need.customer else ""))
                group.orders.append((order_id, need))
        if not waiting:
            return tuple(groups.values())
        after = waiting[-1][0]


def _need(uow: UnitOfWork, row: OrderRow) -> Need | None:
    try:
        reading, _ = with_edits(row, uow.decisions.of_order(row.id) if row.changes else ())
    except ValueError:
        # What people changed in it cannot be made again: no lesson lets it go.
        return None
    return need_of(reading, row.customer, holding(row.findings, row.accepted))


def _fix(past: Past, group: _Group) -> Fix:
    need = group.need()
    is_tried = need.kind not in _LESSONS or bool(need.suggestion)
    released, sums, examples = 0, dict[str, Decimal](), list[str]()
    # Those that only wait to be confirmed have no doubt that could stay.
    trial = need if is_tried and need.kind is not NeedKind.AUTO else None
    for worth in _released(past, group, trial):
        released += 1
        examples += [worth.po_number] if len(examples) < EXAMPLES else []
        sums[worth.currency] = sums.get(worth.currency, Decimal(0)) + worth.value
    return Fix(need, group.customer_name, released, sums, is_tried, tuple(examples))


@dataclass(frozen=True, slots=True)
class _Worth:
    po_number: str
    value: Decimal
    currency: str

    @classmethod
    def of(cls, row: OrderRow) -> "_Worth":
        return cls(row.po_number, row.value or Decimal(0), row.currency)


def _released(past: Past, group: _Group, tried: Need | None) -> "Iterator[_Worth]":
    """The orders of the group that the change lets go; all of them where nobody can try it."""
    for start in range(0, len(group.orders), BATCH):
        with past.store.read() as uow:
            now = conditions_now(uow, past.rules, past.policies, past.today)
            changed = _changed(now, tried) if tried is not None else None
            rows = (uow.orders.get(order_id) for order_id, _ in group.orders[start : start + BATCH])
            let_go = [_Worth.of(row) for row in rows if changed is None or _goes(uow, row, changed)]
        yield from let_go


def _goes(uow: UnitOfWork, row: OrderRow, conditions: Conditions) -> bool:
    """Whether nothing in the order is doubtful any more; whether a person confirms it is another matter."""
    beginning = beginning_of(uow, row, with_edits(row, uow.decisions.of_order(row.id)))
    examined = examine(uow, beginning, conditions)
    return not standing(examined.validation, examined.findings, row.accepted).doubts


_LESSONS: Mapping[NeedKind, KnowledgeKind] = {
    NeedKind.ITEM: KnowledgeKind.ITEM,
    NeedKind.UNIT: KnowledgeKind.UNIT,
    NeedKind.SHIP_TO: KnowledgeKind.SHIP_TO,
    NeedKind.SENDER: KnowledgeKind.SENDER,
}


def _changed(now: Conditions, need: Need) -> Conditions:
    if need.kind in _LESSONS:
        return replace(now, knowledge=_Supposed(now.knowledge, need))
    return replace(now, policies=_with_policy(now.policies, need))


def _with_policy(policies: Policies, need: Need) -> Policies:
    own = policies.of(need.customer)
    match need.kind:
        case NeedKind.PRICE_TOLERANCE:
            own = own.model_copy(update={"price_tolerance_percent": max(need.level, own.price_tolerance_percent)})
        case NeedKind.SEVERITY:
            lowered = {**own.severities, FindingCode(need.subject): Severity.NOTE}
            own = own.model_copy(update={"severities": lowered})
        case _:
            own = own.model_copy(update={"mode": Mode.AUTO})
    return policies.model_copy(update={"customers": {**policies.customers, need.customer: own}})


@dataclass(frozen=True, slots=True)
class _Supposed:
    """What people taught, and one lesson more."""

    taught: KnowledgeBase
    need: Need

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        if (kind, customer, key) != (_LESSONS[self.need.kind], self.need.customer, self.need.subject):
            return self.taught.find(kind, customer, key)
        return Knowledge(
            id="",
            revision=0,
            kind=kind,
            customer=customer,
            key=key,
            value=self.need.suggestion,
            author="",
            taught_at=datetime.min.replace(tzinfo=UTC),
        )
