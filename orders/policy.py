"""The supplier's policy: what may pass without a person, and how far values may differ."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from orders.findings import Finding, FindingCode, Severity
from orders.ids import OrderId
from orders.severities import graded, refuse_lowered
from orders.values import Exact, Value


class Mode(StrEnum):
    """Whether clean orders post by themselves."""

    SHADOW = "shadow"
    REVIEW = "review"
    AUTO = "auto"


ALL_CUSTOMERS = ""
"""Stands for the default policy where customers are named by their numbers."""


class Parts(StrEnum):
    """Whether an order is posted in parts."""

    WHOLE = "whole"
    CLEAN_LINES = "clean_lines"


class Weekday(StrEnum):
    """The days of a week, in their sequence."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class WithoutOrder(StrEnum):
    """What becomes of mails that hold no order."""

    PERSON = "person"
    SET_ASIDE = "set_aside"
    FOLDER = "folder"
    FORWARD = "forward"


Percent = Annotated[Exact, Field(ge=0, le=100)]
Amount = Annotated[Exact, Field(ge=0)]


class Policy(Value):
    """The rules of one customer. Tolerances are inclusive: a difference equal to one passes."""

    mode: Mode = Mode.REVIEW
    """`shadow`: nothing is posted and nobody is asked; each order is compared with what was entered in the ERP.
    `review`: a person confirms every order. `auto`: a clean one posts by itself, once a supervisor has confirmed on the
    page *Knowledge* that it may; until then it is `review`."""
    posting: Parts = Parts.WHOLE
    """`whole`: an order is posted once all its lines are clean. `clean_lines`: in mode `auto` the clean lines of an
    order of which nothing but single lines is held are posted at once, and the others as they become clean."""
    shadow_hours: Annotated[int, Field(ge=0, le=720)] = 72
    """In mode `shadow`: so many hours after it came an order that the ERP does not have is given up."""
    review_share_percent: Percent = Decimal(0)
    """In mode `auto`: the share of clean orders that a person confirms all the same, drawn by chance."""
    price_tolerance_percent: Percent = Decimal(0)
    """How far a price may be from the agreed one, either way."""
    price_tolerance_amount: Amount = Decimal(0)
    """Per line, in the order's currency. A price passes when either tolerance admits it."""
    order_price_tolerance_percent: Percent | None = None
    """How far the prices of an order may be from ours together, of what its lines should cost; lines beyond their own
    tolerance are not counted. Not set: that each line is within its tolerance is enough."""
    order_price_tolerance_amount: Amount | None = None
    """The same in the order's currency. Where both are set, either tolerance admits an order."""
    rounding_tolerance_percent: Percent = Decimal("0.05")
    """How far a printed line total may stray from quantity x price: senders round prices, not totals."""
    rounding_tolerance_amount: Amount = Decimal("0.02")
    """The same as an amount; either tolerance admits a total."""
    unit_when_absent: str = ""
    """The unit code meant by a line without one. Empty: such a line is held."""
    currency_when_absent: str = ""
    """The currency meant by an order without one. Empty: that of the customer, else the order is held."""
    ship_to_buyer_when_absent: bool = True
    """Whether an order that shows no address at all goes to the customer's own, if goods are known to go there, as an
    ERP has it. If not, a person chooses among several."""
    ship_to_by_buyer_number: bool = False
    """Whether the customer's own numbers of the stores that lines are for are the sequences in ship_to.csv. If not, a
    person says once which store is which."""
    second_person_for_new_ship_to: bool = True
    """Whether two people have to accept a delivery address that is not known yet."""
    minimum_order_value: Amount = Decimal(0)
    """The least the goods of an order are worth, in the customer's currency; customers.csv may have one of its own."""
    lead_time_days: Annotated[int, Field(ge=0, le=1000)] = 0
    """Working days that items take which are not in stock; catalogue.csv may have those of an item."""
    weekend: Annotated[tuple[Weekday, ...], Field(max_length=6)] = (Weekday.SATURDAY, Weekday.SUNDAY)
    """Days of the week that are no working days."""
    hold_short_stock: bool = True
    """Whether a quantity beyond the stock waits for a person; it is noted in any case."""
    hold_broken_packs: bool = False
    """Whether a quantity that is no multiple of the item's pack waits for a person; it is noted in any case."""
    require_authentication: bool = False
    """Whether a mail waits for a person unless your mail server recorded that it is from its sender's domain."""
    rush_days: Annotated[int, Field(ge=0, le=365)] = 3
    """Goods wanted within so many days, at an address where the customer never had any sent, wait for a person."""
    oldest_reference_days: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """By kind of reference data, such as `stock`: so many days old its file may be before orders are held."""
    severities: Mapping[FindingCode, Severity] = Field(default_factory=dict)
    """Codes of findings with the severity that they have instead of their own: `note`, `hold` or `block`. Any but those
    of the modes can be raised, only commercial ones lowered from `hold` to `note`."""

    _not_lowered = field_validator("severities")(refuse_lowered)

    def grade(self, finding: Finding) -> Finding:
        """The finding with the severity that this policy gives it."""
        return graded(finding, self.severities)

    def draws(self, order: OrderId) -> bool:
        """Whether a person confirms this order though it is clean: the same each time, and nobody can choose it."""
        number = int.from_bytes(sha256(order.encode()).digest())
        return Fraction(number, 2**256) * 100 < Fraction(self.review_share_percent)


class Policies(Value):
    """The default policy and those of single customers, by the supplier's customer number."""

    default: Policy = Policy()
    customers: Mapping[str, Policy] = Field(default_factory=dict)
    mails_without_order: WithoutOrder = WithoutOrder.PERSON
    """`person`: a mail in which no order was found waits for a person. `set_aside`: it is set aside with the reason,
    unless a part of it could not be read. `folder`: such a mail is also put into the folder of the next setting, beside
    the one that it came from. `forward`: it is also sent on to the address in `[forward]`."""
    mails_without_order_folder: Annotated[str, Field(max_length=100)] = ""
    """For `folder`: its name in the mailbox, or below the folder of files; it is made when it is missing."""
    trusted_mail_servers: tuple[str, ...] = ()
    """The names under which your own mail servers write Authentication-Results; `unnamed` for Exchange Online, which
    writes none. Without them nothing is known of who really sent a mail."""

    @model_validator(mode="after")
    def _named_folder(self) -> Self:
        name = self.mails_without_order_folder
        if (self.mails_without_order is WithoutOrder.FOLDER) != bool(name):
            raise ValueError('mails_without_order = "folder" and mails_without_order_folder belong together')
        if name != name.strip() or not name.isprintable() or {"", ".", ".."} & set(name.split("/") if name else ()):
            raise ValueError(
                "mails_without_order_folder is the name of a folder, as `Not orders`, and no path from the top"
            )
        return self

    def of(self, customer: str) -> Policy:
        """The policy of this customer, else the default one."""
        return self.customers.get(customer, self.default)

    def asking_for_auto(self) -> frozenset[str]:
        """The customers for whom `auto` is to be granted; an empty number stands for all, when it is the default."""
        if self.default.mode is Mode.AUTO:
            return frozenset({ALL_CUSTOMERS})
        return frozenset(number for number, policy in self.customers.items() if policy.mode is Mode.AUTO)

    def acting(self, granted: Collection[str]) -> "Policies":
        """These as they act while `auto` is granted to these customers only: for the others it is `review`."""
        if self.default.mode is Mode.AUTO and ALL_CUSTOMERS in granted:
            return self
        customers = {
            number: policy if number in granted else _without_auto(policy) for number, policy in self.customers.items()
        }
        return self.model_copy(update={"default": _without_auto(self.default), "customers": customers})

    def concerning(self, customer: str) -> "Policies":
        """These without what was agreed for other customers: all that an order of this one depends on."""
        own = {customer: self.customers[customer]} if customer in self.customers else {}
        return self.model_copy(update={"customers": own})

    def for_history(self) -> "Policies":
        """The same tolerances for orders of the past: a person confirms each, but where nothing is posted anyway."""
        return self._changed(lambda policy: {} if policy.mode is Mode.SHADOW else {"mode": Mode.REVIEW})

    def under_auto(self) -> "Policies":
        """The same tolerances, as if every customer's clean orders posted by themselves."""
        return self._changed(lambda _policy: {"mode": Mode.AUTO, "review_share_percent": Decimal(0)})

    def _changed(self, change: Callable[[Policy], Mapping[str, Any]]) -> "Policies":
        customers = {number: policy.model_copy(update=change(policy)) for number, policy in self.customers.items()}
        default = self.default.model_copy(update=change(self.default))
        return self.model_copy(update={"default": default, "customers": customers})


def _without_auto(policy: Policy) -> Policy:
    return policy.model_copy(update={"mode": Mode.REVIEW}) if policy.mode is Mode.AUTO else policy
