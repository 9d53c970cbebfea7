"""What an order would be after a change of it: every line of the change is found in the order, or nothing is changed.

A line is the same where its number and its item are. Channels number lines in their own ways, so a number that the
order does not have, or that the change does not state, leaves the item to tell, if only one line has it. A number that
stands at another item is a contradiction and never a guess.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import assert_never

from orders.order import ChangedLine, Line, OrderChange, OtherDate, PurchaseOrder, Quantity
from orders.reading import LineAction


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why one line of a change, or its header (`index` None), cannot be carried out on the order. A whole sentence."""

    index: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Line `index` of the change is about line `target` of the order; None is a line to be added."""

    index: int
    target: int | None


Matching = tuple[tuple[Matched, ...], tuple[Mismatch, ...]]

_COUNTING = re.compile(r"\d{1,9}")
_ONE_NUMBER = "It is not clear which line of the order is meant. Give the number of one that it has."


def matched_lines(order: PurchaseOrder, change: OrderChange) -> Matching:
    """Which line of the order each line of the change is about, and what fits nowhere."""
    found: list[Matched] = []
    lost: list[Mismatch] = []
    for index, changed in enumerate(change.lines):
        match _target(order.lines, changed):
            case str() as reason:
                lost.append(Mismatch(index, reason))
            case target:
                found.append(Matched(index, target))
    lost.extend(_twice(found, change))
    return tuple(found), tuple(lost)


def changed_order(order: PurchaseOrder, change: OrderChange) -> PurchaseOrder | tuple[Mismatch, ...]:
    """The order as the customer now wants it, or everything that stands against it.

    Lines that the change does not name, and values that it does not state, stay as they are.
    """
    found, lost = matched_lines(order, change)
    lost += tuple(_against(order, change, found))
    if lost:
        return lost
    return order.model_copy(update={**_header(order, change), "lines": tuple(_lines(order, change, found))})


def _target(lines: Sequence[Line], changed: ChangedLine) -> int | str | None:
    numbered = [] if "line_no" in changed.unstated else _of_number(lines, changed.line.line_no)
    wanted = [index for index, line in enumerate(lines) if line.item == changed.line.item]
    if changed.action is LineAction.ADD:
        return _added(lines, changed, numbered)
    if "item" in changed.unstated:
        return numbered[0] if len(numbered) == 1 else _ONE_NUMBER
    if both := [index for index in numbered if index in wanted]:
        return both[0] if len(both) == 1 else _ONE_NUMBER
    return _elsewhere(lines, changed.line, numbered, wanted)


def _elsewhere(lines: Sequence[Line], line: Line, numbered: Sequence[int], wanted: Sequence[int]) -> int | str:
    """No line has the number and the item."""
    if numbered:
        there = lines[numbered[0]].item
        return f"Line {line.line_no} is item {there} in the order and {line.item} in the change. Correct one of them."
    if len(wanted) == 1:
        return wanted[0]
    if wanted:
        return f"The order has item {line.item} on several lines, and no line {line.line_no} with it. Give its number."
    return f"The order has no line with item {line.item}. Choose another item, or set the line's action to add."


def _added(lines: Sequence[Line], changed: ChangedLine, numbered: Sequence[int]) -> int | str | None:
    """A line that is there already, just as it is wanted, needs no adding."""
    if there := [index for index in numbered if _same_goods(lines[index], changed.line)]:
        return there[0]
    if numbered:
        return f"Line {changed.line.line_no} is to be added, and the order has a line of that number already."
    return None


def _of_number(lines: Sequence[Line], number: str) -> list[int]:
    return [index for index, line in enumerate(lines) if line_number_key(line.line_no) == line_number_key(number)]


def line_number_key(text: str) -> str:
    """A line number as it is compared: without blanks and leading zeros."""
    text = "".join(text.split()).casefold()
    return text.lstrip("0") or text


def _same_goods(one: Line, other: Line) -> bool:
    compared = ("item", "quantity", "unit_price", "price_basis", "discount_percent", "requested_date")
    return all(getattr(one, name) == getattr(other, name) for name in compared)


def _twice(found: Sequence[Matched], change: OrderChange) -> Iterator[Mismatch]:
    seen: set[int] = set()
    for one in found:
        if one.target is not None and one.target in seen:
            line = change.lines[one.index].line
            yield Mismatch(one.index, f"The change names line {line.line_no} with item {line.item} twice.")
        elif one.target is not None:
            seen.add(one.target)


def _against(order: PurchaseOrder, change: OrderChange, found: Sequence[Matched]) -> Iterator[Mismatch]:
    if change.currency != order.currency and _is_priced(change):
        reason = f"The order is in {order.currency} and the change in {change.currency}. Ask the customer."
        yield Mismatch(None, reason)
    actions = [change.lines[one.index].action for one in found]
    if actions.count(LineAction.CANCEL) == len(order.lines) and LineAction.ADD not in actions:
        yield Mismatch(None, "The change cancels every line. Cancel the order instead.")
    for one in found:
        if one.target is not None and _changes_unit_alone(order.lines[one.target], change.lines[one.index]):
            reason = "The change is in another unit than the order and states no price for it. Enter the price."
            yield Mismatch(one.index, reason)


def _is_priced(change: OrderChange) -> bool:
    return "currency" not in change.unstated or any("unit_price" not in line.unstated for line in change.lines)


def _changes_unit_alone(line: Line, changed: ChangedLine) -> bool:
    silent = changed.action is LineAction.CHANGE and "unit_price" in changed.unstated and "unit" not in changed.unstated
    return silent and line.quantity.unit != changed.line.quantity.unit


def _lines(order: PurchaseOrder, change: OrderChange, found: Sequence[Matched]) -> Iterator[Line]:
    by_target: Mapping[int, ChangedLine] = {
        one.target: change.lines[one.index] for one in found if one.target is not None
    }
    for index, line in enumerate(order.lines):
        yield from _after(line, by_target[index]) if index in by_target else (line,)
    yield from _new_lines(order, [change.lines[one.index] for one in found if one.target is None])


def _new_lines(order: PurchaseOrder, added: Sequence[ChangedLine]) -> Iterator[Line]:
    """With the customer's number, or the next one where the change states none."""
    numbers = [int(line.line_no) for line in order.lines if _COUNTING.fullmatch(line.line_no)]
    step = 10 if numbers and all(number % 10 == 0 for number in numbers) else 1
    following = count(max(numbers, default=0) + step, step)
    for changed in added:
        unnumbered = "line_no" in changed.unstated
        yield changed.line.model_copy(update={"line_no": str(next(following))}) if unnumbered else changed.line


def _after(line: Line, changed: ChangedLine) -> tuple[Line, ...]:
    match changed.action:
        case LineAction.NONE | LineAction.ADD:
            return (line,)
        case LineAction.CANCEL:
            return ()
        case LineAction.CHANGE:
            return (line.model_copy(update=_values(line, changed)),)
        case _:
            assert_never(changed.action)


def _values(line: Line, changed: ChangedLine) -> Mapping[str, object]:
    new, unstated = changed.line, changed.unstated
    priced = () if "unit_price" in unstated else ("unit_price", "price_basis", "discount_percent")
    quantity = Quantity(
        value=line.quantity.value if "quantity" in unstated else new.quantity.value,
        unit=line.quantity.unit if "unit" in unstated else new.quantity.unit,
    )
    said = {name: getattr(new, name) for name in ("requested_date", "buyer_item", "description") if getattr(new, name)}
    beside = {"other_dates": _other_dates(line, new), "notes": tuple(dict.fromkeys((*line.notes, *new.notes)))}
    charged = {"allowances": new.allowances} if new.allowances else {}
    return {"quantity": quantity, **{name: getattr(new, name) for name in priced}, **said, **beside, **charged}


def _other_dates(known: Line | PurchaseOrder, new: Line | OrderChange) -> tuple[OtherDate, ...]:
    """Those that the change states in the place of those of the same meaning."""
    stated = {one.meaning for one in new.other_dates}
    return (*(one for one in known.other_dates if one.meaning not in stated), *new.other_dates)


_DATES = ("requested_delivery_date", "earliest_delivery_date", "latest_delivery_date")


def _header(order: PurchaseOrder, change: OrderChange) -> Mapping[str, object]:
    names = (*_DATES, "payment_terms", "other_places")
    said = {name: getattr(change, name) for name in names if getattr(change, name)}
    said["other_dates"] = _other_dates(order, change)
    place = {} if "ship_to" in change.unstated else {"ship_to": change.ship_to}
    return {**said, **place, "notes": tuple(dict.fromkeys((*order.notes, *change.notes)))}
