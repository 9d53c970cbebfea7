"""Findings that two people have to accept, by what each of them decided."""

from collections.abc import Iterable, Sequence

from orders.decision import Decision
from orders.findings import Finding
from orders.proposal import same_person
from orders.severities import SECONDED

_CODES = frozenset(code.value for code in SECONDED)


def is_seconded(fingerprint: str) -> bool:
    """Whether a finding with this fingerprint is one of those."""
    return fingerprint.partition("|")[0] in _CODES


def first_to_accept(fingerprint: str, decisions: Iterable[Decision]) -> Decision | None:
    """Who accepted it before anybody else did."""
    return next((decision for decision in decisions if fingerprint in decision.accepted), None)


def counting(decision: Decision, earlier: Sequence[Decision]) -> frozenset[str]:
    """What is accepted for good by this decision: of what needs two people only that which another one accepted."""
    return frozenset(
        fingerprint
        for fingerprint in decision.accepted
        if not is_seconded(fingerprint) or other_who_accepted(fingerprint, decision.actor, earlier)
    )


def other_who_accepted(fingerprint: str, person: str, decisions: Iterable[Decision]) -> Decision | None:
    """The first decision of anybody but this person that accepted it."""
    others = (decision for decision in decisions if not same_person(decision.actor, person))
    return first_to_accept(fingerprint, others)


def repeated(decision: Decision, earlier: Sequence[Decision]) -> frozenset[str]:
    """What waits for another person, and this one accepted before."""
    own = [made for made in earlier if same_person(made.actor, decision.actor)]
    waiting = frozenset(decision.accepted) - counting(decision, earlier)
    return frozenset(fingerprint for fingerprint in waiting if first_to_accept(fingerprint, own))


def waiting_for_another(findings: Iterable[Finding], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """By whom these findings were accepted first, as far as they need another person."""
    first = (
        first_to_accept(finding.fingerprint, decisions) for finding in findings if is_seconded(finding.fingerprint)
    )
    return tuple(decision for decision in first if decision)
