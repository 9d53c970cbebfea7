"""What mails said of their senders is kept, and who sent orders before is known as of any moment."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from orders.ids import DocumentId, OrderId
from orders.mail_origin import AuthMethod, AuthRecord, AuthResult, MailOrigin
from orders.stages import Subject
from storage import schema
from storage.database import Store, open_store
from storage.unit_of_work import UnitOfWork
from tests.integration.storage.samples import NOON, Clock, arrival, document, purchase_order, store_order, validate

SENDER = "Ana@Muster.example"
ORIGIN = MailOrigin(
    address=SENDER,
    name="Ana \u00fc\U0001f600",
    records=(
        AuthRecord(
            server="mx.us.example",
            hop=1,
            results=(AuthResult(method=AuthMethod.DMARC, result="pass", domain="muster.example"),),
        ),
    ),
)


def test_a_document_keeps_what_its_mail_said(store: Store) -> None:
    came = arrival()
    part, other = replace(document(came), origin=ORIGIN), document(came, "2")
    with store.begin() as uow:
        uow.arrivals.add(came)
        uow.documents.add(part)
        uow.documents.add(other)
    with store.read() as uow:
        assert part == uow.documents.get(part.id)
        assert (part, other) == uow.documents.of_arrival(came.id)


def let_through(uow: UnitOfWork, key: str, clock: Clock, sender: str = SENDER) -> OrderId:
    """An order of C-100 that the journal says was let through."""
    stored = store_order(uow, key, sender=sender)
    validate(uow, stored.order_id, order=purchase_order(key))
    uow.journal.write(Subject.ORDER, stored.order_id, "order.validated", "ordermill", {}, clock.now)
    return stored.order_id


def has_ordered(uow: UnitOfWork, customer: str, sender: str, beside: str = "", until: int | None = None) -> bool:
    return uow.documents.has_brought(customer, sender, {"order.validated"}, beside=OrderId(beside), until=until)


class TestWhoOrderedBefore:
    def test_nobody_at_first(self, store: Store) -> None:
        with store.read() as uow:
            assert not has_ordered(uow, "C-100", SENDER)

    def test_whoever_had_an_order_of_this_customer_let_through(self, store: Store, clock: Clock) -> None:
        with store.begin() as uow:
            order = let_through(uow, "a", clock)
        with store.read() as uow:
            assert has_ordered(uow, "C-100", SENDER)
            assert has_ordered(uow, "C-100", "ana@muster.EXAMPLE")
            assert not has_ordered(uow, "C-200", SENDER)
            assert not has_ordered(uow, "C-100", "bob@muster.example")
            assert not has_ordered(uow, "C-100", SENDER, beside=order)

    def test_an_order_that_waits_proves_nothing(self, store: Store) -> None:
        with store.begin() as uow:
            waiting = store_order(uow, "a", sender=SENDER).order_id
            validate(uow, waiting)
            uow.journal.write(Subject.ORDER, waiting, "order.held", "ordermill", {}, NOON)
            assert not has_ordered(uow, "C-100", SENDER)

    def test_what_is_no_address_is_nobody(self, store: Store, clock: Clock) -> None:
        with store.begin() as uow:
            let_through(uow, "a", clock, sender="4012345000009")
            assert not has_ordered(uow, "C-100", "4012345000009")
            assert not has_ordered(uow, "C-100", "")

    def test_as_of_a_position_of_the_journal(self, store: Store, clock: Clock) -> None:
        with store.begin() as uow:
            before = uow.journal.last_position()
            uow.journal.write(Subject.ORDER, "other", "order.held", "ordermill", {}, clock.now)
            beginning = uow.journal.last_position()
            let_through(uow, "a", clock)
            assert has_ordered(uow, "C-100", SENDER, until=uow.journal.last_position())
            assert not has_ordered(uow, "C-100", SENDER, until=beginning)
            assert not has_ordered(uow, "C-100", SENDER, until=before)


BEFORE = "0009"


@pytest.mark.parametrize(("sender", "is_known"), [(SENDER, True), ("4012345000009", False)])
def test_who_sent_orders_before_there_was_an_index_is_known(
    database_url: str, tmp_path: Path, sender: str, *, is_known: bool
) -> None:
    with closing(open_store(database_url, tmp_path / "archive")) as store:
        with store.begin() as uow:
            configuration = schema._configuration()
            configuration.attributes["connection"] = uow.connection
            command.upgrade(configuration, BEFORE)
            for statement in ROWS:
                uow.connection.execute(text(statement), {"sender": sender, "at": _moment(uow)})
        store.migrate()
        with store.read() as uow:
            assert is_known is has_ordered(uow, "C-100", sender)
            assert uow.documents.get(DocumentId("d")).origin is None


ROWS = (
    "INSERT INTO arrivals (id, source, key, digest, size, received_at) VALUES ('a', 's', 'k', 'x', 1, :at)",
    "INSERT INTO documents (id, arrival_id, path, digest, size, sender) VALUES ('d', 'a', '1', 'x', 1, :sender)",
    """INSERT INTO orders (id, document_id, arrival_id, run, position, reading, customer, created_at)
    VALUES ('o', 'd', 'a', 1, 0, '{}', 'C-100', :at)""",
    """INSERT INTO journal (subject, subject_id, seq, event, actor, detail, at, previous, digest)
    VALUES ('order', 'o', 1, 'order.validated', 'x', '{}', :at, '', '')""",
)


def _moment(uow: UnitOfWork) -> object:
    return NOON.isoformat(timespec="microseconds") if uow.connection.dialect.name == "sqlite" else NOON
