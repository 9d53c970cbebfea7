"""Orders of every standard through the flow, answered in the customer's own, and read back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ordermill.answering import writers
from orders.answer_types import AnswerType
from orders.decision import DecisionKind
from orders.ids import ArrivalId
from orders.partner import Codes, PartnerProfile, Standard
from parsers.cxml import CxmlParser
from parsers.edifact import EdifactParser
from parsers.ubl import UblParser
from parsers.x12 import X12Parser
from pipeline.answering.answering import Answering
from replies.answer import AnswerKind, LineCode, Verdict
from replies.cxml.reading import read_confirmation
from replies.edifact.reading_orders import read_order_answer
from replies.edifact.reading_syntax import read_contrl
from replies.outbox import FolderChannel
from replies.ubl.reading import read_order_response
from replies.x12.reading_order import read_order_acknowledgement
from replies.x12.reading_syntax import read_functional_acknowledgement
from tests.fakes.answering import partner, partners
from tests.fakes.interchanges import EdiLine, interchange
from tests.fakes.small_orders import HoldingRule, SmallRule
from tests.fakes.world import World, small_world

CORPUS = Path(__file__).parents[2] / "corpus"
EDIFACT = partner(AnswerType.CONTRL, AnswerType.APERAK, AnswerType.ORDRSP)
X12 = partner(AnswerType.X12_997, AnswerType.X12_855, name="west", id_="952100001", standard=Standard.X12)


class Office:
    """A world, its outbox, and what lies there by the kind of answer."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder

    def agree(self, profile: PartnerProfile) -> None:
        answering = Answering(writers(), lambda _partner: FolderChannel(self.folder))
        self.world.flow = replace(self.world.flow, partners=partners(profile), answering=answering)

    def receive(self, content: bytes, name: str) -> ArrivalId:
        arrival = self.world.receive(content, name=name)
        self.world.run()
        return arrival

    def confirm(self, arrival: ArrivalId) -> str:
        """A person accepts all there is to accept; the number that the ERP gave it."""
        order = self.world.order(arrival)
        held = tuple(finding.fingerprint for finding in order.findings if finding.holds)
        self.world.decide(order.id, DecisionKind.APPROVE, accepted=held)
        self.world.run()
        return self.world.order(arrival).erp_reference

    def refuse(self, arrival: ArrivalId) -> None:
        self.world.decide(self.world.order(arrival).id, DecisionKind.REFUSE, reason="no")
        self.world.run()

    def answer(self, type_: AnswerType) -> bytes:
        """The one answer of this kind."""
        (file,) = (file for file in self.folder.iterdir() if f"_{type_.value}_" in file.name)
        return file.read_bytes()


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "outbox"
    folder.mkdir()
    parsers = (EdifactParser(), X12Parser(), UblParser(), CxmlParser())
    world = small_world(database_url, tmp_path / "archive", parsers=parsers, rules=(SmallRule(), HoldingRule()))
    with closing(world.flow.store):
        yield Office(world, folder)


def test_edifact(office: Office) -> None:
    office.agree(EDIFACT)
    arrival = office.receive(interchange("PO-1", [EdiLine(), EdiLine("BW-5200", 4)]), "orders.edi")
    syntax = read_contrl(office.answer(AnswerType.CONTRL))
    assert ("RPO-1", Verdict.ACCEPTED) == (syntax.reference, syntax.verdict)
    reference = office.confirm(arrival)
    response = read_order_answer(office.answer(AnswerType.ORDRSP))
    assert (AnswerKind.ACCEPTED, "PO-1", reference) == (
        response.kind, response.po_number, response.our_order_number,
    )  # fmt: skip
    assert [("1", LineCode.ACCEPTED), ("2", LineCode.ACCEPTED)] == [
        (line.line_no, line.code) for line in response.lines
    ]
    assert "PO-1" == read_order_answer(office.answer(AnswerType.APERAK)).po_number


def test_units_are_told_as_the_customer_wrote_them(office: Office) -> None:
    """The profile has another code of the customer's for the same unit, which this order does not use."""
    office.agree(EDIFACT.model_copy(update={"codes": Codes(units={"6": "PCE"})}))
    office.confirm(office.receive(interchange("PO-1", [EdiLine()]), "orders.edi"))
    content = office.answer(AnswerType.ORDRSP)
    assert b":PCE'" in content
    assert b":6'" not in content


def test_edifact_refused(office: Office) -> None:
    office.agree(EDIFACT)
    office.refuse(office.receive(interchange("PO-1"), "orders.edi"))
    response = read_order_answer(office.answer(AnswerType.ORDRSP))
    assert (AnswerKind.REFUSED, [LineCode.REFUSED]) == (response.kind, [line.code for line in response.lines])


def test_x12(office: Office) -> None:
    office.agree(X12)
    arrival = office.receive((CORPUS / "x12/full_order.x12").read_bytes(), "order.x12")
    syntax = read_functional_acknowledgement(office.answer(AnswerType.X12_997))
    (group,) = syntax.groups
    assert group.header is not None
    assert ("PO", "101", Verdict.ACCEPTED, 1) == (
        group.header.identifier, group.header.reference, group.verdict, group.accepted,
    )  # fmt: skip
    office.confirm(arrival)
    response = read_order_acknowledgement(office.answer(AnswerType.X12_855))
    assert ("BW-70211", AnswerKind.ACCEPTED, 3) == (response.po_number, response.kind, len(response.lines))


def test_an_850_that_cancels_is_answered_by_an_855(office: Office) -> None:
    office.agree(X12)
    content = (CORPUS / "x12/full_order.x12").read_bytes()
    office.refuse(office.receive(content.replace(b"BEG*00*", b"BEG*01*"), "order.x12"))
    response = read_order_acknowledgement(office.answer(AnswerType.X12_855))
    assert ("BW-70211", AnswerKind.REFUSED) == (response.po_number, response.kind)


def test_an_order_for_eleven_stores_is_one_order_to_the_customer(office: Office) -> None:
    office.agree(X12)
    arrival = office.receive((CORPUS / "x12/retail_order_for_eleven_stores.x12").read_bytes(), "stores.x12")
    held = tuple(finding.fingerprint for finding in office.world.order(arrival).findings if finding.holds)
    office.world.decide(office.world.order(arrival).id, DecisionKind.APPROVE, accepted=held)
    office.world.run_through(hours=1)
    response = read_order_acknowledgement(office.answer(AnswerType.X12_855))
    assert AnswerKind.ACCEPTED is response.kind
    assert [("1", Decimal(66)), ("2", Decimal(24))] == [
        (line.line_no, line.confirmed.quantity) for line in response.lines
    ]


def test_ubl(office: Office) -> None:
    content = (CORPUS / "xml/hospital_with_charges.xml").read_bytes()
    arrival = office.receive(content, "order.xml")
    (identity, *_) = office.world.order(arrival).reading.identities
    number = office.world.order(arrival).po_number
    office.refuse(arrival)
    office.agree(partner(AnswerType.UBL_ORDER_RESPONSE, name="north", id_=identity.id, standard=Standard.PEPPOL))
    office.refuse(office.receive(content + b"\n", "again.xml"))
    response = read_order_response(office.answer(AnswerType.UBL_ORDER_RESPONSE))
    assert (number, AnswerKind.REFUSED) == (response.po_number, response.kind)


def test_cxml(office: Office) -> None:
    content = (CORPUS / "xml/cxml_new.xml").read_bytes()
    arrival = office.receive(content, "order.xml")
    (identity, *_) = office.world.order(arrival).reading.identities
    office.refuse(arrival)
    office.agree(partner(AnswerType.CXML_CONFIRMATION, name="south", id_=identity.id, standard=Standard.CXML))
    number = office.world.order(arrival).po_number
    office.refuse(office.receive(content + b"\n", "again.xml"))
    sent = office.answer(AnswerType.CXML_CONFIRMATION)
    response = read_confirmation(sent)
    assert (number, AnswerKind.REFUSED) == (response.po_number, response.kind)
    payload = content.split(b'payloadID="')[1].split(b'"')[0].decode()
    assert payload == response.received.interchange
