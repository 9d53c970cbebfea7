"""Filling a field with what is printed at a place of the document, written as the field takes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from exceptions_queue.pointing import Printed
from exceptions_queue.views.anchors import anchor_of
from orders.evidence import Evidence, PageBox
from orders.field_kinds import FieldKind, kind_at
from orders.reading import LineReading, OrderReading, Read
from pipeline.printed_values import Example, as_typed

_MOST_EXAMPLES = 40
"""Values that are looked up to learn how a document writes: all writes alike."""


@dataclass(frozen=True, slots=True)
class Captured:
    """What a place may mean in a field: one value, several between which a person chooses, or none where it is empty.

    `anchor` is the place of the words themselves.
    """

    values: tuple[str, ...]
    printed: str
    anchor: str


def captured(document: Printed, reading: OrderReading, path: str, anchor: str) -> Captured:
    """What the field at `path` would be filled with."""
    found = document.at(anchor)
    if found is None:
        return Captured((), "", "")
    kind = kind_at(path)
    examples = () if kind is FieldKind.TEXT else tuple(_examples(document, reading, found.evidence))
    return Captured(as_typed(kind, found.text, examples), found.text, _exactly(found.evidence, anchor))


def _exactly(evidence: Evidence, asked: str) -> str:
    """A box or a span as narrow as its words; what was asked for, where that names a component of an element."""
    found = anchor_of(evidence)
    return asked if asked.startswith(f"{found}.") else found


def _examples(document: Printed, reading: OrderReading, near: Evidence) -> Iterator[Example]:
    """Values of the reading with the texts that they were read from, on the same page."""
    taken = 0
    for read in _reads(reading):
        for evidence in read.evidence:
            if taken == _MOST_EXAMPLES or not _beside(evidence, near):
                continue
            if found := document.at(anchor_of(evidence)):
                taken += 1
                yield found.text, read.value


def _beside(evidence: Evidence, near: Evidence) -> bool:
    if isinstance(near, PageBox):
        return isinstance(evidence, PageBox) and evidence.page == near.page
    return isinstance(evidence, type(near))


def _reads(reading: OrderReading) -> Iterator[Read[object]]:
    models: tuple[OrderReading | LineReading, ...] = (reading, *reading.lines)
    for model in models:
        values = (getattr(model, name) for name in type(model).model_fields)
        yield from (value for value in values if isinstance(value, Read) and not isinstance(value.value, str))
