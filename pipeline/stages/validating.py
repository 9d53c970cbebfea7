"""An order's reading to resolutions, findings and the typed order; and to its place among the live orders.

The same order through two channels is one order. Which of two copies is live is settled by a unique row, taken in the
fenced commit, so that two workers that validate both at once cannot both win.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from orders.findings import Finding, FindingCode
from orders.ids import OrderId
from orders.order import PurchaseOrder
from orders.policy import Mode
from orders.reading import OrderKind, Read
from orders.reference import KnownOrder
from orders.second_person import waiting_for_another
from orders.severities import SECONDED
from orders.stages import Outcome, Stage
from pipeline.changes.at_validation import note_copy, told_of_their_order, waiting_for
from pipeline.changes.concerning import concerning
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion, codes, retrying
from pipeline.edits import with_edits
from pipeline.examination import Beginning, Conditions, Examined, beginning_of, examine
from pipeline.posting.parts import told_parts
from pipeline.posting.planning import plan_next
from storage.errors import Conflict
from storage.rows import OrderRow, ValidatedWith
from storage.unit_of_work import UnitOfWork
from storage.validated import Validated
from validation.changes.comparison import changed_fields
from validation.copies import changed_copy, doubtful_copy
from validation.validate import holding

_PAUSE = timedelta(seconds=5)
_ABOUT_A_RIVAL = frozenset({FindingCode.DUPLICATE_ORDER, FindingCode.CHANGED_COPY})


def validate_order(flow: Flow, claim: Claim) -> Conclusion:
    """Validate an order as read and as changed by people so far."""
    with flow.store.read() as uow:
        row = uow.orders.get(OrderId(claim.row.subject_id))
        # A new order has none, and need not be asked for them.
        postings = uow.postings.of_order(row.id) if row.validated_with else ()
        beginning = beginning_of(uow, row, with_edits(row, uow.decisions.of_order(row.id)), postings)
        if beginning.unfinished:
            return _waiting(flow, claim, beginning)
        today, known_until = flow.clock().date(), uow.journal.last_position()
        historic = uow.arrivals.get(row.arrival_id).historic
        policies = flow.policies_now(uow, historic=historic)
        conditions = Conditions(flow.rules, policies, uow.reference(), uow.knowledge, today)
        found = examine(uow, beginning, conditions)
    return lambda uow: _conclude(uow, found, _Noted(known_until, flow.program, today, flow.clock()))


@dataclass(frozen=True, slots=True)
class _Noted:
    """With what an order was validated, as far as the order itself does not say."""

    known_until: int
    program: str
    today: date
    at: datetime


def _waiting(flow: Flow, claim: Claim, beginning: Beginning) -> Conclusion:
    """Until every part of the arrival was read: another one may say something about this order."""
    soon = flow.clock() + _PAUSE
    at = max(filter(None, (soon, *beginning.unfinished)))
    reason = "Waits until the other parts that came with it are read."
    return retrying(claim.row, at, reason, attempts=claim.row.attempts, event="order.waiting")


def _conclude(uow: UnitOfWork, examined: Examined, noted: _Noted) -> Concluded:
    row, order = examined.row, examined.validation.order
    if examined.original is not None:
        uow.orders.release_identity(row.id)
        return _as_duplicate(uow, examined, noted, examined.original)
    if examined.reading.kind is not OrderKind.ORDER and not examined.reading.test:
        return _as_change(uow, examined, noted)
    known = _take_identity(uow, row.id, examined.identity)
    if known is None:
        return _as_the_live_one(uow, examined, noted)
    changed = changed_fields(order, known.order)
    if changed == {} and _says_more(row, uow.orders.get(known.id)):
        others = (finding for finding in examined.findings if finding.code not in _ABOUT_A_RIVAL)
        return _as_live(uow, examined, noted, (*others, doubtful_copy(known)))
    if changed == {}:
        return _as_duplicate(uow, examined, noted, known.id)
    note_copy(uow, examined, known)
    if any(finding.code is FindingCode.CHANGED_COPY for finding in examined.findings):
        return _as_live(uow, examined, noted, examined.findings)
    return _as_live(uow, examined, noted, (*examined.findings, changed_copy(known, changed)))


def _as_change(uow: UnitOfWork, examined: Examined, noted: _Noted) -> Concluded:
    uow.orders.release_identity(examined.row.id)
    about = concerning(uow, examined)
    if about.same is not None and not _says_more(examined.row, uow.orders.get(about.same)):
        return _as_duplicate(uow, examined, noted, about.same)
    return _as_live(uow, examined, noted, about.findings)


def _as_the_live_one(uow: UnitOfWork, examined: Examined, noted: _Noted) -> Concluded:
    # Without a rival, what a rule said about an earlier one is out of date.
    findings = tuple(finding for finding in examined.findings if finding.code not in _ABOUT_A_RIVAL)
    note_copy(uow, examined, None)
    waiting, requests = waiting_for(uow, examined)
    concluded = _as_live(uow, examined, noted, (*findings, *waiting))
    told = told_of_their_order(uow, requests, examined.row.id, noted.at)
    return replace(concluded, follow_ups=(*concluded.follow_ups, *told))


def _as_duplicate(uow: UnitOfWork, examined: Examined, noted: _Noted, original: OrderId) -> Concluded:
    _store(uow, examined, noted, examined.findings)
    uow.orders.mark_duplicate(examined.row.id, original)
    reason = f"the same order as PO {uow.orders.get(original).po_number}, which came before"
    return Concluded(Stage.VALIDATED, Outcome.DUPLICATE, "order.duplicate", {"of": original}, reason)


def _says_more(copy: OrderRow, known: OrderRow) -> bool:
    """Whether the parser holds something of the copy that it did not of the other, and nobody has accepted it."""
    there = {finding.fingerprint for finding in known.reading.findings} | copy.accepted
    return any(finding.holds and finding.fingerprint not in there for finding in copy.reading.findings)


def _as_live(uow: UnitOfWork, examined: Examined, noted: _Noted, findings: tuple[Finding, ...]) -> Concluded:
    row = examined.row
    _store(uow, examined, noted, findings)
    if row.duplicate_of is not None:
        uow.orders.mark_duplicate(row.id, None)
    held = holding(findings, row.accepted)
    if held and examined.mode is Mode.SHADOW and not examined.sent.parts:
        uow.orders.release_identity(row.id)
        reason = f"Shadow mode: it would wait for a person. {_told(held)}"
        return Concluded(Stage.VALIDATED, Outcome.SET_ASIDE, "order.shadowed", {"codes": codes(held)}, reason)
    if plan_next(uow, examined, held):
        detail = {"snapshot": examined.snapshot, **({"codes": codes(held)} if held else {})}
        return Concluded(Stage.VALIDATED, Outcome.RUNNING, "order.validated", detail)
    posted = told_parts(examined.sent, len(examined.shares))
    reason = " ".join(filter(None, (posted, f"{_told(held)}{_awaited(uow, examined, held)}")))
    return Concluded(Stage.VALIDATED, Outcome.HELD, "order.held", {"codes": codes(held)}, reason)


def _told(findings: Sequence[Finding]) -> str:
    return "; ".join(finding.message for finding in findings)


def _awaited(uow: UnitOfWork, examined: Examined, held: Sequence[Finding]) -> str:
    """Who accepted what another person has to accept as well."""
    is_needed = examined.policies.of(examined.customer).second_person_for_new_ship_to
    if not is_needed or not any(finding.code in SECONDED for finding in held):
        return ""
    first = waiting_for_another(held, uow.decisions.of_order(examined.row.id))
    names = ", ".join(dict.fromkeys(decision.actor for decision in first))
    return f" {names} accepted the delivery address; another person has to accept it too." if names else ""


def _take_identity(uow: UnitOfWork, order_id: OrderId, identity: str) -> KnownOrder | None:
    """The live order that has this identity already; None when it is this one now."""
    if not identity:
        uow.orders.release_identity(order_id)
        return None
    if uow.orders.take_identity(identity, order_id) is None:
        return None
    for known in uow.orders.live(identity):
        return known
    # It was refused at this very moment; carried out anew, this order takes its place.
    raise Conflict


def _store(uow: UnitOfWork, examined: Examined, noted: _Noted, findings: Sequence[Finding]) -> None:
    validation = examined.validation
    order, customer = validation.order, validation.resolutions.get("customer")
    currency = validation.resolutions.get("currency")
    policy = uow.policies.keep(examined.policies.concerning(examined.customer))
    validated = Validated(
        resolutions=validation.resolutions,
        findings=tuple(findings),
        order=order,
        identity=examined.identity,
        value=order.value if isinstance(order, PurchaseOrder) else None,
        currency=currency.value if currency else _value(examined.reading.currency),
        customer=customer.value if customer else "",
        customer_name=customer.label if customer else "",
        snapshot=examined.snapshot,
        validated_with=ValidatedWith(
            policy, noted.known_until, noted.program, noted.today, tuple(sorted(examined.sent.keys))
        ),
    )
    uow.orders.store_validation(examined.row.id, validated)


def _value(read: Read[str] | None) -> str:
    return read.value if read else ""
