"""Reference data that is older than the supplier's policy allows."""

from collections.abc import Iterator

from orders.findings import Finding, FindingCode
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.wording import hold


class StaleReference:
    """Holds an order that would be checked against data older than the policy's limit for that kind of data."""

    name = "stale_reference"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=tuple(_findings(case)))


def _findings(case: Case) -> Iterator[Finding]:
    loaded = case.reference.loaded() if case.policy.oldest_reference_days else {}
    for kind, limit in case.policy.oldest_reference_days.items():
        if kind not in loaded:
            continue
        as_of = loaded[kind].as_of.date()
        if (case.today - as_of).days > limit:
            yield hold(
                FindingCode.REFERENCE_STALE,
                "",
                f"What is known of {kind} is of {as_of}, more than {limit} days ago. "
                "Import a newer export, and validate again.",
                found=f"{kind} {as_of}",
            )
