"""AllowanceCharge of the order, of a line, and of a price, where it only explains the net."""

from orders.findings import FindingCode
from parsers.segments.reads import Number
from parsers.xml.allowances import Allowance
from parsers.xml.reads import Message, joined
from parsers.xml.tree import Node

_BESIDE = ("ID", "TaxCategory", "AccountingCost", "SequenceNumeric")


def allowances(message: Message, parent: Node, path: str) -> list[Allowance]:
    """Those of an order, a line or a price; their tax and account are read along."""
    return [_allowance(message, node, path) for node in parent.all("AllowanceCharge")]


def _allowance(message: Message, node: Node, path: str) -> Allowance:
    message.take(*(one for name in _BESIDE for one in node.all(name)))
    message.take(*(one for one in node.all("PrepaidIndicator") if one.text.casefold() in ("false", "0")))
    return Allowance(
        node=node,
        is_charge=message.word(node.first("ChargeIndicator")).casefold() in ("true", "1"),
        amount=message.number(node.first("Amount"), path),
        percent=message.number(node.first("MultiplierFactorNumeric"), path),
        base=message.number(node.first("BaseAmount"), path),
        code=message.text(node.first("AllowanceChargeReasonCode")),
        reason=joined((message.text(reason) for reason in node.all("AllowanceChargeReason")), " "),
    )


def tell_explained(message: Message, price: Node, net: Number | None, path: str) -> bool:
    """Whether an allowance of the price takes away all of it; one that does not lead to the net is a finding."""
    takes_all = False
    found = allowances(message, price, path)
    for one in found:
        if one.base is None or one.amount is None or net is None:
            continue
        takes_all = takes_all or (not one.is_charge and one.base.value != 0 and one.amount.value == one.base.value)
        if one.base.value + one.signed != net.value and len(found) == 1:
            sentence = "The allowance of the price does not lead from its base to the net price. Choose the price."
            expected = f"{one.base.value + one.signed:f}"
            message.hold(
                FindingCode.AMBIGUOUS_VALUE, sentence, path, one.node, found=f"{net.value:f}", expected=expected
            )
    return takes_all
