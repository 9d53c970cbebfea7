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
from parsers.layout.amount_runs import Run, currency_of, runs
from parsers.layout.reads import Reads
from parsers.layout.text_lines import TextLine
from parsers.page import Word

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
    label: Run
    amount: Run

    @property
    def words(self) -> tuple[Word, ...]:
        return (*self.label.words, *self.amount.words)


def page_sums(reads: Reads, sums: Sequence[Sum]) -> PageSums:
    """The values of these sums."""
    found = PageSums()
    taxes: dict[str, Number] = {}
    for one in sums:
        found.currencies += [(code, run.words) for run in (one.amount, one.label) if (code := currency_of(run))]
        if one.meaning is Total.ALLOWANCE:
            _tell_allowance(reads, one)
        elif one.meaning is not Total.HARMLESS:
            _add(reads, found, one, taxes)
    found.tax = _together(taxes)
    return found


def sums_in(lines: Sequence[TextLine]) -> Iterator[Sum]:
    """Labels of sums with their amounts, in lines that hold no order lines."""
    for place, line in enumerate(lines):
        parts = [run for segment in line.segments for run in runs(segment.words)]
        labelled = [(index, run, meaning) for index, run in enumerate(parts) if (meaning := _meaning(parts, index))]
        if not labelled:
            continue
        beside = list(_beside(parts, labelled))
        yield from beside or _below(labelled, lines[place + 1 : place + 3])


def _meaning(runs: Sequence[Run], index: int) -> Total | None:
    """What a text says of an amount, together with what stands in brackets behind the amount."""
    run = runs[index]
    if run.is_amount:
        return None
    text = _CLAUSE.split(run.text.strip(" :.="))[-1].strip()
    behind = runs[index + 2].text if index + 2 < len(runs) and runs[index + 1].is_amount else ""
    telling = behind if behind.startswith("(") else (behind.split() or [""])[0]
    known = sum_label(text) if len(text.split()) <= _LONGEST_LABEL else None
    if known is Total.EITHER and telling:
        return sum_label(f"{text} {telling}") or known
    return known


def _beside(runs: Sequence[Run], labelled: Sequence[tuple[int, Run, Total]]) -> Iterator[Sum]:
    """The last amount to the right before the next text; else the one right before."""
    for index, label, meaning in labelled:
        right = _amounts_behind(runs, index)
        if right:
            yield Sum(meaning, label, right[-1])
        elif index and runs[index - 1].is_money and len(labelled) == 1:
            yield Sum(meaning, label, runs[index - 1])


def _amounts_behind(runs: Sequence[Run], index: int) -> list[Run]:
    found: list[Run] = []
    for run in runs[index + 1 :]:
        if not run.is_amount and len(run.words) > 1:
            break
        if run.is_amount and run.is_money:
            found.append(run)
    return found


def _below(labelled: Sequence[tuple[int, Run, Total]], lines: Sequence[TextLine]) -> Iterator[Sum]:
    """A row of labels above a row of amounts."""
    for line in lines:
        amounts = [run for segment in line.segments for run in runs(segment.words) if run.is_money]
        pairs = [
            (label, meaning, amount) for _, label, meaning in labelled for amount in amounts if _under(label, amount)
        ]
        if pairs and line.page == labelled[0][1].words[0].page:
            yield from (Sum(meaning, label, amount) for label, meaning, amount in pairs)
            return


def _under(label: Run, amount: Run) -> bool:
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
