"""Check digits of GTIN and GLN. A wrong one is shown, not refused: what the number means is another rule's matter."""

from collections.abc import Iterator

from orders import gtin
from orders.findings import Finding, FindingCode
from orders.reading import PartyReading, Read
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.wording import line_name, note

_PARTIES = ("buyer", "ship_to", "bill_to", "supplier")


class CheckDigits:
    """Notes numbers that cannot be right. Senders use test numbers and own ones in these fields.

    It holds nothing by itself: a wrong number finds no item or customer, or contradicts another one, and that holds.
    """

    name = "check_digits"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=(*_of_items(case), *_of_parties(case)))


def _of_items(case: Case) -> Iterator[Finding]:
    for index, line in enumerate(case.reading.lines):
        if line.gtin and not gtin.is_valid(line.gtin.value):
            yield _finding(f"lines[{index}].gtin", line.gtin, f"{line_name(case.reading, index)}: GTIN")


def _of_parties(case: Case) -> Iterator[Finding]:
    for name in _PARTIES:
        party: PartyReading | None = getattr(case.reading, name)
        if party and party.id and party.id_scheme == "GLN" and not gtin.is_valid_gln(party.id.value):
            yield _finding(f"{name}.id", party.id, f"The GLN of {name.replace('_', '-')}")


def _finding(path: str, read: Read[str], what: str) -> Finding:
    message = f"{what} {read.value} is no valid number: {_fault(read.value)}. Compare it with the document."
    found = note(FindingCode.CHECK_DIGIT, path, message, found=read.value)
    return found.model_copy(update={"evidence": read.evidence})


def _fault(text: str) -> str:
    if not gtin.is_number(text):
        return "it does not have 8, 12, 13 or 14 digits"
    return f"its check digit should be {gtin.with_check_digit(text)[-1]}"
