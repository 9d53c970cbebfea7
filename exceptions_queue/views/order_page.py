"""All that the page of one order shows, read in one transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from exceptions_queue.access import Permission, SignedIn
from exceptions_queue.views.change_rows import OrderChanges, changes_of
from exceptions_queue.views.clippings import Clipping, clipping
from exceptions_queue.views.conditions import allowance_texts, date_texts, place_texts
from exceptions_queue.views.fields import Field, OrderFacts, State
from exceptions_queue.views.formatting import value_text
from exceptions_queue.views.header import (
    PartyBlock,
    chosen_fields,
    header_fields,
    parties,
    place_count,
    place_fields,
)
from exceptions_queue.views.history import HistoryEntry, history
from exceptions_queue.views.issues import COMPARED, Issue, accepted_first, issues, names_delivery_party, to_accept
from exceptions_queue.views.learned import learned
from exceptions_queue.views.lines import LineRow, gap_to_net, line_rows, lines_total
from exceptions_queue.views.other_orders import OtherOrder, other_orders
from exceptions_queue.views.parts import PartsView, parts_view
from exceptions_queue.views.paths import read_at
from exceptions_queue.views.sender_standing import SenderStanding, standing_of_sender
from exceptions_queue.views.sources import Beside, beside, label_of
from exceptions_queue.views.transcript import SourceView, source_view
from orders.decision import Decision
from orders.document import Arrival, Document
from orders.edited_findings import DELETED_LINE
from orders.findings import FindingCode
from orders.ids import OrderId
from orders.reference import ShipTo
from orders.severities import SECONDED
from orders.stages import Outcome, Stage, Subject
from pipeline.edits import with_edits
from storage.rows import AttemptRow, OrderRow, PostingRow, WorkRow
from storage.unit_of_work import UnitOfWork

LINES_SHOWN = 100
CARDS_SHOWN = 100
_IN_THE_ERP = frozenset({Stage.POSTED, Stage.CONFIRMED})
_RETRIABLE = frozenset({Outcome.HELD, Outcome.RETRYING, Outcome.SET_ASIDE, Outcome.DUPLICATE})
_CHOSEN = re.compile(r"customer|ship_to|lines\[\d+\]\.(?:item|unit)|place\[.*\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order with everything about it. Nothing can be changed unless it waits for a person who may decide."""

    row: OrderRow
    work: WorkRow
    document: Document
    arrival: Arrival
    sender: tuple[SenderStanding, ...]
    facts: OrderFacts
    cards: tuple[Issue, ...]
    chosen: tuple[Field, ...]
    places: tuple[Field, ...]
    place_count: int
    """Of all places, of which `places` has not more than fit the page."""
    header: tuple[Field, ...]
    parties: tuple[PartyBlock, ...]
    lines: tuple[LineRow, ...]
    lines_hidden: int
    total: Decimal | None
    source: SourceView | None
    beside: tuple[Beside, ...]
    ship_tos: tuple[ShipTo, ...]
    others: tuple[OtherOrder, ...]
    compare: bool
    changes: OrderChanges
    postings: tuple[tuple[PostingRow, tuple[AttemptRow, ...]], ...]
    parts: PartsView
    history: tuple[HistoryEntry, ...]
    editable: bool
    may_record: bool
    may_retry: bool
    two_people: bool

    @property
    def in_the_erp(self) -> str:
        """The reference of the one sales order in the ERP that may be this order, where there is just one."""
        foreign = {one.found for one in self.facts.findings if one.code is FindingCode.ERP_FOREIGN_ORDER}
        return next((found for found in foreign if "," not in found), "")

    def may_edit(self, path: str) -> bool:
        """Whether a person may change what is at the path."""
        return self.editable and self.parts.may_edit(path)

    @property
    def source_label(self) -> str:
        """What the document is called."""
        return label_of(self.document)

    @property
    def blocking(self) -> int:
        """How many findings cannot be accepted."""
        return sum(card.state is State.BLOCKS for card in self.cards)

    @property
    def gap(self) -> Decimal | None:
        """What the lines are off the net total that is printed, None where there is nothing to compare."""
        return None if self.total is None else gap_to_net(self.facts.reading, self.total)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What the order states beside its fields: further days and places, allowances and charges."""
        reading = self.facts.reading
        beside = (*date_texts(reading.other_dates), *place_texts(reading.other_places))
        return (*beside, *allowance_texts(reading.allowances))

    @property
    def names_delivery_party(self) -> bool:
        """Whether a chosen address has words that it could be learned for."""
        return names_delivery_party(self.facts.reading)

    @property
    def cards_shown(self) -> tuple[Issue, ...]:
        """The first of them: a page of thousands of cards is slow to draw, and nobody works them off one by one."""
        return self.unresolved[:CARDS_SHOWN]

    @property
    def clippings(self) -> dict[int, Clipping]:
        """Of each value that a person is to compare with the picture, by the number of its card."""
        cut = {card.number: clipping(card.anchors, self.source) for card in self.unresolved if card.recognised}
        return {number: piece for number, piece in cut.items() if piece}

    @property
    def days_by_line(self) -> bool:
        """Whether any line has a day of its own, and so needs a column for it."""
        return any(line.requested_date.state is not State.EMPTY for line in self.lines)

    @property
    def acceptable(self) -> tuple[Issue, ...]:
        """The findings that an approval accepts."""
        return to_accept(self.cards)

    @property
    def left_to_another(self) -> tuple[Issue, ...]:
        """What this person accepted and another one has to accept too."""
        return tuple(card for card in self.cards if card.own)

    @property
    def is_left_to_another(self) -> bool:
        """Whether nothing is left that this person can decide."""
        return bool(self.left_to_another) and all(card.own for card in self.unresolved)

    @property
    def waits_for_another(self) -> bool:
        """Whether the order stays with people when this one has accepted what is left."""
        return bool(self.left_to_another) or (self.two_people and any(card.seconded for card in self.acceptable))

    @property
    def notes(self) -> tuple[Issue, ...]:
        """What holds nothing, or no longer does."""
        return tuple(card for card in self.cards if card.state is State.PASSED)

    @property
    def unresolved(self) -> tuple[Issue, ...]:
        """What a person has to decide."""
        return tuple(card for card in self.cards if card.state is not State.PASSED)


def order_page(uow: UnitOfWork, order_id: OrderId, person: SignedIn, *, all_lines: bool = False) -> OrderPage:
    """Raises `NotFound` for an unknown order."""
    row = uow.orders.get(order_id)
    work = uow.work.of(Subject.ORDER, order_id)
    decisions = uow.decisions.of_order(order_id)
    original = None if any(DELETED_LINE.fullmatch(change.path) for change in row.changes) else row.reading
    facts = OrderFacts(with_edits(row, decisions)[0], row.resolutions, row.findings, row.accepted, original)
    lines = line_rows(facts)
    shown = lines if all_lines or len(lines) <= LINES_SHOWN else _most_important(lines)
    document, transcript = uow.documents.get(row.document_id), uow.documents.transcript(row.document_id)
    two_people, cards = _needs_two(uow, row), issues(facts)
    if two_people:
        cards = accepted_first(cards, decisions, person.name)
    if work.outcome is Outcome.DONE:
        # A change that a person carried out has nothing left to decide.
        cards = tuple(replace(card, state=State.PASSED) for card in cards)
    may_decide = person.may(Permission.DECIDE)
    changes = changes_of(uow, order_id)
    open_ = work.outcome is Outcome.HELD and work.stage not in _IN_THE_ERP
    postings = uow.postings.of_order(order_id)
    return OrderPage(
        row=row,
        work=work,
        document=document,
        arrival=uow.arrivals.get(row.arrival_id),
        sender=standing_of_sender(uow, row, document.origin),
        facts=facts,
        cards=cards,
        chosen=chosen_fields(facts),
        places=place_fields(facts),
        place_count=place_count(facts),
        header=header_fields(facts),
        parties=parties(facts),
        lines=shown,
        lines_hidden=len(lines) - len(shown),
        total=lines_total(facts.reading),
        source=source_view(transcript, document.id, row.findings) if transcript else None,
        beside=beside(uow, document),
        ship_tos=_ship_tos(uow, row),
        others=other_orders(uow, row, facts.reading),
        changes=changes,
        compare=not changes.is_laid_beside
        and (row.duplicate_of is not None or any(finding.code in COMPARED for finding in row.findings)),
        postings=tuple((posting, tuple(uow.postings.attempts(posting.id))) for posting in postings),
        parts=parts_view(row, postings),
        history=history(uow.journal.of(Subject.ORDER, order_id), decisions, learned(uow, decisions)),
        editable=open_ and may_decide,
        may_record=open_ and not changes.asks and person.may(Permission.RECORD_POSTED),
        may_retry=may_decide and work.outcome in _RETRIABLE,
        two_people=two_people,
    )


def text_at(row: OrderRow, decisions: Sequence[Decision], path: str) -> str | None:
    """What the page shows at a path; None where there is no single field, as for a whole line."""
    if _CHOSEN.fullmatch(path):
        resolution = row.resolutions.get(path)
        return resolution.value if resolution else ""
    if path.endswith("]"):
        return None
    read = read_at(with_edits(row, decisions)[0], path)
    return value_text(read.value if read else None)


def _most_important(lines: tuple[LineRow, ...]) -> tuple[LineRow, ...]:
    # A page of thousands of fields is slow to draw: what waits comes first, then as many others as fit.
    waiting = [line for line in lines if line.state in (State.BLOCKS, State.HOLDS)][:LINES_SHOWN]
    passed = [line for line in lines if line.state not in (State.BLOCKS, State.HOLDS)]
    chosen = waiting + passed[: LINES_SHOWN - len(waiting)]
    return tuple(sorted(chosen, key=lambda line: line.index))


def _needs_two(uow: UnitOfWork, row: OrderRow) -> bool:
    """Whether a new delivery address needs two people, by the policy that the order was validated with."""
    if row.validated_with is None or not any(finding.code in SECONDED for finding in row.findings):
        return True
    return uow.policies.get(row.validated_with.policy).of(row.customer).second_person_for_new_ship_to


def _ship_tos(uow: UnitOfWork, row: OrderRow) -> tuple[ShipTo, ...]:
    customer = row.resolutions.get("customer")
    return uow.reference().ship_tos(customer.value) if customer else ()
