"""From nodes to values with their XPath; the list of findings; and which nodes were read, so that the rest is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from orders.evidence import XmlPath
from orders.findings import Finding, FindingCode, Severity
from orders.reading import Confidence
from parsers.segments.reads import Day, Number, Text, decimal, grouping_possible
from parsers.xml.tree import Node

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*|Z|[+-]\d\d:?\d\d)?\Z", re.DOTALL)


@dataclass(slots=True)
class Message:
    """What reading one document needs everywhere: the findings so far, and the paths of what was read."""

    findings: list[Finding] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)

    def hold(
        self, code: FindingCode, message: str, path: str = "", at: Node | None = None, *, found: str = "",
        expected: str = "",
    ) -> None:  # fmt: skip
        self._add(Severity.HOLD, code, message, path, at, found, expected)

    def note(
        self, code: FindingCode, message: str, path: str = "", at: Node | None = None, *, found: str = "",
        expected: str = "",
    ) -> None:  # fmt: skip
        self._add(Severity.NOTE, code, message, path, at, found, expected)

    def _add(
        self, severity: Severity, code: FindingCode, message: str, path: str, at: Node | None, found: str,
        expected: str,
    ) -> None:  # fmt: skip
        self.findings.append(
            Finding(
                code=code, severity=severity, message=message, path=path,
                found=found or (f"{at.name} {at.text}".strip() if at else ""), expected=expected,
                evidence=(at.place,) if at else (),
            )
        )  # fmt: skip

    def take(self, *nodes: Node | None) -> None:
        """Marks nodes as read with all that is in them, for what is judged without becoming a value."""
        self.taken.update(inner.path for node in nodes if node for inner in node.walk())

    def show(self, *nodes: Node | None) -> None:
        """Marks nodes as mere facts, with all that is in them: listed, where nothing takes them."""
        self.facts.update(node.path for node in nodes if node)

    def word(self, node: Node | None) -> str:
        """The bare text of a node that decides something, empty where there is none."""
        if node is None:
            return ""
        self.taken.add(node.path)
        return node.text

    def text(self, node: Node | None) -> Text | None:
        """The text with its place, or nothing when there is none."""
        value = " ".join(self.word(node).split())
        return Text(value=value, evidence=(node.place,)) if node and value else None

    def attribute(self, node: Node | None, name: str) -> Text | None:
        """An attribute with its place, or nothing."""
        value = " ".join(node.attributes.get(name, "").split()) if node else ""
        return Text(value=value, evidence=(_attribute(node, name),)) if node and value else None

    def number(self, node: Node | None, path: str) -> Number | None:
        """The number, or nothing; what is none, or could be two, is a finding."""
        return self._number(self.word(node), node, node.place, path) if node else None

    def attribute_number(self, node: Node | None, name: str, path: str) -> Number | None:
        """As `number`, of an attribute."""
        return self._number(node.attributes.get(name, ""), node, _attribute(node, name), path) if node else None

    def _number(self, sent: str, node: Node, place: XmlPath, path: str) -> Number | None:
        if not sent:
            return None
        value = decimal(sent)
        if value is None:
            self.hold(FindingCode.INVALID_VALUE, f"“{sent}” is no number. Type the number that is meant.", path, node)
            return None
        doubtful = grouping_possible(sent, ".")
        if doubtful:
            sentence = f"“{sent}” may mean a decimal fraction or thousands. Type what is meant."
            self.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, node)
        return Number(value=value, evidence=(place,), confidence=Confidence.DOUBTFUL if doubtful else Confidence.STATED)

    def day(self, node: Node | None, path: str) -> Day | None:
        """The day of a date or time, or nothing; what is no date is a finding."""
        return self._day(self.word(node), node, node.place, path) if node else None

    def attribute_day(self, node: Node | None, name: str, path: str) -> Day | None:
        """As `day`, of an attribute."""
        return self._day(node.attributes.get(name, ""), node, _attribute(node, name), path) if node else None

    def _day(self, sent: str, node: Node, place: XmlPath, path: str) -> Day | None:
        if not sent:
            return None
        value = _calendar_day(sent)
        if value is None:
            self.hold(FindingCode.INVALID_VALUE, f"“{sent}” is no date that can be read. Type the date.", path, node)
            return None
        return Day(value=value, evidence=(place,))


def joined(texts: Iterable[Text | None], mark: str = ", ") -> Text | None:
    """Several texts as one, each once, with the places of all."""
    found = [text for text in texts if text is not None]
    if not found:
        return None
    evidence = tuple(place for text in found for place in text.evidence)
    return Text(value=mark.join(dict.fromkeys(text.value for text in found)), evidence=evidence)


def _attribute(node: Node, name: str) -> XmlPath:
    return XmlPath(path=f"{node.path}/@{name}")


def _calendar_day(sent: str) -> date | None:
    """xs:date and xs:dateTime; the offset is left out, since an order's dates are days where it was written."""
    found = _DAY.match(sent)
    if not found:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None
