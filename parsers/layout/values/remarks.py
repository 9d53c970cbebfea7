"""The findings of one document while its pages are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from orders.findings import Finding, FindingCode, Severity
from parsers.layout.text.words import joined
from parsers.pages.page import Locate, Word

_SHOWN: Final = 200


@dataclass(slots=True)
class Remarks:
    """What was noticed, in the order in which it was; `locate` tells where the words stand."""

    locate: Locate
    findings: list[Finding] = field(default_factory=list)

    def hold(
        self, code: FindingCode, message: str, words: Sequence[Word] = (), *, path: str = "", found: str = ""
    ) -> None:
        """A person decides."""
        self._add(Severity.HOLD, code, message, words, path, found)

    def note(
        self, code: FindingCode, message: str, words: Sequence[Word] = (), *, path: str = "", found: str = ""
    ) -> None:
        """Shown, holds nothing."""
        self._add(Severity.NOTE, code, message, words, path, found)

    def _add(
        self, severity: Severity, code: FindingCode, message: str, words: Sequence[Word], path: str, found: str
    ) -> None:
        shown = found or joined(words)[:_SHOWN]
        places = self.locate(words) if words else ()
        self.findings.append(
            Finding(code=code, severity=severity, message=message, path=path, found=shown, evidence=places)
        )


def place(words: Sequence[Word]) -> str:
    """Where to look, for a sentence: `on page 2, "12,50"`."""
    return f'on page {words[0].page}, "{joined(words)[:60]}"' if words else "in the document"
