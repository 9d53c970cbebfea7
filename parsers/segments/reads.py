"""From the components of segments to values with their evidence, and the list that findings are noted in."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from edi.segment import Segment
from orders.evidence import Segment as Place
from orders.findings import Finding, FindingCode, Severity
from orders.reading import Confidence, LineAction, Read
from orders.values import Exact

Text = Read[str]
Number = Read[Exact]
Day = Read[date]
Action = Read[LineAction]

_NUMBER = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,12})?[+-]?\Z|[+-]?[.,]\d{1,12}\Z", re.ASCII)


@dataclass(slots=True)
class Message:
    """What reading one message needs everywhere: how its numbers are written, and the findings so far.

    `before` is the number of segments of the document's earlier interchanges: evidence counts through the document, so
    that a position names one segment even where a file holds several interchanges.
    """

    decimal_mark: str = "."
    before: int = 0
    findings: list[Finding] = field(default_factory=list)

    def place(self, segment: Segment, element: int = 0, component: int = 0) -> Place:
        return Place(
            position=self.before + segment.position.number, tag=segment.tag, element=element, component=component
        )

    def hold(
        self, code: FindingCode, message: str, path: str = "", at: Segment | None = None, *, found: str = "",
        expected: str = "",
    ) -> None:  # fmt: skip
        self._add(Severity.HOLD, code, message, path, at, found, expected)

    def note(
        self, code: FindingCode, message: str, path: str = "", at: Segment | None = None, *, found: str = "",
        expected: str = "",
    ) -> None:  # fmt: skip
        self._add(Severity.NOTE, code, message, path, at, found, expected)

    def _add(
        self, severity: Severity, code: FindingCode, message: str, path: str, at: Segment | None, found: str,
        expected: str,
    ) -> None:  # fmt: skip
        evidence = (self.place(at),) if at else ()
        shown = found or (at.text if at else "")
        self.findings.append(
            Finding(
                code=code, severity=severity, message=message, path=path, found=shown, expected=expected,
                evidence=evidence,
            )
        )  # fmt: skip

    def text(self, segment: Segment, element: int, component: int = 1) -> Text | None:
        """The component with its evidence, or nothing when it is empty."""
        value = segment.component(element, component).strip()
        return Text(value=value, evidence=(self.place(segment, element, component),)) if value else None

    def number(self, segment: Segment, element: int, component: int, path: str) -> Number | None:
        """The component as a number, or nothing; what is no number, or could be two, is a finding."""
        sent = segment.component(element, component).strip()
        if not sent:
            return None
        value = decimal(sent)
        if value is None:
            self.hold(
                FindingCode.INVALID_VALUE, f"“{sent}” is no number. Type the number that is meant.", path, segment
            )
            return None
        doubtful = grouping_possible(sent, self.decimal_mark)
        if doubtful:
            self.hold(
                FindingCode.AMBIGUOUS_VALUE,
                f"“{sent}” may mean a decimal fraction or thousands; the interchange's decimal mark is "
                f"“{self.decimal_mark}”. Type what is meant.",
                path,
                segment,
            )
        confidence = Confidence.DOUBTFUL if doubtful else Confidence.STATED
        return Number(value=value, evidence=(self.place(segment, element, component),), confidence=confidence)


def decimal(sent: str) -> Decimal | None:
    """The number, point or comma as its decimal mark (ISO 9735 allows both and no thousands), sign before or behind."""
    if not _NUMBER.match(sent):
        return None
    sign = "-" if sent.endswith("-") else ""
    try:
        return Decimal(sign + sent.rstrip("+-").lstrip("+" if sign else "").replace(",", "."))
    except InvalidOperation:
        return None


def grouping_possible(sent: str, decimal_mark: str) -> bool:
    """Whether the mark is the other one than the interchange's and three digits follow it: then it may group."""
    other = "," if decimal_mark == "." else "."
    return bool(re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}{re.escape(other)}\d{{3}}[+-]?", sent))


def joined(parts: tuple[str, ...], width: int) -> str:
    """Text that was cut into components: joined without a blank only where the earlier piece is full."""
    text = ""
    length = 0
    for part in parts:
        if not part.strip():
            continue
        text = part if not text else text + ("" if length >= width else " ") + part
        length = len(part)
    return text.strip()
