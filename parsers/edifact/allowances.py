"""ALC groups: allowances and charges, of the order and of a line.

ALC: 1 = 5463 (A or C), 5 = C214 7161 the service (`FC` freight, `FG` free goods). Amounts stand in MOA 8, 23, 204,
percentages in PCD.
"""

from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, decimal

_FREIGHT = frozenset({"FC", "DL", "SH"})
_FREE_GOODS = frozenset({"FG", "FGD"})
_AMOUNTS = ("8", "23", "204")
# 5463: a group of this kind only names a service.
_NEITHER = "N"


def header_allowances(message: Message, root: Group) -> dict[str, Number | None]:
    """The freight where one charge says so; every allowance or charge that is not zero holds the order."""
    freight = None
    for group in root.under("ALC"):
        if _worthless(group):
            continue
        if _service(group) in _FREIGHT and freight is None:
            freight = _amount(message, group, "freight")
        _tell_held(message, group, "freight" if _service(group) in _FREIGHT else "")
    return {"freight": freight}


def line_allowances(message: Message, line: Group, path: str, *, price_is_net: bool) -> None:
    """A net price (PRI AAA) includes its allowances by the standard, so they only inform; elsewhere they hold.

    Some senders mean the price before allowances all the same. A gross price beside it shows that it is net, and the
    line amount tells by arithmetic; with neither, the line holds.
    """
    for group in line.under("ALC"):
        if _service(group) in _FREE_GOODS:
            message.hold(
                FindingCode.FREE_GOODS,
                "Goods free of charge are asked for. Decide whether they are granted.",
                path,
                group.trigger,
                found=_shown(group),
            )
        elif _worthless(group) or (price_is_net and _net_is_witnessed(line)):
            message.note(
                FindingCode.ALLOWANCE_OR_CHARGE,
                "An allowance or charge is shown that the net price includes, or that is zero.",
                path,
                group.trigger,
                found=_shown(group),
            )
        else:
            _tell_held(message, group, path)


def _net_is_witnessed(line: Group) -> bool:
    qualifiers = {group.trigger.component(1) for group in line.under("PRI") if group.trigger}
    return "AAB" in qualifiers or bool(line.qualified("MOA", "203"))


def _tell_held(message: Message, group: Group, path: str) -> None:
    message.hold(
        FindingCode.ALLOWANCE_OR_CHARGE,
        "An allowance or charge changes what is to be paid. Bring the price to what was agreed, or accept.",
        path,
        group.trigger,
        found=_shown(group),
    )


def _shown(group: Group) -> str:
    return " ".join(segment.text for segment in group.everything())


def _service(group: Group) -> str:
    return group.trigger.component(5).strip().upper() if group.trigger else ""


def _worthless(group: Group) -> bool:
    """Whether the group says so itself, or every amount and percentage in it is given and zero."""
    if group.trigger and group.trigger.component(1).strip().upper() == _NEITHER:
        return True
    values = [_value(segment) for segment in (*group.all("MOA"), *group.all("PCD"), *group.all("RTE"))]
    return bool(values) and all(value == 0 for value in values)


def _value(segment: Segment) -> Decimal | None:
    return decimal(segment.component(1, 2).strip())


def _amount(message: Message, group: Group, path: str) -> Number | None:
    segments = group.qualified("MOA", *_AMOUNTS)
    return message.number(segments[0], 1, 2, path) if segments else None
