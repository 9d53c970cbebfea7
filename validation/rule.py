"""What a rule is: a reading and reference data in, resolutions and findings out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from orders.findings import Finding
from orders.mail_origin import MailOrigin
from orders.policy import Policies, Policy
from orders.reading import OrderReading
from orders.reference import KnowledgeBase, OrderHistory, ReferenceData
from orders.resolution import Fact, Resolution


@dataclass(frozen=True, slots=True)
class Case:
    """One order under examination. `resolutions` by path holds what earlier rules gave and what a person chose.

    `origin` is what the mail that brought it said of its sender, None where no mail did.
    """

    reading: OrderReading
    resolutions: Mapping[str, Resolution]
    reference: ReferenceData
    knowledge: KnowledgeBase
    history: OrderHistory
    policies: Policies
    today: date
    origin: MailOrigin | None = None

    @property
    def policy(self) -> Policy:
        """The policy of the customer, once a rule has established which; the default one before."""
        customer = self.resolutions.get("customer")
        return self.policies.of(customer.value) if customer else self.policies.default

    def resolved(self, path: str) -> str:
        """What was established for the field at `path`, or nothing."""
        resolution = self.resolutions.get(path)
        return resolution.value if resolution else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule found."""

    resolutions: tuple[Resolution, ...] = ()
    findings: tuple[Finding, ...] = ()


class Rule(Protocol):
    """One check. It runs after every rule that gives what it needs; it does not overrule a person's choice."""

    name: str
    needs: frozenset[Fact]
    gives: frozenset[Fact]

    def examine(self, case: Case) -> Verdict: ...
