"""What goes back to the customer: each answer once, in time, with its own number, and never one too many."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from orders.answer_types import AnswerType
from orders.decision import DecisionKind
from orders.ids import ArrivalId
from orders.partner import PartnerProfile
from orders.stages import Outcome, Subject
from parsers.edifact import EdifactParser
from storage.replies import ReplyRow
from tests.fakes.answering import FaultyChannel, partner, partners, texts
from tests.fakes.interchanges import interchange
from tests.fakes.small_orders import HoldingRule, SmallRule
from tests.fakes.world import World, small_world

BOTH = partner(AnswerType.CONTRL, AnswerType.ORDRSP)


class Correspondence:
    """A world with a partner and an outbox."""

    def __init__(self, world: World, outbox: FaultyChannel) -> None:
        self.world = world
        self.outbox = outbox
        self.agree(BOTH)

    def agree(self, *profiles: PartnerProfile) -> None:
        """What is agreed from now on."""
        self.world.flow = replace(self.world.flow, partners=partners(*profiles), answering=self.outbox.answering)

    def receive(self, content: bytes) -> ArrivalId:
        """An interchange, worked off."""
        arrival = self.world.receive(content, name="orders.edi")
        self.world.run()
        return arrival

    @property
    def said(self) -> list[str]:
        """What lies in the outbox."""
        return list(texts(self.outbox.files()))

    def replies(self) -> tuple[ReplyRow, ...]:
        """All answers, the newest first."""
        with self.world.flow.store.read() as uow:
            return tuple(uow.replies.listed())


class EdiRule(SmallRule):
    """Believes what an EDI order says, its customer's number too."""


@pytest.fixture
def letters(database_url: str, tmp_path: Path) -> Iterator[Correspondence]:
    folder = tmp_path / "outbox"
    folder.mkdir()
    world = small_world(
        database_url, tmp_path / "archive", parsers=(EdifactParser(),), rules=(EdiRule(), HoldingRule())
    )
    with closing(world.flow.store):
        yield Correspondence(world, FaultyChannel(folder))


def accept(letters: Correspondence, arrival: ArrivalId) -> None:
    """A person confirms the order, and it is posted."""
    order = letters.world.order(arrival)
    codes = [finding.fingerprint for finding in order.findings if finding.holds]
    letters.world.decide(order.id, DecisionKind.APPROVE, accepted=tuple(codes))
    letters.world.run()


def test_an_interchange_is_answered_once_it_is_read_and_its_order_once_it_is_confirmed(letters: Correspondence) -> None:
    arrival = letters.receive(interchange("PO-1"))
    assert ["CONTROL 1 RPO-1 accepted 1=accepted"] == letters.said
    accept(letters, arrival)
    order = letters.world.order(arrival)
    assert letters.world.fate(arrival) is Outcome.DONE
    assert [
        "CONTROL 1 RPO-1 accepted 1=accepted",
        f"RESPONSE 2 PO-1 accepted {order.erp_reference} 1=accepted",
    ] == letters.said
    assert "order.answered" in letters.world.events(Subject.ORDER, order.id)
