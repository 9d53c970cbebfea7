"""Two siblings that change at the same instant: each must see what the other did, on both databases."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import event

from orders.document import Document
from orders.ids import ArrivalId
from orders.stages import Outcome, Stage, Subject
from parsers.parser import Blob, ParseContext, Parsed
from pipeline.decisions.part import PartDecision, PartDecisionKind, decide_part
from pipeline.flow import advance
from storage.database import Store
from tests.fakes.small_orders import SmallParser
from tests.fakes.world import World

MAIL = (
    b"From: a@customer.example\r\nTo: orders@supplier.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=one.txt\r\n\r\nNOTHING one\r\n"
    b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=two.txt\r\n\r\nNOTHING two\r\n"
    b"--b--\r\n"
)


class Improved(SmallParser):
    """Reads an order from the part in which the parser before it saw nothing."""

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        return super().parse(replace(blob, content=b"ORDER P-1 C-1\nSKU-1 5 1.50"), context)


def test_the_documents_of_an_arrival_that_end_at_the_same_instant_do_not_miss_each_other(world: World) -> None:
    """Neither may think that the other will still bring an order."""
    for _ in range(10):
        arrival, documents = _two_documents(world)
        world.advance_at_once([world.work(Subject.DOCUMENT, document.id).id for document in documents])
        world.run_through(minutes=5)
        work = world.work(Subject.ARRIVAL, arrival)
        assert (Stage.UNPACKED, Outcome.HELD) == (work.stage, work.outcome)


@contextmanager
def before_the_arrival_is_written(store: Store, arrival: ArrivalId, other: Callable[[], None]) -> Iterator[None]:
    """Inside the block, `other` runs beside the first unit of work that is about to write the arrival's row of work.

    It runs to its end, where the database lets it: on SQLite it has to wait for that unit of work.
    """
    with store.read() as uow:
        work_id = uow.work.of(Subject.ARRIVAL, arrival).id
    beside = threading.Thread(target=other)

    def pause(_connection: Any, _cursor: Any, statement: str, values: Any, *_context: Any) -> None:
        given = values.values() if isinstance(values, dict) else values
        if statement.startswith("UPDATE work") and work_id in given and beside.ident is None:
            beside.start()
            beside.join(timeout=2 if store._engines.is_sqlite else 60)

    event.listen(store._engines.writing, "before_cursor_execute", pause)
    try:
        yield
    finally:
        event.remove(store._engines.writing, "before_cursor_execute", pause)
        assert beside.ident is not None, "nobody wrote the arrival"
        beside.join(timeout=60)
        assert not beside.is_alive()


def test_an_arrival_is_not_held_when_a_part_gives_its_order_while_the_other_is_set_aside(world: World) -> None:
    arrival, (one, two) = _two_documents(world)
    advance(world.flow, world.work(Subject.DOCUMENT, one.id).id)
    assert Outcome.SET_ASIDE is world.work(Subject.DOCUMENT, one.id).outcome

    with before_the_arrival_is_written(world.flow.store, arrival, lambda: _retry(world, one)):
        advance(world.flow, world.work(Subject.DOCUMENT, two.id).id)

    world.run_through(minutes=5)
    assert Outcome.DONE is world.work(Subject.DOCUMENT, one.id).outcome
    assert 1 == len(world.orders(arrival))
    assert Outcome.DONE is world.work(Subject.ARRIVAL, arrival).outcome


def _retry(world: World, document: Document) -> None:
    """A person has a part read again that was set aside, and this time it gives an order."""
    seen = world.work(Subject.DOCUMENT, document.id).version
    decision = PartDecision(Subject.DOCUMENT, document.id, seen, PartDecisionKind.RETRY, "anna", world.clock())
    decide_part(replace(world.flow, parsers=(Improved(),)), decision)


def _two_documents(world: World) -> tuple[ArrivalId, list[Document]]:
    arrival = world.receive(MAIL, name="mail.eml")
    advance(world.flow, world.work(Subject.ARRIVAL, arrival).id)
    with world.flow.store.read() as uow:
        documents = [document for document in uow.documents.of_arrival(arrival) if not document.set_aside]
    assert 2 == len(documents)
    return arrival, documents
