"""The lines of ORDRSP: what was ordered and what is confirmed of each, under the customer's own line number."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from edi.edifact.drafts import Draft, draft
from orders.reading import LineAction
from replies.answer import AnsweredLine, LineCode, OrderAnswer, Terms, Unwritable
from replies.edifact import order_codes as codes
from replies.edifact.manner import Manner, number
from replies.edifact.order_heading import day

TEXT_WIDTH, TEXTS_A_SEGMENT = 70, 5
DESCRIPTION_WIDTH = 35
_MOST_DESCRIPTIONS = 2
_NUMBER_LENGTH, _UNIT_LENGTH = 6, 3
_UPC_LENGTH = 12


def lines(answer: OrderAnswer, manner: Manner) -> Iterator[Draft]:
    """One group of segments a line. They are counted where the customer's numbers do not fit into LIN."""
    theirs = all(_fits(line.line_no) for line in answer.lines)
    for count, line in enumerate(answer.lines, 1):
        yield from _line(line, line.line_no if theirs else str(count), answer.po_number, manner)


def line_reference(line: AnsweredLine, po_number: str) -> Draft:
    """The customer's line, as its order and number in that; where the number is longer than that has room, alone."""
    if len(line.line_no) <= _NUMBER_LENGTH:
        return draft("RFF", (codes.ORDER, po_number, line.line_no))
    return draft("RFF", (codes.LINE, line.line_no))


def texts(qualifier: str, said: str, manner: Manner) -> Iterator[Draft]:
    """A text of any length, in one segment; what has no room is cut off."""
    if pieces := manner.pieces(said, TEXT_WIDTH, TEXTS_A_SEGMENT):
        yield draft("FTX", qualifier, "", "", pieces)


def _fits(line_no: str) -> bool:
    return line_no.isascii() and line_no.isdecimal() and len(line_no) <= _NUMBER_LENGTH


def _line(line: AnsweredLine, line_number: str, po_number: str, manner: Manner) -> Iterator[Draft]:
    gtin: tuple[str, ...] = (line.gtin, _gtin_code(line.gtin, manner)) if line.gtin else ()
    yield draft("LIN", line_number, _action(line, manner), gtin)
    yield from _items(line, manner)
    if line.description:
        description = manner.pieces(line.description, DESCRIPTION_WIDTH, _MOST_DESCRIPTIONS)
        yield draft("IMD", "F", "", ("", "", "", *description))
    yield from _quantities(line)
    yield from _dates(line)
    if line.backordered and line.backorder_date is not None and (qualifier := _backorder_date(manner)):
        yield day(qualifier, line.backorder_date)
    yield from texts("LIN", line.reason, manner)
    if manner.has_adjustments and line.code in codes.REASONS:
        yield draft("AJT", codes.REASONS[line.code])
    yield from _prices(line)
    if line.line_no:
        yield line_reference(line, po_number)
    if line.backordered and line.backorder_date is not None and not _backorder_date(manner):
        yield draft("SCC", codes.FIRM)
        yield _quantity(codes.BACKORDERED, line.confirmed, line.backordered)
        yield day(codes.PROMISED, line.backorder_date)


def _backorder_date(manner: Manner) -> str:
    """The qualifier for when the rest comes; without one the date stands in a schedule of the line."""
    if manner.since_01b:
        return codes.OF_BACKORDER
    return codes.DEFERRED if manner.eancom else ""


def _action(line: AnsweredLine, manner: Manner) -> str:
    if line.code is LineCode.REFUSED:
        return codes.NOT_ACCEPTED
    if line.code is LineCode.ACCEPTED:
        return codes.DELETED if line.action is LineAction.CANCEL else codes.ACCEPTED
    if line.ordered == Terms():
        return codes.ADDED
    return codes.CHANGED if manner.eancom else codes.AMENDED


def _gtin_code(gtin: str, manner: Manner) -> str:
    if manner.since_01b:
        return "SRV"
    return "UP" if len(gtin) == _UPC_LENGTH else "EN"


def _items(line: AnsweredLine, manner: Manner) -> Iterator[Draft]:
    own = _identities(line.supplier_item, "SA", codes.SELLER), _identities(line.buyer_item, "IN", codes.BUYER)
    if found := [identity for identity in own if identity]:
        yield draft("PIA", "1" if line.gtin else "5", *found)
    gtin = line.substitute_gtin
    other: tuple[tuple[str, ...], ...] = (
        _identities(line.substitute_item, "SA", codes.SELLER),
        (gtin, _gtin_code(gtin, manner)) if gtin else (),
    )
    if substitutes := [identity for identity in other if identity]:
        yield draft("PIA", "3", *substitutes)


def _identities(item: str, qualifier: str, agency: str) -> tuple[str, ...]:
    return (item, qualifier, "", agency) if item else ()


def _quantities(line: AnsweredLine) -> Iterator[Draft]:
    if line.ordered.unit != line.confirmed.unit and len(line.confirmed.unit) > _UNIT_LENGTH:
        raise Unwritable(f"The unit {line.confirmed.unit} of line {line.line_no} has no room in EDIFACT.")
    for qualifier, terms in ((codes.ORDERED, line.ordered), (codes.TO_BE_DELIVERED, line.confirmed)):
        if terms.quantity is not None:
            yield _quantity(qualifier, terms, terms.quantity)
    if line.backordered:
        yield _quantity(codes.BACKORDERED, line.confirmed, line.backordered)


def _quantity(qualifier: str, terms: Terms, quantity: Decimal) -> Draft:
    """A unit that the customer sent, and that has no room, is left out: the line it refers to has it."""
    unit = terms.unit if len(terms.unit) <= _UNIT_LENGTH else ""
    return draft("QTY", (qualifier, number(quantity), unit))


def _dates(line: AnsweredLine) -> Iterator[Draft]:
    """The promised date, and the one that was asked for where it is another."""
    asked: date | None = line.ordered.delivery_date
    promised = line.confirmed.delivery_date
    if asked is not None and asked != promised:
        yield day(codes.REQUESTED, asked)
    if promised is not None:
        yield day(codes.PROMISED, promised)


def _prices(line: AnsweredLine) -> Iterator[Draft]:
    """The confirmed price, and for information the one that was expected where it is another."""
    expected, confirmed = line.ordered, line.confirmed
    if confirmed.price is not None:
        yield _price("AAA", codes.CONFIRMED_PRICE, confirmed)
    is_other = (expected.price, expected.price_basis) != (confirmed.price, confirmed.price_basis)
    if expected.price is not None and is_other:
        yield _price("INF", codes.EXPECTED_PRICE, expected)


def _price(qualifier: str, kind: str, terms: Terms) -> Draft:
    price = number(terms.price) if terms.price is not None else ""
    if terms.price_basis == 1:
        return draft("PRI", (qualifier, price, "", kind))
    unit = terms.unit if len(terms.unit) <= _UNIT_LENGTH else ""
    return draft("PRI", (qualifier, price, "", kind, number(terms.price_basis), unit))
