"""What one change outside of an order would let it go: a lesson, a tolerance, a severity, a mode. Pure.

An order is looked at as it waits now. Where its doubts call for several changes, or for one that nobody can make once
for all orders, there is none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from orders.findings import Finding, FindingCode, Severity
from orders.lessons import lesson
from orders.reading import OrderReading
from orders.severities import LOWERABLE
from pipeline.simulation.effects import CONFIRMING

LEVELS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
"""Price tolerances, in percent, that somebody would think of."""


class NeedKind(StrEnum):
    """What would have to change."""

    ITEM = "item"
    UNIT = "unit"
    SHIP_TO = "ship_to"
    SENDER = "sender"
    PRICE_TOLERANCE = "price_tolerance"
    SEVERITY = "severity"
    AUTO = "auto"


_TAUGHT: Mapping[FindingCode, NeedKind] = {
    FindingCode.ITEM_UNKNOWN: NeedKind.ITEM,
    FindingCode.ITEM_AMBIGUOUS: NeedKind.ITEM,
    FindingCode.UNIT_UNKNOWN: NeedKind.UNIT,
    FindingCode.SHIP_TO_UNKNOWN: NeedKind.SHIP_TO,
    FindingCode.SHIP_TO_NEW: NeedKind.SHIP_TO,
    FindingCode.SHIP_TO_CHANGED: NeedKind.SHIP_TO,
    FindingCode.SHIP_TO_AMBIGUOUS: NeedKind.SHIP_TO,
    FindingCode.CUSTOMER_UNKNOWN: NeedKind.SENDER,
    FindingCode.CUSTOMER_AMBIGUOUS: NeedKind.SENDER,
}
_LINE = re.compile(r"lines\[\d+\]")


@dataclass(frozen=True, slots=True)
class Need:
    """One change. `subject` is the key of a lesson or the code of a finding; `level` a tolerance in percent.

    `suggestion` is what the lesson would most likely say, empty where nobody can tell.
    """

    kind: NeedKind
    customer: str
    subject: str = ""
    level: Decimal = Decimal(0)
    suggestion: str = ""

    @property
    def about(self) -> tuple[NeedKind, str, str]:
        """What it has in common with the needs of other orders."""
        return self.kind, self.customer, self.subject


def need_of(reading: OrderReading, customer: str, holding: Sequence[Finding]) -> Need | None:
    """The one change that would let an order go that waits for these findings."""
    doubts = [finding for finding in holding if finding.code not in CONFIRMING]
    if not doubts:
        return Need(NeedKind.AUTO, customer) if holding and customer else None
    needs = [_need(reading, customer, finding) for finding in doubts]
    known = [need for need in needs if need is not None]
    if len(known) < len(needs) or len({need.about for need in known}) > 1:
        return None
    return max(known, key=lambda need: (need.level, need.suggestion))


def _need(reading: OrderReading, customer: str, finding: Finding) -> Need | None:
    if finding.code in _TAUGHT:
        return _lesson(reading, customer, finding)
    if not customer:
        return None
    if finding.code is FindingCode.PRICE_DIFFERS:
        return _tolerance(customer, finding)
    if finding.code in LOWERABLE and finding.severity is Severity.HOLD:
        return Need(NeedKind.SEVERITY, customer, finding.code.value)
    return None


def _lesson(reading: OrderReading, customer: str, finding: Finding) -> Need | None:
    kind = _TAUGHT[finding.code]
    path, named = _resolution_path(kind, finding.path), "" if kind is NeedKind.SENDER else customer
    taught = lesson(reading, named, path, "") if path and (named or kind is NeedKind.SENDER) else None
    if taught is None:
        return None
    offered = [change.value for fix in finding.fixes for change in fix.changes if change.path == path and change.value]
    return Need(kind, named, taught.key, suggestion=offered[0] if offered else "")


def _resolution_path(kind: NeedKind, path: str) -> str:
    if kind is NeedKind.SENDER:
        return "customer"
    if kind is NeedKind.SHIP_TO:
        return "ship_to"
    line = _LINE.match(path)
    return f"{line[0]}.{kind.value}" if line else ""


def _tolerance(customer: str, finding: Finding) -> Need | None:
    try:
        stated, agreed = Decimal(finding.found), Decimal(finding.expected)
    except InvalidOperation:
        return None
    if agreed <= 0:
        return None
    percent = abs(stated - agreed) * 100 / agreed
    level = next((level for level in LEVELS if percent <= level), None)
    return None if level is None else Need(NeedKind.PRICE_TOLERANCE, customer, level=level)
