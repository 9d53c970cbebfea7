"""What waits for a second person is only ever added to, and answered once."""

from datetime import timedelta

import pytest

from orders.knowledge import FOR_EVERYONE, KnowledgeKind
from orders.lessons import Lesson
from orders.proposal import Answer, Answered, ProposalKind
from orders.stages import JournalSubject
from storage.audit import verify
from storage.database import Store
from storage.errors import Conflict, NotFound
from tests.integration.storage.samples import NOON

LATER = NOON + timedelta(hours=1)
LESSON = Lesson(KnowledgeKind.ITEM, FOR_EVERYONE, "gtin:1", "SKU-1")
YES = Answered(Answer.CONFIRMED, "otto", LATER)
NO = Answered(Answer.DECLINED, "otto", LATER, "it is another colour")
OVER = Answered(Answer.LAPSED, "settings file", LATER)


def test_a_proposal_waits_until_it_is_answered(store: Store) -> None:
    with store.begin() as uow:
        made = uow.proposals.teach_everyone(LESSON, author="anna", at=NOON, decision_id="d1")
        assert (made,) == uow.proposals.open() == uow.proposals.of_decisions(["d1"])
        assert (1, ()) == (uow.proposals.open_count(), uow.proposals.page(10))
    with store.begin() as uow:
        uow.proposals.answer(uow.proposals.get(made.id), NO)
    with store.read() as uow:
        (declined,) = uow.proposals.of_lesson(KnowledgeKind.ITEM, "gtin:1")
        assert (made.lesson, "anna", NOON, (NO,)) == (declined.lesson, declined.author, declined.at, declined.answers)
        assert ((), 0, (declined,)) == (uow.proposals.open(), uow.proposals.open_count(), uow.proposals.page(10))
        told = uow.journal.of(JournalSubject.PROPOSAL, made.id)
        assert [("proposal.made", "anna"), ("proposal.declined", "otto")] == [(row.event, row.actor) for row in told]
    assert verify(store).is_whole


def test_what_waits_already_is_not_proposed_twice(store: Store) -> None:
    with store.begin() as uow:
        first = uow.proposals.teach_everyone(LESSON, author="anna", at=NOON)
        assert first == uow.proposals.teach_everyone(LESSON, author="bea", at=LATER)
        uow.proposals.answer(first, YES)
        assert first.id != uow.proposals.teach_everyone(LESSON, author="bea", at=LATER).id


def test_two_answers_at_once_are_one(store: Store) -> None:
    with store.begin() as uow:
        made = uow.proposals.teach_everyone(LESSON, author="anna", at=NOON)
        uow.proposals.answer(made, YES)
    with pytest.raises(Conflict), store.begin() as uow:
        uow.proposals.answer(made, NO)
    with pytest.raises(Conflict), store.begin() as uow:
        uow.proposals.answer(uow.proposals.get(made.id), NO)


def test_auto_is_granted_from_the_confirmation_until_it_lapses(store: Store) -> None:
    with store.begin() as uow:
        for customer in ("", "K1", "K2"):
            uow.proposals.grant_auto(customer, author="settings file", at=NOON)
        assert frozenset() == uow.proposals.granted()
        asked = {one.customer: one for one in uow.proposals.about_auto()}
        assert {ProposalKind.AUTO} == {one.kind for one in asked.values()}
        uow.proposals.answer(asked[""], YES)
        uow.proposals.answer(asked["K1"], YES)
        uow.proposals.answer(asked["K2"], NO)
        assert {"", "K1"} == uow.proposals.granted()
        uow.proposals.answer(uow.proposals.get(asked["K1"].id), OVER)
        assert {""} == uow.proposals.granted()
        assert OVER == uow.proposals.get(asked["K1"].id).standing
        again = uow.proposals.grant_auto("K1", author="settings file", at=LATER)
        assert {""} == uow.proposals.granted()
        uow.proposals.answer(again, YES)
        assert {"", "K1"} == uow.proposals.granted()


def test_a_proposal_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="there is no proposal p1"), store.read() as uow:
        uow.proposals.get("p1")
