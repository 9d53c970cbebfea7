"""The heading of a purchase order: numbers, dates, parties, currency, terms, totals, texts."""

from typing import Any

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind, PartyReading
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text
from parsers.x12.allowances import header_allowances
from parsers.x12.dates import EARLIEST, LATEST, REQUESTED, day, qualified_day, tell_other_dates
from parsers.x12.parties import BILL_TO, BUYER, FINAL_PLACES, SHIP_TO, SUPPLIER, contact, in_role, party, tell_scattered
from parsers.x12.terms import delivery_terms, payment_terms
from parsers.x12.texts import free_texts, texts_in
from parsers.x12.totals import totals

# The elements of the segment that names the order: number, release, date, the contract, the number of a change.
_NUMBER = {"BEG": 3, "BCH": 3, "G50": 3}
_RELEASE = {"BEG": 4, "BCH": 4}
_DATE = {"BEG": 5, "BCH": 6, "G50": 2}
_CONTRACT = {"BEG": 6, "BCH": 8}
_CHANGE = 5
_CONTRACT_REFERENCES = ("CT", "BC", "BO")
_BUYERS_CURRENCY = ("BY", "SE", "")
# G62 of the 875: data element 432 as that of DTM.
_GROCERY_DATES = {"02": "requested_delivery_date", "38": "latest_delivery_date", "10": ""}


def beginning_of(root: Group) -> Segment | None:
    """BEG, BCH or G50, whichever there is."""
    return next((segment for tag in _NUMBER for segment in root.all(tag)), None)


def heading(message: Message, root: Group, kind: OrderKind) -> dict[str, Any]:
    """Every field of the reading that is not a line, as keyword arguments."""
    tell_scattered(message, root)
    buyer = in_role(root, *BUYER)
    dates = _delivery_dates(message, root)
    tell_other_dates(message, root, "requested_delivery_date", is_dated=any(dates.values()))
    return {
        **_numbers(message, root, kind),
        **dates,
        "currency": _currency(message, root),
        "buyer": party(message, buyer, "buyer"),
        "buyer_contact": contact(message, root, buyer),
        "supplier": party(message, in_role(root, *SUPPLIER), "supplier"),
        "ship_to": _ship_to(message, root),
        "bill_to": party(message, in_role(root, *BILL_TO), "bill_to"),
        "payment_terms": payment_terms(message, root),
        "delivery_terms": delivery_terms(message, root),
        "notes": free_texts(message, texts_in(root, "N9", "SPI"), ""),
        **totals(message, root),
        **header_allowances(message, root),
    }


def _numbers(message: Message, root: Group, kind: OrderKind) -> dict[str, Any]:
    beginning = beginning_of(root)
    if beginning is None:
        return {}
    tag = beginning.tag
    change = message.text(beginning, _CHANGE) if tag == "BCH" and kind is not OrderKind.ORDER else None
    return {
        "po_number": message.text(beginning, _NUMBER[tag]),
        "release": message.text(beginning, _RELEASE[tag]) if tag in _RELEASE else None,
        "change_number": change,
        "order_date": day(message, beginning, _DATE[tag], "order_date"),
        "contract": _contract(message, root, beginning),
    }


def _contract(message: Message, root: Group, beginning: Segment) -> Text | None:
    if beginning.tag in _CONTRACT and (stated := message.text(beginning, _CONTRACT[beginning.tag])):
        return stated
    for qualifier in _CONTRACT_REFERENCES:
        for segment in root.qualified("REF", qualifier):
            return message.text(segment, 2)
    return None


def _delivery_dates(message: Message, root: Group) -> dict[str, Any]:
    dates: dict[str, Any] = {
        "requested_delivery_date": qualified_day(message, root, REQUESTED, "requested_delivery_date"),
        "earliest_delivery_date": qualified_day(message, root, EARLIEST, "earliest_delivery_date"),
        "latest_delivery_date": qualified_day(message, root, LATEST, "latest_delivery_date"),
    }
    for segment in root.all("G62"):
        field = _GROCERY_DATES.get(segment.component(1).strip(), "")
        if field and dates[field] is None:
            dates[field] = day(message, segment, 2, field)
    return dates


def _currency(message: Message, root: Group) -> Text | None:
    """CUR02 of the buyer, else of the seller; two that differ are a finding."""
    found = [segment for role in _BUYERS_CURRENCY for segment in root.qualified("CUR", role)]
    if len({segment.component(2).strip().upper() for segment in found}) > 1:
        sentence = "The order names two currencies. Choose the one that is meant."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "currency", found[1])
    return message.text(found[0], 2) if found else None


def _ship_to(message: Message, root: Group) -> PartyReading | None:
    reading = party(message, in_role(root, *SHIP_TO), "ship_to")
    for role in FINAL_PLACES:
        for loop in in_role(root, role):
            _tell_final_place(message, loop, reading)
    return reading


def _tell_final_place(message: Message, loop: Group, ship_to: PartyReading | None) -> None:
    """In cross-docking the goods go to one place for another; the order has one place."""
    final = party(message, [loop], "ship_to")
    same = final is not None and ship_to is not None and _place(final) == _place(ship_to)
    if final is not None and not same:
        sentence = (
            "Another place is named beside the ship-to, such as a store or an end user. Choose where the goods go."
        )
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "ship_to", loop.trigger)


def _place(place: PartyReading) -> tuple[str, ...]:
    return tuple(read.value.casefold() if read else "" for read in (place.id, place.street, place.postcode))
