"""Order-X: the XML inside a PDF/A-3 is the order, and its pages are only checked against it (Order-X 1.0)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pypdf import PdfReader

from orders.findings import Finding, FindingCode, Severity
from orders.reading import LineReading, OrderReading, Read
from parsers.language.numerals import DecimalMark, number_in
from parsers.layout.paper.origin import Origin
from parsers.order_x import OrderXParser
from parsers.pages.page import Page
from parsers.parser import Blob, ParseContext, Parsed

_XML = "application/xml"


def embedded_order(reader: PdfReader) -> Blob | None:
    """The one embedded file that is an Order-X message. May raise what pypdf raises."""
    files = [Blob(each, name, _XML) for name, found in reader.attachments.items() for each in found]
    orders = [blob for blob in files if OrderXParser().recognise(blob)]
    return orders[0] if len(orders) == 1 else None


def order_inside(
    order: Blob, origin: Origin, pages: Sequence[Page], printed: Sequence[OrderReading]
) -> Parsed | None:  # fmt: skip
    """What the XML says, with a finding for each value that no page shows; None where it holds no order.

    `printed` is what the pages alone would be read as: the lines of a table that the order inside does not have hold.
    """
    parsed = OrderXParser().parse(order, ParseContext(sender=origin.sender, subject=origin.subject))
    if not parsed.readings and not any(finding.holds for finding in parsed.findings):
        return None
    shown = _Shown(pages)
    readings = tuple(
        reading.model_copy(
            update={"findings": (*reading.findings, *_not_shown(reading, shown), *_more_lines(reading, printed))}
        )
        for reading in parsed.readings
    )
    return Parsed(readings=readings, findings=parsed.findings)


class _Shown:
    """The letters and the numbers of all pages, however their decimals are marked."""

    def __init__(self, pages: Sequence[Page]) -> None:
        words = [word.text for page in pages for word in page.words if not word.struck]
        self._letters = _plain("".join(words))
        # Thousands may be set apart by a blank.
        texts = [*words, *(one + other for one, other in pairwise(words))]
        read = (number_in(text.strip("()*:;"), mark) for text in texts for mark in DecimalMark)
        self._numbers = frozenset(number for number in read if number is not None)

    def __contains__(self, value: object) -> bool:
        if isinstance(value, Decimal):
            return value in self._numbers
        return _plain(str(value)) in self._letters


def _not_shown(reading: OrderReading, shown: _Shown) -> Iterator[Finding]:
    for path, read in _checked(reading):
        if read is not None and read.value not in shown:
            value = f"{read.value:f}" if isinstance(read.value, Decimal) else str(read.value)
            yield Finding(
                code=FindingCode.AMBIGUOUS_VALUE,
                severity=Severity.HOLD,
                message=f"The order inside the PDF says {value}, and no page shows it. Decide which of the two holds.",
                path=path,
                found=value,
                evidence=read.evidence,
            )


def _more_lines(reading: OrderReading, printed: Sequence[OrderReading]) -> Iterator[Finding]:
    """Fewer need no finding of their own: then a quantity or a price of the order is not shown."""
    shown = max((sum(map(_is_priced, one.lines)) for one in printed), default=0)
    if shown > len(reading.lines):
        yield Finding(
            code=FindingCode.AMBIGUOUS_VALUE,
            severity=Severity.HOLD,
            message=f"The pages show {shown} lines, and the order inside the PDF has {len(reading.lines)}. "
            "Decide which of the two holds.",
            path="lines",
            found=str(len(reading.lines)),
            expected=str(shown),
        )


def _is_priced(line: LineReading) -> bool:
    return line.quantity is not None and line.unit_price is not None


def _sum_of_lines(reading: OrderReading) -> Read[Decimal] | None:
    """What stands for a total that the order does not state."""
    totals = [line.line_total for line in reading.lines if line.line_total]
    if not totals or len(totals) < len(reading.lines):
        return None
    added = sum((total.value for total in totals), Decimal(0))
    return totals[0].model_copy(update={"value": added})


def _checked(reading: OrderReading) -> Iterator[tuple[str, Read[str] | Read[Decimal] | None]]:
    """What a page that shows the order must show."""
    yield "po_number", reading.po_number
    yield "total_net", reading.total_net or _sum_of_lines(reading)
    yield "total_gross", reading.total_gross
    if reading.ship_to:
        yield "ship_to.postcode", reading.ship_to.postcode
    for number, line in enumerate(reading.lines):
        yield f"lines[{number}].quantity", line.quantity
        yield f"lines[{number}].unit_price", line.unit_price


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
