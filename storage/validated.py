"""What validation made of an order, as it is kept beside its reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orders.findings import Finding
from orders.ids import SnapshotId
from orders.order import AnyOrder
from orders.resolution import Fact, Resolution
from storage.order_rows import listed
from storage.rows import ValidatedWith
from storage.serialisation import findings_text, order_text, resolutions_text, validated_with_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """The outcome of one validation, and what it was made with. `order` is None while anything it needs is missing.

    `value` is kept to four places, for lists and sums of lists; not at all from 10**14 on, which no list holds.
    """

    resolutions: Mapping[str, Resolution]
    findings: tuple[Finding, ...]
    order: AnyOrder | None
    identity: str
    value: Decimal | None
    currency: str
    customer: str
    customer_name: str
    snapshot: SnapshotId
    validated_with: ValidatedWith

    @property
    def po_number(self) -> str | None:
        """As the order has it; None leaves the one that was read."""
        return None if self.order is None else self.order.po_number

    def columns(self) -> dict[str, Any]:
        """The parameters of the statement that keeps it."""
        return {
            "new_resolutions": resolutions_text(self.resolutions),
            "new_findings": findings_text(self.findings),
            "new_body": order_text(self.order),
            "new_identity": self.identity,
            "new_po_number": self.po_number,
            "new_customer": self.customer,
            "new_customer_name": self.customer_name,
            "new_value": listed(self.value),
            "new_currency": self.currency,
            "new_snapshot": self.snapshot,
            "new_validated_with": validated_with_text(self.validated_with),
        }

    def words(self) -> Iterator[str]:
        """By what the order is found from now on, beside what was read."""
        yield from (self.po_number or "", self.customer, self.customer_name)
        yield from (fact.value for fact in self.resolutions.values() if fact.fact is Fact.ITEM)
