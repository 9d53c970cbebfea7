"""Line numbers that stand twice: a line may have been read or sent twice."""

from collections import defaultdict
from collections.abc import Iterator

from orders.findings import Finding, FindingCode
from orders.reading import LineReading
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.wording import fix, hold, note, with_fixes


class LineNumbers:
    """Holds a line that repeats another in number, item and quantity; notes one that only has the same number."""

    name = "line_numbers"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        numbered: defaultdict[str, list[int]] = defaultdict(list)
        for index, line in enumerate(case.reading.lines):
            if line.line_no and line.line_no.value.strip():
                numbered[line.line_no.value.strip()].append(index)
        return Verdict(
            findings=tuple(
                finding
                for number, (first, *others) in numbered.items()
                for index in others
                for finding in _repeated(case, number, first, index)
            )
        )


def _repeated(case: Case, number: str, first: int, index: int) -> Iterator[Finding]:
    path = f"lines[{index}].line_no"
    if _content(case.reading.lines[first]) == _content(case.reading.lines[index]):
        doubled = hold(
            FindingCode.DUPLICATE_LINE_NUMBER,
            path,
            f"Line {number} stands twice with the same item and quantity. If it was ordered once, delete one of them.",
            found=number,
        )
        yield with_fixes(doubled, fix("Delete the second", f"lines[{index}]", ""))
    else:
        yield note(
            FindingCode.DUPLICATE_LINE_NUMBER,
            path,
            f"Two different lines have the number {number}. Look whether both belong to the order.",
            found=number,
        )


def _content(line: LineReading) -> tuple[object, ...]:
    reads = (line.buyer_item, line.supplier_item, line.gtin, line.quantity, line.uom)
    return tuple(read.value if read else None for read in reads)
