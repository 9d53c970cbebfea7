"""Small orders whose goods go where the customer never had any sent, and the rule that says so."""

from dataclasses import replace

from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderReading
from orders.resolution import Fact
from parsers.parser import Blob, ParseContext, Parsed
from tests.fakes.readings import party
from tests.fakes.small_orders import SmallParser
from validation.rule import Case, Verdict

STREET = "Kranweg 1"
NEW = f"ship-to-new|ship_to|{STREET}|"
"""The fingerprint of the finding."""


class DeliveredElsewhere(SmallParser):
    """Small orders whose goods go to a building site."""

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        parsed = super().parse(blob, context)
        site = party(street=STREET, postcode="20457", city="Hamburg")
        readings = tuple(reading.model_copy(update={"ship_to": site}) for reading in parsed.readings)
        return replace(parsed, readings=readings)


class NewAddress:
    """Holds every order for its delivery address, and for whatever else it is given."""

    name = "new_address"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def __init__(self, further: tuple[Finding, ...] = ()) -> None:
        self._further = further

    def examine(self, case: Case) -> Verdict:
        shown: OrderReading = case.reading
        found = shown.ship_to.street.value if shown.ship_to and shown.ship_to.street else ""
        message = f"The customer has never had goods sent to {found}."
        new = Finding(
            code=FindingCode.SHIP_TO_NEW, severity=Severity.HOLD, message=message, path="ship_to", found=found
        )
        return Verdict(findings=(new, *self._further))
