"""Sums around the lines of an order: the amount stands right of its label, left of it, or below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from orders.findings import FindingCode
from orders.reading import Confidence
from parsers.language.meanings import Total
from parsers.language.sum_labels import sum_label
from parsers.language.sums import Number, Sums
from parsers.layout.labels.sum_parts import SumPart, currency_of, sum_parts
from parsers.layout.text.lines import TextLine
from parsers.layout.values.reads import Reads
from parsers.pages.page import Word

_CLAUSE: Final = re.compile(r"(?<=[^\W\d_]{5})[.,]\s|;\s")
_NEAR: Final = 30_000
_LONGEST_LABEL: Final = 9
_PATHS: Final = {
    Total.NET: "total_net",
    Total.TAX: "total_tax",
    Total.GROSS: "total_gross",
    Total.EITHER: "total_net",
    Total.FREIGHT: "freight",
}


@dataclass(slots=True)
class PageSums(Sums):
    """The sums of an order, and the currencies beside them."""

    currencies: list[tuple[str, tuple[Word, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sum:
    """A label and its amount."""

    meaning: Total
    label: SumPart
    amount: SumPart

    @property
    def words(self) -> tuple[Word, ...]:
        return (*self.label.words, *self.amount.words)


def page_sums(reads: Reads, sums: Sequence[Sum]) -> PageSums:
    """The values of these sums."""
    found = PageSums()
    taxes: dict[str, Number] = {}
    for one in sums:
        found.currencies += [(code, part.words) for part in (one.amount, one.label) if (code := currency_of(part))]
        if one.meaning is Total.ALLOWANCE:
            _tell_allowance(reads, one)
        elif one.meaning is not Total.HARMLESS:
            _add(reads, found, one, taxes)
    found.tax = _together(taxes)
    return found


def sums_in(lines: Sequence[TextLine]) -> Iterator[Sum]:
    """Labels of sums with their amounts, in lines that hold no order lines."""
    for place, line in enumerate(lines):
        parts = [part for run in line.runs for part in sum_parts(run.words)]
        labelled = [(index, part, meaning) for index, part in enumerate(parts) if (meaning := _meaning(parts, index))]
        if not labelled:
            continue
        beside = list(_beside(parts, labelled))
        yield from beside or _below(labelled, lines[place + 1 : place + 3])


def _meaning(parts: Sequence[SumPart], index: int) -> Total | None:
    """What a text says of an amount, together with what stands in brackets behind the amount."""
    part = parts[index]
    if part.is_amount:
        return None
    text = _CLAUSE.split(part.text.strip(" :.="))[-1].strip()
    behind = parts[index + 2].text if index + 2 < len(parts) and parts[index + 1].is_amount else ""
    telling = behind if behind.startswith("(") else (behind.split() or [""])[0]
    known = sum_label(text) if len(text.split()) <= _LONGEST_LABEL else None
    if known is Total.EITHER and telling:
        return sum_label(f"{text} {telling}") or known
    return known


def _beside(parts: Sequence[SumPart], labelled: Sequence[tuple[int, SumPart, Total]]) -> Iterator[Sum]:
    """The last amount to the right before the next text; else the one right before."""
    for index, label, meaning in labelled:
        right = _amounts_behind(parts, index)
        if right:
            yield Sum(meaning, label, right[-1])
        elif index and parts[index - 1].is_money and len(labelled) == 1:
            yield Sum(meaning, label, parts[index - 1])


def _amounts_behind(parts: Sequence[SumPart], index: int) -> list[SumPart]:
    found: list[SumPart] = []
    for part in parts[index + 1 :]:
        if not part.is_amount and len(part.words) > 1:
            break
        if part.is_amount and part.is_money:
            found.append(part)
    return found


def _below(labelled: Sequence[tuple[int, SumPart, Total]], lines: Sequence[TextLine]) -> Iterator[Sum]:
    """A row of labels above a row of amounts."""
    for line in lines:
        amounts = [part for run in line.runs for part in sum_parts(run.words) if part.is_money]
        pairs = [
            (label, meaning, amount) for _, label, meaning in labelled for amount in amounts if _under(label, amount)
        ]
        if pairs and line.page == labelled[0][1].words[0].page:
            yield from (Sum(meaning, label, amount) for label, meaning, amount in pairs)
            return


def _under(label: SumPart, amount: SumPart) -> bool:
    near = amount.words[0].top - label.words[0].bottom <= _NEAR
    return near and amount.words[0].left < label.words[-1].right and label.words[0].left < amount.words[-1].right


def _add(reads: Reads, found: PageSums, one: Sum, taxes: dict[str, Number]) -> None:
    number = reads.number(one.amount.words, _PATHS[one.meaning], numeral=one.amount.numeral)
    if number is None:
        return
    if one.meaning is Total.TAX:
        taxes.setdefault(f"{one.label.text.casefold()} {number.value}", number)
    else:
        getattr(found, one.meaning.value).append(number)


def _together(taxes: dict[str, Number]) -> list[Number]:
    """Taxes of several rates are one sum; the same label twice is the same tax."""
    numbers = list(taxes.values())
    if len(numbers) < 2:
        return numbers
    whole = sum((number.value for number in numbers), Decimal(0))
    evidence = tuple(place for number in numbers for place in number.evidence)
    doubtful = next((number for number in numbers if number.confidence is Confidence.DOUBTFUL), numbers[0])
    return [doubtful.model_copy(update={"value": whole, "evidence": evidence})]


def _tell_allowance(reads: Reads, one: Sum) -> None:
    if any(sign in "123456789" for sign in one.amount.numeral):
        message = f'The order gives an allowance or charge: "{one.label.text} {one.amount.text}". Is it agreed?'
        reads.remarks.hold(FindingCode.ALLOWANCE_OR_CHARGE, message, one.words)
