"""SAC loops: allowances and charges, of the order and of a line.

SAC: 1 = 248 (A allowance, C charge, N neither, P promotion, S service), 2 = 1300 what for, 5 = 610 the amount with two
implied decimals (2000 is 20.00), 6 and 7 a percentage, 8 = 118 a rate, 12 = 331 how it is settled, 15 words. The 875
has G72: 1 = 340 what for (charges from 500 on), 2 = 331, 5 a rate, 8 = 360 the amount as in SAC, 9 a percentage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import AllowanceReading
from parsers.segments.allowances import CENT, explain, goods_of
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, decimal


@dataclass(frozen=True, slots=True)
class _Places:
    """The elements of a segment that names an allowance or charge."""

    code: int
    amount: int
    percent: int
    rate: int
    handling: int


_AT = {"SAC": _Places(2, 5, 7, 8, 12), "G72": _Places(1, 8, 9, 5, 2)}
_FIRST_CHARGE = 500
_FREIGHT = frozenset({"D240", "D260", "D270", "D280", "G821", "G830"})
_FREE_GOODS = frozenset({"D180", "D190"})
_NEITHER = frozenset({"N", "S"})
# 331: for information.
_INFORMS = "15"
_CHANGES = "An allowance or charge changes what is to be paid. Bring the price to what was agreed, or accept."
_WORTHLESS = "An allowance or charge is named that comes to nothing, or that only informs."
_INCLUDED = "An allowance or charge is shown that the price includes, as the amount of the line says."
_EXPLAINED = "An allowance or charge is part of the amounts, and of no price. It goes along as it is stated."


def header_allowances(
    message: Message, root: Group, lines: Decimal | None, net: Number | None
) -> dict[str, Any]:  # fmt: skip
    """The freight where one charge says so, and the others; they hold unless they explain the order's total.

    `lines` is what the lines come to, nothing where they do not say.
    """
    costing = _costing(message, root, "")
    found = [_read(message, segment, "allowances") for segment in costing]
    explained = explain(found, lines, net.value if net else None)
    for segment in costing:
        _tell(message, segment, "freight" if _is_freight(segment) else "", _EXPLAINED if explained else "")
    carriage = [one for segment, one in zip(costing, found, strict=True) if _is_freight(segment)]
    freight = carriage[0] if len(carriage) == 1 else None
    fields: dict[str, Any] = {"freight": freight.amount if freight else None}
    if explained:
        fields["allowances"] = tuple(one for one in found if one is not freight)
    return fields


def line_allowances(
    message: Message, line: Group, path: str, price: Mapping[str, Any], quantity: Number | None, total: Number | None
) -> dict[str, Any]:
    """Those of a line: the amount of the line says whether the price includes them; without it they hold."""
    costing = _costing(message, line, path)
    found = [_read(message, segment, f"{path}.allowances") for segment in costing]
    goods, amount = goods_of(price, quantity), total.value if total else None
    included = goods is not None and amount is not None and abs(goods - amount) <= CENT
    explained = not included and explain(found, goods, amount)
    sentence = _INCLUDED if included else _EXPLAINED if explained else ""
    for segment in costing:
        _tell(message, segment, path, sentence)
    return {"allowances": tuple(found)} if found and explained else {}


def _costing(message: Message, group: Group, path: str) -> list[Segment]:
    """Those that come to something; the others are noted, and goods that are to be free hold."""
    costing = []
    for segment in (*(loop.trigger for loop in group.under("SAC") if loop.trigger), *group.all("G72")):
        if segment.tag == "SAC" and segment.component(2).strip().upper() in _FREE_GOODS:
            sentence = "Goods free of charge are asked for. Decide whether they are granted."
            message.hold(FindingCode.FREE_GOODS, sentence, path, segment)
        elif _is_worthless(segment):
            _tell(message, segment, path, _WORTHLESS)
        else:
            costing.append(segment)
    return costing


def _read(message: Message, segment: Segment, path: str) -> AllowanceReading:
    at = _AT[segment.tag]
    return AllowanceReading(
        is_charge=_is_charge(segment),
        amount=_amount(message, segment, path),
        percent=message.number(segment, at.percent, 1, path),
        code=message.text(segment, at.code),
        reason=message.text(segment, 15) if segment.tag == "SAC" else None,
    )


def _is_charge(segment: Segment) -> bool:
    kind = segment.component(1).strip().upper()
    if segment.tag == "SAC":
        return kind != "A"
    return (decimal(kind) or Decimal(0)) >= _FIRST_CHARGE


def _is_freight(segment: Segment) -> bool:
    is_charge = segment.tag == "SAC" and segment.component(1).strip().upper() == "C"
    return is_charge and segment.component(2).strip().upper() in _FREIGHT


def _tell(message: Message, segment: Segment, path: str, sentence: str) -> None:
    tell = message.note if sentence else message.hold
    tell(FindingCode.ALLOWANCE_OR_CHARGE, sentence or _CHANGES, path, segment)


def _is_worthless(segment: Segment) -> bool:
    """Whether it says so itself, names nothing to be paid, or every amount and percentage in it is zero."""
    at = _AT[segment.tag]
    elements = (at.amount, at.percent, at.rate)
    values = [decimal(sent) for element in elements if (sent := segment.component(element).strip())]
    if segment.tag == "SAC" and segment.component(1).strip().upper() in _NEITHER and not any(values):
        return True
    return segment.component(at.handling).strip() == _INFORMS or (bool(values) and all(value == 0 for value in values))


def _amount(message: Message, segment: Segment, path: str) -> Number | None:
    """A point that is written is meant, though the standard implies it."""
    element = _AT[segment.tag].amount
    read = message.number(segment, element, 1, path)
    if read is None or "." in segment.component(element):
        return read
    return read.model_copy(update={"value": read.value / Decimal(100)})
