"""What customers were answered, what they wait for, and what is to be done about an answer that cannot leave."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from exceptions_queue.views.replies_page import readable
from orders.answer_types import AnswerType
from orders.ids import ArrivalId
from orders.stages import Outcome
from parsers.edifact import EdifactParser
from storage.replies import ReplyRow
from tests.fakes.answering import FaultyChannel, partner, partners
from tests.fakes.interchanges import interchange
from tests.fakes.world import World


@pytest.fixture
def outbox(world: World, tmp_path: Path) -> FaultyChannel:
    folder = tmp_path / "outbox"
    folder.mkdir()
    channel = FaultyChannel(folder)
    agreed = partners(partner(AnswerType.CONTRL, AnswerType.ORDRSP))
    world.flow = replace(world.flow, parsers=(EdifactParser(),), partners=agreed, answering=channel.answering)
    return channel


def receive(world: World, po_number: str = "PO-1") -> ArrivalId:
    arrival = world.receive(interchange(po_number), name="orders.edi")
    world.run()
    return arrival


def reply(world: World, type_: AnswerType) -> ReplyRow:
    with world.flow.store.read() as uow:
        return next(row for row in uow.replies.listed() if row.type is type_)


def test_without_answers_the_page_says_so(world: World, clerk: TestClient) -> None:
    assert "No answer is owed to anybody" in clerk.get("/replies").text
    assert "Nothing was answered yet" in clerk.get("/replies?show=all").text


def test_what_is_to_be_sent_and_what_was_sent_are_listed(
    world: World, clerk: TestClient, outbox: FaultyChannel
) -> None:
    receive(world)
    due, all_ = clerk.get("/replies").text, clerk.get("/replies?show=all").text
    assert "Waits until the order is settled" in due
    assert "CONTRL" not in due
    assert "Sent" in all_
    assert "accepted" in all_


def test_an_answer_that_does_not_leave_says_why_rather_than_what_it_says(
    world: World, clerk: TestClient, outbox: FaultyChannel
) -> None:
    outbox.barred = "The disk is full."
    receive(world)
    assert "The disk is full." in clerk.get("/replies").text
    assert "accepted" not in clerk.get("/replies").text


def test_the_page_of_an_answer_shows_its_text_and_gives_the_file(
    world: World, clerk: TestClient, outbox: FaultyChannel
) -> None:
    receive(world)
    row = reply(world, AnswerType.CONTRL)
    page = clerk.get(f"/replies/{row.id}").text
    assert "CONTROL 1 RPO-1 accepted 1=accepted" in page
    assert "Reply sent" in page
    file = clerk.get(f"/replies/{row.id}/file")
    assert b"CONTROL 1 RPO-1 accepted 1=accepted" == file.content
    assert row.file_name is not None
    assert row.file_name in file.headers["content-disposition"]


def test_an_awaited_answer_has_no_file(world: World, clerk: TestClient, outbox: FaultyChannel) -> None:
    receive(world)
    assert 404 == clerk.get(f"/replies/{reply(world, AnswerType.ORDRSP).id}/file").status_code


def test_the_page_of_an_order_shows_its_answers_and_that_to_its_interchange(
    world: World, clerk: TestClient, outbox: FaultyChannel
) -> None:
    order = world.order(receive(world))
    page = clerk.get(f"/orders/{order.id}").text
    assert 'id="replies-title"' in page
    assert f"/replies/{reply(world, AnswerType.ORDRSP).id}" in page
    assert f"/replies/{reply(world, AnswerType.CONTRL).id}" in page


def test_a_late_answer_is_an_alarm_on_every_page(world: World, clerk: TestClient, outbox: FaultyChannel) -> None:
    receive(world)
    assert "overdue" not in clerk.get("/overview").text
    world.clock.move(hours=4, minutes=1)
    clerk.post("/sign-in", data={"name": "clerk", "password": "correct horse battery"})
    assert "<strong>1</strong> answer overdue" in clerk.get("/overview").text
    page = clerk.get("/replies").text
    assert "1 answer is overdue" in page
    assert "Overdue: waits until the order is settled" in page


def test_one_that_cannot_leave_stands_in_the_queue_and_is_tried_again(
    world: World, clerk: TestClient, outbox: FaultyChannel
) -> None:
    outbox.barred = "The disk is full."
    receive(world)
    world.run_through(minutes=10)
    row = reply(world, AnswerType.CONTRL)
    assert row.outcome is Outcome.HELD
    assert f"/replies/{row.id}" in clerk.get("/").text
    page = clerk.get(f"/replies/{row.id}").text
    assert "The disk is full." in page
    assert "Try again" in page
    outbox.barred = ""
    work = world.work_of_reply(row.id)
    answer = clerk.post(f"/replies/{row.id}/try-again", data={"version": str(work.version)})
    assert 303 == answer.status_code
    world.run()
    assert ["CONTROL 1 RPO-1 accepted 1=accepted"] == list(outbox.files().values())


def test_one_that_is_not_wanted_any_more_is_set_aside_with_the_reason(
    world: World, clerk: TestClient, outbox: FaultyChannel
) -> None:
    outbox.barred = "The disk is full."
    receive(world)
    row = reply(world, AnswerType.CONTRL)
    work = world.work_of_reply(row.id)
    clerk.post(f"/replies/{row.id}/set-aside", data={"version": str(work.version), "reason": "told by telephone"})
    assert "told by telephone" in clerk.get(f"/replies/{row.id}").text
    assert "CONTRL" not in clerk.get("/replies").text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (b"UNA:+.? 'UNB+UNOC:3+A?'B+C'UNZ+0+1'", ["UNA:+.? '", "UNB+UNOC:3+A?'B+C'", "UNZ+0+1'"]),
        (b"UNB+UNOC:3+A+B'UNZ+0+1'", ["UNB+UNOC:3+A+B'", "UNZ+0+1'"]),
        (b"<?xml version='1.0'?>\n<OrderResponse/>", ["<?xml version='1.0'?>", "<OrderResponse/>"]),
        ("Grüße".encode("latin-1"), ["Grüße"]),
    ],
)
def test_each_segment_stands_on_a_line_of_its_own(body: bytes, lines: list[str]) -> None:
    assert lines == readable(body).splitlines()


def test_x12_is_divided_by_its_own_terminator() -> None:
    isa = b"ISA*00*          *00*          *01*123456789      *ZZ*SUPPLIER       *260302*0815*U*00401*000000007*0*P*>|"
    assert 3 == len(readable(isa + b"GS*FA*A*B|IEA*0*000000007|").splitlines())
