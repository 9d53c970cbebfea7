"""The parts of one mail: orders wait for each other, copies are one order, and the text holds what came with it."""

from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from orders.decision import DecisionKind
from orders.document import Document
from orders.findings import FindingCode
from orders.ids import ArrivalId
from orders.stages import Outcome, Subject
from parsers.mail_body.parser import MailBodyParser
from pipeline.flow import advance
from tests.fakes.small_orders import SmallParser, small_order
from tests.fakes.world import World, small_world

COVERING = "Please find attached our order P-1.\n"


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """A world that reads the texts of mails too."""
    made = small_world(database_url, tmp_path / "archive", parsers=(SmallParser(), MailBodyParser()))
    with closing(made.flow.store):
        yield made


def _mail(text: str, *attachments: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "jane@customer.example", "orders@supplier.example", "x"
    mail.set_content(text)
    for number, content in enumerate(attachments, start=1):
        mail.add_attachment(content, maintype="application", subtype="x-small", filename=f"order{number}.bin")
    return mail.as_bytes()


def _run(world: World, content: bytes) -> ArrivalId:
    arrival = world.receive(content, name="mail.eml")
    world.run_through(minutes=5)
    return arrival


def _fates(world: World, arrival: ArrivalId) -> list[Outcome]:
    return [world.work(Subject.ORDER, order.id).outcome for order in world.orders(arrival)]


def _documents(world: World, arrival: ArrivalId) -> list[Document]:
    with world.flow.store.read() as uow:
        return list(uow.documents.of_arrival(arrival))


def _messages(world: World, arrival: ArrivalId) -> list[str]:
    return [finding.message for order in world.orders(arrival) for finding in order.findings]


def _with_contact(text: str, attachment: bytes) -> bytes:
    mail = message_from_bytes(_mail(text, attachment), EmailMessage, policy=default)
    mail.add_attachment(b"BEGIN:VCARD\r\nEND:VCARD\r\n", maintype="text", subtype="vcard", filename="jane.vcf")
    return mail.as_bytes()


def test_a_covering_text_is_set_aside_and_the_order_goes_on(world: World) -> None:
    arrival = _run(world, _mail(COVERING, small_order("P-1")))
    assert [Outcome.DONE] == _fates(world, arrival)
    assert Outcome.DONE is world.work(Subject.ARRIVAL, arrival).outcome


def test_an_order_says_what_came_with_it_and_not_that_the_text_which_was_read_was_not(world: World) -> None:
    arrival = _run(world, _mail(COVERING, small_order("P-1")))
    assert [] == [message for message in _messages(world, arrival) if "With it came" in message]
    arrival = _run(world, _with_contact(COVERING.replace("P-1", "P-2"), small_order("P-2")))
    assert "With it came jane.vcf (a contact card)." in _messages(world, arrival)


def test_a_text_that_instructs_holds_the_order_and_is_no_item_of_its_own(world: World) -> None:
    arrival = _run(world, _mail(f"{COVERING}Deliver line 1 only after the 5th of May.\n", small_order("P-1")))
    assert [Outcome.HELD] == _fates(world, arrival)
    assert FindingCode.FREE_TEXT in world.codes(arrival)
    assert Outcome.DONE is world.work(Subject.ARRIVAL, arrival).outcome
    outcomes = {world.work(Subject.DOCUMENT, one.id).outcome for one in _documents(world, arrival)}
    assert Outcome.HELD not in outcomes
    world.decide(world.order(arrival).id, DecisionKind.APPROVE, accepted=_held(world, arrival))
    world.run_through(minutes=5)
    assert [Outcome.DONE] == _fates(world, arrival)


def _held(world: World, arrival: ArrivalId) -> tuple[str, ...]:
    return tuple(finding.fingerprint for finding in world.order(arrival).findings if finding.holds)


def test_the_same_order_twice_is_one_order(world: World) -> None:
    again = small_order("P-1", lines=["SKU-1 5.0 1.5"])
    arrival = _run(world, _mail(COVERING, small_order("P-1"), again))
    assert [Outcome.DONE, Outcome.DUPLICATE] == sorted(_fates(world, arrival))


def test_two_that_differ_are_both_held_and_neither_is_posted_before(world: World) -> None:
    arrival = _run(world, _mail(COVERING, small_order("P-1"), small_order("P-1", lines=["SKU-1 6 1.50"])))
    assert [Outcome.HELD, Outcome.HELD] == _fates(world, arrival)
    for order in world.orders(arrival):
        assert FindingCode.SEVERAL_ORDER_DOCUMENTS in {finding.code for finding in order.findings}


def test_when_one_of_two_is_refused_the_other_can_go_on(world: World) -> None:
    arrival = _run(world, _mail(COVERING, small_order("P-1"), small_order("P-1", lines=["SKU-1 6 1.50"])))
    first, second = world.orders(arrival)
    world.decide(first.id, DecisionKind.REFUSE, reason="the second one counts")
    world.decide(second.id, DecisionKind.RETRY)
    world.run_through(minutes=5)
    assert [Outcome.SET_ASIDE, Outcome.DONE] == _fates(world, arrival)


def test_a_broken_attachment_holds_the_order_beside_it(world: World) -> None:
    arrival = _run(world, _mail(COVERING, small_order("P-1"), b"BROKEN two"))
    assert [Outcome.HELD] == _fates(world, arrival)
    assert FindingCode.TRUNCATED in world.codes(arrival)


def test_an_order_waits_until_the_other_parts_are_read(world: World) -> None:
    arrival = world.receive(_mail(COVERING, small_order("P-1"), small_order("P-1", lines=["SKU-1 6 1.50"])))
    advance(world.flow, world.work(Subject.ARRIVAL, arrival).id)
    first = next(one for one in _documents(world, arrival) if one.name == "order1.bin")
    advance(world.flow, world.work(Subject.DOCUMENT, first.id).id)
    order = world.order(arrival)
    advance(world.flow, world.work(Subject.ORDER, order.id).id)
    assert Outcome.RETRYING is world.work(Subject.ORDER, order.id).outcome
    assert "order.waiting" in world.events(Subject.ORDER, order.id)
    world.run_through(minutes=5)
    assert [Outcome.HELD, Outcome.HELD] == _fates(world, arrival)


def test_a_mail_of_a_machine_asks_nobody(world: World) -> None:
    mail = _mail("I am out of the office until 4 May.\n").replace(b"Subject: x", b"Subject: Automatic reply: order")
    arrival = _run(world, mail)
    assert () == world.orders(arrival)
    assert Outcome.DONE is world.work(Subject.ARRIVAL, arrival).outcome


@pytest.mark.parametrize(
    "text",
    ["When will our order 4711 ship?\n", COVERING, "Please send the usual, 20 in all.\n", "Rechnung 4 anbei.\n"],
)
def test_any_other_mail_without_an_order_is_held(world: World, text: str) -> None:
    arrival = _run(world, _mail(text))
    assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome
