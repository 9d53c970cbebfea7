"""Whom the invoice goes to: the buyer, where a paper says no more of its sender than a word at its top."""

from typing import Final

from orders.reading import Confidence, PartyReading
from parsers.language.legal_forms import has_legal_form

_TOLD: Final = ("name", "street", "city", "postcode", "region", "country")


def or_invoiced(buyer: PartyReading | None, bill_to: PartyReading | None) -> PartyReading | None:
    """The buyer, unless neither an address nor a legal form says that it is a company and the invoice names one."""
    if buyer is not None and (buyer.postcode is not None or (buyer.name and has_legal_form(buyer.name.value))):
        return buyer
    if bill_to is None or bill_to.postcode is None or bill_to.name is None:
        return buyer
    found = {name: read for name in _TOLD if (read := getattr(bill_to, name)) is not None}
    single = {name: read.model_copy(update={"confidence": Confidence.SINGLE}) for name, read in found.items()}
    return PartyReading.model_validate(single)
