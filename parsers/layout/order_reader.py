"""One order of a document: its kind, header, parties, lines and sums, and what nobody understood."""

from collections.abc import Sequence

from orders.findings import Finding, FindingCode
from orders.reading import OrderKind, OrderReading
from parsers.language.meanings import Label
from parsers.language.numerals import Conventions, possible_date_orders, possible_marks
from parsers.language.sums import settled
from parsers.layout.header import HeaderReader
from parsers.layout.order_pages import OrderPages
from parsers.layout.origin import Origin
from parsers.layout.party_roles import contact, party_roles
from parsers.layout.reads import Reads
from parsers.layout.remarks import Remarks
from parsers.layout.totals import page_sums
from parsers.page import Locate


def order_of(
    one: OrderPages, locate: Locate, origin: Origin, shared: Sequence[Finding], *, alone: bool
) -> OrderReading:
    """The order of these pages; `shared` are findings of the whole document, told with each of its orders."""
    remarks = Remarks(locate, list(shared))
    if one.kinds.is_contradictory:
        message = "The document is titled as an order and as another kind of paper. Decide which it is."
        remarks.hold(FindingCode.MESSAGE_TYPE, message)
    reads = Reads(_conventions(one), locate, remarks)
    kind = one.kinds.order_kind
    sums = page_sums(reads, one.sums)
    settled(sums, ())
    header = HeaderReader(reads, one)
    roles = party_roles(reads, one)
    return OrderReading(
        kind=kind,
        po_number=header.po_number(),
        change_number=header.text(Label.CHANGE_NUMBER, "change_number") if kind is not OrderKind.ORDER else None,
        order_date=header.order_date(),
        currency=header.currency(sums.currencies),
        buyer=roles.buyer,
        supplier=roles.supplier,
        ship_to=roles.ship_to,
        bill_to=roles.bill_to,
        buyer_contact=contact(reads, one),
        requested_delivery_date=header.requested_delivery_date(),
        payment_terms=header.text(Label.PAYMENT_TERMS, "payment_terms"),
        contract=header.text(Label.CONTRACT, "contract"),
        freight=reads.one_of(sums.freight),
        total_net=reads.one_of(sums.net),
        total_tax=reads.one_of(sums.tax),
        total_gross=reads.one_of(sums.gross),
        sender=origin.sender,
        parser=origin.parser,
        findings=tuple(remarks.findings),
    )


def _conventions(one: OrderPages) -> Conventions:
    texts = one.numbers_and_days()
    marks, orders = possible_marks(texts), possible_date_orders(texts)
    return Conventions(next(iter(marks)) if len(marks) == 1 else None, next(iter(orders)) if len(orders) == 1 else None)
