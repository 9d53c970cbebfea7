"""The supplier's policy: what may pass without a person, and how far values may differ."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from orders.values import Exact, Value


class Mode(StrEnum):
    """Whether clean orders post by themselves."""

    REVIEW = "review"
    AUTO = "auto"


Percent = Annotated[Exact, Field(ge=0, le=100)]
Amount = Annotated[Exact, Field(ge=0)]


class Policy(Value):
    """The rules of one customer. Tolerances are inclusive: a difference equal to one passes."""

    mode: Mode = Mode.REVIEW
    """`review`: a person confirms every order. `auto`: a clean one posts by itself."""
    price_tolerance_percent: Percent = Decimal(0)
    """How far a price may be from the agreed one, either way."""
    price_tolerance_amount: Amount = Decimal(0)
    """Per line, in the order's currency. A price passes when either tolerance admits it."""
    rounding_tolerance_percent: Percent = Decimal("0.05")
    """How far a printed line total may stray from quantity x price: senders round prices, not totals."""
    rounding_tolerance_amount: Amount = Decimal("0.02")
    """The same as an amount; either tolerance admits a total."""
    unit_when_absent: str = ""
    """The unit code meant by a line without one. Empty: such a line is held."""
    currency_when_absent: str = ""
    """The currency meant by an order without one. Empty: that of the customer, else the order is held."""
    ship_to_buyer_when_absent: bool = False
    """Whether goods go to the buyer's own address when the order names no other."""
    hold_short_stock: bool = True
    """Whether a quantity beyond the stock waits for a person; it is noted in any case."""
    hold_broken_packs: bool = False
    """Whether a quantity that is no multiple of the item's pack waits for a person; it is noted in any case."""
    oldest_reference_days: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """By kind of reference data, such as `stock`: so many days old its file may be before orders are held."""


class Policies(Value):
    """The default policy and those of single customers, by the supplier's customer number."""

    default: Policy = Policy()
    customers: Mapping[str, Policy] = Field(default_factory=dict)

    def of(self, customer: str) -> Policy:
        """The policy of this customer, else the default one."""
        return self.customers.get(customer, self.default)

    def concerning(self, customer: str) -> "Policies":
        """These without what was agreed for other customers: all that an order of this one depends on."""
        own = {customer: self.customers[customer]} if customer in self.customers else {}
        return self.model_copy(update={"customers": own})

    def under_review(self) -> "Policies":
        """The same tolerances, but a person confirms every order."""
        return self._in_mode(Mode.REVIEW)

    def under_auto(self) -> "Policies":
        """The same tolerances, as if every customer's clean orders posted by themselves."""
        return self._in_mode(Mode.AUTO)

    def _in_mode(self, mode: Mode) -> "Policies":
        changed = {"mode": mode}
        customers = {number: policy.model_copy(update=changed) for number, policy in self.customers.items()}
        default = self.default.model_copy(update=changed)
        return self.model_copy(update={"default": default, "customers": customers})
