"""AnticipatedMonetaryTotal and TaxTotal: what the order says of its sums, each checked against the others."""

from collections.abc import Sequence
from decimal import Decimal

from orders.findings import FindingCode
from parsers.segments.reads import Number, decimal
from parsers.xml.allowances import CENT, Allowance, tell_total_only, total, worth
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_TOTAL = "AnticipatedMonetaryTotal"
_CHECKED = ("PayableAmount", "AllowanceTotalAmount", "ChargeTotalAmount", "PrepaidAmount", "PayableRoundingAmount")


def totals(message: Message, order: Node) -> dict[str, Number | None]:
    """Net of tax, the tax, and with tax. `PayableAmount` may be any of them less what was paid, and is only checked."""
    net = message.number(order.first(_TOTAL, "TaxExclusiveAmount"), "total_net")
    extension = message.number(order.first(_TOTAL, "LineExtensionAmount"), "total_net")
    message.take(*order.all("TaxTotal"))
    taxes = order.all("TaxTotal", "TaxAmount")
    return {
        "total_net": net or extension,
        "total_tax": message.number(taxes[0], "total_tax") if len(taxes) == 1 else None,
        "total_gross": message.number(order.first(_TOTAL, "TaxInclusiveAmount"), "total_gross"),
    }


def explained(order: Node, found: Sequence[Allowance]) -> bool:
    """Whether the allowances and charges of the order lead from the sum of its lines to its total, to the cent."""
    sums = order.first(_TOTAL)
    lines = _sum_of_lines(order)
    if sums is None or lines is None or not all(one.is_sound for one in worth(found)):
        return False
    stated = _stated(sums, "LineExtensionAmount")
    if stated is not None and abs(stated - lines) > CENT:
        return False
    net, exclusive = lines + total(found), _stated(sums, "TaxExclusiveAmount")
    if exclusive is not None:
        return abs(exclusive - net) <= CENT
    payable = _stated(sums, "PayableAmount")
    return payable is not None and any(abs(payable - one) <= CENT for one in _payable(order, sums, net))


def tell_count(message: Message, order: Node) -> None:
    """The number of lines that the document says it has."""
    node, count = order.first("LineCountNumeric"), len(order.all("OrderLine"))
    stated = message.number(node, "lines")
    if stated is not None and stated.value != count:
        sentence = f"The document says that it has {stated.value:f} lines, and it has {count}. Ask for the whole order."
        message.hold(
            FindingCode.TOTAL_ARITHMETIC, sentence, "lines", node, found=f"{stated.value:f}", expected=f"{count}"
        )


def tell_totals(message: Message, order: Node, found: Sequence[Allowance]) -> None:
    """The sums that must agree: lines, their sum with allowances and charges, and what is to be paid."""
    sums = order.first(_TOTAL)
    if sums is None:
        return
    for name in _CHECKED:
        message.take(sums.first(name))
    extension, exclusive = _stated(sums, "LineExtensionAmount"), _stated(sums, "TaxExclusiveAmount")
    changed = _amount(sums, "ChargeTotalAmount") - _amount(sums, "AllowanceTotalAmount")
    is_summed = sums.first("ChargeTotalAmount") is not None or sums.first("AllowanceTotalAmount") is not None
    if is_summed:
        tell_total_only(message, changed, sums, itemised=total(found) if found else None)
    else:
        changed = total(found)
    if extension is not None and exclusive is not None:
        _tell_differs(message, sums.first("TaxExclusiveAmount"), exclusive, extension + changed)
        _tell_lines(message, order, sums, extension)
    net = exclusive if exclusive is not None else (extension + changed if extension is not None else None)
    _tell_payable(message, order, sums, net)


def _tell_lines(message: Message, order: Node, sums: Node, extension: Decimal) -> None:
    added = _sum_of_lines(order)
    if added is not None:
        _tell_differs(message, sums.first("LineExtensionAmount"), extension, added)


def _sum_of_lines(order: Node) -> Decimal | None:
    """What the amounts of the lines come to; None where a line has none."""
    amounts = [decimal(node.text) for node in order.all("OrderLine", "LineItem", "LineExtensionAmount")]
    known = [amount for amount in amounts if amount is not None]
    is_whole = known and len(known) == len(amounts) == len(order.all("OrderLine"))
    return sum(known, Decimal(0)) if is_whole else None


def _tell_payable(message: Message, order: Node, sums: Node, net: Decimal | None) -> None:
    payable = _stated(sums, "PayableAmount")
    if payable is None or net is None:
        return
    expected = _payable(order, sums, net)
    if all(abs(payable - one) > CENT for one in expected):
        _tell_differs(message, sums.first("PayableAmount"), payable, expected[0])


def _payable(order: Node, sums: Node, net: Decimal) -> tuple[Decimal, Decimal]:
    """With the tax and without it, less what was paid."""
    tax = sum((decimal(one.text) or Decimal(0) for one in order.all("TaxTotal", "TaxAmount")), Decimal(0))
    rest = net - _amount(sums, "PrepaidAmount") + _amount(sums, "PayableRoundingAmount")
    return rest + tax, rest


def _stated(sums: Node, name: str) -> Decimal | None:
    node = sums.first(name)
    return decimal(node.text) if node else None


def _amount(sums: Node, name: str) -> Decimal:
    return _stated(sums, name) or Decimal(0)


def _tell_differs(message: Message, node: Node | None, found: Decimal, expected: Decimal) -> None:
    if abs(found - expected) > CENT and node is not None:
        sentence = f"{node.name} says {found:f}, the other figures come to {expected:f}. Compare the lines."
        message.hold(
            FindingCode.TOTAL_ARITHMETIC, sentence, "total_net", node, found=f"{found:f}", expected=f"{expected:f}"
        )
