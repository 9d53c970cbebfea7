"""The bytes and the envelope, and what cannot be read at all."""

from dataclasses import replace

from ordermill.isolation import Isolation
from orders.findings import FindingCode
from orders.stages import Outcome
from parsers.parser import Blob, Match
from pipeline.children.limits import ChildLimits
from tests.fakes import pdfs
from tests.fakes.small_orders import SmallParser
from tests.integration.company.case import BOLTS, Case
from tests.integration.company.documents import KARST, PAPER, File, mail, packed, paper
from tests.integration.company.office import Office
from tests.integration.company.person import accepts, refuses, retries, sets_aside


class Rival(SmallParser):
    """A plug-in that is as sure of EDIFACT as the built-in parser."""

    def recognise(self, blob: Blob) -> Match | None:
        return Match("rival", 90) if blob.content.startswith(b"UNB") else None


def with_a_rival(office: Office) -> None:
    office.read_with(*office.world.flow.parsers, Rival())


def without_the_rival(office: Office) -> None:
    office.read_with(*office.world.flow.parsers[:-1])


def with_little_time(office: Office) -> None:
    isolation = office.opened.enter_context(Isolation.of(1, page_limits=ChildLimits(cpu_seconds=1)))
    office.world.flow = replace(office.world.flow, read=isolation.read)


ENVELOPE = (
    Case(
        code=FindingCode.EMPTY_FILE,
        story="A partner's upload breaks off before the first byte.",
        arrives=File("order.edi", b""),
        says="order.edi) is empty ... Ask the sender",
        act=sets_aside("sent again as order2.edi"),
        ends=Outcome.SET_ASIDE,
        because="sent again as order2.edi",
        sold=(),
    ),
    Case(
        code=FindingCode.UNREADABLE,
        story="The workbook in a mail is no ZIP archive.",
        arrives=mail("Please find our order attached.", File("order.xlsx", b"PK\x03\x04 cut off")),
        says="order.xlsx) was not opened: it is damaged ... Ask the sender",
        act=sets_aside("the customer sends another copy"),
        ends=Outcome.SET_ASIDE,
        because="another copy",
        sold=(),
    ),
    Case(
        code=FindingCode.NO_PARSER,
        story="A drawing lies in the order folder.",
        arrives=File("plan.dwg", b"AC1032" + bytes(64)),
        says="plan.dwg: an unknown kind of file is not read yet ... Enter the order in the ERP by hand, or set",
        act=sets_aside("a drawing"),
        ends=Outcome.SET_ASIDE,
        because="a drawing",
        sold=(),
    ),
    Case(
        code=FindingCode.SEVERAL_PARSERS,
        story="A plug-in is as sure of the format as the built-in parser; it is switched off.",
        given=with_a_rival,
        arrives=KARST.file(),
        says="Several parsers claim order.edi with equal certainty: edifact, rival. Switch one of them off",
        act=retries(without_the_rival),
    ),
    Case(
        code=FindingCode.UNDECODABLE_CHARACTERS,
        story="The interchange says UTF-8, and a letter of the note is of another coding.",
        arrives=replace(KARST.saying("UNOC:3", "UNOY:4"), charset="latin-1").after("DTM+2", "FTX+AAI+++Grüße").file(),
        says="Bytes that do not belong to the character set UNOY: FTX+AAI+++Gr ... Compare the order",
        act=accepts(),
    ),
    Case(
        code=FindingCode.TRUNCATED,
        story="The end of the message is missing; the partner sends it again.",
        arrives=KARST.without("UNT").file(),
        says="UNT) is missing, so segments may be missing too ... ask the sender to send it again.",
        act=refuses("sent again in full"),
        ends=Outcome.SET_ASIDE,
        because="sent again in full",
        sold=(),
    ),
    Case(
        code=FindingCode.CONTROL_COUNT,
        story="UNT counts two segments more than there are; Karst say on the phone that it is all.",
        arrives=KARST.saying("UNT+{count}", "UNT+17").file(),
        says="UNT announces 17 segments, 15 were found ... Compare the order",
        act=accepts(),
    ),
    Case(
        code=FindingCode.CONTROL_REFERENCE,
        story="UNZ closes another interchange than UNB opened.",
        arrives=KARST.saying("UNZ+1+R1", "UNZ+1+R2").file(),
        says="The reference in UNZ is R2, the one in UNB is R1",
    ),
    Case(
        code=FindingCode.ENVELOPE_DEFECT,
        story="A segment stands behind the end of its message; it is a note for the carrier.",
        arrives=KARST.after("UNT", "FTX+AAI").file(),
        says="Segment FTX stands outside of any message ... Compare the order",
        act=accepts(),
    ),
    Case(
        code=FindingCode.ARCHIVE_LIMIT,
        story="A ZIP archive of a few hundred kilobytes unpacks to half a gigabyte.",
        arrives=packed(File("order.csv", bytes(300_000_000))),
        says="orders.zip) was not opened: it unfolds to 300000000 bytes, and 200000000 are allowed. Ask the sender",
        act=sets_aside("asked for single files"),
        ends=Outcome.SET_ASIDE,
        because="asked for single files",
        sold=(),
    ),
    Case(
        code=FindingCode.TIME_LIMIT,
        story="A PDF of a hundred pages keeps its reader busy for ever.",
        given=with_little_time,
        arrives=File("order.pdf", pdfs.endless()),
        says="order.pdf was not read. ... ask the sender for another format.",
        act=sets_aside("asked for another format"),
        ends=Outcome.SET_ASIDE,
        because="asked for another format",
        sold=(),
    ),
    Case(
        code=FindingCode.ENCRYPTED,
        story="The order is protected by a password.",
        arrives=mail("Our order is attached.", File("order.pdf", pdfs.locked(paper(*PAPER).content, "secret"))),
        says="order.pdf needs a password. Ask the customer for an open one.",
        act=sets_aside("the customer sends it open"),
        ends=Outcome.SET_ASIDE,
        because="sends it open",
        sold=(),
    ),
    Case(
        code=FindingCode.NO_ORDER,
        story="A mail asks about a delivery.",
        arrives=mail("When will our order 4711 ship?"),
        says="it asks about an order that was sent before. Answer it ... set it aside",
        act=sets_aside("answered"),
        ends=Outcome.SET_ASIDE,
        because="answered",
        sold=(),
    ),
    Case(
        code=FindingCode.SEVERAL_ORDER_DOCUMENTS,
        story="PDF and interchange of one mail have one number and two quantities; Karst say that the PDF counts.",
        arrives=mail("Our order is attached.", paper(*PAPER), KARST.saying("QTY+21:200", "QTY+21:300").file()),
        says="An order in another part, order.pdf, may be the same, but differs in ... quantity ... refuse the other.",
        act=refuses("the PDF counts"),
        then=retries(lambda _office: None),
        ends=Outcome.SET_ASIDE,
        because="the PDF counts",
        sold=(BOLTS,),
    ),
)
