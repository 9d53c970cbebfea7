"""The XML inside a PDF is the order; what no page shows of it holds, and what it does not read is told."""

import io
from decimal import Decimal
from pathlib import Path

from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from orders.evidence import XmlPath
from orders.findings import FindingCode
from orders.transcript import TranscriptKind
from parsers.parser import Blob, ParseContext, Parsed
from parsers.pdf.parser import PdfParser
from tests.fakes import pdfs

XML = (Path(__file__).parents[3] / "corpus" / "xml" / "order_x_comfort.xml").read_bytes()
RESPONSE = (Path(__file__).parents[3] / "corpus" / "xml" / "order_x_response.xml").read_bytes()
PRINT = (
    "Bon de commande BC-2026-31 du 02/03/2026",
    "Livraison : Dépôt Nord, 2 quai des Brumes, 59000 Lille",
    "1  Marteau  10  12,50  125,00",
    "2  Marteau  200  30,00 / 100  60,00",
    "Total HT 185,00   TVA 37,00   Total TTC 222,00",
)


TABLE = (
    "Bon de commande BC-2026-31 du 02/03/2026",
    "Livraison : Depot Nord, 2 quai des Brumes, 59000 Lille",
    "Pos   Article     Designation            Quantite  Unite  Prix     Montant",
    "1     OL-51       Marteau                      10  pce    12,50     125,00",
    "2     OL-52       Clou (prix pour 100)        200  pce     0,30      60,00",
    "3     OL-53       Tenaille                      5  pce     8,00      40,00",
    "30,00 par 100. Total HT 185,00   TVA 37,00   Total TTC 222,00",
)


def parsed(
    files: dict[str, bytes], *, change: tuple[str, str] = ("", ""), texts: tuple[str, ...] = PRINT
) -> Parsed:  # fmt: skip
    """The order's pages, with one text changed, and these files inside."""

    def draw(canvas: Canvas) -> None:
        pdfs.order(canvas, [text.replace(*change) if change[0] else text for text in texts])

    writer = PdfWriter(clone_from=io.BytesIO(pdfs.drawn(draw)))
    for name, content in files.items():
        writer.add_attachment(name, content)
    out = io.BytesIO()
    writer.write(out)
    return PdfParser().parse(Blob(out.getvalue(), "po.pdf", "application/pdf"), ParseContext("a@b.example", "Order"))


def holds(read: Parsed) -> list[tuple[FindingCode, str, str]]:
    found = (*read.findings, *(finding for reading in read.readings for finding in reading.findings))
    return [(finding.code, finding.path, finding.found) for finding in found if finding.holds]


def test_the_xml_is_the_order_and_the_pages_are_what_is_shown() -> None:
    read = parsed({"order-x.xml": XML})
    (reading,) = read.readings
    assert reading.po_number
    assert ("BC-2026-31", "order_x", "a@b.example") == (reading.po_number.value, reading.parser, reading.sender)
    assert isinstance(reading.po_number.evidence[0], XmlPath)
    assert [Decimal(10), Decimal(200)] == [line.quantity and line.quantity.value for line in reading.lines]
    assert [] == holds(read)
    assert read.transcript
    assert (TranscriptKind.PAGES, 1) == (read.transcript.kind, len(read.images))


def test_a_value_that_no_page_shows_holds() -> None:
    read = parsed({"order-x.xml": XML}, change=("Marteau  10 ", "Marteau  15 "))
    assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].quantity", "10")] == holds(read)


def test_a_line_that_only_the_pages_show_holds() -> None:
    read = parsed({"order-x.xml": XML}, texts=TABLE)
    assert (FindingCode.AMBIGUOUS_VALUE, "lines", "2") in holds(read)
    same = parsed({"order-x.xml": XML}, texts=tuple(text for text in TABLE if "Tenaille" not in text))
    assert [] == holds(same)


def test_a_total_that_no_page_shows_holds() -> None:
    net = parsed({"order-x.xml": XML}, change=("185,00", "225,00"))
    assert (FindingCode.AMBIGUOUS_VALUE, "total_net", "185.00") in holds(net)
    gross = parsed({"order-x.xml": XML}, change=("222,00", "262,00"))
    assert (FindingCode.AMBIGUOUS_VALUE, "total_gross", "222.00") in holds(gross)


def test_every_profile_is_read() -> None:
    for profile in (b"basic", b"extended"):
        read = parsed({"order-x.xml": XML.replace(b"1p0:comfort", b"1p0:" + profile)})
        assert [] == holds(read)


def test_another_file_beside_the_order_is_told_as_before() -> None:
    read = parsed({"order-x.xml": XML, "conditions.xml": b"<conditions/>"})
    assert [(FindingCode.UNREAD_CONTENT, "", "conditions.xml")] == holds(read)


def test_two_orders_inside_are_not_chosen_between() -> None:
    read = parsed({"one.xml": XML, "two.xml": XML.replace(b"BC-2026-31", b"BC-2026-32")})
    assert {"one.xml", "two.xml"} <= {found for _, _, found in holds(read)}
    assert "order_x" not in {reading.parser for reading in read.readings}


def test_what_is_inside_and_no_order_leaves_the_pages_to_be_read() -> None:
    read = parsed({"response.xml": RESPONSE})
    assert (FindingCode.UNREAD_CONTENT, "", "response.xml") in holds(read)
    assert "order_x" not in {reading.parser for reading in read.readings}


def test_a_broken_order_inside_holds_the_document() -> None:
    read = parsed({"order-x.xml": XML[: len(XML) // 2]})
    assert ((), [FindingCode.UNREADABLE]) == (read.readings, [code for code, _, _ in holds(read)])
