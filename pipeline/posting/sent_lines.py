"""What validation makes of an order of which a part is in the ERP: its lines there stand as they were sent. Pure.

Nothing that is found about them holds the order any more, since nothing can be done about them here. What all parts
have in common must stay what it was: an order cannot go to two customers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from orders.completion import completed_line, order_of
from orders.findings import Finding, FindingCode, Severity
from orders.line_findings import line_of
from orders.line_keys import LineKey, is_share
from orders.order import Line, Party, PurchaseOrder
from orders.reading import OrderReading
from orders.resolution import Resolution
from pipeline.posting.parts import Sent
from pipeline.posting.places import places_of, reunited, went_everywhere
from validation.validate import Validation


def with_sent(validation: Validation, reading: OrderReading, keys: Sequence[LineKey], sent: Sent) -> Validation:
    """The validation of the whole order, with the lines that were sent in the place of what they would be today."""
    if not sent.parts:
        return validation
    there = _indexes_sent(reading, keys, sent)
    findings = tuple(_noted(finding) if line_of(finding) in there else finding for finding in validation.findings)
    lines = _lines(reading, validation.resolutions, keys, sent)
    order = order_of(reading, validation.resolutions, lines) if lines else None
    return replace(validation, order=order, findings=(*findings, *_differing(sent, reading, validation.resolutions)))


def _noted(finding: Finding) -> Finding:
    return finding.model_copy(update={"severity": Severity.NOTE, "fixes": ()})


def _indexes_sent(reading: OrderReading, keys: Sequence[LineKey], sent: Sent) -> frozenset[int]:
    """The lines of which all is sent, to one place or to several."""
    known = sent.keys
    return frozenset(
        index
        for index, (key, line) in enumerate(zip(keys, reading.lines, strict=False))
        if key in known or went_everywhere(key, len(line.deliveries), known)
    )


def _lines(
    reading: OrderReading, resolutions: Mapping[str, Resolution], keys: Sequence[LineKey], sent: Sent
) -> tuple[Line, ...]:
    """All lines, as all of them was sent or as they would be; none while one of them is not complete."""
    known, places = sent.lines, places_of(sent.parts)
    lines = [
        known.get(key)
        or reunited(key, len(reading.lines[index].deliveries), known, places)
        or completed_line(reading, index, resolutions)
        for index, key in enumerate(keys[: len(reading.lines)])
    ]
    whole = tuple(line for line in lines if line is not None)
    return whole if len(whole) == len(lines) else ()


def _differing(sent: Sent, reading: OrderReading, resolutions: Mapping[str, Resolution]) -> Iterator[Finding]:
    first = sent.first
    order = order_of(reading, resolutions, first.lines) if first else None
    if first is None or order is None:
        return
    for path, was, now in _headers(first, order, in_places=any(map(is_share, sent.keys))):
        if was != now:
            yield _differs(path, was, now, ", ".join(filter(None, (part.erp_reference for part in sent.parts))))


def _headers(first: PurchaseOrder, order: PurchaseOrder, *, in_places: bool) -> Iterator[tuple[str, str, str]]:
    for name in ("customer", "po_number", "release", "currency"):
        yield name, getattr(first, name), getattr(order, name)
    if not in_places:
        yield "ship_to", _place(first.ship_to), _place(order.ship_to)


def _place(party: Party) -> str:
    return party.account or ", ".join(filter(None, party.model_dump().values()))


def _differs(path: str, was: str, now: str, references: str) -> Finding:
    message = (
        f"A part of this order is in the ERP{f' as {references}' if references else ''} with {was or 'nothing'} as "
        f"{path.replace('_', ' ')}, and the order now says {now or 'nothing'}. Mend what makes it so, or enter the "
        "other lines in the ERP and record them."
    )
    return Finding(
        code=FindingCode.ERP_PARTIAL, severity=Severity.BLOCK, message=message, path=path, found=now, expected=was
    )
