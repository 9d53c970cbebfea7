"""MOA of the whole message: the total of the lines, the tax, the total with tax.

5025: 79 lines, 86 message, 77 with tax, 124 and 176 tax. Whether 86 has the tax in it differs between senders.
"""

from decimal import Decimal

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, decimal

_LINES, _MESSAGE, _WITH_TAX, _LINE = "79", "86", "77", "203"
_TAX = ("124", "176")


def totals(message: Message, root: Group) -> dict[str, Number | None]:
    """The totals as sent; several of one meaning that differ are a finding."""
    with_tax = _message_total_has_tax(root)
    return {
        "total_net": _amount(message, root, "total_net", _LINES, *(() if with_tax else (_MESSAGE,))),
        "total_tax": _amount(message, root, "total_tax", *_TAX),
        "total_gross": _amount(message, root, "total_gross", _WITH_TAX, *((_MESSAGE,) if with_tax else ())),
    }


def _amount(message: Message, root: Group, field: str, *qualifiers: str) -> Number | None:
    segments = root.qualified("MOA", *qualifiers)
    same = [segment for segment in segments if segment.component(1) == segments[0].component(1)]
    if len({segment.component(1, 2) for segment in same}) > 1:
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            "Several totals of one meaning are given. Compare them with the lines.",
            field,
            same[1],
        )
    return message.number(segments[0], 1, 2, field) if segments else None


def _message_total_has_tax(root: Group) -> bool:
    """Whether MOA 86 is what the lines and the tax add up to."""
    whole, tax = root.qualified("MOA", _MESSAGE), root.qualified("MOA", *_TAX)
    lines = [amount for line in root.under("LIN") for amount in line.qualified("MOA", _LINE)[:1]]
    if not whole or not tax or len(lines) != len(root.under("LIN")):
        return False
    return _value(tax[0]) != 0 and _value(whole[0]) == _value(tax[0]) + sum(map(_value, lines), Decimal(0))


def _value(segment: Segment) -> Decimal:
    return decimal(segment.component(1, 2).strip()) or Decimal(0)
