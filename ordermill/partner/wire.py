"""How samples of a partner are written: standards, versions, character sets and separators, with how often."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from edi.beginning import begins_like_edifact, begins_like_x12
from edi.edifact import reader as edifact_reader
from edi.x12 import reader as x12_reader
from edi.x12.delimiters import Delimiters

_XML_ORDER = "XML"


@dataclass(slots=True)
class Wire:
    """What was seen on the wire. Each counter has words for a person to how many messages had it."""

    messages: Counter[str] = field(default_factory=Counter)
    dialects: Counter[str] = field(default_factory=Counter)
    separators: Counter[str] = field(default_factory=Counter)
    recipients: Counter[str] = field(default_factory=Counter)
    tests: int = 0
    acknowledgements: int = 0

    def add(self, content: bytes) -> None:
        """Look at one file."""
        if begins_like_edifact(content):
            self._edifact(content)
        elif begins_like_x12(content):
            self._x12(content)
        else:
            self.messages[_XML_ORDER] += 1

    def _edifact(self, content: bytes) -> None:
        for interchange in edifact_reader.read(content):
            self.tests += interchange.is_test
            self.acknowledgements += interchange.acknowledgement_requested
            self._to(interchange.recipient, interchange.recipient_qualifier)
            for message in interchange.messages:
                subset = f" {message.association_code}" if message.association_code else ""
                self.messages[f"{message.type} {message.directory}{subset}"] += 1
                charset = interchange.charset
                read = "" if charset.as_declared else f", but its bytes are {charset.codec}"
                declared = f"{interchange.syntax_identifier or 'no syntax identifier'}"
                self.dialects[f"{declared} version {interchange.syntax_version}{read}"] += 1
                self.separators[interchange.separators.text().removeprefix("UNA")] += 1

    def _x12(self, content: bytes) -> None:
        for interchange in x12_reader.read(content):
            beginning = interchange.beginning
            self.tests += beginning.is_test
            self.acknowledgements += beginning.acknowledgement_requested
            self._to(beginning.recipient, beginning.recipient_qualifier)
            for each in interchange.sets:
                self.messages[f"{each.type} {each.version or 'without a version'}"] += 1
                header = beginning.header
                self.dialects[f"ISA {header.component(12).strip() if header else 'missing'}"] += 1
                self.separators["".join(_shown(beginning.delimiters))] += 1

    def _to(self, name: str, qualifier: str) -> None:
        if name.strip():
            self.recipients[":".join(filter(None, (name.strip(), qualifier.strip())))] += 1


def _shown(delimiters: Delimiters) -> Iterator[str]:
    for sign in (delimiters.element, delimiters.component, delimiters.repetition or b" ", delimiters.terminator):
        yield sign.decode("latin-1")
