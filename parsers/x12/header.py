"""The heading of a purchase order: numbers, dates, parties, currency, terms, totals, texts."""

import re
from typing import Any

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text
from parsers.x12.dates import REQUESTED, day, qualified_day
from parsers.x12.other_dates import EARLIEST, LATEST, OF_GROCERIES, OTHER_DATES, other_dates, qualifier, tell_weeks
from parsers.x12.parties import BILL_TO, BUYER, SUPPLIER, contact, in_role, party, tell_incomplete, tell_scattered
from parsers.x12.places import places
from parsers.x12.sale_conditions import sale_conditions
from parsers.x12.terms import delivery_terms, payment_terms
from parsers.x12.texts import free_texts, texts_in
from parsers.x12.totals import totals

# The elements of the segment that names the order: number, release, date, the contract, the number of a change.
_NUMBER = {"BEG": 3, "BCH": 3, "G50": 3}
_RELEASE = {"BEG": 4, "BCH": 4}
_DATE = {"BEG": 5, "BCH": 6, "G50": 2}
_CONTRACT = {"BEG": 6, "BCH": 8}
_CHANGE, _DATE_DIGITS = 5, 8
_CONTRACT_REFERENCES = ("CT", "BC", "BO")
_ISO_4217 = re.compile(r"[A-Za-z]{3}\Z", re.ASCII)
_BUYERS_CURRENCY = ("BY", "SE", "")
# G62 of the 875: data element 432 as that of DTM.
_GROCERY_DATES = {
    "02": "requested_delivery_date", "68": "requested_delivery_date", "53": "earliest_delivery_date",
    "54": "latest_delivery_date", "67": "latest_delivery_date",
}  # fmt: skip


def beginning_of(root: Group) -> Segment | None:
    """BEG, BCH or G50, whichever there is."""
    return next((segment for tag in _NUMBER for segment in root.all(tag)), None)


def heading(message: Message, root: Group, kind: OrderKind) -> dict[str, Any]:
    """Every field of the reading that is not a line, as keyword arguments."""
    tell_scattered(message, root)
    buyer = in_role(root, *BUYER)
    return {
        **_numbers(message, root, kind),
        **_delivery_dates(message, root, kind),
        "currency": _currency(message, root),
        "buyer": party(message, buyer, "buyer"),
        "buyer_contact": contact(message, root, buyer),
        "supplier": party(message, in_role(root, *SUPPLIER), "supplier"),
        **(named := _places(message, root, kind)),
        "bill_to": party(message, in_role(root, *BILL_TO), "bill_to"),
        "payment_terms": payment_terms(message, root),
        "delivery_terms": delivery_terms(message, root),
        "notes": (
            *sale_conditions(message, root, ""),
            *free_texts(message, texts_in(root, "N9", "SPI"), "", named["ship_to"]),
        ),
        **totals(message, root),
    }


def _places(message: Message, root: Group, kind: OrderKind) -> dict[str, Any]:
    named = places(message, root)
    tell_incomplete(message, root, named["ship_to"], is_order=kind is OrderKind.ORDER)
    return named


def _numbers(message: Message, root: Group, kind: OrderKind) -> dict[str, Any]:
    beginning = beginning_of(root)
    if beginning is None:
        return {}
    tag = beginning.tag
    change = _change_number(message, beginning) if tag == "BCH" and kind is not OrderKind.ORDER else None
    return {
        "po_number": message.text(beginning, _NUMBER[tag]),
        "release": message.text(beginning, _RELEASE[tag]) if tag in _RELEASE else None,
        "change_number": change,
        "order_date": day(message, beginning, _DATE[tag], "order_date"),
        "contract": _contract(message, root, beginning),
    }


def _change_number(message: Message, beginning: Segment) -> Text | None:
    """BCH05; dates of BCH are often one element off, and a date there numbers no change."""
    sent = beginning.component(_CHANGE).strip()
    if len(sent) == _DATE_DIGITS and sent.startswith("20") and not beginning.component(_DATE["BCH"]).strip():
        sentence = "A date stands where the number of the change belongs; it is taken for neither."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, "change_number", beginning)
        return None
    return message.text(beginning, _CHANGE)


def _contract(message: Message, root: Group, beginning: Segment) -> Text | None:
    if beginning.tag in _CONTRACT and (stated := message.text(beginning, _CONTRACT[beginning.tag])):
        return stated
    for code in _CONTRACT_REFERENCES:
        for segment in root.qualified("REF", code):
            return message.text(segment, 2)
    return None


def _delivery_dates(message: Message, root: Group, kind: OrderKind) -> dict[str, Any]:
    dates: dict[str, Any] = {
        "requested_delivery_date": qualified_day(message, root, REQUESTED, "requested_delivery_date"),
        "earliest_delivery_date": qualified_day(message, root, EARLIEST, "earliest_delivery_date"),
        "latest_delivery_date": qualified_day(message, root, LATEST, "latest_delivery_date"),
    }
    groceries = root.all("G62")
    for segment in groceries:
        field = _GROCERY_DATES.get(qualifier(segment), "")
        if field and dates[field] is None:
            dates[field] = day(message, segment, 2, field)
    tell_weeks(message, (*root.all("DTM"), *groceries), "requested_delivery_date")
    beside = other_dates(message, root.all("DTM"), OTHER_DATES, "", kind)
    return {**dates, "other_dates": (*beside, *other_dates(message, groceries, OF_GROCERIES, "", kind))}


def _currency(message: Message, root: Group) -> Text | None:
    """CUR02 of the buyer, else of the seller, else of whomever it names; two that differ are a finding."""
    found = [segment for role in _BUYERS_CURRENCY for segment in root.qualified("CUR", role)] or root.all("CUR")
    if len({segment.component(2).strip().upper() for segment in found}) > 1:
        sentence = "The order names two currencies. Choose the one that is meant."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "currency", found[1])
    if found and not _ISO_4217.match(found[0].component(2).strip()):
        sentence = "The currency is named, and by no code of three letters. Type the currency."
        message.hold(FindingCode.INVALID_VALUE, sentence, "currency", found[0])
    return message.text(found[0], 2) if found else None
