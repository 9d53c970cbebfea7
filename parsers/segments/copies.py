"""The same order more than once in one document: an equal copy is noted, a different one holds."""

from collections.abc import Sequence

from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderReading


def with_copies_told(readings: Sequence[OrderReading], contents: Sequence[str]) -> tuple[OrderReading, ...]:
    """The readings, each with a finding when an earlier one has its kind, buyer, number and release.

    `contents` are the texts of the messages without their header and trailer, to compare by. An equal copy posts
    nothing twice: the flow recognises it by its identity.
    """
    latest: dict[tuple[str, ...], int] = {}
    told = []
    for number, read in enumerate(readings):
        reading = read
        if reading.po_number is None:
            told.append(reading)
            continue
        earlier = latest.get(_key(reading))
        told.append(
            reading if earlier is None else _told(reading, earlier, equal=contents[earlier] == contents[number])
        )
        latest[_key(reading)] = number
    return tuple(told)


def _told(reading: OrderReading, earlier: int, *, equal: bool) -> OrderReading:
    finding = Finding(
        code=FindingCode.DUPLICATE_ORDER if equal else FindingCode.CHANGED_COPY,
        severity=Severity.NOTE if equal else Severity.HOLD,
        message=f"The document holds this order before, as its order {earlier + 1}"
        + (", with the same content." if equal else ", with other content. Decide which of the two holds."),
        path="po_number",
        found=reading.po_number.value if reading.po_number else "",
        evidence=reading.po_number.evidence if reading.po_number else (),
    )
    return reading.model_copy(update={"findings": (*reading.findings, finding)})


def _key(reading: OrderReading) -> tuple[str, ...]:
    buyer = reading.buyer.id.value if reading.buyer and reading.buyer.id else ""
    # A blanket order and each release of it have one number.
    numbers = (reading.po_number, reading.release)
    return reading.kind, buyer, *(number.value if number else "" for number in numbers)
