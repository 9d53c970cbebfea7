"""The heading and summary of a message: numbers, dates, parties, currency, totals, texts."""

from typing import Any

from edi.segment import Segment
from orders.reading import OrderKind
from parsers.edifact.currency import currency
from parsers.edifact.delivery_terms import delivery_terms
from parsers.edifact.order_dates import order_dates
from parsers.edifact.order_numbers import order_numbers
from parsers.edifact.parties import contact, party, role
from parsers.edifact.payment_terms import payment_terms
from parsers.edifact.places import places
from parsers.edifact.texts import free_texts
from parsers.edifact.totals import totals
from parsers.segments.groups import Group
from parsers.segments.reads import Message


def heading(message: Message, root: Group, kind: OrderKind, type_: str) -> dict[str, Any]:
    """Every field of the reading that is not a line, as keyword arguments."""
    buyer = role(root, "BY") or role(root, "OB")
    return {
        **order_numbers(message, root, kind, type_),
        **order_dates(message, root, kind),
        "currency": currency(message, root),
        "buyer": party(message, buyer, "buyer"),
        "buyer_contact": contact(message, buyer),
        "supplier": party(message, role(root, "SU") or role(root, "SE"), "supplier"),
        **places(message, root),
        "bill_to": party(message, role(root, "IV") or role(root, "BT"), "bill_to"),
        "payment_terms": payment_terms(message, root),
        "delivery_terms": delivery_terms(message, root),
        "notes": free_texts(message, _texts(root), ""),
        **totals(message, root),
    }


def _texts(root: Group) -> list[Segment]:
    """FTX of the heading, in whatever group it stands."""
    lines = {id(segment) for line in root.under("LIN") for segment in line.everything()}
    return [segment for segment in root.everything() if segment.tag == "FTX" and id(segment) not in lines]
