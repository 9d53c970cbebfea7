"""Ourselves: what fails on our side, and what is never lost by it."""

from orders.findings import FindingCode
from parsers.parser import Blob, Match, ParseContext, Parsed
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


OWN = (
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
