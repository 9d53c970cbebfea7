"""AnticipatedMonetaryTotal and TaxTotal: what the order says of its sums, each checked against the others."""

from decimal import Decimal

from orders.findings import FindingCode
from parsers.segments.reads import Number, decimal
from parsers.xml.allowances import tell_total_only
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_TOTAL = "AnticipatedMonetaryTotal"
_CENT = Decimal("0.01")


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


def tell_totals(message: Message, order: Node) -> None:
    """The sums that must agree: lines, their sum with allowances and charges, and what is to be paid."""
    total = order.first(_TOTAL)
    if total is None:
        return
    amount = {node.name: decimal(node.text) for node in total.children}
    for name in ("PayableAmount", "AllowanceTotalAmount", "ChargeTotalAmount", "PrepaidAmount",
                 "PayableRoundingAmount"):  # fmt: skip
        message.take(total.first(name))
    extension, exclusive = amount.get("LineExtensionAmount"), amount.get("TaxExclusiveAmount")
    changed = (amount.get("ChargeTotalAmount") or Decimal(0)) - (amount.get("AllowanceTotalAmount") or Decimal(0))
    tell_total_only(message, changed, total, itemised=bool(order.all("AllowanceCharge")))
    if extension is not None and exclusive is not None:
        _tell_differs(message, total.first("TaxExclusiveAmount"), exclusive, extension + changed)
        _tell_lines(message, order, total, extension)
    _tell_payable(message, order, total, (extension, exclusive, changed))


def _tell_lines(message: Message, order: Node, total: Node, extension: Decimal) -> None:
    lines = [decimal(node.text) for node in order.all("OrderLine", "LineItem", "LineExtensionAmount")]
    if lines and None not in lines and len(lines) == len(order.all("OrderLine")):
        added = sum((line for line in lines if line is not None), Decimal(0))
        _tell_differs(message, total.first("LineExtensionAmount"), extension, added)


def _tell_payable(
    message: Message, order: Node, total: Node, sums: tuple[Decimal | None, Decimal | None, Decimal]
) -> None:  # fmt: skip
    node = total.first("PayableAmount")
    payable = decimal(node.text) if node else None
    extension, exclusive, changed = sums
    net = exclusive if exclusive is not None else (extension + changed if extension is not None else None)
    if payable is None or net is None:
        return
    tax = sum((decimal(one.text) or Decimal(0) for one in order.all("TaxTotal", "TaxAmount")), Decimal(0))
    paid, rounding = (_amount(total, name) for name in ("PrepaidAmount", "PayableRoundingAmount"))
    expected = [net + tax - paid + rounding, net - paid + rounding]
    if all(abs(payable - one) > _CENT for one in expected):
        _tell_differs(message, node, payable, expected[0])


def _amount(total: Node, name: str) -> Decimal:
    node = total.first(name)
    return (decimal(node.text) if node else None) or Decimal(0)


def _tell_differs(message: Message, node: Node | None, found: Decimal, expected: Decimal) -> None:
    if abs(found - expected) > _CENT and node is not None:
        sentence = f"{node.name} says {found:f}, the other figures come to {expected:f}. Compare the lines."
        message.hold(
            FindingCode.TOTAL_ARITHMETIC, sentence, "total_net", node, found=f"{found:f}", expected=f"{expected:f}"
        )
