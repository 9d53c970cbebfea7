"""What a change does to a line: data element 670 in POC02, and the values that each code promises."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Confidence, LineAction, LineReading, OrderKind
from parsers.segments.groups import Group
from parsers.segments.reads import Action, Day, Message

_ACTIONS: Mapping[str, LineAction] = MappingProxyType(
    {"AI": LineAction.ADD, "DI": LineAction.CANCEL, "NC": LineAction.NONE}
    | dict.fromkeys(
        ("CA", "CB", "CE", "CT", "MU", "PC", "PQ", "PR", "QC", "QD", "QI", "RB", "RQ", "RS", "RZ"), LineAction.CHANGE
    )
)
# They change something that a line has no field for, or the whole order.
_BEYOND_LINES: Mapping[str, str] = MappingProxyType(
    {
        "CC": "changes the terms",
        "CF": "cancels the whole order",
        "CG": "changes allowances or charges of the whole order",
        "CH": "changes what was announced before",
        "RA": "changes the mode of shipment",
        "RC": "rejects a change of the item",
        "RE": "replaces the item by another",
        "RM": "replaces the item by another, with modifications",
        "TI": "transfers the item",
    }
)
_PROMISED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AI": ("quantity",),
        "CB": ("date",),
        "CE": ("allowance",),
        "CT": ("date",),
        "PC": ("price",),
        "PQ": ("price", "quantity"),
        "PR": ("price", "date"),
        "QC": ("quantity",),
        "QD": ("quantity",),
        "QI": ("quantity",),
        "RB": ("date",),
        "RQ": ("quantity", "date"),
        "RS": ("date",),
    }
)


def action(message: Message, trigger: Segment, kind: OrderKind, path: str) -> Action | None:
    """What is to be done with the line; what no line can do alone, and what is not known, holds."""
    if trigger.tag != "POC":
        if kind is OrderKind.ORDER:
            return None
        done = LineAction.CANCEL if kind is OrderKind.CANCEL else LineAction.CHANGE
        return Action(value=done, evidence=(message.place(trigger),))
    code = _code(trigger)
    evidence = (message.place(trigger, 2, 1),)
    if code in _ACTIONS:
        return Action(value=_ACTIONS[code], evidence=evidence)
    meaning = _BEYOND_LINES.get(code)
    what = (
        f"The line {meaning} ({code})" if meaning else f"What is to be done with the line is not clear (code “{code}”)"
    )
    message.hold(FindingCode.AMBIGUOUS_VALUE, f"{what}. Choose it.", f"{path}.action", trigger)
    return Action(value=LineAction.CHANGE, evidence=evidence, confidence=Confidence.DOUBTFUL)


def tell_unkept(
    message: Message, loops: Sequence[Group], lines: Sequence[LineReading], requested: Day | None
) -> None:  # fmt: skip
    """Holds where a code promises a new value and neither the line nor, for a date, the heading has it."""
    for number, (loop, line) in enumerate(zip(loops, lines, strict=True)):
        code = _code(loop.trigger) if loop.trigger and loop.trigger.tag == "POC" else ""
        for value in _PROMISED.get(code, ()):
            if not _has(value, loop, line, requested):
                sentence = f"The line is to change its {value} ({code}), and has none. Type it, or ask the customer."
                message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"lines[{number}].action", loop.trigger)


def _has(value: str, loop: Group, line: LineReading, requested: Day | None) -> bool:
    match value:
        case "quantity":
            return line.quantity is not None
        case "price":
            return line.unit_price is not None
        case "allowance":
            return bool(loop.under("SAC"))
        case _:
            dated = (
                requested,
                line.requested_date,
                *line.other_dates,
                *(one.requested_date for one in line.deliveries),
            )
            return any(dated)


def _code(trigger: Segment) -> str:
    return trigger.component(2).strip().upper()
