"""ITD and FOB: terms of payment and of delivery, as people write them. A text of the sender wins over the numbers."""

from collections.abc import Iterator

from edi.segment import Segment
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text

INCOTERMS = frozenset({"01", "07"})
"""334 in FOB04: the terms are Incoterms."""
_PERCENT, _DISCOUNT_DAYS, _NET_DAYS, _WORDS = 3, 5, 7, 12


def payment_terms(message: Message, root: Group) -> Text | None:
    """The first ITD that says anything: `Net 60 From Receipt of Goods`, or `2% 45 days, net 46 days`."""
    for segment in root.all("ITD"):
        if words := message.text(segment, _WORDS):
            return words
        if value := ", ".join(_said(segment)):
            return Text(value=value, evidence=(message.place(segment),))
    return None


def _said(segment: Segment) -> Iterator[str]:
    percent, days, net = (segment.component(element).strip() for element in (_PERCENT, _DISCOUNT_DAYS, _NET_DAYS))
    if percent.strip("0.") and days:
        yield f"{percent}% {days} days"
    if net:
        yield f"net {net} days"


def delivery_terms(message: Message, root: Group) -> Text | None:
    """FOB05, where FOB04 says that it is an Incoterm, with the place in FOB03: `CIF Rotterdam`."""
    for segment in root.all("FOB"):
        if segment.component(4).strip() not in INCOTERMS:
            continue
        code, place = message.text(segment, 5), message.text(segment, 3)
        if code is not None:
            texts = [code, *([place] if place else [])]
            evidence = tuple(where for text in texts for where in text.evidence)
            return Text(value=" ".join(text.value for text in texts), evidence=evidence)
    return None
