"""What people taught and what waits for a second person, as rows and as the page of one lesson."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exceptions_queue.access import Permission, SignedIn
from exceptions_queue.views.paging import Paging, paging
from orders.ids import OrderId
from orders.knowledge import FOR_EVERYONE, Knowledge, KnowledgeKind
from orders.lesson_words import KIND_WORDS, counts_for, key_words
from orders.lessons import AS_SHOWN
from orders.proposal import Proposal, ProposalKind
from orders.units import name as unit_name
from storage.errors import NotFound
from storage.reference.look_ups import SqlReference
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 50
EVERYONE = "everyone"
SHOWN = (("", "All"), (EVERYONE, "For everyone"), *((kind.value, f"A {word}") for kind, word in KIND_WORDS.items()))
"""What a list can be limited to."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One revision in words. `order_id` is the order on which it was decided, empty where it was no order."""

    taught: Knowledge
    kind: str
    words: str
    means: str
    explained: str
    whose: str
    order_id: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """What waits for another person, in a sentence. `refused` says why this person may not answer, if so."""

    proposal: Proposal
    sentence: str
    consequence: str
    order_id: str
    refused: str


@dataclass(frozen=True, slots=True)
class KnowledgeList:
    """One page of what is valid, and all that waits."""

    rows: tuple[Lesson, ...]
    proposals: tuple[ProposalRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One lesson with all its revisions, newest first, and the proposals to have it count for everyone."""

    latest: Lesson
    revisions: tuple[Lesson, ...]
    proposals: tuple[Proposal, ...]
    may_retire: bool


def knowledge_list(uow: UnitOfWork, person: SignedIn, *, q: str, show: str, number: int) -> KnowledgeList:
    """Page `number` (from 1). Raises ValueError for a `show` that there is not."""
    kind = KnowledgeKind(show) if show and show != EVERYONE else None
    everyone, words = show == EVERYONE, q.strip()
    total = uow.knowledge.count(kind=kind, search=words, for_everyone=everyone)
    found = uow.knowledge.all(
        kind=kind, search=words, for_everyone=everyone, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE
    )
    pages = paging("/knowledge", {"q": q, "show": show}, number, PAGE_SIZE, total)
    return KnowledgeList(_lessons(uow, found), _waiting(uow, person), pages)


def lesson_page(uow: UnitOfWork, person: SignedIn, knowledge_id: str) -> LessonPage:
    """Raises NotFound."""
    history = uow.knowledge.history(knowledge_id)
    if not history:
        raise NotFound(f"there is no knowledge {knowledge_id}")
    revisions = tuple(reversed(_lessons(uow, history)))
    latest = revisions[0].taught
    proposals = uow.proposals.of_lesson(latest.kind, latest.key) if latest.customer == FOR_EVERYONE else ()
    return LessonPage(revisions[0], revisions, proposals, not latest.retired and person.may(Permission.DECIDE))


def _lessons(uow: UnitOfWork, taught: Sequence[Knowledge]) -> tuple[Lesson, ...]:
    reference = uow.reference()
    skus = {one.value for one in taught if one.kind is KnowledgeKind.ITEM}
    reference.read_ahead("", skus=skus, gtins=set(), buyer_items=set())
    orders, customers = uow.decisions.orders_of(one.decision_id for one in taught), _names(reference, taught)
    return tuple(_lesson(one, reference, orders, customers) for one in taught)


def _lesson(
    taught: Knowledge, reference: SqlReference, orders: Mapping[str, OrderId], customers: Mapping[str, str]
) -> Lesson:
    whose = counts_for(taught.kind, taught.customer)
    return Lesson(
        taught=taught,
        kind=KIND_WORDS[taught.kind],
        words=key_words(taught.kind, taught.key),
        means="the address as shown" if taught.value == AS_SHOWN else taught.value,
        explained=_explained(taught.kind, taught.value, taught.customer, reference, customers),
        whose=f"{whose} {customers.get(taught.customer, '')}".strip(),
        order_id=orders.get(taught.decision_id, ""),
    )


def _explained(
    kind: KnowledgeKind, value: str, customer: str, reference: SqlReference, customers: Mapping[str, str]
) -> str:
    """What our own data say about the value."""
    match kind:
        case KnowledgeKind.ITEM:
            item = reference.item(value)
            return next(iter(item.descriptions), "") if item else "not in the catalogue any more"
        case KnowledgeKind.UNIT:
            return unit_name(value).removeprefix(value).strip(" ()")
        case KnowledgeKind.SENDER:
            return customers.get(value, "")
        case KnowledgeKind.SHIP_TO:
            known = (place for place in reference.ship_tos(customer) if place.key == value)
            return next((", ".join(filter(None, (one.name, one.street, one.city))) for one in known), "")


def _names(reference: SqlReference, taught: Iterable[Knowledge]) -> Mapping[str, str]:
    """The names of the customers that are mentioned, by number."""
    numbers = {one.customer for one in taught} | {one.value for one in taught if one.kind is KnowledgeKind.SENDER}
    known = ((number, reference.customer(number)) for number in sorted(numbers - {FOR_EVERYONE}))
    return {number: customer.name for number, customer in known if customer}


def _waiting(uow: UnitOfWork, person: SignedIn) -> tuple[ProposalRow, ...]:
    waiting = uow.proposals.open()
    orders, reference = uow.decisions.orders_of(one.decision_id for one in waiting), uow.reference()
    return tuple(_row(one, person, orders.get(one.decision_id, ""), reference) for one in waiting)


def _row(proposal: Proposal, person: SignedIn, order_id: str, reference: SqlReference) -> ProposalRow:
    sentence, consequence = _said(proposal, reference)
    return ProposalRow(proposal, sentence, consequence, order_id, _refused(proposal, person))


def _said(proposal: Proposal, reference: SqlReference) -> tuple[str, str]:
    if proposal.kind is ProposalKind.AUTO or proposal.lesson is None:
        customer = reference.customer(proposal.customer) if proposal.customer else None
        name = f"{proposal.customer} {customer.name}" if customer else proposal.customer
        whose = f"customer {name}" if name else "every customer without a policy of its own"
        return (
            f"Clean orders of {whose} post without a person.",
            "Until then a person confirms each of them.",
        )
    lesson = proposal.lesson
    words, item = key_words(lesson.kind, lesson.key), reference.item(lesson.value)
    means = f"{lesson.value} {next(iter(item.descriptions), '')}".strip() if item else lesson.value
    return (
        f"For every customer {words} means {KIND_WORDS[lesson.kind]} {means}.",
        "Until then it counts for the customer of the order only. What a customer was taught of its own goes first.",
    )


def _refused(proposal: Proposal, person: SignedIn) -> str:
    if proposal.is_by(person.name):
        return "You proposed it: another person answers."
    return "" if person.may(Permission.CONFIRM) else "A supervisor or administrator answers."
