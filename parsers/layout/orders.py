"""Pages to orders: the table of lines, the header around it, and what nobody understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderReading
from parsers.language.meanings import Label
from parsers.language.numerals import Conventions
from parsers.layout.header import HeaderReader
from parsers.layout.kinds import Kinds, kinds
from parsers.layout.pairs import Surroundings, surroundings
from parsers.layout.pieces import pieces
from parsers.layout.reads import Reads
from parsers.layout.remarks import Remarks
from parsers.layout.text_lines import TextLine, text_lines
from parsers.page import Locate, Page, Rule, Word
from parsers.parser import Parsed


@dataclass(frozen=True, slots=True)
class Origin:
    """Which parser reads, and what is known beside the pages: the file's name, and the mail's subject and sender."""

    parser: str
    file_name: str = ""
    subject: str = ""
    sender: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that may say what the document is."""
        stem = self.file_name.rpartition(".")[0] or self.file_name
        return tuple(name for name in (stem, self.subject) if name)


def read_orders(pages: Sequence[Page], locate: Locate, origin: Origin) -> Parsed:
    """All orders of these pages; without any, a finding says whether they surely hold none."""
    lines = [line for page in pages for line in text_lines(page)]
    rules: Mapping[int, Sequence[Rule]] = {page.number: page.rules for page in pages}
    words = [word for page in pages for word in page.words]
    around = surroundings(pieces(lines), rules)
    found = kinds(around, words, origin.names)
    if _is_no_order(words, found):
        return Parsed((), (_no_order(),))
    return Parsed((_order(lines, around, found, locate, origin),))


def _order(
    lines: Sequence[TextLine], around: Surroundings, found: Kinds, locate: Locate, origin: Origin
) -> OrderReading:
    remarks = Remarks(locate)
    reads = Reads(Conventions(), locate, remarks)
    if found.is_contradictory:
        message = "The document is titled as an order and as another kind of paper. Decide which it is."
        remarks.hold(FindingCode.MESSAGE_TYPE, message)
    header = HeaderReader(reads, around)
    return OrderReading(
        kind=found.order_kind,
        po_number=header.po_number(),
        order_date=header.order_date(),
        currency=header.currency(()),
        requested_delivery_date=header.requested_delivery_date(),
        payment_terms=header.text(Label.PAYMENT_TERMS, "payment_terms"),
        contract=header.text(Label.CONTRACT, "contract"),
        sender=origin.sender,
        parser=origin.parser,
        findings=tuple(remarks.findings),
    )


def _is_no_order(words: Sequence[Word], found: Kinds) -> bool:
    return found.is_no_order or not any(sign.isdigit() for word in words for sign in word.text)


def _no_order() -> Finding:
    message = "The document is no order: its titles name another kind of paper, or it has no numbers."
    return Finding(code=FindingCode.NO_ORDER, severity=Severity.NOTE, message=message)
