"""A call that validates a reading against the invented company, and ways to look at what came of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from orders.evidence import Person
from orders.findings import Finding, FindingCode
from orders.knowledge import FOR_EVERYONE, Knowledge, KnowledgeKind
from orders.mail_origin import MailOrigin
from orders.policy import Mode, Policies, Policy
from orders.reading import OrderReading
from orders.reference import KnownOrder, OpenDemand, PricePaid, ReferenceData
from orders.resolution import Fact, Resolution
from validation.rule import Rule
from validation.validate import Validation, validate

TODAY = date(2026, 3, 3)
AUTO = Policy(mode=Mode.AUTO)


class Taught:
    """Knowledge given as (kind, customer, key) to value."""

    def __init__(self, lessons: Mapping[tuple[KnowledgeKind, str, str], str]) -> None:
        self._lessons = lessons

    def find(self, kind: KnowledgeKind, customer: str, key: str) -> Knowledge | None:
        whose = customer if (kind, customer, key) in self._lessons else FOR_EVERYONE
        value = self._lessons.get((kind, whose, key))
        if value is None:
            return None
        return Knowledge(
            id="k1",
            revision=3,
            kind=kind,
            customer=whose,
            key=key,
            value=value,
            author="ana",
            taught_at=datetime(2026, 3, 1, tzinfo=UTC),
        )


class Live:
    """The live orders by identity, who never ordered before, as (customer, address), what was paid, by customer and
    item, and what went into the ERP lately: its value by customer and currency, and its demand by item.
    """

    def __init__(
        self,
        orders: Mapping[str, tuple[KnownOrder, ...]],
        new_senders: frozenset[tuple[str, str]] = frozenset(),
        paid: Mapping[tuple[str, str], Sequence[PricePaid]] | None = None,
        posted: Mapping[tuple[str, str], Decimal] | None = None,
        demand: Mapping[str, Sequence[OpenDemand]] | None = None,
    ) -> None:
        self._posted = posted or {}
        self._orders = orders
        self._paid = paid or {}
        self._demand = demand or {}
        self._new_senders = new_senders

    def live_orders(self, identity: str) -> tuple[KnownOrder, ...]:
        return self._orders.get(identity, ())

    def prices_paid(self, customer: str, items: Collection[str]) -> Mapping[str, Sequence[PricePaid]]:
        return {item: self._paid[customer, item] for item in items if (customer, item) in self._paid}

    def has_ordered(self, customer: str, sender: str) -> bool:
        return (customer, sender) not in self._new_senders

    def posted_demand(self, items: Collection[str], since: datetime) -> Mapping[str, Sequence[OpenDemand]]:
        return {item: self._demand[item] for item in items if item in self._demand}

    def posted_value(self, customer: str, currency: str, since: datetime) -> Decimal:
        return self._posted.get((customer, currency), Decimal(0))


class Trial:
    """Validates readings against one reference; `policy` holds for every customer."""

    def __init__(self, reference: ReferenceData, rules: tuple[Rule, ...]) -> None:
        self.reference = reference
        self.rules = rules

    def __call__(
        self,
        reading: OrderReading,
        *,
        policy: Policy = AUTO,
        chosen: Mapping[str, str] | None = None,
        taught: Mapping[tuple[KnowledgeKind, str, str], str] | None = None,
        live: Mapping[str, tuple[KnownOrder, ...]] | None = None,
        origin: MailOrigin | None = None,
        new_senders: frozenset[tuple[str, str]] = frozenset(),
        servers: tuple[str, ...] = (),
        paid: Mapping[tuple[str, str], Sequence[PricePaid]] | None = None,
        posted: Mapping[tuple[str, str], Decimal] | None = None,
        demand: Mapping[str, Sequence[OpenDemand]] | None = None,
    ) -> Validation:
        return validate(
            reading,
            chosen={path: _choice(path, value) for path, value in (chosen or {}).items()},
            rules=self.rules,
            reference=self.reference,
            knowledge=Taught(taught or {}),
            history=Live(live or {}, new_senders, paid, posted, demand),
            policies=Policies(default=policy, trusted_mail_servers=servers),
            today=TODAY,
            origin=origin,
        )


def found(validation: Validation, code: FindingCode) -> list[Finding]:
    """The findings of one code."""
    return [finding for finding in validation.findings if finding.code is code]


def only(validation: Validation, code: FindingCode) -> Finding:
    """The one finding of this code."""
    (finding,) = found(validation, code)
    return finding


def _choice(path: str, value: str) -> Resolution:
    return Resolution(fact=Fact.ITEM, path=path, value=value, evidence=(Person(name="ana"),))
