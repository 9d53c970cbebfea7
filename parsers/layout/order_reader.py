"""One order of a document: its kind, header, parties, lines and sums, and what nobody understood."""

from collections.abc import Iterator, Sequence

from orders.findings import Finding, FindingCode
from orders.reading import LineReading, OrderKind, OrderReading
from parsers.language.amounts import amount
from parsers.language.label_shapes import code_at_start
from parsers.language.meanings import MONEY, Label
from parsers.language.spellings import spelled
from parsers.language.sums import settled, sum_of
from parsers.language.titles import CONTRADICTORY
from parsers.language.vocabulary import currency_in, folded
from parsers.layout.header.fields import HeaderReader
from parsers.layout.header.told import delivery_days, order_days
from parsers.layout.labels.totals import PageSums, page_sums
from parsers.layout.leftovers import tell_leftovers
from parsers.layout.order_lines.reader import order_lines
from parsers.layout.paper.order_pages import OrderPages
from parsers.layout.paper.origin import Origin
from parsers.layout.parties.roles import contact, party_roles
from parsers.layout.prose.lines import prose_lines
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import Remarks
from parsers.pages.page import Locate, Word

_Money = list[tuple[str, tuple[Word, ...]]]


def order_of(one: OrderPages, locate: Locate, origin: Origin, shared: Sequence[Finding]) -> OrderReading:
    """The order of these pages; `shared` are findings of the whole document, told with each of its orders."""
    remarks = Remarks(locate, list(shared))
    reads = Reads(one.conventions(), locate, remarks)
    kind = one.kinds.order_kind
    _tell_kind(one, reads)
    lines, money, one = _lines(one, reads, kind)
    sums = page_sums(reads, one.sums)
    settled(sums, lines)
    _tell_gross_prices(sums, lines, remarks)
    header = HeaderReader(reads, one)
    roles = party_roles(reads, one, origin.sender)
    return OrderReading(
        kind=kind,
        po_number=header.po_number(origin),
        change_number=header.number(Label.CHANGE_NUMBER) if kind is not OrderKind.ORDER else None,
        order_date=header.order_date(),
        currency=header.currency([*sums.currencies, *money]),
        buyer=roles.buyer,
        supplier=roles.supplier,
        ship_to=roles.ship_to,
        bill_to=roles.bill_to,
        buyer_contact=contact(reads, one),
        requested_delivery_date=header.requested_delivery_date(),
        payment_terms=header.text(Label.PAYMENT_TERMS, "payment_terms"),
        delivery_terms=header.text(Label.DELIVERY_TERMS, "delivery_terms"),
        contract=header.number(Label.CONTRACT),
        lines=tuple(lines),
        freight=reads.one_of(sums.freight),
        total_net=reads.one_of(sums.net),
        total_tax=reads.one_of(sums.tax),
        total_gross=reads.one_of(sums.gross),
        notes=tuple(tell_leftovers(one, reads, _known(one, sums))),
        sender=origin.sender,
        parser=origin.parser,
        findings=tuple(remarks.findings),
    )


def _tell_gross_prices(sums: PageSums, lines: Sequence[LineReading], remarks: Remarks) -> None:
    """Lines that come to the total with tax: their prices include it."""
    goods = sum_of(lines)
    taxed = any(read.value for read in sums.tax)
    if taxed and goods and any(read.value == goods for read in sums.gross):
        message = "The lines add up to the total with tax: their prices seem to include it. What are they without?"
        remarks.hold(FindingCode.AMBIGUOUS_VALUE, message)


def _tell_kind(one: OrderPages, reads: Reads) -> None:
    """Titles may contradict each other, and an order with the number of a revision may have been sent before."""
    if one.kinds.is_contradictory:
        reads.remarks.hold(FindingCode.MESSAGE_TYPE, CONTRADICTORY)
    if one.kinds.order_kind is not OrderKind.ORDER:
        return
    for pair in one.around.all(Label.CHANGE_NUMBER):
        number = code_at_start(pair.text).lstrip("0")
        if number.isdigit():
            message = f"The paper is revision {number}. Is it a change of an order that was sent before?"
            reads.remarks.hold(FindingCode.FUNCTION_NOT_ORIGINAL, message, pair.words, path="change_number")


def _lines(one: OrderPages, reads: Reads, kind: OrderKind) -> tuple[list[LineReading], _Money, OrderPages]:
    """The lines, the currencies beside their prices, and the pages without what was read as lines."""
    if one.is_prose:
        prose = prose_lines(one.rest, reads)
        return prose.lines, list(prose.money), one.without_words(prose.words)
    lines: list[LineReading] = []
    for table in one.tables:
        lines += order_lines(table, reads, kind, first=len(lines))
    return lines, list(_money(one)), one


def _money(one: OrderPages) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """The currencies of headings and cells, and of sentences that say in which the prices are."""
    for table in one.tables:
        for column in table.columns:
            codes = {meaning.currency for meaning in column.heading.meanings if meaning.currency}
            yield from ((code, column.heading.words) for code in codes)
        for record in table.records:
            for row in record.rows:
                for place, words in row.cells.items():
                    found = amount(joined(words)) if not MONEY.isdisjoint(table.columns[place].roles) else None
                    if found is not None and found.currency:
                        yield found.currency, words
    for words in one.sentences:
        code = currency_in(joined(words))
        if code and spelled(r"\b%(prices)s\b").search(joined(words)):
            yield code, tuple(word for word in words if currency_in(word.text) == code)


def _known(one: OrderPages, sums: PageSums) -> frozenset[str]:
    """Dates and sums that were read, folded."""
    printed = [run.numeral for summed in one.sums for run in (summed.amount,)]
    days = [pair.text for pair in one.around.pairs]
    days += [text for text, _ in (*delivery_days(one.sentences), *order_days(one.sentences))]
    numbers = [str(number.value) for number in (*sums.net, *sums.gross, *sums.tax)]
    return frozenset(folded(text) for text in (*printed, *days, *numbers))
