"""Mails without an order in a real installation: new ones go on, those of the past stay where they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.exits import Exit
from orders.stages import Outcome, Stage, Subject
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.polling import Intake, poll
from tests.fakes.command_line import CommandLine
from tests.fakes.installation import Installation, furnished, mail, wait_until
from tests.fakes.smtp_server import SmtpServer, smtp_server

FORWARD = """
[forward]
to = "office@millbrook.example"
sender = "orders@millbrook.example"
host = "127.0.0.1"
security = "plain"
port = {port}
"""


def invoice() -> bytes:
    message = mail("Invoice 4711")
    message.set_content("Good morning,\n\nplease find our invoice 4711 attached.\n\nKind regards\nAmelia Stone")
    return message.as_bytes()


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with smtp_server() as server:
        yield server


@pytest.fixture
def inbox(tmp_path: Path, server: SmtpServer) -> Installation:
    made = furnished(tmp_path / "company")
    text = made.settings.read_text().replace("[policy]\n", '[policy]\nmails_without_order = "forward"\n')
    made.settings.write_text(text + FORWARD.format(port=server.port))
    return made


def standing(inbox: Installation) -> dict[tuple[Stage, Outcome], int]:
    """Of arrivals."""
    with inbox.open() as application, application.store.read() as uow:
        counts = uow.work.counts()
    return {
        (stage, outcome): number for (subject, stage, outcome), number in counts.items() if subject is Subject.ARRIVAL
    }


@contextmanager
def running(application: Application) -> Iterator[EmbeddedDispatcher]:
    dispatcher = EmbeddedDispatcher()
    runner = EmbeddedRunner(application.flow(dispatcher), dispatcher, workers=1)
    runner.start()
    try:
        yield dispatcher
    finally:
        runner.stop()


def test_a_new_one_is_sent_on(inbox: Installation, server: SmtpServer) -> None:
    (inbox.folder / "Maildir/new/1.demo").write_bytes(invoice())
    with inbox.open() as application, running(application) as dispatcher:
        poll(application.source("mailbox"), Intake(application.store, dispatcher, now))
        wait_until(lambda: standing(inbox).keys() == {(Stage.PASSED_ON, Outcome.SET_ASIDE)}, "the mail is passed on")
    (taken,) = server.delivered
    assert b"please find our invoice 4711 attached" in taken.content
    assert {(Stage.PASSED_ON, Outcome.SET_ASIDE): 1} == standing(inbox)


@pytest.mark.parametrize("options", [(), ("--post",)])
def test_one_of_the_past_is_not(
    inbox: Installation, server: SmtpServer, ordermill: CommandLine, options: tuple[str, ...]
) -> None:
    (inbox.folder / "Maildir/cur/1.demo:2,S").write_bytes(invoice())
    assert Exit.OK == ordermill("backfill", "mailbox", *options, "-c", inbox.settings).code
    assert {(Stage.UNPACKED, Outcome.SET_ASIDE): 1} == standing(inbox)
    assert [] == server.delivered
