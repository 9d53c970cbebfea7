"""What no field of the order takes up: conditions that nothing here reads, segments without a place, mere facts."""

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message
from parsers.x12.other_dates import OF_GROCERIES, OF_LINES, qualifier
from parsers.x12.parties import BILL_TO, BUYER, SHIP_TO, SUPPLIER
from parsers.x12.places import OTHER_ROLES
from parsers.x12.sale_conditions import TAGS
from parsers.x12.terms import INCOTERMS

_UNREAD = {
    "DIS": "a discount",
    "INC": "terms of instalments",
    "SPI": "a specification",
    "CTB": "a restriction",
}
_UNREAD_IN_LINES = {
    "CN1": "terms of a contract",
    "DIS": "a discount",
    "INC": "terms of instalments",
    "PO3": "a further detail of the item, with a price or quantity of its own",
    "CTB": "a restriction",
    "ITD": "terms of payment of its own",
}
# Where C001 stands.
_UNITS = {"CTP": 5, "POC": 5, "QTY": 3, "SLN": 5}
_NO_FACTORS = frozenset({"", "1"})
_READ = frozenset({
    "AMT", "BCH", "BEG", "CTP", "CTT", "CUR", "G50", "G61", "G68", "G69", "G76", "ITD", "LIN", "MSG", "MTX", "N2",
    "N3", "N4", "N9", "NTE", "PER", "PKG", "PO1", "POC", "SAC", "SCH", "SDQ", "SLN", "G72", *TAGS,
})  # fmt: skip
_DATES_READ = frozenset({"002", "004", *OF_LINES})
_GROCERY_DATES_READ = frozenset({"02", "04", "53", "54", "67", "68", *OF_GROCERIES})
_REFERENCES_READ = frozenset({"CT", "BC", "BO"})
_ROLES = frozenset({*BUYER, *SUPPLIER, *SHIP_TO, *BILL_TO, *OTHER_ROLES})
_LINES, _TOTALS = ("PO1", "POC", "G68"), ("CTT", "AMT", "G76")
_LISTED = 20


def tell_unread(message: Message, root: Group, unplaced: list[Segment]) -> None:
    """Holds for what may change the order and that nothing here reads; lists what else is only shown."""
    for segment in unplaced:
        sentence = f"The segment {segment.tag} has no place in the document and is not read. See whether it matters."
        message.hold(FindingCode.UNREAD_CONTENT, sentence, "", segment)
    for segment in _directly_in(root):
        if segment.tag in _UNREAD:
            sentence = f"The order carries {_UNREAD[segment.tag]}, which is not read. See whether it changes the order."
            message.hold(FindingCode.UNREAD_CONTENT, sentence, "", segment)
    _tell_behind_lines(message, root)
    _tell_dates_of_references(message, root)
    _tell_shown_only(message, root)


def _tell_behind_lines(message: Message, root: Group) -> None:
    """What stands behind the totals: it may be of the last line, and is of the heading by the structure alone."""
    lines = [group.trigger for tag in _LINES for group in root.under(tag) if group.trigger]
    begun = min((line.position.number for line in lines), default=0)
    for segment in _directly_in(root):
        if begun and segment.position.number > begun and segment.tag not in (*_LINES, *_TOTALS):
            sentence = "A segment of the heading stands behind the lines. See whether it belongs to the last of them."
            message.hold(FindingCode.UNREAD_CONTENT, sentence, "", segment)


def _tell_dates_of_references(message: Message, root: Group) -> None:
    """A date behind N9 is that of the reference; one of delivery there may have slipped out of its place."""
    loops = [*root.under("N9"), *(inner for line in root.groups for inner in line.under("N9"))]
    for segment in (segment for loop in loops for segment in loop.all("DTM")):
        if qualifier(segment) in _DATES_READ - {"004"}:
            sentence = "A date of delivery or shipping stands behind a reference. See whether it is that of the order."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "requested_delivery_date", segment)


def tell_line_unread(message: Message, line: Group, path: str) -> None:
    """Holds for what may change the line and that nothing here reads."""
    for segment in (*([line.trigger] if line.trigger else []), *_directly_in(line)):
        if segment.tag in _UNREAD_IN_LINES:
            what = _UNREAD_IN_LINES[segment.tag]
            sentence = f"The line carries {what}, which is not read. See whether it changes the line."
            message.hold(FindingCode.UNREAD_CONTENT, sentence, path, segment)
        elif set(_behind_unit(segment)) - _NO_FACTORS:
            sentence = "A unit is made of several, or has a factor, which is not read. See what one of it is."
            message.hold(FindingCode.UNREAD_CONTENT, sentence, f"{path}.uom", segment)


def _behind_unit(segment: Segment) -> tuple[str, ...]:
    """The components of a unit but the first: its exponent and factor, then further units with theirs."""
    return segment.composite(_UNITS[segment.tag])[1:] if segment.tag in _UNITS else ()


def _directly_in(group: Group) -> list[Segment]:
    return [*group.segments, *(inner.trigger for inner in group.groups if inner.trigger)]


def _tell_shown_only(message: Message, root: Group) -> None:
    shown = [segment for segment in root.everything() if segment.tag not in {*_UNREAD, *_UNREAD_IN_LINES}]
    listed = list(dict.fromkeys(segment.text for segment in shown if not _is_read(segment)))
    if listed:
        more = [f"and {len(listed) - _LISTED} more"] if len(listed) > _LISTED else []
        sentence = "Some segments are shown and kept, and go into no field of the order."
        message.note(FindingCode.UNREAD_CONTENT, sentence, found=", ".join([*listed[:_LISTED], *more]))


def _is_read(segment: Segment) -> bool:
    match segment.tag:
        case "DTM":
            return qualifier(segment) in _DATES_READ
        case "N1":
            return segment.component(1).strip().upper() in _ROLES
        case "G62":
            return qualifier(segment) in _GROCERY_DATES_READ
        case "FOB":
            return segment.component(4).strip() in INCOTERMS
        case "REF":
            return segment.component(1).strip() in _REFERENCES_READ
        case "PID":
            return segment.component(1).strip().upper() == "F" and segment.component(2).strip() in ("", "08")
        case tag:
            return tag in _READ
