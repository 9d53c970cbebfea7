"""PO1, POC and G68 loops: one line each, with everything that stands between one and the next."""

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Confidence, LineAction, LineReading, OrderKind
from parsers.segments.groups import Group
from parsers.segments.reads import Action, Day, Message, Number
from parsers.x12.allowances import line_allowances
from parsers.x12.dates import REQUESTED, dated, qualified_day, tell_other_dates
from parsers.x12.deliveries import deliveries, scheduled_day
from parsers.x12.items import item
from parsers.x12.line_quantities import quantity
from parsers.x12.prices import price
from parsers.x12.texts import free_texts, texts_in
from parsers.x12.totals import line_total
from parsers.x12.unread import tell_line_unread

_NUMBERED = frozenset({"PO1", "POC"})
# 670 of POC02.
_ACTIONS = {
    "AI": LineAction.ADD,
    "DI": LineAction.CANCEL,
    "NC": LineAction.NONE,
    **dict.fromkeys(("CA", "CB", "CC", "CE", "CF", "CG", "CH", "CT", "PC", "PQ", "QD", "QI", "RB", "RZ", "RA", "MU"),
                    LineAction.CHANGE),
}  # fmt: skip


def line_loops(root: Group) -> list[Group]:
    """The lines in the order of the document."""
    loops = [loop for tag in ("PO1", "POC", "G68") for loop in root.under(tag) if loop.trigger]
    return sorted(loops, key=lambda loop: loop.trigger.position.number if loop.trigger else 0)


def lines(message: Message, loops: list[Group], kind: OrderKind, *, is_dated: bool) -> tuple[LineReading, ...]:
    """`is_dated`: the heading says when the goods are wanted."""
    return tuple(_line(message, loop, f"lines[{number}]", kind, is_dated=is_dated) for number, loop in enumerate(loops))


def _line(message: Message, loop: Group, path: str, kind: OrderKind, *, is_dated: bool) -> LineReading:
    trigger = loop.trigger
    if trigger is None:
        return LineReading()
    ordered, unit = quantity(message, loop, path)
    line_allowances(message, loop, path)
    tell_line_unread(message, loop, path)
    return LineReading.model_validate(
        {
            "line_no": message.text(trigger, 1) if trigger.tag in _NUMBERED else None,
            **item(message, loop, path),
            "quantity": ordered,
            "uom": unit,
            **price(message, loop, path),
            "line_total": line_total(message, loop, f"{path}.line_total"),
            "requested_date": _requested(message, loop, ordered, f"{path}.requested_date", is_dated=is_dated),
            "action": _action(message, trigger, kind, path),
            "action_code": message.text(trigger, 2) if trigger.tag == "POC" else None,
            "deliveries": deliveries(message, loop, ordered, path),
            "notes": free_texts(message, texts_in(loop, "N9", "PKG", "LDT"), path),
        }
    )


def _requested(message: Message, loop: Group, ordered: Number | None, path: str, *, is_dated: bool) -> Day | None:
    own = qualified_day(message, loop, REQUESTED, path) or scheduled_day(message, loop, ordered, path)
    tell_other_dates(message, loop, path, is_dated=is_dated or own is not None)
    for segment in dated(loop, "063", "064"):
        sentence = "The line has a delivery window of its own. Choose the day on which it is to be delivered."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, segment)
    return own


def _action(message: Message, trigger: Segment, kind: OrderKind, path: str) -> Action | None:
    if trigger.tag != "POC":
        if kind is OrderKind.ORDER:
            return None
        action = LineAction.CANCEL if kind is OrderKind.CANCEL else LineAction.CHANGE
        return Action(value=action, evidence=(message.place(trigger),))
    code = trigger.component(2).strip().upper()
    evidence = (message.place(trigger, 2, 1),)
    if code in _ACTIONS:
        return Action(value=_ACTIONS[code], evidence=evidence)
    sentence = f"What is to be done with the line is not clear (code “{code}”). Choose it."
    message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.action", trigger)
    return Action(value=LineAction.CHANGE, evidence=evidence, confidence=Confidence.DOUBTFUL)
