"""Sums, terms of payment, allowances and charges of an order or a line."""

from collections.abc import Sequence
from decimal import Decimal

from orders.findings import FindingCode
from parsers.segments.reads import Number, Text, decimal
from parsers.xml.allowances import CENT, Allowance, tell_total_only, total, worth
from parsers.xml.reads import Message, joined
from parsers.xml.tree import Node

_SETTLEMENT = "ApplicableHeaderTradeSettlement"
_SUMS = (_SETTLEMENT, "SpecifiedTradeSettlementHeaderMonetarySummation")


def allowances_of(message: Message, nodes: list[Node], path: str) -> list[Allowance]:
    """Allowances and charges with what explains them; their tax is read along."""
    found = []
    for node in nodes:
        message.take(node.first("SequenceNumeric"), node.first("CategoryTradeTax"), node.first("BasisQuantity"))
        indicator = message.word(node.first("ChargeIndicator", "Indicator")).casefold()
        found.append(
            Allowance(
                node=node,
                is_charge=indicator in ("true", "1"),
                amount=message.number(node.first("ActualAmount"), path),
                percent=message.number(node.first("CalculationPercent"), path),
                base=message.number(node.first("BasisAmount"), path),
                code=message.text(node.first("ReasonCode")),
                reason=message.text(node.first("Reason")),
            )
        )
    return found


def header_allowances(message: Message, whole: Node, *, is_basic: bool) -> list[Allowance]:
    """Those of the order, logistics services among them.

    The profile BASIC has no element to name one, so that there the total of them is all that can be said.
    """
    named = allowances_of(message, whole.all(_SETTLEMENT, "SpecifiedTradeAllowanceCharge"), "total_net")
    services = [_service(message, node) for node in whole.all(_SETTLEMENT, "SpecifiedLogisticsServiceCharge")]
    sums = whole.first(*_SUMS)
    if named or services or sums is None or not is_basic:
        return [*named, *services]
    summed = ((sums.first("AllowanceTotalAmount"), False), (sums.first("ChargeTotalAmount"), True))
    return [Allowance(node, is_charge, message.number(node, "total_net")) for node, is_charge in summed if node]


def _service(message: Message, node: Node) -> Allowance:
    message.take(*node.all("AppliedTradeTax"))
    reason = joined((message.text(one) for one in node.all("Description")), " ")
    return Allowance(node, is_charge=True, amount=message.number(node.first("AppliedAmount"), "freight"), reason=reason)


def totals(message: Message, whole: Node) -> dict[str, Number | None]:
    """Net of tax, the tax in the order's currency, and with tax."""
    sums = whole.first(*_SUMS)
    if sums is None:
        return {}
    net = message.number(sums.first("TaxBasisTotalAmount"), "total_net")
    lines = message.number(sums.first("LineTotalAmount"), "total_net")
    message.take(sums.first("ChargeTotalAmount"), sums.first("AllowanceTotalAmount"))
    taxes = sums.all("TaxTotalAmount")
    message.take(*taxes[1:])
    return {
        "total_net": net or lines,
        "total_tax": message.number(taxes[0], "total_tax") if taxes else None,
        "total_gross": message.number(sums.first("GrandTotalAmount"), "total_gross"),
    }


def explained(whole: Node, found: Sequence[Allowance]) -> bool:
    """Whether the allowances and charges of the order lead from the sum of its lines to its total, to the cent."""
    amount = _amounts(whole)
    lines, net = amount.get("LineTotalAmount"), amount.get("TaxBasisTotalAmount")
    is_sound = all(one.is_sound for one in worth(found))
    return is_sound and lines is not None and net is not None and abs(lines + total(found) - net) <= CENT


def _amounts(whole: Node) -> dict[str, Decimal | None]:
    sums = whole.first(*_SUMS)
    return {node.name: decimal(node.text) for node in (sums.children if sums else ())}


def tell_totals(message: Message, whole: Node, found: Sequence[Allowance]) -> None:
    """The sum of the lines with charges and allowances is the net total."""
    sums, amount = whole.first(*_SUMS), _amounts(whole)
    lines, net = amount.get("LineTotalAmount"), amount.get("TaxBasisTotalAmount")
    if sums is None or lines is None or net is None:
        return
    changed = (amount.get("ChargeTotalAmount") or Decimal(0)) - (amount.get("AllowanceTotalAmount") or Decimal(0))
    if "ChargeTotalAmount" in amount or "AllowanceTotalAmount" in amount:
        tell_total_only(message, changed, sums, itemised=total(found) if found else None)
    else:
        changed = total(found)
    if abs(lines + changed - net) > CENT:
        sentence = f"The net total is {net:f}, the other figures come to {lines + changed:f}. Compare the lines."
        message.hold(
            FindingCode.TOTAL_ARITHMETIC, sentence, "total_net", sums.first("TaxBasisTotalAmount"),
            found=f"{net:f}", expected=f"{lines + changed:f}",
        )  # fmt: skip


def payment_terms(message: Message, settlement: Node | None) -> Text | None:
    """Terms in words."""
    if settlement is None:
        return None
    return joined(message.text(node) for node in settlement.all("SpecifiedTradePaymentTerms", "Description"))
