"""Where a value comes from, as a glyph with a name and an anchor in the transcript."""

from dataclasses import dataclass
from typing import assert_never

from exceptions_queue.views.anchors import anchor_of
from orders.evidence import (
    OF_PARTNER,
    Cell,
    Evidence,
    Learned,
    MailHeader,
    OtherOrder,
    PageBox,
    Person,
    PolicyDefault,
    ReferenceRow,
    Segment,
    TextSpan,
    XmlPath,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """`glyph` names an icon; `text` says it in words; `anchor` is the transcript's place, empty outside of it."""

    glyph: str
    text: str
    anchor: str = ""
    href: str = ""
    """The page that says more."""


def origin_of(evidence: Evidence) -> Origin:
    """What a person sees of one piece of evidence."""
    match evidence:
        case Segment() | Cell() | TextSpan() | PageBox() | XmlPath() | MailHeader():
            return Origin("document", f"From the document: {_place(evidence)}", anchor_of(evidence))
        case ReferenceRow():
            return Origin("reference", f"From reference data: {evidence.table} {evidence.key}")
        case Learned():
            page = f"/knowledge/{evidence.knowledge_id}#revision-{evidence.revision}"
            return Origin("learned", f"Learned from an earlier decision (revision {evidence.revision})", href=page)
        case PolicyDefault():
            return Origin("policy", _setting(evidence.setting))
        case Person():
            return Origin("person", f"Entered by {evidence.name}")
        case OtherOrder():
            return Origin("document", f"From a change of this order, {evidence.order_id}: {evidence.path}")
        case _:
            assert_never(evidence)


def _setting(name: str) -> str:
    partner, comma, setting = name.removeprefix(OF_PARTNER).partition(", ")
    of_partner = comma and name.startswith(OF_PARTNER)
    return f"By the profile of {partner}: {setting}" if of_partner else f"By policy: {name}"


def _place(evidence: Segment | Cell | TextSpan | PageBox | XmlPath | MailHeader) -> str:
    match evidence:
        case Segment():
            element = f", element {evidence.element}" if evidence.element else ""
            return f"segment {evidence.position} {evidence.tag}{element}"
        case Cell():
            sheet = f"{evidence.sheet}, " if evidence.sheet else ""
            return f"{sheet}row {evidence.row}, column {evidence.column}"
        case TextSpan():
            return f"characters {evidence.start} to {evidence.end}"
        case PageBox():
            return f"page {evidence.page}"
        case XmlPath():
            return evidence.path
        case MailHeader():
            return f"mail header {evidence.name}"
        case _:
            assert_never(evidence)
