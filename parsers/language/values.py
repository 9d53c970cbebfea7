"""Values with their doubts, worded alike for pages and sheets."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from orders.evidence import Evidence
from orders.reading import Confidence, Read

T = TypeVar("T")

Text = Read[str]
Number = Read[Decimal]
Day = Read[date]


def valued(
    value: T, evidence: tuple[Evidence, ...], *, confidence: Confidence = Confidence.STATED, doubt: str = ""
) -> Read[T]:
    """A value from these places; a doubt is its witness, and takes its confidence away."""
    return Read[T](
        value=value,
        evidence=evidence,
        confidence=Confidence.DOUBTFUL if doubt else confidence,
        witnesses=(doubt,) if doubt else (),
    )


def several_meanings(meanings: Sequence[object]) -> str:
    """The doubt about a text that can mean two values; empty where it means one."""
    return "" if len(meanings) == 1 else f"it can mean {meanings[0]} or {meanings[1]}"


def disputed(reads: Sequence[Read[T]]) -> Read[T] | None:
    """The first value, doubted for the others; None where all agree."""
    others = list(dict.fromkeys(read.value for read in reads))[1:]
    if not others:
        return None
    doubt = f"the document also says {', '.join(map(str, others))}"
    return reads[0].model_copy(update={"confidence": Confidence.DOUBTFUL, "witnesses": (doubt,)})


def invalid(where: str, what: str) -> str:
    """The finding about a text that `is no number` or the like; `where` leads to it."""
    return f"The text {where} {what}. Type the value that the customer means."
