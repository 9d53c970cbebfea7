"""LIN groups: one line each, with everything that stands between this LIN and the next."""

from dataclasses import dataclass

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Confidence, LineAction, LineReading, OrderKind, OtherDateReading, PartyReading
from parsers.edifact.allowances import Priced, line_allowances
from parsers.edifact.dates import day, period
from parsers.edifact.deliveries import dates_of_line, deliveries
from parsers.edifact.items import item
from parsers.edifact.other_dates import EARLIEST, LATEST, OTHER_DATES, limits_of_line, other_dates
from parsers.edifact.prices import price
from parsers.edifact.quantities import quantity
from parsers.edifact.texts import free_texts
from parsers.edifact.unread import tell_line_unread
from parsers.segments.codes import LINE_ACTIONS
from parsers.segments.groups import Group
from parsers.segments.reads import Action, Day, Message, Number, Text, decimal

# 7 is "not accepted", which senders use for "cancelled".
_NOT_ACCEPTED = "7"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the heading says that lines repeat or differ from."""

    kind: OrderKind
    order: Text | None = None
    ship_to: PartyReading | None = None
    earliest: Day | None = None
    latest: Day | None = None


def lines(message: Message, root: Group, frame: Frame) -> tuple[LineReading, ...]:
    """The lines in the order of the message."""
    groups = [group for group in root.under("LIN") if group.trigger]
    return tuple(_line(message, group, number, frame) for number, group in enumerate(groups))


def _line(message: Message, group: Group, number: int, frame: Frame) -> LineReading:
    path = f"lines[{number}]"
    lin = group.trigger
    if lin is None:
        return LineReading()
    action = _action(message, group, frame.kind, path)
    ordered, uom = quantity(message, group, path)
    prices, price_is_net = price(message, group, uom, path)
    total = _total(message, group, f"{path}.line_total")
    priced = Priced({**prices, "uom": uom}, price_is_net, ordered, total)
    _tell_structure(message, group, path)
    if action and action.value is LineAction.ADD and ordered is None:
        _tell_nothing_added(message, lin, path)
    return LineReading.model_validate(
        {
            "line_no": _line_number(message, group, frame, path),
            **item(message, group, path),
            "quantity": ordered,
            "uom": uom,
            **prices,
            **line_allowances(message, group, path, priced),
            "line_total": total,
            **_dates(message, group, ordered, frame, path),
            "action": action,
            "deliveries": deliveries(message, group, ordered, frame.ship_to, path),
            "notes": free_texts(message, (each for each in group.everything() if each.tag == "FTX"), path),
        }
    )


def _line_number(message: Message, group: Group, frame: Frame, path: str) -> Text | None:
    """LIN 1082; in a change the reference to the ordered line, because there LIN only counts."""
    counted = message.text(group.trigger, 1) if group.trigger else None
    if frame.kind is OrderKind.ORDER:
        return counted
    for reference in (inner.trigger for inner in group.under("RFF") if inner.trigger):
        if reference.component(1) == "LI":
            return message.text(reference, 1, 3) or message.text(reference, 1, 2) or counted
        if reference.component(1) == "ON":
            if frame.order and reference.component(1, 2).strip() not in ("", frame.order.value):
                message.hold(
                    FindingCode.AMBIGUOUS_VALUE,
                    "The line refers to another order. Ask the customer which order is to be changed.",
                    f"{path}.line_no",
                    reference,
                )
            return message.text(reference, 1, 3) or counted
    return counted


def _action(message: Message, group: Group, kind: OrderKind, path: str) -> Action | None:
    lin = group.trigger
    if lin is None:
        return None
    code = lin.component(2).strip()
    if kind is OrderKind.ORDER:
        if code not in ("", "1", "3", "4", "5", "11"):
            message.hold(
                FindingCode.AMBIGUOUS_VALUE,
                f"The line of an order has the action {code}. Ask the customer whether it is ordered.",
                f"{path}.action",
                lin,
            )
        return None
    if kind is OrderKind.CANCEL and not code:
        return Action(value=LineAction.CANCEL, evidence=(message.place(lin),))
    evidence = (message.place(lin, 2, 1) if code else message.place(lin),)
    if known := LINE_ACTIONS.get(code):
        return Action(value=known, evidence=evidence)
    value = LineAction.CANCEL if code == _NOT_ACCEPTED and _is_zero(group) else LineAction.CHANGE
    message.hold(
        FindingCode.AMBIGUOUS_VALUE, f"What is to be done with the line is not clear (action “{code}”). Choose it.",
        f"{path}.action", lin,
    )  # fmt: skip
    return Action(value=value, evidence=evidence, confidence=Confidence.DOUBTFUL)


def _is_zero(group: Group) -> bool:
    quantities = group.qualified("QTY", "21")
    return all(decimal(segment.component(1, 2)) == 0 for segment in quantities)


def _dates(
    message: Message, group: Group, ordered: Number | None, frame: Frame, path: str
) -> dict[str, Day | tuple[OtherDateReading, ...] | None]:
    """A requested period is the window of the line's delivery. Windows that repeat the order's say nothing new."""
    requested = dates_of_line(group, ordered)
    named = period(requested)
    own = limits_of_line(group.qualified("DTM", *EARLIEST, *LATEST), frame.earliest, frame.latest)
    others = (*([named[0]] if named else ()), *own, *group.qualified("DTM", *OTHER_DATES))
    return {
        "requested_date": None if named else day(message, requested, f"{path}.requested_date"),
        "other_dates": other_dates(message, others, path, frame.kind),
    }


def _tell_nothing_added(message: Message, lin: Segment, path: str) -> None:
    sentence = "The line is to be added, and has no quantity. Type it."
    message.hold(FindingCode.MISSING_FIELD, sentence, f"{path}.quantity", lin)


def _total(message: Message, group: Group, path: str) -> Number | None:
    amounts = group.qualified("MOA", "203")
    if len({segment.component(1, 2) for segment in amounts}) > 1:
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "Several line amounts are given. Compare them with quantity and price.",
            path,
            amounts[1],
        )
    return message.number(amounts[0], 1, 2, path) if amounts else None


def _tell_structure(message: Message, group: Group, path: str) -> None:
    """Sub-lines of sets, and what may change the line and that nothing here reads."""
    lin = group.trigger
    if lin and (lin.component(4, 1) or lin.component(4, 2)):
        message.hold(
            FindingCode.UNREAD_CONTENT,
            "The line is part of another line, such as a set. Decide which of the two is to be delivered.",
            path,
            lin,
        )
    tell_line_unread(message, group, path)
