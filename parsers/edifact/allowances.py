"""ALC groups: allowances and charges, of the order and of a line.

ALC: 1 = 5463 (A or C), 2 = C552 1230 its number, 5 = C214 7161 the service (`FC` freight, `FG` free goods) and its
words. Amounts stand in MOA 8, 23, 204, percentages in PCD.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import AllowanceReading
from parsers.segments.allowances import CENT, explain, goods_of
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, Text, decimal, joined

_FREIGHT = frozenset({"FC", "DL", "SH"})
_FREE_GOODS = frozenset({"FG", "FGD"})
_AMOUNTS = ("8", "23", "204")
_PERCENTAGES = ("1", "2", "3", "12", "7")
_ALLOWANCE, _CHARGE = "A", "C"
# 5463: a group of this kind only names a service.
_NEITHER = "N"
_WIDTH = 35
_CHANGES = "An allowance or charge changes what is to be paid. Bring the price to what was agreed, or accept."
_INCLUDED = "An allowance or charge is shown that the net price includes, or that is zero."
_EXPLAINED = "An allowance or charge is part of the amounts, and of no price. It goes along as it is stated."
_DISCOUNT = "The price is before a discount, which goes along with it."


@dataclass(frozen=True, slots=True)
class Priced:
    """What a line says of its price and amount; `net` where the price has its allowances in it (PRI AAA)."""

    fields: Mapping[str, Any]
    net: bool
    quantity: Number | None
    total: Number | None


def header_allowances(message: Message, root: Group, lines: Decimal | None) -> dict[str, Any]:
    """The freight where one charge says so, and the others; they hold unless they explain the order's total.

    `lines` is what the lines come to, nothing where they do not say.
    """
    groups = [group for group in root.under("ALC") if not _is_worthless(group)]
    found = [_read(message, group) for group in groups]
    amount = _explained_total(root, found, lines)
    for group in groups:
        path = "freight" if _is_freight(group) else ""
        _tell(message, group, path, _EXPLAINED if amount is not None else "")
    carriage = [one for group, one in zip(groups, found, strict=True) if _is_freight(group)]
    freight = carriage[0] if len(carriage) == 1 and carriage[0].is_charge else None
    fields: dict[str, Any] = {"freight": freight.amount if freight else None}
    if amount is not None and found:
        fields["allowances"] = tuple(one for one in found if one is not freight)
        fields["total_net"] = message.number(amount, 1, 2, "total_net")
    return fields


def line_allowances(message: Message, line: Group, path: str, priced: Priced) -> dict[str, Any]:
    """A net price (PRI AAA) includes its allowances by the standard, so they inform; a discount goes with a gross one.

    Some senders mean the price before allowances all the same: where the line amount says so, they go along as typed
    values, and where nothing explains them, the line holds.
    """
    _tell_free_goods(message, line, path)
    groups = [group for group in line.under("ALC") if not _gives_goods(group)]
    costing = [group for group in groups if not _is_worthless(group)]
    found = [_read(message, group) for group in costing]
    fields, sentence = _taken(found, priced)
    for group in groups:
        _tell(message, group, path, sentence if group in costing else _INCLUDED)
    return fields


def _taken(found: Sequence[AllowanceReading], priced: Priced) -> tuple[dict[str, Any], str]:
    """The fields that they become, with the note that says so; no note where nothing explains them."""
    goods = goods_of(priced.fields, priced.quantity)
    amount = priced.total.value if priced.total else None
    if not found or (goods is not None and amount is not None and abs(goods - amount) <= CENT):
        return {}, _INCLUDED
    if not priced.net and priced.fields.get("unit_price") and (percent := _discount(found)):
        rest = goods * (100 - percent.value) / 100 if goods is not None else None
        if amount is None or (rest is not None and abs(rest - amount) <= CENT):
            return {"discount_percent": percent}, _DISCOUNT
    if explain(found, goods, amount):
        return {"allowances": tuple(found)}, _EXPLAINED
    return ({}, _INCLUDED) if amount is None and priced.net else ({}, "")


def _discount(found: Sequence[AllowanceReading]) -> Number | None:
    """The percentage of the only allowance, where it is one."""
    first, *others = found
    if others or first.is_charge or first.percent is None or not 0 < first.percent.value < 100:
        return None
    return first.percent


def _explained_total(root: Group, found: Sequence[AllowanceReading], lines: Decimal | None) -> Segment | None:
    """The total that the lines with all of them come to."""
    for segment in root.qualified("MOA", "125", "86", "79"):
        if explain(found, lines, decimal(segment.component(1, 2).strip())):
            return segment
    return None


def _read(message: Message, group: Group) -> AllowanceReading:
    amounts, percentages = group.qualified("MOA", *_AMOUNTS), group.qualified("PCD", *_PERCENTAGES)
    return AllowanceReading(
        is_charge=bool(group.trigger) and _kind(group) != _ALLOWANCE,
        amount=message.number(amounts[0], 1, 2, "allowances") if amounts else None,
        percent=message.number(percentages[0], 1, 2, "allowances") if percentages else None,
        code=message.text(group.trigger, 5) if group.trigger else None,
        reason=_reason(message, group),
    )


def _reason(message: Message, group: Group) -> Text | None:
    if group.trigger is None:
        return None
    words = joined(group.trigger.composite(5)[3:5], _WIDTH)
    return Text(value=words, evidence=(message.place(group.trigger, 5),)) if words else None


def _tell_free_goods(message: Message, line: Group, path: str) -> None:
    for group in line.under("ALC"):
        if _gives_goods(group):
            sentence = "Goods free of charge are asked for. Decide whether they are granted."
            message.hold(FindingCode.FREE_GOODS, sentence, path, group.trigger, found=_shown(group))


def _tell(message: Message, group: Group, path: str, sentence: str) -> None:
    tell = message.note if sentence else message.hold
    tell(FindingCode.ALLOWANCE_OR_CHARGE, sentence or _CHANGES, path, group.trigger, found=_shown(group))


def _shown(group: Group) -> str:
    return " ".join(segment.text for segment in group.everything())


def _kind(group: Group) -> str:
    return group.trigger.component(1).strip().upper() if group.trigger else ""


def _service(group: Group) -> str:
    return group.trigger.component(5).strip().upper() if group.trigger else ""


def _is_freight(group: Group) -> bool:
    return _service(group) in _FREIGHT


def _gives_goods(group: Group) -> bool:
    return _service(group) in _FREE_GOODS


def _is_worthless(group: Group) -> bool:
    """Whether the group says so itself, or every amount and percentage in it is given and zero."""
    if _kind(group) == _NEITHER:
        return True
    values = [_value(segment) for segment in (*group.all("MOA"), *group.all("PCD"), *group.all("RTE"))]
    return bool(values) and all(value == 0 for value in values)


def _value(segment: Segment) -> Decimal | None:
    return decimal(segment.component(1, 2).strip())
