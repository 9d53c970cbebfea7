"""PRI of a line. C509 = 5125 qualifier : 5118 amount : 5375 : 5387 type : 5284 basis : 6411 unit of the basis.

AAA is the net price, with allowances in it; AAB the gross price, before them. AAE, AAF and INF only inform and must not
be billed. The letters of 5387 mean something else than those of 5125.
"""

from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from orders.units import same_unit
from parsers.segments.allowances import PIECE
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, Text

# NTP is a price type (5387) that some senders put in the place of the qualifier.
_NET = ("AAA", "NTP")
_BILLABLE = (*_NET, "INV", "AAB", "CAL", "1E", "")
_INFORMING = ("AAE", "AAF", "INF")
_UNIT_PRICE_AMOUNT = "146"
# 5387: what the shop asks of its customers, not what it pays, unless a discount follows as in the book trade.
_RETAIL = frozenset({"SRP", "RTP", "MSR", "RRP"})


def price(message: Message, line: Group, uom: Text | None, path: str) -> tuple[dict[str, Number | Text | None], bool]:
    """The price, its basis and the basis's unit; and whether it is net of allowances. A basis of zero is none."""
    chosen = _chosen(message, line, path)
    segment = chosen.trigger if chosen else None
    if chosen is None or segment is None:
        return _amount(message, line, path), False
    fields: dict[str, Number | Text | None] = {
        "unit_price": message.number(segment, 1, 2, f"{path}.unit_price"),
        "price_basis": _basis(message, segment, f"{path}.price_basis"),
        "price_uom": message.text(segment, 1, 6),
    }
    _tell_unit(message, segment, uom, path)
    _tell_conditions(message, chosen, path)
    return fields, _qualifier(segment) in _NET


def _amount(message: Message, line: Group, path: str) -> dict[str, Number | Text | None]:
    """MOA 146 is a unit price, too; senders use it in the place of PRI."""
    amounts = line.qualified("MOA", _UNIT_PRICE_AMOUNT)
    if not amounts or line.under("PRI"):
        return {}
    _tell_choice(message, amounts, path)
    return {"unit_price": message.number(amounts[0], 1, 2, f"{path}.unit_price")}


def _chosen(message: Message, line: Group, path: str) -> Group | None:
    groups = [group for group in line.under("PRI") if group.trigger and _says_something(group.trigger)]
    for qualifier in (*_BILLABLE, *_INFORMING):
        found = [
            group
            for group in groups
            if group.trigger and _qualifier(group.trigger) == qualifier and group.trigger.component(1, 2).strip()
        ]
        if found:
            triggers = [group.trigger for group in found if group.trigger]
            _tell_choice(message, triggers, path, discounted=bool(line.under("ALC")))
            return found[0]
    if groups:
        sentence = "The price has no amount, or a qualifier that is not known here. Type the net price."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", groups[0].trigger)
    return None


def _says_something(segment: Segment) -> bool:
    """Some systems send an empty PRI where they know no price; a price type without an amount says no more."""
    qualifier, amount, kind, *_ = (*segment.composite(1), "", "", "")
    known = qualifier.strip().upper() in (*_BILLABLE, *_INFORMING)
    return bool(amount.strip()) or not known or any(character.isdigit() for character in kind)


def _qualifier(segment: Segment) -> str:
    return segment.component(1).strip().upper()


def _tell_choice(message: Message, segments: list[Segment], path: str, *, discounted: bool = False) -> None:
    first = segments[0]
    if len(segments) > 1:
        # Even two equal ones: one of them may belong to another line.
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "Several prices of one kind are given. Type the one that holds for this quantity.",
            f"{path}.unit_price",
            segments[1],
        )
    if _qualifier(first) in _INFORMING:
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "The only price is for information and must not be billed. Accept it, or type the agreed price.",
            f"{path}.unit_price",
            first,
        )
    if first.component(1, 4).upper() in _RETAIL and not discounted:
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "The price is a suggested retail price. Type what the customer pays.",
            f"{path}.unit_price",
            first,
        )


def _basis(message: Message, segment: Segment, path: str) -> Number | None:
    read = message.number(segment, 1, 5, path)
    return read if read and read.value != Decimal(0) else None


def _tell_unit(message: Message, segment: Segment, uom: Text | None, path: str) -> None:
    priced, ordered = segment.component(1, 6).strip().upper(), uom.value.upper() if uom else ""
    if not priced or same_unit(priced, ordered or PIECE):
        return
    message.hold(
        FindingCode.PRICE_UNIT,
        f"The price is per {priced}, the quantity is in {ordered or 'a unit that is not named'}. "
        "Correct the unit of the price.",
        f"{path}.price_uom",
        segment,
        found=priced,
        expected=ordered,
    )


def _tell_conditions(message: Message, group: Group, path: str) -> None:
    for segment in group.segments:
        if segment.tag in ("APR", "API", "RNG"):
            message.hold(
                FindingCode.UNREAD_CONTENT,
                "The price has a condition that is not read. See whether it holds for this line.",
                f"{path}.unit_price",
                segment,
            )
