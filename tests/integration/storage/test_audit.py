"""The journal shows what was changed, taken out, put in or cut off, by whomever, on both databases."""

from datetime import date, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from orders.decision import Decision, DecisionKind
from orders.knowledge import KnowledgeKind
from orders.lessons import Lesson
from orders.stages import Subject
from storage.audit import Breach, anchor, verify
from storage.database import Store
from storage.journal import BEGINNING
from tests.integration.storage.samples import NOON, store_order

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def _write(store: Store, subject_id: str, *events: str) -> None:
    with store.begin() as uow:
        for event in events:
            uow.journal.write(Subject.ORDER, subject_id, event, "anna", {"n": 1, "codes": ("a", "b")}, NOON)


def _tamper(store: Store, *statements: str) -> None:
    """As somebody does who owns the database."""
    with store.begin() as uow:
        if uow.connection.dialect.name == "sqlite":
            for name in ("update", "delete"):
                uow.connection.execute(text(f"DROP TRIGGER IF EXISTS journal_{name}"))
                uow.connection.execute(text(f"DROP TRIGGER IF EXISTS anchors_{name}"))
                uow.connection.execute(text(f"DROP TRIGGER IF EXISTS anchored_heads_{name}"))
        else:
            uow.connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            uow.connection.execute(text(statement))


def _breaches(store: Store) -> list[tuple[str, int]]:
    return [(breach.subject_id, breach.seq) for breach in verify(store).breaches]


def test_entries_come_back_in_their_sequence_each_with_the_digest_before(store: Store) -> None:
    _write(store, "o1", "order.read", "order.validated")
    with store.read() as uow:
        first, second = uow.journal.of(Subject.ORDER, "o1")
        assert uow.journal.of(Subject.ARRIVAL, "o1") == ()
    assert (1, "order.read", "anna", NOON, BEGINNING) == (first.seq, first.event, first.actor, first.at, first.previous)
    assert {"n": 1, "codes": ["a", "b"]} == first.detail
    assert (2, first.digest) == (second.seq, second.previous)


def test_an_untouched_journal_is_whole(store: Store) -> None:
    _write(store, "o1", "a", "b")
    anchor(store, MONDAY)
    _write(store, "o1", "c")
    _write(store, "o2", "a")
    root = anchor(store, TUESDAY)
    report = verify(store)
    assert report.is_whole
    assert (4, 2, 2, root) == (report.entries, report.chains, report.anchors, report.last_root)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("journal", "event"),
        ("anchors", "root"),
        ("anchored_heads", "digest"),
        ("decisions", "body"),
        ("knowledge", "value"),
    ],
)
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET {column} = 'x'"])
def test_append_only_tables_refuse_changes(store: Store, table: str, column: str, statement: str) -> None:
    _write(store, "o1", "a")
    anchor(store, MONDAY)
    with store.begin() as uow:
        order_id = store_order(uow).order_id
        uow.knowledge.teach(Lesson(KnowledgeKind.ITEM, "C-100", "B-1", "SKU-1"), author="anna", at=NOON)
        uow.decisions.add(
            Decision(id="d1", order_id=order_id, version=1, kind=DecisionKind.RETRY, actor="anna", at=NOON)
        )
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), store.begin() as uow:
        uow.connection.execute(text(statement.format(table=table, column=column)))


def test_a_changed_entry_is_found(store: Store) -> None:
    _write(store, "o1", "a", "b", "c")
    _tamper(store, "UPDATE journal SET actor = 'otto' WHERE seq = 2")
    assert [Breach("order", "o1", 2, "was changed: its content does not give its digest")] == list(
        verify(store).breaches
    )


def test_a_changed_entry_with_its_digest_made_anew_is_found_by_the_next(store: Store) -> None:
    _write(store, "o1", "a", "b")
    _write(store, "o2", "x")
    # The digest of another genuine entry stands for one that was computed anew.
    _tamper(store, "UPDATE journal SET digest = (SELECT digest FROM journal WHERE subject_id = 'o2') WHERE seq = 1")
    assert ("o1", 2) in _breaches(store)


def test_a_time_that_is_none_is_reported_like_any_change(store: Store) -> None:
    _write(store, "o1", "a", "b")
    with store.read() as uow:
        is_sqlite = uow.connection.dialect.name == "sqlite"
    _tamper(store, f"UPDATE journal SET at = '{'yesterday' if is_sqlite else '2026-01-01'}' WHERE seq = 1")
    assert [("o1", 1)] == _breaches(store)


def test_an_actor_whose_name_no_database_takes_makes_no_breach(store: Store) -> None:
    with store.begin() as uow:
        uow.journal.write(Subject.ORDER, "o1", "order.read", "otto\0\udce9", {"name": "\0\udce9"}, NOON)
    assert verify(store).is_whole


def test_the_zone_in_which_a_time_was_given_makes_no_difference(store: Store) -> None:
    with store.begin() as uow:
        elsewhere = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
        uow.journal.write(Subject.ORDER, "o1", "order.read", "anna", {}, elsewhere)
    assert verify(store).is_whole


def test_a_removed_entry_is_found(store: Store) -> None:
    _write(store, "o1", "a", "b", "c")
    _write(store, "o2", "a")
    _tamper(store, "DELETE FROM journal WHERE subject_id = 'o1' AND seq = 2")
    assert [("o1", 3)] == _breaches(store)
    assert "entries 2 to 2 before it are missing" == verify(store).breaches[0].what


def test_an_inserted_entry_is_found(store: Store) -> None:
    _write(store, "o1", "a", "b")
    _tamper(
        store,
        "UPDATE journal SET seq = 3 WHERE seq = 2",
        "INSERT INTO journal (position, subject, subject_id, seq, event, actor, detail, at, previous, digest) "
        "SELECT 99, subject, subject_id, 2, 'x', actor, detail, at, digest, 'forged' FROM journal WHERE seq = 1",
    )
    assert {("o1", 2), ("o1", 3)} == set(_breaches(store))


def test_a_cut_tail_is_found_by_the_anchor(store: Store) -> None:
    _write(store, "o1", "a", "b")
    _write(store, "o2", "a")
    anchor(store, MONDAY)
    _tamper(store, "DELETE FROM journal WHERE subject_id = 'o1' AND seq = 2")
    assert [("o1", 2)] == _breaches(store)
    assert "cut off: it was anchored on 2026-11-23" in verify(store).breaches[0].what


def test_a_whole_chain_that_is_gone_is_found_by_the_anchor(store: Store) -> None:
    _write(store, "o1", "a", "b")
    anchor(store, MONDAY)
    _tamper(store, "DELETE FROM journal")
    assert [("o1", 2)] == _breaches(store)


def test_a_head_taken_out_of_an_anchor_is_found_by_its_root(store: Store) -> None:
    _write(store, "o1", "a")
    anchor(store, MONDAY)
    _tamper(store, "DELETE FROM journal", "DELETE FROM anchored_heads")
    assert ["the anchor of 2026-11-23 was changed: its heads do not give its root"] == [
        breach.what for breach in verify(store).breaches
    ]


def test_an_anchor_that_is_gone_is_found_by_the_next_or_by_its_root_kept_elsewhere(store: Store) -> None:
    _write(store, "o1", "a")
    root = anchor(store, MONDAY)
    anchor(store, TUESDAY)
    assert verify(store, known_roots={MONDAY: root}).is_whole
    assert not verify(store, known_roots={MONDAY: "another"}).is_whole
    _tamper(store, "DELETE FROM anchored_heads", "DELETE FROM anchors WHERE day = '2026-11-23'")
    whats = [breach.what for breach in verify(store, known_roots={MONDAY: root}).breaches]
    assert "the anchor of 2026-11-24 does not follow the one before it: one is missing" in whats
    assert "there is no anchor of 2026-11-23, though its root was kept elsewhere" in whats


def test_a_day_is_anchored_once(store: Store) -> None:
    root = anchor(store, MONDAY)
    _write(store, "o1", "a")
    assert root == anchor(store, MONDAY)
    assert root != anchor(store, TUESDAY)
    assert verify(store).is_whole


def test_an_anchor_holds_only_the_chains_that_grew(store: Store) -> None:
    _write(store, "o1", "a")
    anchor(store, MONDAY)
    _write(store, "o2", "a")
    anchor(store, TUESDAY)
    with store.read() as uow:
        heads = uow.connection.execute(text("SELECT day, subject_id FROM anchored_heads ORDER BY day")).all()
    assert [("2026-11-23", "o1"), ("2026-11-24", "o2")] == [tuple(head) for head in heads]
