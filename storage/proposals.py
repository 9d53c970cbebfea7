"""What waits for a second person. A proposal and each answer to it is a row; none is ever changed or deleted.

Both are in the journal, the proposal with the digest of what it says.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, Select, bindparam, exists, func, insert, select

from orders.ids import new_id
from orders.knowledge import FOR_EVERYONE, KnowledgeKind
from orders.lessons import Lesson
from orders.proposal import Answer, Answered, Proposal, ProposalKind
from orders.stages import JournalSubject
from storage import tables
from storage.errors import Conflict, NotFound
from storage.journal import JournalRepository, canonical
from storage.types import AnyRow, AnySelect, plain_text

_proposal = tables.proposals.c
_answer = tables.proposal_answers.c
_OURS = _answer.proposal_id == _proposal.id
_ALL = (
    select(tables.proposals, _answer.answer, _answer.answered_by, _answer.answered_at, _answer.reason)
    .select_from(tables.proposals.outerjoin(tables.proposal_answers, _OURS))
    .order_by(_proposal.position.desc(), _answer.number)
)
_any, _later = tables.proposal_answers.alias(), tables.proposal_answers.alias()
_IS_OPEN = ~exists(select(_any.c.number).where(_any.c.proposal_id == _proposal.id))
_ONE = _ALL.where(_proposal.id == bindparam("of"))
_OPEN = _ALL.where(_IS_OPEN)
_HOW_MANY_OPEN = select(func.count()).select_from(tables.proposals).where(_IS_OPEN)
_OF_LESSON = _ALL.where(_proposal.lesson_kind == bindparam("of_kind"), _proposal.lesson_key == bindparam("of_key"))
_ABOUT_AUTO = _ALL.where(_proposal.kind == ProposalKind.AUTO.value)
_GRANTED = select(_proposal.customer).where(
    _proposal.kind == ProposalKind.AUTO.value,
    exists(select(_answer.number).where(_OURS, _answer.answer == Answer.CONFIRMED.value)),
    ~exists(
        select(_later.c.number).where(_later.c.proposal_id == _proposal.id, _later.c.answer == Answer.LAPSED.value)
    ),
)

_TOLD = {
    Answer.CONFIRMED: "proposal.confirmed",
    Answer.DECLINED: "proposal.declined",
    Answer.LAPSED: "proposal.lapsed",
}


class ProposalRepository:
    """Rows are only ever added."""

    def __init__(self, connection: Connection, journal: JournalRepository) -> None:
        self._connection = connection
        self._journal = journal

    def teach_everyone(self, lesson: Lesson, *, author: str, at: datetime, decision_id: str = "") -> Proposal:
        """Propose that the lesson counts for every customer; the proposal that says the same, where one is open."""
        return self._propose(Proposal(new_id(), ProposalKind.KNOWLEDGE, FOR_EVERYONE, lesson, author, at, decision_id))

    def grant_auto(self, customer: str, *, author: str, at: datetime) -> Proposal:
        """Propose that clean orders of the customer post by themselves."""
        return self._propose(Proposal(new_id(), ProposalKind.AUTO, customer, None, author, at))

    def answer(self, proposal: Proposal, answered: Answered) -> None:
        """Add an answer to the proposal as it was read. Raises Conflict where another one came first."""
        number = len(proposal.answers) + 1
        values = {"proposal_id": proposal.id, "number": number, "answer": answered.answer.value}
        told = {"answered_by": answered.by, "answered_at": answered.at, "reason": answered.reason}
        if number > 1 and answered.answer is not Answer.LAPSED:
            raise Conflict
        self._connection.execute(insert(tables.proposal_answers), values | told)
        event = _TOLD[answered.answer]
        self._journal.write(JournalSubject.PROPOSAL, proposal.id, event, answered.by, {}, answered.at)

    def get(self, proposal_id: str) -> Proposal:
        """Raises NotFound."""
        for proposal in self._read(_ONE, {"of": proposal_id}):
            return proposal
        raise NotFound(f"there is no proposal {proposal_id}")

    def open(self) -> tuple[Proposal, ...]:
        """Those that wait for another person, newest first."""
        return self._read(_OPEN)

    def open_count(self) -> int:
        """How many wait."""
        number: int = self._connection.execute(_HOW_MANY_OPEN).scalar_one()
        return number

    def of_lesson(self, kind: KnowledgeKind, key: str) -> tuple[Proposal, ...]:
        """Those that would have taught what this key means, newest first."""
        return self._read(_OF_LESSON, {"of_kind": kind.value, "of_key": key})

    def of_decisions(self, decision_ids: Iterable[str]) -> tuple[Proposal, ...]:
        """Those made in these decisions."""
        return self._read(_ALL.where(_proposal.decision_id.in_(tuple(decision_ids))))

    def about_auto(self) -> tuple[Proposal, ...]:
        """All that were ever made, newest first."""
        return self._read(_ABOUT_AUTO)

    def granted(self) -> frozenset[str]:
        """The customers for whom `auto` was confirmed and has not lapsed; an empty number stands for the default."""
        return frozenset(self._connection.execute(_GRANTED).scalars())

    def page(self, limit: int, offset: int = 0) -> tuple[Proposal, ...]:
        """Those that were answered, newest first."""
        chosen = select(_proposal.id).where(~_IS_OPEN).order_by(_proposal.position.desc()).limit(limit).offset(offset)
        return self._read(_ALL.where(_proposal.id.in_(chosen)))

    def _propose(self, proposal: Proposal) -> Proposal:
        for other in self.open():
            if (other.kind, other.customer, other.lesson) == (proposal.kind, proposal.customer, proposal.lesson):
                return other
        lesson = proposal.lesson
        said = {
            "kind": proposal.kind.value,
            "customer": proposal.customer,
            "lesson_kind": lesson.kind.value if lesson else "",
            "lesson_key": lesson.key if lesson else "",
            "lesson_value": lesson.value if lesson else "",
            "decision_id": proposal.decision_id,
        }
        row = said | {"id": proposal.id, "author": proposal.author, "proposed_at": proposal.at}
        self._connection.execute(insert(tables.proposals), row)
        detail = {"kind": proposal.kind.value, "digest": _digest(said)}
        self._journal.write(JournalSubject.PROPOSAL, proposal.id, "proposal.made", proposal.author, detail, proposal.at)
        return proposal

    def _read(
        self, query: AnySelect | Select[tuple[str]], values: dict[str, str] | None = None
    ) -> tuple[Proposal, ...]:
        rows = self._connection.execute(query, values or {}).all()
        return tuple(_proposal_from(list(group)) for _, group in groupby(rows, attrgetter("id")))


def _digest(said: dict[str, str]) -> str:
    return sha256(canonical({name: plain_text(text) for name, text in said.items()}).encode("ascii")).hexdigest()


def _proposal_from(rows: list[AnyRow]) -> Proposal:
    """One proposal from its row joined with each of its answers."""
    row = rows[0]
    known = bool(row.lesson_kind)
    lesson = Lesson(KnowledgeKind(row.lesson_kind), row.customer, row.lesson_key, row.lesson_value) if known else None
    answers = tuple(
        Answered(Answer(one.answer), one.answered_by, one.answered_at, one.reason) for one in rows if one.answer
    )
    return Proposal(
        row.id, ProposalKind(row.kind), row.customer, lesson, row.author, row.proposed_at, row.decision_id, answers
    )
