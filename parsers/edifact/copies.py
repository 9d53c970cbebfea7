"""The same order more than once in one document: an equal copy is noted, a different one holds."""

from collections.abc import Sequence

from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderReading


def with_copies_told(readings: Sequence[OrderReading], contents: Sequence[str]) -> tuple[OrderReading, ...]:
    """The readings, each with a finding when an earlier one has its kind, buyer and number.

    `contents` are the texts of the messages without their header and trailer, to compare by. An equal copy posts
    nothing twice: the flow recognises it by its identity.
    """
    told = []
    for number, reading in enumerate(readings):
        earlier = [n for n in range(number) if _key(readings[n]) == _key(reading)] if reading.po_number else []
        told.append(_told(reading, earlier, contents, number))
    return tuple(told)


def _told(reading: OrderReading, earlier: list[int], contents: Sequence[str], number: int) -> OrderReading:
    if not earlier or reading.po_number is None:
        return reading
    equal = contents[earlier[-1]] == contents[number]
    finding = Finding(
        code=FindingCode.DUPLICATE_ORDER if equal else FindingCode.CHANGED_COPY,
        severity=Severity.NOTE if equal else Severity.HOLD,
        message=f"The document holds this order before, as its order {earlier[-1] + 1}"
        + (", with the same content." if equal else ", with other content. Decide which of the two holds."),
        path="po_number",
        found=reading.po_number.value,
        evidence=reading.po_number.evidence,
    )
    return reading.model_copy(update={"findings": (*reading.findings, finding)})


def _key(reading: OrderReading) -> tuple[str, str, str]:
    buyer = reading.buyer.id.value if reading.buyer and reading.buyer.id else ""
    return reading.kind, buyer, reading.po_number.value if reading.po_number else ""
