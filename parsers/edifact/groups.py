"""Segments into segment groups, by the structure of ORDERS and ORDCHG and by qualifier, never by place in the file.

UN/EDIFACT ORDERS and ORDCHG, directories D.96A and D.01B (service.unece.org/trade/untdid). The two differ in the
numbers of their groups, not in what belongs to what, so one structure serves both; group numbers appear nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from edi.segment import Segment

# MOA 5025 of the whole message: these end the detail section even where the sender leaves UNS out.
TOTALS = frozenset({"9", "39", "77", "79", "86", "125", "128", "129", "176"})
LINE_AMOUNTS = frozenset({"38", "66", "203"})
# DTM 2005 that say when the goods are wanted; inside a reference or a price they would be read as its date.
DELIVERY_DATES = frozenset({"2", "10", "11", "61", "63", "64", "67", "69", "76", "200", "234", "235"})
ORDERED = frozenset({"21"})
# QTY 6063 that say how much of the line goes where or is free, never what a package holds.
SHARES = frozenset({"1", "11", "21", "131", "192", "193"})
DELIVERY_PLACES = frozenset({"7"})


@dataclass(frozen=True, slots=True)
class Structure:
    """What a group may hold: single segments, groups by their trigger, and qualifiers that do not belong to it."""

    members: frozenset[str] = frozenset()
    groups: Mapping[str, "Structure"] = field(default_factory=dict)
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def takes(self, segment: Segment) -> bool:
        return segment.component(1) not in self.refused.get(segment.tag, frozenset())


@dataclass(slots=True)
class Group:
    """A segment group: its trigger (none for the message), its single segments in order, and the groups inside."""

    trigger: Segment | None
    segments: list[Segment] = field(default_factory=list)
    groups: list["Group"] = field(default_factory=list)

    def all(self, tag: str) -> list[Segment]:
        return [segment for segment in self.segments if segment.tag == tag]

    def qualified(self, tag: str, *qualifiers: str) -> list[Segment]:
        """The segments with one of the qualifiers, in the order of the qualifiers."""
        found = self.all(tag)
        return [segment for qualifier in qualifiers for segment in found if segment.component(1) == qualifier]

    def under(self, tag: str) -> list["Group"]:
        return [group for group in self.groups if group.trigger and group.trigger.tag == tag]

    def everything(self) -> Iterator[Segment]:
        """Every segment of the group and of the groups inside."""
        if self.trigger:
            yield self.trigger
        yield from self.segments
        for group in self.groups:
            yield from group.everything()


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_REFERENCE = Structure(_tags("DTM"), refused={"DTM": DELIVERY_DATES})
_CONTACT = Structure(_tags("COM"))
_DOCUMENT = Structure(_tags("DTM"), refused={"DTM": DELIVERY_DATES})
_PARTY = Structure(_tags("LOC FII"), {"RFF": _REFERENCE, "DOC": _DOCUMENT, "CTA": _CONTACT})
_TAX = Structure(_tags("MOA LOC"), refused={"MOA": TOTALS | LINE_AMOUNTS})
_ALLOWANCE = Structure(
    _tags("ALI DTM QTY PCD MOA RTE RNG"),
    {"TAX": _TAX},
    {"MOA": TOTALS | LINE_AMOUNTS, "DTM": DELIVERY_DATES, "QTY": ORDERED},
)
_ROUTE = {"LOC": Structure(_tags("DTM"), refused={"DTM": DELIVERY_DATES})}
_TRANSPORT = Structure(frozenset(), _ROUTE)
_TERMS = Structure(_tags("DTM PCD MOA"), refused={"MOA": TOTALS | LINE_AMOUNTS, "DTM": DELIVERY_DATES})
_MARKS = Structure(_tags("RFF DTM GIN"), refused={"DTM": DELIVERY_DATES})
_SCHEDULE = Structure(_tags("FTX RFF DTM"), {"QTY": Structure(_tags("DTM"))})
_CONDITIONS = Structure(_tags("RFF DTM FTX"), refused={"DTM": DELIVERY_DATES})
_PRICE_FACTOR = Structure(_tags("DTM RNG"), refused={"DTM": DELIVERY_DATES})

# Within a line a place of delivery begins a delivery, whatever stands before it.
_LINE_PLACES = {"LOC": DELIVERY_PLACES}
_LINE_TAX = Structure(_tags("MOA LOC"), refused={"MOA": TOTALS | LINE_AMOUNTS, **_LINE_PLACES})

LINE = Structure(
    _tags("PIA IMD MEA QTY PCD ALI DTM MOA GIN GIR QVR DOC PAI FTX DGS"),
    {
        "PAT": _TERMS,
        "AJT": Structure(_tags("FTX")),
        "PRI": Structure(_tags("CUX APR RNG DTM"), refused={"DTM": DELIVERY_DATES}),
        "RFF": _REFERENCE,
        "PAC": Structure(_tags("MEA QTY"), {"PCI": _MARKS}, {"QTY": SHARES}),
        "LOC": Structure(_tags("QTY PCD DTM")),
        "TAX": _LINE_TAX,
        "NAD": Structure(_tags("LOC FII QTY DTM"), _PARTY.groups),
        "ALC": _ALLOWANCE,
        "TDT": Structure(frozenset(), _ROUTE, _LINE_PLACES),
        "TOD": Structure(_tags("LOC"), refused=_LINE_PLACES),
        "EQD": Structure(_tags("HAN MEA FTX")),
        "SCC": _SCHEDULE,
        "RCS": _CONDITIONS,
        "STG": Structure(),
    },
    {"MOA": TOTALS},
)

MESSAGE = Structure(
    _tags("BGM DTM PAI ALI IMD FTX GIR UNS MOA CNT LOC MEA"),
    {
        "RFF": _REFERENCE,
        "NAD": _PARTY,
        # Not of any directory: contacts that a sender names before any party.
        "CTA": _CONTACT,
        "TAX": _TAX,
        "CUX": Structure(_tags("PCD DTM"), refused={"DTM": DELIVERY_DATES}),
        "PAT": _TERMS,
        "TDT": _TRANSPORT,
        "TOD": Structure(_tags("LOC")),
        "PAC": Structure(_tags("MEA"), {"PCI": _MARKS}),
        "EQD": Structure(_tags("HAN MEA FTX")),
        "SCC": _SCHEDULE,
        "APR": _PRICE_FACTOR,
        "AJT": Structure(_tags("FTX")),
        "ALC": _ALLOWANCE,
        "RCS": _CONDITIONS,
        "DGS": Structure(_tags("FTX")),
        "LIN": LINE,
    },
)


def grouped(segments: Iterable[Segment]) -> tuple[Group, list[Segment]]:
    """The message as a tree of groups, and the segments that have no place in it."""
    root = Group(None)
    path: list[tuple[Group, Structure]] = [(root, MESSAGE)]
    unplaced = [segment for segment in segments if not _place(segment, path)]
    return root, unplaced


def _place(segment: Segment, path: list[tuple[Group, Structure]]) -> bool:
    """Puts the segment into the innermost open group that takes it, and closes the groups inside that one."""
    for depth in range(len(path) - 1, -1, -1):
        group, structure = path[depth]
        if not structure.takes(segment):
            continue
        if segment.tag in structure.groups:
            opened = Group(segment)
            group.groups.append(opened)
            path[depth + 1 :] = [(opened, structure.groups[segment.tag])]
            return True
        if segment.tag in structure.members:
            group.segments.append(segment)
            del path[depth + 1 :]
            return True
    return False
