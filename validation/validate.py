"""All rules over one order: what they establish, what they find, and the order itself once it is complete."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType

from orders.completion import completed
from orders.errors import Misconfigured
from orders.findings import Finding, FindingCode, Severity
from orders.mail_origin import MailOrigin
from orders.order import AnyOrder
from orders.policy import Policies
from orders.reading import OrderReading
from orders.reference import KnowledgeBase, OrderHistory, ReferenceData
from orders.resolution import Fact, Resolution
from validation.rule import Case, Rule


@dataclass(frozen=True, slots=True)
class Validation:
    """What validation made of a reading. `order` is there only when it is complete, whatever the findings say."""

    resolutions: Mapping[str, Resolution]
    findings: tuple[Finding, ...]
    order: AnyOrder | None


def validate(
    reading: OrderReading,
    *,
    chosen: Mapping[str, Resolution],
    rules: Sequence[Rule],
    reference: ReferenceData,
    knowledge: KnowledgeBase,
    history: OrderHistory,
    policies: Policies,
    today: date,
    origin: MailOrigin | None = None,
) -> Validation:
    """The same for the same arguments. What a person chose wins over what a rule established.

    The findings are the reading's own and those of the rules, as severe as the policy has them. None of them need hold
    an order that is incomplete for lack of reference data: what was never loaded is not checked. So it takes an order,
    too, to be posted.
    """
    resolutions = dict(chosen)
    case = Case(reading, MappingProxyType(resolutions), reference, knowledge, history, policies, today, origin)
    findings = list(reading.findings)
    for rule in in_order(rules):
        verdict = rule.examine(case)
        for resolution in verdict.resolutions:
            resolutions[resolution.path] = _unless_chosen(resolution, chosen.get(resolution.path))
        findings += verdict.findings
    graded = [case.policy.grade(finding) for finding in findings]
    return Validation(resolutions, _distinct(graded), completed(reading, resolutions))


def holding(findings: Iterable[Finding], accepted: frozenset[str]) -> tuple[Finding, ...]:
    """The findings for which the order waits: all that block, and those that hold unless a person accepted them.

    `accepted` has the fingerprints of findings, as the person saw them.
    """
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.BLOCK
        or (finding.severity is Severity.HOLD and finding.fingerprint not in accepted)
    )


def in_order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Each rule after all that give what it needs; otherwise as given. Raises `Misconfigured` for a circle."""
    return tuple(rules[number] for number in _order(tuple((rule.name, rule.needs, rule.gives) for rule in rules)))


@lru_cache(maxsize=16)
def _order(rules: tuple[tuple[str, frozenset[Fact], frozenset[Fact]], ...]) -> tuple[int, ...]:
    """The places of the rules, each given by its name, what it needs and what it gives: the same for every order."""
    graph = {
        number: [other for other, (_, _, gives) in enumerate(rules) if gives & needs]
        for number, (_, needs, _) in enumerate(rules)
    }
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        names = " -> ".join(rules[number][0] for number in circle.args[1])
        raise Misconfigured(
            f"The rules {names} wait for each other. Remove one of them from the entry points `ordermill.rules`."
        ) from circle


def _unless_chosen(resolution: Resolution, choice: Resolution | None) -> Resolution:
    """The person's choice where there is one; a rule that comes to the same only lends its label and its party."""
    if choice is None:
        return resolution
    if resolution.value != choice.value:
        return choice
    return choice.model_copy(update={"label": resolution.label, "party": resolution.party})


def _distinct(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """One finding for each code, field and value: the more severe of what a parser and a rule made of the same."""
    kept: dict[tuple[FindingCode, str, str], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.path, finding.found)
        if key not in kept or _GRAVITY[finding.severity] > _GRAVITY[kept[key].severity]:
            kept[key] = finding
    return tuple(kept.values())


_GRAVITY = {Severity.NOTE: 0, Severity.HOLD: 1, Severity.BLOCK: 2}
