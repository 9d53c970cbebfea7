"""Who is to be invoiced, where that is somebody else than the buyer."""

from orders.findings import Finding, FindingCode
from orders.gtin import compact
from orders.matching import name_key, street_key
from orders.reading import PartyReading, Read
from orders.reference import Customer
from orders.resolution import Fact
from validation.parties.places import differences, in_one_line, same_name
from validation.rule import Case, Verdict
from validation.words.wording import note


class BillTo:
    """Notes an invoice address that is neither the buyer's nor the customer's own: no sales order carries it."""

    name = "bill_to"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        bill_to, buyer = case.reading.bill_to, case.reading.buyer
        if bill_to is None or not in_one_line(bill_to):
            return Verdict()
        number = case.resolved("customer")
        customer = case.reference.customer(number) if number else None
        is_shown = buyer is not None and (buyer.name or buyer.street or customer is None)
        if buyer and is_shown and not _differs(bill_to, buyer):
            return Verdict()
        if customer and _is_own(bill_to, customer):
            return Verdict()
        return Verdict(findings=(_elsewhere(bill_to, buyer, customer),))


def _is_own(bill_to: PartyReading, customer: Customer) -> bool:
    """Whether the invoice goes where the account has it anyway."""
    if _gln(bill_to):
        return _gln(bill_to) == customer.gln
    return same_name(bill_to, customer) and not differences(bill_to, customer)


def _elsewhere(bill_to: PartyReading, buyer: PartyReading | None, customer: Customer | None) -> Finding:
    shown = in_one_line(bill_to)
    beside = f"not to the buyer, {in_one_line(buyer)}" if buyer and in_one_line(buyer) else "and shows no buyer"
    message = (
        f"The order asks for the invoice to {shown}, {beside}. "
        "It is not taken into the sales order: check the invoice address of the account in the ERP."
    )
    noted = note(FindingCode.UNREAD_CONTENT, "bill_to", message, found=shown)
    return noted.model_copy(update={"details": differences(bill_to, customer) if customer else ()})


def _differs(one: PartyReading, other: PartyReading) -> bool:
    """Whether something that both state is not the same; what one leaves out says nothing."""
    pairs = (
        (name_key(_text(one.name)), name_key(_text(other.name))),
        (street_key(_text(one.street)), street_key(_text(other.street))),
        (_gln(one), _gln(other)),
    )
    return any(left and right and left != right for left, right in pairs)


def _gln(party: PartyReading) -> str:
    return compact(_text(party.id)) if party.id_scheme.upper() == "GLN" else ""


def _text(read: Read[str] | None) -> str:
    return read.value.strip() if read else ""
