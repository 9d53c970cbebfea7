"""What every order of the partner shows, and this one does not."""

from collections.abc import Iterator

from orders.findings import Finding, FindingCode, Severity
from orders.partner import PartnerProfile
from orders.reading import OrderKind, OrderReading


def missing(reading: OrderReading, profile: PartnerProfile) -> Iterator[Finding]:
    """A finding for each required field that is not there; changes and cancellations say only what is to change."""
    if reading.kind is not OrderKind.ORDER:
        return
    told = {finding.path for finding in reading.findings if finding.holds}
    for name in profile.required.heading:
        if getattr(reading, name.value) is None and name.value not in told:
            yield _missing(name.value, f"the {_words(name.value)}", profile)
    for index, line in enumerate(reading.lines):
        for field in profile.required.lines:
            path = f"lines[{index}].{field.value}"
            if getattr(line, field.value) is None and path not in told:
                yield _missing(path, f"the {_words(field.value)} of line {index + 1}", profile)


def _words(name: str) -> str:
    return {"uom": "unit", "gtin": "GTIN", "po_number": "PO number"}.get(name, name.replace("_", " "))


def _missing(path: str, what: str, profile: PartnerProfile) -> Finding:
    return Finding(
        code=FindingCode.MISSING_FIELD,
        severity=Severity.HOLD,
        message=f"{what[0].upper()}{what[1:]} is missing, which every order of {profile.title or profile.name} has. "
        "Type it, or ask the customer.",
        path=path,
    )
