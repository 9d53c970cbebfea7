"""AllowanceCharge of the order, of a line, and of a price, where it only explains the net."""

from orders.findings import FindingCode
from parsers.segments.reads import Number
from parsers.xml.allowances import Allowance, tell_allowance
from parsers.xml.reads import Message
from parsers.xml.tree import Node


def allowance(message: Message, node: Node, path: str) -> Allowance:
    """What it says; its tax and account are read along."""
    message.take(*node.all("TaxCategory"), *node.all("AccountingCost"), *node.all("BaseAmount"))
    reasons = [message.word(reason) for reason in node.all("AllowanceChargeReason")]
    return Allowance(
        node=node,
        is_charge=message.word(node.first("ChargeIndicator")).casefold() in ("true", "1"),
        amount=message.number(node.first("Amount"), path),
        percent=message.number(node.first("MultiplierFactorNumeric"), path),
        code=message.word(node.first("AllowanceChargeReasonCode")),
        reason=" ".join(reasons),
    )


def header_allowances(message: Message, order: Node) -> dict[str, Number | None]:
    """The freight where it is all there is, so that the lines and it make the total; what is not worthless holds."""
    found = [allowance(message, node, "total_net") for node in order.all("AllowanceCharge")]
    worth = [one for one in found if not one.is_worthless]
    for one in found:
        tell_allowance(message, one, "freight" if one.is_freight else "")
    return {"freight": worth[0].amount if len(worth) == 1 and worth[0].is_freight else None}


def line_allowances(message: Message, line: Node, path: str) -> None:
    """Every allowance or charge of a line that is not worthless holds it."""
    for node in line.all("AllowanceCharge"):
        tell_allowance(message, allowance(message, node, path), path)


def tell_explained(message: Message, price: Node, net: Number | None, path: str) -> bool:
    """Whether an allowance of the price takes away all of it; one that does not lead to the net is a finding."""
    takes_all = False
    for node in price.all("AllowanceCharge"):
        base = message.number(node.first("BaseAmount"), path)
        one = allowance(message, node, path)
        if base is None or one.amount is None or net is None:
            continue
        takes_all = takes_all or (not one.is_charge and base.value != 0 and one.amount.value == base.value)
        if base.value + one.signed != net.value and len(price.all("AllowanceCharge")) == 1:
            sentence = "The allowance of the price does not lead from its base to the net price. Choose the price."
            expected = f"{base.value + one.signed:f}"
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, node, found=f"{net.value:f}", expected=expected)
    return takes_all
