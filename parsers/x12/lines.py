"""PO1, POC and G68 loops: one line each, with everything that stands between one and the next."""

from collections import Counter

from orders.reading import LineReading, OrderKind
from parsers.segments.groups import Group
from parsers.segments.reads import Day, Message, Number
from parsers.x12.allowances import line_allowances
from parsers.x12.dates import REQUESTED, qualified_day
from parsers.x12.deliveries import deliveries, scheduled_day
from parsers.x12.items import item, usual_qualifiers
from parsers.x12.line_changes import action
from parsers.x12.line_quantities import quantity
from parsers.x12.other_dates import OF_LINES, other_dates, tell_weeks
from parsers.x12.prices import price
from parsers.x12.sale_conditions import sale_conditions
from parsers.x12.sub_lines import tell_sub_lines
from parsers.x12.texts import free_texts, texts_in
from parsers.x12.totals import line_total
from parsers.x12.unread import tell_line_unread

_NUMBERED = frozenset({"PO1", "POC"})


def line_loops(root: Group) -> list[Group]:
    """The lines in the order of the document."""
    loops = [loop for tag in ("PO1", "POC", "G68") for loop in root.under(tag) if loop.trigger]
    return sorted(loops, key=lambda loop: loop.trigger.position.number if loop.trigger else 0)


def lines(message: Message, loops: list[Group], kind: OrderKind) -> tuple[LineReading, ...]:
    """The lines as they are read."""
    usual = usual_qualifiers(loops)
    return tuple(_line(message, loop, f"lines[{number}]", kind, usual) for number, loop in enumerate(loops))


def _line(message: Message, loop: Group, path: str, kind: OrderKind, usual: Counter[str]) -> LineReading:
    trigger = loop.trigger
    if trigger is None:
        return LineReading()
    tell_line_unread(message, loop, path)
    tell_sub_lines(message, loop, path)
    ordered, unit = quantity(message, loop, path)
    priced = price(message, loop, path)
    total = line_total(message, loop, f"{path}.line_total")
    texts = free_texts(message, texts_in(loop, "N9", "PKG", "LDT"), path)
    return LineReading.model_validate(
        {
            "line_no": message.text(trigger, 1) if trigger.tag in _NUMBERED else None,
            **item(message, loop, path, usual),
            "quantity": ordered,
            "uom": unit,
            **priced,
            "line_total": total,
            "requested_date": _requested(message, loop, ordered, f"{path}.requested_date"),
            "other_dates": other_dates(message, loop.all("DTM"), OF_LINES, path, kind),
            "action": action(message, trigger, kind, path),
            "action_code": message.text(trigger, 2) if trigger.tag == "POC" else None,
            "deliveries": deliveries(message, loop, ordered, path),
            **line_allowances(message, loop, path, {**priced, "uom": unit}, ordered, total),
            "notes": (*sale_conditions(message, loop, path), *texts),
        }
    )


def _requested(message: Message, loop: Group, ordered: Number | None, path: str) -> Day | None:
    tell_weeks(message, loop.all("DTM"), path)
    return qualified_day(message, loop, REQUESTED, path) or scheduled_day(message, loop, ordered, path)
