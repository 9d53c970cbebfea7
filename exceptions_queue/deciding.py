"""What people decide on orders. Each function asks for the permission, then hands a `Decision` to the pipeline."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from exceptions_queue.access import Permission, SignedIn, require
from exceptions_queue.pointing import Printed
from exceptions_queue.problems import ChangedMeanwhile, NotPossible
from exceptions_queue.services import Services
from exceptions_queue.views.order_page import text_at
from orders.decision import Decision, DecisionKind, LearnScope
from orders.findings import Change, Severity
from orders.ids import OrderId
from orders.proposal import same_person
from orders.second_person import is_seconded
from pipeline.decisions.order import NotDecidable, StaleDecision
from storage.rows import OrderRow

_NEEDED = {DecisionKind.RECORD_POSTED: Permission.RECORD_POSTED}


@dataclass(frozen=True, slots=True)
class Seen:
    """The order as the person had it on the screen: the version of its work row."""

    order_id: OrderId
    version: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed into a field; `seen_at` is the place of the document that they took it from, if they did."""

    path: str
    text: str
    seen_at: str = ""


def correct(services: Services, person: SignedIn, seen: Seen, typed: Sequence[Typed], learn: LearnScope) -> None:
    """Change the values of which a person typed something else than the order says, and validate again.

    A value that stays the same is a change where the person pointed at its place in the document.
    """
    require(person, Permission.DECIDE)
    with services.store.read() as uow:
        order, decisions = uow.orders.get(seen.order_id), uow.decisions.of_order(seen.order_id)
        document = Printed(uow.documents, order.document_id)
        wanted = [_change(document, one) for one in typed]
    changes = tuple(
        change for change in wanted if change.evidence or change.value != text_at(order, decisions, change.path)
    )
    if not changes:
        raise NotPossible("Nothing was changed: the order says this already.")
    _decide(services, person, seen, DecisionKind.CORRECT, changes=changes, learn=learn)


def _change(document: Printed, typed: Typed) -> Change:
    found = document.at(typed.seen_at) if typed.seen_at and typed.text else None
    return Change(path=typed.path, value=typed.text.strip(), evidence=found.evidence if found else None)


def take_fix(
    services: Services, person: SignedIn, seen: Seen, fingerprint: str, number: int, learn: LearnScope
) -> None:
    """Take a remedy that a finding suggests; only one that teaches can be learned."""
    require(person, Permission.DECIDE)
    order = _order(services, seen.order_id)
    fixes = [finding.fixes for finding in order.findings if finding.fingerprint == fingerprint]
    if not fixes or not 0 <= number < len(fixes[0]):
        raise ChangedMeanwhile
    fix = fixes[0][number]
    scope = learn if fix.teaches else LearnScope.THIS_ORDER
    _decide(services, person, seen, DecisionKind.CORRECT, changes=fix.changes, learn=scope)


def approve(
    services: Services, person: SignedIn, seen: Seen, accepted: Sequence[str], learn: LearnScope = LearnScope.THIS_ORDER
) -> None:
    """Post as it stands. `accepted` are the fingerprints that the person saw listed; more may not be waiting.

    `learn` is about a new delivery address among them.
    """
    require(person, Permission.DECIDE)
    order = _order(services, seen.order_id)
    if any(finding.severity is Severity.BLOCK for finding in order.findings):
        raise NotPossible("Something on this order blocks it and cannot be accepted: mend the fields marked red first.")
    unseen = _waiting(order) - set(accepted) - _left_to_another(services, person, order)
    if unseen:
        raise NotPossible(
            f"{len(unseen)} findings were not on the list that you accepted. Look at them, then approve again."
        )
    _decide(services, person, seen, DecisionKind.APPROVE, accepted=tuple(accepted), learn=learn)


def refuse(services: Services, person: SignedIn, seen: Seen, reason: str) -> None:
    """Set aside for good."""
    _decide(services, person, seen, DecisionKind.REFUSE, reason=_given(reason))


def mark_duplicate(services: Services, person: SignedIn, seen: Seen, of: OrderId) -> None:
    """Set aside as a copy of another order."""
    _decide(services, person, seen, DecisionKind.MARK_DUPLICATE, duplicate_of=of)


def retry(services: Services, person: SignedIn, seen: Seen) -> None:
    """Try the stage again, after the cause outside was mended."""
    _decide(services, person, seen, DecisionKind.RETRY)


def record_posted(services: Services, person: SignedIn, seen: Seen, erp_reference: str) -> None:
    """Take an order that stands in the ERP already as the posting."""
    if not erp_reference.strip():
        raise NotPossible("Give the number of the sales order in the ERP: it is what the order will be found by.")
    _decide(services, person, seen, DecisionKind.RECORD_POSTED, erp_reference=erp_reference.strip())


def apply_change(services: Services, person: SignedIn, seen: Seen, concerned_version: int) -> None:
    """Carry a change out on the order that it is about, which waits and which the person saw in this version."""
    _decide(services, person, seen, DecisionKind.APPLY_CHANGE, concerned_version=concerned_version)


def record_change(
    services: Services, person: SignedIn, seen: Seen, concerned_version: int, accepted: Sequence[str]
) -> None:
    """A person carried the change out in the ERP. Where the ERP does not say so, it is the person who says it."""
    if accepted:
        require(person, Permission.RECORD_POSTED)
    _decide(
        services,
        person,
        seen,
        DecisionKind.RECORD_CHANGE,
        accepted=tuple(accepted),
        concerned_version=concerned_version,
    )


def _decide(
    services: Services,
    person: SignedIn,
    seen: Seen,
    kind: DecisionKind,
    *,
    changes: tuple[Change, ...] = (),
    learn: LearnScope = LearnScope.THIS_ORDER,
    accepted: tuple[str, ...] = (),
    reason: str = "",
    duplicate_of: OrderId | None = None,
    erp_reference: str = "",
    concerned_version: int = 0,
) -> None:
    require(person, _NEEDED.get(kind, Permission.DECIDE))
    decision = Decision(
        id=services.new_id(),
        order_id=seen.order_id,
        version=seen.version,
        kind=kind,
        actor=person.name,
        at=services.clock(),
        changes=changes,
        learn=learn,
        accepted=accepted,
        reason=reason,
        duplicate_of=duplicate_of,
        erp_reference=erp_reference,
        concerned_version=concerned_version,
    )
    with answers_of_the_pipeline():
        services.decide(decision)


@contextmanager
def answers_of_the_pipeline() -> Iterator[None]:
    """What the pipeline refuses, as what a person is told."""
    try:
        yield
    except StaleDecision as stale:
        raise ChangedMeanwhile from stale
    except NotDecidable as refused:
        raise NotPossible(str(refused)) from refused


def _order(services: Services, order_id: OrderId) -> OrderRow:
    with services.store.read() as uow:
        return uow.orders.get(order_id)


def _waiting(order: OrderRow) -> set[str]:
    holds = {finding.fingerprint for finding in order.findings if finding.severity is Severity.HOLD}
    return holds - order.accepted


def _left_to_another(services: Services, person: SignedIn, order: OrderRow) -> set[str]:
    """What this person accepted already and another one has to accept too."""
    with services.store.read() as uow:
        made = uow.decisions.of_order(order.id)
    own = (decision for decision in made if same_person(decision.actor, person.name))
    return {fingerprint for decision in own for fingerprint in decision.accepted if is_seconded(fingerprint)}


def _given(reason: str) -> str:
    if not reason.strip():
        raise NotPossible("Say why in a few words: whoever looks for this order later will want to know.")
    return reason.strip()
