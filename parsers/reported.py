"""What was noticed of a document as a whole stands with each of its orders."""

from collections.abc import Sequence
from dataclasses import replace

from orders.findings import Finding
from orders.transcript import Transcript
from parsers.parser import Parsed


def with_findings(found: Parsed, findings: Sequence[Finding], transcript: Transcript) -> Parsed:
    """The readings with these findings; where there are none, the findings stand for themselves."""
    readings = tuple(one.model_copy(update={"findings": (*findings, *one.findings)}) for one in found.readings)
    left = found.findings if readings else (*findings, *found.findings)
    return replace(found, readings=readings, findings=left, transcript=transcript)
