"""What goes back to the customer: each answer once, in time, with its own number, and never one too many."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from erp_adapters.memory.adapter import MemoryErp
from ingest.source import Received
from ingest.unpacking.unpack import Part, Unpacked
from orders.answer_types import AnswerType
from orders.decision import DecisionKind
from orders.document import SourceKey
from orders.findings import Change
from orders.ids import ArrivalId, OrderId
from orders.order import PurchaseOrder, Quantity
from orders.partner import PartnerProfile
from orders.partner_answers import Answers
from orders.stages import Outcome, Stage, Subject
from parsers.edifact import EdifactParser
from pipeline.answering.answering import Answering, Writers
from pipeline.answering.overdue import tell_overdue
from pipeline.boundaries import Boundary
from pipeline.changes.difference import change_difference
from pipeline.decisions.part import PartDecision, PartDecisionKind, decide_part
from pipeline.flow import advance
from pipeline.polling import Intake, poll
from replies.answer import AnswerEnvelope, OrderAnswer, SyntaxAnswer, Unwritable
from storage.replies import ReplyRow
from tests.fakes.answering import PLAIN, FaultyChannel, partner, partners
from tests.fakes.interchanges import EdiLine, interchange
from tests.fakes.listed_source import ListedSource
from tests.fakes.small_orders import HoldingRule, SmallRule
from tests.fakes.world import World, small_world

BOTH = partner(AnswerType.CONTRL, AnswerType.ORDRSP)
THREE = tuple(EdiLine(item, quantity) for item, quantity in (("A", 10), ("B", 20), ("C", 30)))


class Correspondence:
    """A world with a partner and an outbox."""

    def __init__(self, world: World, outbox: FaultyChannel) -> None:
        self.world = world
        self.outbox = outbox
        self.agree(BOTH)

    def agree(self, *profiles: PartnerProfile) -> None:
        """What is agreed from now on."""
        self.set(Answering(PLAIN, lambda _partner: self.outbox))
        self.world.flow = replace(self.world.flow, partners=partners(*profiles))

    def set(self, answering: Answering) -> None:
        """How answers are written and sent from now on."""
        self.world.flow = replace(self.world.flow, answering=answering)

    def receive(self, content: bytes) -> ArrivalId:
        """An interchange, worked off."""
        arrival = self.world.receive(content, name="orders.edi")
        self.world.run()
        return arrival

    def receive_portions(self, portions: Sequence[bytes]) -> None:
        """An interchange that unpacking takes apart like this, its last portion read first."""
        flow = self.world.flow
        parts = tuple(
            Part(f"1/{number}", "orders.edi", "application/edifact", content)
            for number, content in enumerate(portions, start=1)
        )
        self.world.flow = replace(flow, unpack=lambda _content, _name, _kind: Unpacked(parts))
        self.world.receive(b"".join(portions), name="orders.edi")
        (work_id,) = (work_id for work_id, _ in self.world.dispatcher.pending)
        self.world.dispatcher.pending.clear()
        advance(self.world.flow, work_id)
        self.world.dispatcher.pending.reverse()
        self.world.run_through(minutes=2)
        self.world.flow = flow

    def accept(self, arrival: ArrivalId) -> OrderId:
        """A person confirms the order, and it is posted."""
        order = self.world.order(arrival)
        held = tuple(finding.fingerprint for finding in order.findings if finding.holds)
        self.decide(order.id, DecisionKind.APPROVE, accepted=held)
        return order.id

    def decide(self, order_id: OrderId, kind: DecisionKind, **fields: object) -> None:
        """A person's decision, and what follows from it."""
        self.world.decide(order_id, kind, **fields)
        self.world.run()

    @property
    def said(self) -> list[str]:
        """What lies in the outbox, in the sequence of the numbers."""
        return sorted(self.outbox.files().values(), key=lambda text: (int(text.split()[1]), text))

    @property
    def responses(self) -> list[str]:
        """Of it the answers to orders, without their numbers."""
        return [text.split(maxsplit=2)[2] for text in self.said if text.startswith("RESPONSE")]

    def replies(self) -> tuple[ReplyRow, ...]:
        """All answers, the newest first."""
        with self.world.flow.store.read() as uow:
            return tuple(uow.replies.listed())

    def reply(self, order_id: OrderId) -> ReplyRow:
        """The one answer to an order."""
        with self.world.flow.store.read() as uow:
            (row,) = uow.replies.of_order(order_id)
        return row

    def decide_reply(self, row: ReplyRow, kind: PartDecisionKind, reason: str = "") -> None:
        """A person's decision on an answer."""
        work, now = self.world.work(Subject.REPLY, row.id), self.world.clock()
        decide_part(self.world.flow, PartDecision(Subject.REPLY, row.id, work.version, kind, "anna", now, reason))
        self.world.run()


@pytest.fixture
def letters(database_url: str, tmp_path: Path) -> Iterator[Correspondence]:
    folder = tmp_path / "outbox"
    folder.mkdir()
    world = small_world(
        database_url, tmp_path / "archive", parsers=(EdifactParser(),), rules=(SmallRule(), HoldingRule())
    )
    with closing(world.flow.store):
        yield Correspondence(world, FaultyChannel(folder))


def wrapped(messages: Sequence[str], reference: str = "R1", *, count: int | None = None) -> bytes:
    """Messages in an interchange of their own."""
    head = f"UNA:+.? 'UNB+UNOC:3+9521100100014:14+9521000000018:14+260302:0800+{reference}'"
    return f"{head}{''.join(messages)}UNZ+{count or len(messages)}+{reference}'".encode("latin-1")


def order_message(number: int, po_number: str) -> str:
    """An order of one line as it stands in an interchange of several."""
    body = interchange(po_number).decode("latin-1").replace("\n", "")
    start, end = body.index("UNH+1+"), body.index("UNZ+")
    return (
        body[start:end]
        .replace("UNH+1+", f"UNH+{number}+")
        .replace("+1'", f"+{number}'", 0)
        .replace(body[body.index("UNT+") : end], body[body.index("UNT+") : end].replace("+1'", f"+{number}'"))
    )


CONTRL = "UNH+1+CONTRL:D:3:UN'UCI+000000001+9521000000018:14+9521100100014:14+7'UNT+3+1'"


def test_an_interchange_is_answered_once_it_is_read_and_its_order_once_it_is_confirmed(
    letters: Correspondence,
) -> None:
    arrival = letters.receive(interchange("PO-1"))
    assert ["CONTROL 1 RPO-1 accepted 1=accepted"] == letters.said
    order_id = letters.accept(arrival)
    reference = letters.world.order(arrival).erp_reference
    assert [f"PO-1 accepted {reference} 1=accepted"] == letters.responses
    assert "order.answered" in letters.world.events(Subject.ORDER, order_id)
    assert {Stage.SENT} == {letters.world.work(Subject.REPLY, row.id).stage for row in letters.replies()}


def test_numbers_follow_each_other_over_both_kinds_of_answers(letters: Correspondence) -> None:
    for number in range(3):
        letters.accept(letters.receive(interchange(f"PO-{number}")))
    assert list(range(1, 7)) == [int(text.split()[1]) for text in letters.said]


def test_one_bad_message_fails_itself_alone(letters: Correspondence) -> None:
    messages = [order_message(1, "PO-1"), "UNH+2+INVOIC:D:96A:UN'BGM+380+77'UNT+3+2'", order_message(3, "PO-3")]
    arrival = letters.receive(wrapped(messages))
    assert ["CONTROL 1 R1 partly_accepted 1=accepted 2=rejected 3=accepted"] == letters.said
    assert ["PO-1", "PO-3"] == sorted(order.po_number for order in letters.world.orders(arrival))


def test_an_interchange_that_was_taken_apart_gets_one_answer(letters: Correspondence) -> None:
    messages = [order_message(number, f"PO-{number}") for number in range(1, 8)]
    messages[4] = "UNH+5+INVOIC:D:96A:UN'BGM+380+77'UNT+3+5'"
    portions = [wrapped(messages[:3]), wrapped(messages[3:5]), wrapped(messages[5:])]
    letters.receive_portions(portions)
    accepted = " ".join(f"{number}={'rejected' if number == 5 else 'accepted'}" for number in range(1, 8))
    assert [f"CONTROL 1 R1 partly_accepted {accepted}"] == letters.said


def test_portions_of_several_interchanges_get_an_answer_each(letters: Correspondence) -> None:
    first, second = order_message(1, "PO-1"), order_message(2, "PO-2")
    letters.receive_portions(
        [wrapped([first], "R1"), wrapped([second], "R1"), wrapped([first.replace("PO-1", "PO-9")], "R2")]
    )
    assert ["R1 accepted 1=accepted 2=accepted", "R2 accepted 1=accepted"] == sorted(
        text.split(maxsplit=2)[2] for text in letters.said
    )


def test_the_same_interchange_again_gets_the_same_answer_again(letters: Correspondence) -> None:
    letters.receive(interchange("PO-1"))
    letters.receive(interchange("PO-2"))
    letters.receive(interchange("PO-1"))
    files = letters.outbox.files()
    first, again = sorted(name for name, text in files.items() if "RPO-1" in text)
    assert files[first] == files[again]
    assert ["1", "1", "2"] == [text.split()[1] for text in letters.said]
    letters.receive(interchange("PO-3"))
    assert "3" == letters.said[-1].split()[1]


def test_a_copy_is_answered_by_itself_where_the_first_answer_was_set_aside(letters: Correspondence) -> None:
    letters.set(Answering())
    letters.receive(interchange("PO-1"))
    (row,) = (row for row in letters.replies() if row.type is AnswerType.CONTRL)
    letters.decide_reply(row, PartDecisionKind.SET_ASIDE, "told by telephone")
    letters.agree(BOTH)
    letters.receive(interchange("PO-1"))
    assert ["CONTROL 1 RPO-1 accepted 1=accepted"] == letters.said


def test_what_stands_before_the_interchange_keeps_it_from_no_answer(letters: Correspondence) -> None:
    letters.receive(b"Dear supplier, here is our order.\r\n" + interchange("PO-1"))
    assert ["CONTROL 1 RPO-1 accepted 1=accepted"] == letters.said


def test_orders_of_several_interchanges_in_a_file_name_their_own(letters: Correspondence) -> None:
    named: list[str] = []

    def note(answer: OrderAnswer, _envelope: AnswerEnvelope, /) -> bytes:
        named.append(f"{answer.po_number} {answer.received.interchange} {answer.received.message}")
        return b"RESPONSE 0"

    letters.set(Answering(Writers(PLAIN.of_syntax, {AnswerType.ORDRSP: note}), lambda _partner: letters.outbox))
    first = wrapped([order_message(1, "PO-1"), order_message(2, "PO-2")], "R1")
    for order in letters.world.orders(letters.receive(first + wrapped([order_message(1, "PO-3")], "R2"))):
        letters.decide(order.id, DecisionKind.REFUSE, reason="no stock")
    controls = [text.split(maxsplit=2)[2] for text in letters.said if text.startswith("CONTROL")]
    assert ["R1 accepted 1=accepted 2=accepted", "R2 accepted 1=accepted"] == sorted(controls)
    assert ["PO-1 R1 1", "PO-2 R1 2", "PO-3 R2 1"] == sorted(named)


def test_answers_are_never_answered(letters: Correspondence) -> None:
    letters.receive(wrapped([CONTRL]))
    letters.receive(wrapped([CONTRL.replace("CONTRL:D:3", "APERAK:D:96A")], "R2"))
    assert () == letters.replies()


def test_beside_orders_answers_are_left_out_of_the_answer(letters: Correspondence) -> None:
    letters.receive(wrapped([CONTRL, order_message(2, "PO-2")]))
    assert ["CONTROL 1 R1 accepted 2=accepted"] == letters.said


def test_a_test_is_answered_as_a_test_and_never_late(letters: Correspondence) -> None:
    arrival = letters.receive(interchange("PO-1", test=True))
    assert ["CONTROL 1 RPO-1 accepted 1=accepted TEST"] == letters.said
    assert letters.world.fate(arrival) is Outcome.HELD
    letters.world.clock.move(hours=100)
    assert 0 == tell_overdue(letters.world.flow)
    letters.decide(letters.world.order(arrival).id, DecisionKind.REFUSE, reason="a test")
    assert ["PO-1 refused  1=refused TEST"] == letters.responses


def test_a_partner_may_want_no_answers_to_tests(letters: Correspondence) -> None:
    answers = Answers.model_validate({**BOTH.answers.model_dump(), "tests": False})
    letters.agree(BOTH.model_copy(update={"answers": answers}))
    letters.receive(interchange("PO-1", test=True))
    assert () == letters.replies()


def test_whoever_agreed_on_nothing_is_not_answered(letters: Correspondence) -> None:
    letters.agree(partner(), partner(AnswerType.CONTRL, name="other", id_="4012345000009"))
    letters.accept(letters.receive(interchange("PO-1")))
    assert () == letters.replies()


@pytest.mark.parametrize("posts", [False, True])
def test_what_a_backfill_brings_is_never_answered(letters: Correspondence, *, posts: bool) -> None:
    flow = letters.world.flow
    old = Received(SourceKey("mail", "1"), "orders.edi", "", "", letters.world.clock(), interchange("PO-1"))
    source = ListedSource("mail", [old])
    poll(source, Intake(flow.store, flow.dispatcher, flow.clock, historic=not posts, of_the_past=True))
    letters.world.run()
    with flow.store.read() as uow:
        (row,) = uow.search.find("PO-1", subject=Subject.ORDER)
    assert Outcome.HELD is row.outcome
    assert () == letters.replies()


def test_a_refusal_is_told_without_the_words_that_were_meant_for_ourselves(letters: Correspondence) -> None:
    arrival = letters.receive(interchange("PO-1", THREE))
    letters.decide(letters.world.order(arrival).id, DecisionKind.REFUSE, reason="they never pay")
    assert ["PO-1 refused  1=refused 2=refused 3=refused"] == letters.responses
    assert not any("never pay" in text for text in letters.said)


def test_an_order_that_is_refused_and_taken_after_all_is_answered_twice(letters: Correspondence) -> None:
    arrival = letters.receive(interchange("PO-1"))
    order_id = letters.world.order(arrival).id
    letters.decide(order_id, DecisionKind.REFUSE, reason="no stock")
    letters.decide(order_id, DecisionKind.RETRY)
    letters.accept(arrival)
    reference = letters.world.order(arrival).erp_reference
    assert ["PO-1 refused  1=refused", f"PO-1 accepted {reference} 1=accepted"] == letters.responses


def test_what_a_person_changed_is_told_line_by_line(letters: Correspondence) -> None:
    arrival = letters.receive(interchange("PO-1", THREE))
    order_id = letters.world.order(arrival).id
    changes = (Change(path="lines[0].quantity", value="8"), Change(path="lines[1]", value=""))
    letters.decide(order_id, DecisionKind.CORRECT, changes=changes)
    letters.accept(arrival)
    reference = letters.world.order(arrival).erp_reference
    assert [f"PO-1 changed {reference} 1=quantity_changed 2=refused 3=accepted"] == letters.responses


def test_a_copy_of_an_order_is_not_answered_as_an_order(letters: Correspondence) -> None:
    letters.accept(letters.receive(interchange("PO-1")))
    copy = letters.receive(interchange("PO-1").replace(b"RPO-1", b"RPO-9"))
    assert letters.world.fate(copy) is Outcome.DUPLICATE
    assert 1 == len(letters.responses)
    assert letters.reply(letters.world.order(copy).id).waived


def test_the_same_bytes_again_are_given_the_same_answer_to_the_order_again(letters: Correspondence) -> None:
    original = letters.accept(letters.receive(interchange("PO-1")))
    copy = letters.receive(interchange("PO-1"))
    assert letters.world.fate(copy) is Outcome.DUPLICATE
    first, again = letters.reply(original), letters.reply(letters.world.order(copy).id)
    assert (first.id, first.number, first.said) == (again.repeats, again.number, again.said)
    assert 2 == len(letters.responses)
    assert 1 == len(set(letters.responses))


def test_a_copy_whose_first_answer_was_set_aside_is_not_told_to_be_refused(letters: Correspondence) -> None:
    letters.set(Answering())
    first = letters.accept(letters.receive(interchange("PO-1")))
    copy = letters.world.order(letters.receive(interchange("PO-1")))
    letters.decide_reply(letters.reply(first), PartDecisionKind.SET_ASIDE, "told by telephone")
    letters.agree(BOTH)
    letters.world.run_through(hours=1)
    assert [] == letters.responses
    assert Outcome.HELD is letters.reply(copy.id).outcome


def test_the_same_bytes_again_before_there_is_an_answer_are_answered_with_the_first(letters: Correspondence) -> None:
    first = letters.receive(interchange("PO-1"))
    copy = letters.receive(interchange("PO-1"))
    letters.accept(first)
    assert 1 == len(letters.responses)
    assert letters.reply(letters.world.order(copy).id).waived


def ordchg(po_number: str, *, function: str = "4") -> bytes:
    """A change that wants 7 of line 1, or with function 1 the cancellation."""
    body = [
        "UNH+1+ORDCHG:D:96A:UN", f"BGM+230+CHG-1+{function}", "DTM+137:20260302:102", f"RFF+ON:{po_number}",
        "NAD+BY+9521100100014::9", "NAD+SU+9521000000018::9", "NAD+DP+9521100100021::9", "CUX+2:EUR:9",
        "LIN+1+3", "PIA+1+BW-5100:IN", "QTY+21:7:PCE", "PRI+AAA:11.80", "UNS+S", "CNT+2:1",
    ]  # fmt: skip
    return wrapped(["".join(f"{segment}'" for segment in (*body, f"UNT+{len(body) + 1}+1"))], "RCHG")


@pytest.mark.parametrize("total", [b"", b"MOA+79:141.60'"], ids=["without a total", "with a total"])
def test_a_change_before_posting_has_an_answer_of_its_own(letters: Correspondence, total: bytes) -> None:
    first = letters.receive(interchange("PO-1").replace(b"UNS+S'", b"UNS+S'" + total))
    change = letters.receive(ordchg("PO-1"))
    letters.decide(letters.world.order(change).id, DecisionKind.APPLY_CHANGE)
    assert [] == letters.responses
    letters.accept(first)
    reference = letters.world.order(first).erp_reference
    assert [f"PO-1 accepted {reference} 1=accepted"] * 2 == letters.responses


def test_a_change_of_an_order_that_is_refused_in_the_end_is_refused_as_well(letters: Correspondence) -> None:
    first = letters.receive(interchange("PO-1"))
    change = letters.receive(ordchg("PO-1"))
    letters.decide(letters.world.order(change).id, DecisionKind.APPLY_CHANGE)
    letters.decide(letters.world.order(first).id, DecisionKind.REFUSE, reason="no stock")
    assert ["PO-1 refused  1=refused"] * 2 == letters.responses


def test_a_change_of_an_order_that_the_customer_cancels_is_told_by_the_cancellation_alone(
    letters: Correspondence,
) -> None:
    letters.receive(interchange("PO-1"))
    change = letters.receive(ordchg("PO-1"))
    letters.decide(letters.world.order(change).id, DecisionKind.APPLY_CHANGE)
    cancellation = letters.receive(ordchg("PO-1", function="1").replace(b"RCHG", b"RCAN").replace(b"CHG-1", b"CHG-2"))
    letters.decide(letters.world.order(cancellation).id, DecisionKind.APPLY_CHANGE)
    assert ["PO-1 cancelled"] == [" ".join(text.split()[:2]) for text in letters.responses]
    assert letters.reply(letters.world.order(change).id).waived


@pytest.mark.parametrize(("made", "code"), [("7", "accepted"), ("8", "quantity_changed")])
def test_a_change_that_was_carried_out_in_the_erp_is_answered_by_what_is_there(
    letters: Correspondence, made: str, code: str
) -> None:
    first = letters.receive(interchange("PO-1"))
    letters.accept(first)
    reference = letters.world.order(first).erp_reference
    change = letters.world.order(letters.receive(ordchg("PO-1"))).id
    (line,) = erp_of(letters).read(reference).lines
    quantity = Quantity(value=Decimal(made), unit=line.quantity.unit)
    erp_of(letters).change(reference, (line.model_copy(update={"quantity": quantity}),))
    flow = letters.world.flow
    rest = tuple(row.fingerprint for row in change_difference(flow.store, flow.adapter, change).rest)
    letters.decide(change, DecisionKind.RECORD_CHANGE, accepted=rest)
    kind = "accepted" if code == "accepted" else "changed"
    assert f"PO-1 {kind} {reference} 1={code}" == letters.responses[-1]
    assert 2 == len(letters.responses)


def test_a_cancellation_that_was_carried_out_in_the_erp_is_answered(letters: Correspondence) -> None:
    first = letters.receive(interchange("PO-1"))
    letters.accept(first)
    reference = letters.world.order(first).erp_reference
    asked = letters.world.order(letters.receive(ordchg("PO-1", function="1"))).id
    erp_of(letters).cancel(reference)
    letters.decide(asked, DecisionKind.RECORD_CHANGE)
    assert f"PO-1 cancelled {reference}" == " ".join(letters.responses[-1].split()[:3])


def test_a_change_that_is_refused_is_answered(letters: Correspondence) -> None:
    letters.accept(letters.receive(interchange("PO-1")))
    change = letters.world.order(letters.receive(ordchg("PO-1"))).id
    letters.decide(change, DecisionKind.REFUSE, reason="too late")
    assert "PO-1 refused  1=refused" == letters.responses[-1]


def test_an_order_that_was_cancelled_before_posting_is_told_by_the_cancellation_alone(letters: Correspondence) -> None:
    first = letters.receive(interchange("PO-1"))
    cancellation = letters.receive(ordchg("PO-1", function="1"))
    letters.decide(letters.world.order(cancellation).id, DecisionKind.APPLY_CHANGE)
    assert ["PO-1 cancelled"] == [" ".join(text.split()[:2]) for text in letters.responses]
    assert "Cancelled by the customer" in letters.reply(letters.world.order(first).id).waived


def test_while_the_outbox_is_barred_the_answer_waits_and_leaves_once(letters: Correspondence) -> None:
    letters.outbox.barred = "The disk is full."
    letters.receive(interchange("PO-1"))
    (row,) = (row for row in letters.replies() if row.type is AnswerType.CONTRL)
    assert (Outcome.RETRYING, "The disk is full.") == (row.outcome, row.reason)
    letters.outbox.barred = ""
    letters.world.run_through(minutes=5)
    assert ["CONTROL 1 RPO-1 accepted 1=accepted"] == letters.said


@pytest.mark.parametrize("fetched", [False, True])
@pytest.mark.parametrize("boundary", [Boundary.PUT_OUT, Boundary.BEFORE_SENT, Boundary.AFTER_WRITTEN])
def test_a_crash_before_it_is_written_down_that_it_left_sends_it_once(
    letters: Correspondence, boundary: Boundary, *, fetched: bool
) -> None:
    deaths = [boundary]

    def die(here: Boundary) -> None:
        if here in deaths:
            deaths.remove(here)
            if fetched and here is not Boundary.AFTER_WRITTEN:
                for name in letters.outbox.files():
                    (letters.outbox.folder / name).unlink()
            raise KeyboardInterrupt

    flow = letters.world.flow
    letters.world.flow = replace(flow, checkpoint=die)
    letters.world.receive(interchange("PO-1"))
    with pytest.raises(KeyboardInterrupt):
        letters.world.run()
    letters.world.flow = flow
    letters.world.clock.move(minutes=5)
    for row in letters.replies():
        if row.type is AnswerType.CONTRL:
            with flow.store.begin() as uow:
                letters.world.dispatcher.submit(uow, uow.work.of(Subject.REPLY, row.id).id)
    letters.world.run_through(minutes=5)
    there = [] if fetched and boundary is not Boundary.AFTER_WRITTEN else ["CONTROL 1 RPO-1 accepted 1=accepted"]
    assert there == letters.said
    assert all(row.sent_at for row in letters.replies() if row.type is AnswerType.CONTRL)


def test_what_cannot_be_written_waits_for_a_person_and_uses_up_no_number(letters: Correspondence) -> None:
    def fail(_answer: OrderAnswer | SyntaxAnswer, _envelope: AnswerEnvelope, /) -> bytes:
        raise Unwritable("The identity has 40 characters.")

    letters.set(Answering(Writers({AnswerType.CONTRL: fail}), lambda _partner: letters.outbox))
    arrival = letters.receive(interchange("PO-1"))
    assert letters.world.fate(arrival) is Outcome.HELD
    (row,) = (row for row in letters.replies() if row.type is AnswerType.CONTRL)
    assert row.outcome is Outcome.HELD
    assert "40 characters" in row.reason
    letters.agree(BOTH)
    letters.decide_reply(row, PartDecisionKind.RETRY)
    assert ["CONTROL 1 RPO-1 accepted 1=accepted"] == letters.said


def held_answer(letters: Correspondence) -> tuple[ReplyRow, str]:
    """An answer to an order of three lines that nobody could write, and the order's number in the ERP."""
    letters.world.flow = replace(letters.world.flow, answering=Answering())
    arrival = letters.receive(interchange("PO-1", THREE))
    order_id = letters.accept(arrival)
    return letters.reply(order_id), letters.world.order(arrival).erp_reference


def erp_of(letters: Correspondence) -> MemoryErp:
    assert isinstance(letters.world.flow.adapter, MemoryErp)
    return letters.world.flow.adapter


def test_what_a_clerk_changed_in_the_erp_meanwhile_is_told(letters: Correspondence) -> None:
    row, reference = held_answer(letters)
    first, second, _ = erp_of(letters).read(reference).lines
    fewer = second.model_copy(update={"quantity": Quantity(value=Decimal(15), unit=second.quantity.unit)})
    erp_of(letters).change(reference, (first, fewer))
    letters.agree(BOTH)
    letters.decide_reply(row, PartDecisionKind.RETRY)
    assert [f"PO-1 changed {reference} 1=accepted 2=quantity_changed 3=refused"] == letters.responses


def test_an_order_that_was_cancelled_in_the_erp_meanwhile_is_refused(letters: Correspondence) -> None:
    row, reference = held_answer(letters)
    erp_of(letters).cancel(reference)
    letters.agree(BOTH)
    letters.decide_reply(row, PartDecisionKind.RETRY)
    assert [f"PO-1 refused {reference} 1=refused 2=refused 3=refused"] == letters.responses


def test_an_order_that_a_clerk_typed_in_is_answered_as_it_is_there(letters: Correspondence) -> None:
    arrival = letters.receive(interchange("PO-1", THREE))
    order = letters.world.order(arrival)
    assert isinstance(order.order, PurchaseOrder)
    reference = erp_of(letters).type_in(order.order)
    letters.decide(order.id, DecisionKind.RECORD_POSTED, erp_reference=reference)
    assert [f"PO-1 accepted {reference} 1=accepted 2=accepted 3=accepted"] == letters.responses


def test_an_answer_that_a_person_set_aside_is_never_late(letters: Correspondence) -> None:
    letters.world.flow = replace(letters.world.flow, answering=Answering())
    letters.receive(interchange("PO-1"))
    (row,) = (row for row in letters.replies() if row.type is AnswerType.CONTRL)
    assert "No writer" in row.reason
    letters.decide_reply(row, PartDecisionKind.SET_ASIDE, "told by telephone")
    letters.world.clock.move(hours=5)
    assert 1 == tell_overdue(letters.world.flow)
    assert 0 == tell_overdue(letters.world.flow)


def test_an_answer_that_waits_for_a_person_is_told_once_it_is_late(letters: Correspondence) -> None:
    arrival = letters.receive(interchange("PO-1"))
    letters.world.clock.move(hours=4)
    assert 0 == tell_overdue(letters.world.flow)
    letters.world.clock.move(seconds=1)
    assert 1 == tell_overdue(letters.world.flow)
    assert "order.answer_overdue" in letters.world.events(Subject.ORDER, letters.world.order(arrival).id)
    letters.accept(arrival)
    with letters.world.flow.store.read() as uow:
        assert 0 == uow.replies.overdue(letters.world.clock())
