"""Values that the parser itself doubts: a person confirms what goods or money hang on."""

from collections.abc import Iterator

from orders.findings import Finding, FindingCode
from orders.reading import Confidence, Read
from orders.resolution import Fact
from orders.values import Value
from validation.recognised import only_recognised, proven_otherwise
from validation.rule import Case, Verdict
from validation.wording import hold, note

_WITHOUT_CONSEQUENCE = frozenset(
    {"description", "buyer_contact", "supplier", "bill_to", "notes", "payment_terms", "delivery_terms"}
)
"""Fields on which neither goods nor money hang; a doubt there is only shown."""


class DoubtfulValues:
    """Holds an order with a doubtful value until a person confirms or mends it, or something else proves it."""

    name = "doubtful_values"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        # Where the parser says itself what it doubts, it says it better.
        said = {finding.path for finding in case.reading.findings if finding.code is FindingCode.AMBIGUOUS_VALUE}
        doubtful = [(path, read) for path, read in _doubtful(case.reading, "") if path not in said]
        proven = proven_otherwise(case) if doubtful else frozenset()
        findings = (_finding(path, read) for path, read in doubtful if not (path in proven and only_recognised(read)))
        return Verdict(findings=tuple(findings))


def _doubtful(value: object, path: str) -> Iterator[tuple[str, Read[object]]]:
    if isinstance(value, Read):
        if value.confidence is Confidence.DOUBTFUL:
            yield path, value
    elif isinstance(value, Value):
        for name, member in vars(value).items():
            # Most fields of most lines are empty, and the rest is read with certainty.
            if member and not _is_certain(member):
                yield from _doubtful(member, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for number, member in enumerate(value):
            yield from _doubtful(member, f"{path}[{number}]")


def _is_certain(member: object) -> bool:
    return isinstance(member, Read) and member.confidence is not Confidence.DOUBTFUL


def _finding(path: str, read: Read[object]) -> Finding:
    weigh = note if _WITHOUT_CONSEQUENCE & set(path.replace("[", ".").split(".")) else hold
    reason = f" ({'; '.join(read.witnesses)})" if read.witnesses else ""
    found = weigh(
        FindingCode.AMBIGUOUS_VALUE,
        path,
        f"{path} was read as {read.value}, but not with certainty{reason}. Compare it with the document.",
        found=str(read.value),
    )
    return found.model_copy(update={"evidence": read.evidence})
