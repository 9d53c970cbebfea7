"""Workbooks of reference data, opened in a child process as files of customers are: they come from outside as well."""

from collections.abc import Callable
from dataclasses import dataclass

from ordermill.isolation import Isolation
from orders.errors import Misconfigured, NeedsAttention
from storage.reference.workbook import as_csv


@dataclass(frozen=True, slots=True)
class Converted:
    """A workbook as CSV, or why there is none."""

    content: bytes
    refusal: str = ""


def sealed_off(isolation: Isolation) -> Callable[[str, bytes], bytes]:
    """What makes CSV of a workbook. It raises `Misconfigured` for one that cannot be read, or not within the limits."""

    def to_csv(name: str, content: bytes) -> bytes:
        try:
            made = isolation.run(name, converted, name, content)
        except NeedsAttention as fault:
            # What its findings advise is about orders.
            raise Misconfigured(f"{name}: {fault.__cause__} Save it as CSV. Nothing was imported.") from fault
        if made.refusal:
            raise Misconfigured(made.refusal)
        return made.content

    return to_csv


def converted(name: str, content: bytes) -> Converted:
    """In a child: a child says what it found wrong with its answer, since what it raises is a bug of ours."""
    try:
        return Converted(as_csv(name, content))
    except Misconfigured as refusal:
        return Converted(b"", str(refusal))
