"""What people taught and decided is only ever added to."""

from datetime import timedelta

import pytest

from orders.decision import Decision, DecisionKind
from orders.findings import Change
from orders.knowledge import FOR_EVERYONE, Knowledge, KnowledgeKind
from orders.lessons import Lesson
from orders.stages import JournalSubject
from storage.audit import verify
from storage.database import Store
from storage.errors import Conflict, NotFound
from storage.knowledge import lesson_digest
from storage.unit_of_work import UnitOfWork
from tests.fakes.statements import statements_of
from tests.integration.storage.samples import NOON, store_order

LATER = NOON + timedelta(hours=1)


def _teach(uow: UnitOfWork, key: str, value: str, *, customer: str = "C-100") -> Knowledge:
    return uow.knowledge.teach(
        Lesson(KnowledgeKind.ITEM, customer, key, value), author="anna", at=NOON, decision_id="d1"
    )


def test_what_was_taught_is_found_for_that_customer_and_kind_only(store: Store) -> None:
    with store.begin() as uow:
        taught = _teach(uow, "B-1", "SKU-1")
    with store.read() as uow:
        assert taught == uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "B-1")
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-200", "B-1") is None
        assert uow.knowledge.find(KnowledgeKind.UNIT, "C-100", "B-1") is None
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "b-1") is None
    assert (1, "anna", NOON, "d1") == (taught.revision, taught.author, taught.taught_at, taught.decision_id)


def test_a_correction_is_a_new_revision_and_a_repetition_is_none(store: Store) -> None:
    with store.begin() as uow:
        first = _teach(uow, "B-1", "SKU-1")
        assert first == _teach(uow, "B-1", "SKU-1")
        second = _teach(uow, "B-1", "SKU-2")
        assert (first.id, 2, "SKU-2") == (second.id, second.revision, second.value)
        assert second == uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "B-1")
        assert (first, second) == uow.knowledge.history(first.id)


def test_retired_knowledge_is_not_found_until_it_is_taught_again(store: Store) -> None:
    with store.begin() as uow:
        first = _teach(uow, "B-1", "SKU-1")
        uow.knowledge.retire(first.id, "otto", LATER)
        uow.knowledge.retire(first.id, "otto", LATER)
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "B-1") is None
        assert uow.knowledge.all() == ()
        again = _teach(uow, "B-1", "SKU-1")
        assert (first.id, 3) == (again.id, again.revision)
        assert ["anna", "otto", "anna"] == [revision.author for revision in uow.knowledge.history(first.id)]
        with pytest.raises(NotFound):
            uow.knowledge.retire("none", "otto", LATER)


def test_what_was_known_at_an_earlier_moment_is_found_as_it_was(store: Store) -> None:
    known = []
    with store.begin() as uow:
        first = _teach(uow, "B-1", "SKU-1")
        known.append((uow.journal.last_position(), first))
        known.append((uow.journal.last_position() + 1, _teach(uow, "B-1", "SKU-2")))
        uow.knowledge.retire(first.id, "otto", LATER)
        known.append((uow.journal.last_position(), None))
        _teach(uow, "B-2", "SKU-3")
    with store.read() as uow:
        assert [meant for _, meant in known] == [
            uow.knowledge_at(position).find(KnowledgeKind.ITEM, "C-100", "B-1") for position, _ in known
        ]
        assert uow.knowledge_at(0).find(KnowledgeKind.ITEM, "C-100", "B-1") is None


def test_the_journal_tells_who_taught_and_retired_what(store: Store) -> None:
    with store.begin() as uow:
        first = _teach(uow, "B-1", "SKU-1")
        _teach(uow, "B-1", "SKU-1")
        uow.knowledge.retire(first.id, "otto", LATER)
        uow.knowledge.retire(first.id, "otto", LATER)
    with store.read() as uow:
        told = uow.journal.of(JournalSubject.KNOWLEDGE, first.id)
        revisions = uow.knowledge.history(first.id)
    assert [("knowledge.taught", "anna", NOON), ("knowledge.retired", "otto", LATER)] == [
        (entry.event, entry.actor, entry.at) for entry in told
    ]
    assert [{"revision": one.revision, "digest": lesson_digest(one)} for one in revisions] == [
        entry.detail for entry in told
    ]
    assert verify(store).is_whole


def test_a_customer_with_much_knowledge_is_asked_key_by_key(store: Store) -> None:
    with store.begin() as uow:
        for number in range(501):
            _teach(uow, f"B-{number}", f"SKU-{number}")
        _teach(uow, "B-7", "SKU-NEW")
    with store.begin() as uow:
        for key, value in (("B-7", "SKU-NEW"), ("B-500", "SKU-500")):
            found = uow.knowledge.find(KnowledgeKind.ITEM, "C-100", key)
            assert found is not None
            assert value == found.value
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "B-501") is None


def test_what_is_taught_after_a_look_is_found(store: Store) -> None:
    with store.begin() as uow:
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "B-1") is None
        taught = _teach(uow, "B-1", "SKU-1")
        assert taught == uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "B-1")
        uow.knowledge.retire(taught.id, "otto", LATER)
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "B-1") is None


def test_valid_knowledge_is_listed_by_customer(store: Store) -> None:
    with store.begin() as uow:
        _teach(uow, "B-2", "SKU-0")
        second = _teach(uow, "B-2", "SKU-2")
        first = _teach(uow, "B-1", "SKU-1")
        other = _teach(uow, "B-1", "SKU-1", customer="C-200")
        assert (first, second, other) == uow.knowledge.all()
        assert (other,) == uow.knowledge.all(customer="C-200")
        assert (second,) == uow.knowledge.all(limit=1, offset=1)
        assert uow.knowledge.all(kind=KnowledgeKind.UNIT) == ()


def test_decisions_come_back_in_their_sequence_and_are_recorded_once(store: Store) -> None:
    with store.begin() as uow:
        order_id = store_order(uow).order_id
        decisions = tuple(
            Decision(
                id=str(number),
                order_id=order_id,
                version=number,
                kind=DecisionKind.CORRECT,
                actor="anna",
                at=NOON,
                changes=(Change(path="po_number", value="é"),),
            )
            for number in (2, 1, 3)
        )
        for decision in decisions:
            uow.decisions.add(decision)
        assert decisions == uow.decisions.of_order(order_id)
    with pytest.raises(Conflict), store.begin() as uow:
        uow.decisions.add(decisions[0])


def test_what_everyone_was_taught_counts_where_a_customer_was_not_taught_otherwise(store: Store) -> None:
    with store.begin() as uow:
        everyones = _teach(uow, "gtin:1", "SKU-1", customer=FOR_EVERYONE)
        own = _teach(uow, "gtin:1", "SKU-2")
        position = uow.journal.last_position()
    with store.read() as uow:
        for known in (uow.knowledge, uow.knowledge_at(position)):
            assert own == known.find(KnowledgeKind.ITEM, "C-100", "gtin:1")
            assert everyones == known.find(KnowledgeKind.ITEM, "C-200", "gtin:1")
            assert known.find(KnowledgeKind.UNIT, "C-200", "gtin:1") is None
        assert uow.knowledge_at(position - 1).find(KnowledgeKind.ITEM, "C-100", "gtin:1") == everyones
    with store.begin() as uow:
        uow.knowledge.retire(own.id, "otto", LATER)
        assert everyones == uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "gtin:1")


@pytest.mark.parametrize("taught", [20, 600])
def test_reading_ahead_costs_the_same_for_any_number_of_lines(store: Store, taught: int) -> None:
    keys = [f"B-{number}" for number in range(taught)]
    with store.begin() as uow:
        for key in keys:
            _teach(uow, key, "SKU-1")
    with store.read() as uow, statements_of(store) as statements:
        uow.knowledge.read_ahead(KnowledgeKind.ITEM, "C-100", (*keys[:20], "none"))
        asked = len(statements)
        assert all(uow.knowledge.find(KnowledgeKind.ITEM, "C-100", key) for key in keys[:20])
        assert uow.knowledge.find(KnowledgeKind.ITEM, "C-100", "none") is None
        # Of all kinds, of this kind, and then of these keys.
        assert asked == len(statements) <= 3


def test_why_knowledge_was_retired_stands_in_its_last_revision(store: Store) -> None:
    with store.begin() as uow:
        taught = _teach(uow, "B-1", "SKU-1")
        uow.knowledge.retire(taught.id, "otto", LATER, "the part was renumbered")
        first, last = uow.knowledge.history(taught.id)
    assert (False, "") == (first.retired, first.reason)
    assert (True, "otto", "the part was renumbered") == (last.retired, last.author, last.reason)


def test_knowledge_is_searched_and_counted(store: Store) -> None:
    with store.begin() as uow:
        _teach(uow, "B-1", "SKU-1")
        _teach(uow, "100%", "SKU-2", customer="C-200")
        _teach(uow, "gtin:1", "SKU-2", customer=FOR_EVERYONE)
        assert ["100%"] == [taught.key for taught in uow.knowledge.all(search="0%")]
        assert ["gtin:1", "100%"] == [taught.key for taught in uow.knowledge.all(search="sku-2")]
        assert (3, 2, 1) == (
            uow.knowledge.count(),
            uow.knowledge.count(search="sku-2"),
            uow.knowledge.count(for_everyone=True),
        )
        assert {"B-1", "100%", "gtin:1"} == {taught.key for taught in uow.knowledge.of_decisions(["d1"])}
        assert () == uow.knowledge.of_decisions([])
