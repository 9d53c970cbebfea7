"""What no field of the order takes up: segments without a place, conditions that nothing here reads, mere facts."""

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.edifact.deliveries import BINDING_SCHEDULES
from parsers.edifact.delivery_terms import terms_group
from parsers.edifact.other_dates import EARLIEST, LATEST, OTHER_DATES
from parsers.segments.groups import Group
from parsers.segments.reads import Message

_UNREAD = {
    "AJT": "a reason for an adjustment",
    "ALI": "a special condition",
    "APR": "a price factor for the whole order",
    "GIR": "related identification numbers",
    "RCS": "requirements",
    "SCC": "a delivery schedule for the whole order",
}
_UNREAD_IN_LINES = {
    "AJT": "a reason for an adjustment",
    "ALI": "a special condition",
    "CCI": "characteristics of the goods",
    "GIS": "a general indicator",
    "MTD": "maintenance work",
    "GIR": "related identification numbers",
    "PCD": "a percentage",
    "RCS": "requirements",
    "STG": "a stage",
}
# GIR qualifiers by which libraries note where each copy goes and who pays for it (EDItEUR): fund, branch, shelf, stock.
_LIBRARY = frozenset({"LFN", "LFS", "LLO", "LSQ", "LST", "LSM", "LCL", "LCO", "LAC"})
_LISTED = 20
_READ = frozenset({
    "ALC", "BGM", "CNT", "COM", "CTA", "CUX", "FTX", "IMD", "LIN", "NAD", "PCD", "PIA", "PRI",
    "SCC", "UNS",
})  # fmt: skip
# Of these segments only some qualifiers are read.
_QUALIFIERS_READ = {
    "RFF": frozenset({"BO", "CT", "LI", "ON", "VA"}),
    "DTM": frozenset({"2", "4", "137", "171", *EARLIEST, *LATEST, *OTHER_DATES}),
    "LOC": frozenset({"7"}),
    "QTY": frozenset({"1", "11", "21", "52", "59", "131", "192", "193"}),
    "MOA": frozenset({"8", "23", "77", "79", "86", "124", "146", "176", "203", "204"}),
}


def tell_unread(message: Message, root: Group, unplaced: list[Segment]) -> None:
    """Holds for what may change the order and that nothing here reads; lists what else is only shown."""
    for segment in unplaced:
        message.hold(
            FindingCode.UNREAD_CONTENT,
            f"The segment {segment.tag} has no place in the message and is not read. See whether it matters.",
            "",
            segment,
        )
    _tell_shown_only(message, root)
    # SCC with nothing in it says how firm the order is, and schedules nothing.
    bare = {id(group.trigger) for group in root.under("SCC") if not (group.segments or group.groups)}
    for segment in _directly_in(root):
        if segment.tag in _UNREAD and not (id(segment) in bare and segment.component(1) in BINDING_SCHEDULES):
            _tell(message, segment, f"The order carries {_UNREAD[segment.tag]}, which is not read.", "")


def tell_line_unread(message: Message, line: Group, path: str) -> None:
    """Holds for what may change the line and that nothing here reads."""
    for segment in _directly_in(line):
        if segment.tag in _UNREAD_IN_LINES:
            _tell(message, segment, f"The line carries {_UNREAD_IN_LINES[segment.tag]}, which is not read.", path)


def _directly_in(group: Group) -> list[Segment]:
    return [*group.segments, *(inner.trigger for inner in group.groups if inner.trigger)]


def _tell(message: Message, segment: Segment, sentence: str, path: str) -> None:
    tell = message.note if _only_informs(segment) else message.hold
    what = "line" if path else "order"
    tell(FindingCode.UNREAD_CONTENT, f"{sentence} See whether it changes the {what}.", path, segment)


def _only_informs(segment: Segment) -> bool:
    """ALI with nothing but a country of origin, GIR with what libraries note for themselves."""
    if segment.tag == "ALI":
        return not any(part.strip() for element in segment.elements[1:] for part in element)
    if segment.tag == "GIR":
        qualifiers = [element[1].strip().upper() if len(element) > 1 else "" for element in segment.elements[1:]]
        return bool(qualifiers) and _LIBRARY.issuperset(qualifiers)
    return False


def _tell_shown_only(message: Message, root: Group) -> None:
    terms = terms_group(root)
    read = {id(segment) for segment in terms.everything()} if terms else set()
    others = (segment for segment in root.everything() if id(segment) not in read)
    shown = [segment for segment in others if segment.tag not in _UNREAD and not _is_read(segment)]
    if shown:
        listed = list(dict.fromkeys(segment.text for segment in shown))
        more = [f"and {len(listed) - _LISTED} more"] if len(listed) > _LISTED else []
        message.note(
            FindingCode.UNREAD_CONTENT,
            "Some segments are shown and kept, and go into no field of the order.",
            found=", ".join([*listed[:_LISTED], *more]),
        )


def _is_read(segment: Segment) -> bool:
    qualifiers = _QUALIFIERS_READ.get(segment.tag)
    return segment.tag in _READ if qualifiers is None else segment.component(1) in qualifiers
