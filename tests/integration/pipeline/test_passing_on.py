"""A mail without an order from a real mailbox to another folder, or through a mail server, on both databases."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr

from ingest.imap.mailbox import ImapSource
from ingest.imap.options import ImapOptions
from ingest.login import Security
from ingest.smtp import ForwardOptions, SmtpForwarding
from orders.ids import ArrivalId
from orders.policy import Policies, WithoutOrder
from orders.stages import Outcome, Stage, Subject
from pipeline.boundaries import Boundary
from pipeline.collaborators import Destinations, Flow
from pipeline.polling import Intake, poll
from pipeline.sweep import sweep
from tests.fakes.smtp_server import SmtpServer, smtp_server
from tests.fakes.world import World
from tests.servers.dovecot import Mailbox

MAIL = b"From: anna@buyer.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nNOTHING\r\n"
FOLDER = Policies(mails_without_order=WithoutOrder.FOLDER, mails_without_order_folder="Not orders")
FORWARD = Policies(mails_without_order=WithoutOrder.FORWARD)


def die_when_handed_over(boundary: Boundary) -> None:
    if boundary is Boundary.HANDED_OVER:
        raise KeyboardInterrupt


@pytest.fixture
def source(dovecot: Mailbox) -> ImapSource:
    account = {"host": dovecot.host, "port": dovecot.port, "user": dovecot.user, "security": Security.PLAIN}
    return ImapSource.from_options(
        "mailbox", ImapOptions.model_validate({**account, "password": SecretStr(dovecot.password)})
    )


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with smtp_server() as server:
        yield server


@pytest.fixture
def received(world: World, source: ImapSource, dovecot: Mailbox) -> ArrivalId:
    """A mail that came in and was not looked at yet."""
    intake = Intake(world.flow.store, world.dispatcher, world.clock)
    poll(source, intake)
    dovecot.deliver("INBOX", MAIL)
    poll(source, intake)
    (work_id, _) = world.dispatcher.pending[-1]
    with world.flow.store.read() as uow:
        return ArrivalId(uow.work.get(work_id).subject_id)


def killed_and_begun_again(world: World, flow: Flow, arrival: ArrivalId) -> None:
    world.flow = replace(flow, checkpoint=die_when_handed_over)
    with pytest.raises(KeyboardInterrupt):
        world.run()
    world.flow = flow
    world.clock.move(minutes=5)
    sweep(flow)
    world.run_through(hours=1)
    work = world.work(Subject.ARRIVAL, arrival)
    assert (Stage.PASSED_ON, Outcome.SET_ASIDE) == (work.stage, work.outcome)


def test_a_mail_is_moved_once_though_a_worker_dies(
    world: World, source: ImapSource, dovecot: Mailbox, received: ArrivalId
) -> None:
    destinations = Destinations({"mailbox": source})
    killed_and_begun_again(world, replace(world.flow, policies=FOLDER, destinations=destinations), received)
    with dovecot.connect() as session:
        assert [b"0", b"1"] == [session.select(name, readonly=True)[1][0] for name in ("INBOX", '"Not orders"')]
        (fetched, *_) = session.fetch("1", "BODY.PEEK[]")[1]
        assert isinstance(fetched, tuple)
        assert MAIL == fetched[1]


def test_a_mail_is_sent_on_recognisably_though_a_worker_dies(
    world: World, server: SmtpServer, received: ArrivalId
) -> None:
    options = {"to": "office@supplier.example", "sender": "orders@supplier.example", "security": Security.PLAIN}
    forwarding = SmtpForwarding(
        ForwardOptions.model_validate({**options, "host": "127.0.0.1", "port": server.port}), world.clock
    )
    destinations = Destinations(forwarding=forwarding)
    killed_and_begun_again(world, replace(world.flow, policies=FORWARD, destinations=destinations), received)
    assert [f"<ordermill.{received}@supplier.example>"] * 2 == [taken.mail["Message-ID"] for taken in server.delivered]
    assert all(MAIL in taken.content for taken in server.delivered)
