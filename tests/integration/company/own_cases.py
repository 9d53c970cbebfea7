"""Ourselves: what fails on our side, and what is never lost by it."""

from dataclasses import replace

from orders.answer_types import AnswerType
from orders.findings import FindingCode
from parsers.parser import Blob, Match, ParseContext, Parsed
from pipeline.answering.answering import Answering
from tests.fakes.answering import FaultyChannel, partner, partners
from tests.fakes.faults import Fault, Operation
from tests.fakes.small_orders import SmallParser
from tests.integration.company.case import Case
from tests.integration.company.documents import KARST
from tests.integration.company.erp_cases import failing, mended
from tests.integration.company.office import Office
from tests.integration.company.person import retries


class Broken(SmallParser):
    """A plug-in with a bug, which is surer of EDIFACT than the built-in parser."""

    def recognise(self, blob: Blob) -> Match | None:
        return Match("broken", 99) if blob.content.startswith(b"UNB") else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        raise ZeroDivisionError


def with_a_bug(office: Office) -> None:
    office.read_with(*office.world.flow.parsers, Broken())


def without_the_bug(office: Office) -> None:
    office.read_with(*office.world.flow.parsers[:-1])


def with_an_answer_that_nobody_can_write(office: Office) -> None:
    agreed = partners(partner(AnswerType.CONTRL, name="karst", id_="9520000000011"))
    office.world.flow = replace(office.world.flow, partners=agreed, answering=Answering())


def with_a_writer(office: Office) -> None:
    outbox = office.folder / "outbox"
    outbox.mkdir(parents=True)
    office.world.flow = replace(office.world.flow, answering=FaultyChannel(outbox).answering)


OWN = (
    Case(
        code=FindingCode.ANSWER_FAILED,
        story="The profile asks for an answer that no installed plug-in writes; it is installed.",
        given=with_an_answer_that_nobody_can_write,
        arrives=KARST.file(),
        says="No writer of CONTRL is installed. Leave it out of the profile, or install one.",
        act=retries(with_a_writer),
    ),
    Case(
        code=FindingCode.RETRIES_EXHAUSTED,
        story="The ERP was down for a day; it is up again.",
        given=failing(Operation.CREATE, *[Fault.CONNECTION_REFUSED] * 9),
        arrives=KARST.file(),
        says="It was not posted in 4 attempts. ... The ERP refused the connection. Mend the cause, then retry.",
        act=retries(mended),
    ),
    Case(
        code=FindingCode.INTERNAL_ERROR,
        story="A plug-in has a bug; it is removed.",
        given=with_a_bug,
        arrives=KARST.file(),
        says="An error inside Ordermill (ZeroDivisionError) ... Nothing is lost. ... retry when the cause is mended",
        act=retries(without_the_bug),
    ),
)
