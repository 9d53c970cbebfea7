"""Sums around the lines of an order: the amount stands right of its label, left of it, or below."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from orders.currencies import currency_written
from orders.findings import FindingCode
from orders.reading import Confidence
from parsers.language.meanings import Total
from parsers.language.numerals import looks_like_date, looks_like_number
from parsers.language.sum_labels import sum_label
from parsers.language.sums import Number, Sums
from parsers.layout.reads import Reads
from parsers.layout.text_lines import TextLine
from parsers.page import Word

_NUMERIC: Final = re.compile(r"^[^\w%+-]{0,3}[+-]?[\d.,'’]*\d[\d.,'’]*-?[^\w%]{0,3}$")
_GROUPED: Final = re.compile(r"^-?\d{1,3}(?: \d{3})+(?:[.,]\d+)?-?$")
_CLAUSE: Final = re.compile(r"(?<=[^\W\d_]{5})[.,]\s|;\s")
_SIGNS: Final = "()*:;="
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
class Run:
    """Words of one segment that are an amount or a text."""

    words: tuple[Word, ...]
    is_amount: bool

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def numeral(self) -> str:
        """The number without its currency."""
        return " ".join(plain for word in self.words if (plain := _bare(word.text)) and looks_like_number(plain))

    @property
    def is_money(self) -> bool:
        """Whether it is one number with a mark or a currency; blanks alone group telephone numbers too."""
        numeral = self.numeral
        if not self.is_amount or not numeral or (" " in numeral and not _GROUPED.match(numeral)):
            return False
        return bool(re.search(r"[.,'’]", numeral)) or any(_is_money(_letters(word.text)) for word in self.words)


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
        found.currencies += [(code, run.words) for run in (one.amount, one.label) if (code := _currency(run))]
        if one.meaning is Total.ALLOWANCE:
            _tell_allowance(reads, one)
        elif one.meaning is not Total.HARMLESS:
            _add(reads, found, one, taxes)
    found.tax = _together(taxes)
    return found


def sums_in(lines: Sequence[TextLine]) -> Iterator[Sum]:
    """Labels of sums with their amounts, in lines that hold no order lines."""
    for place, line in enumerate(lines):
        runs = [run for segment in line.segments for run in _runs(segment.words)]
        labelled = [(index, run, meaning) for index, run in enumerate(runs) if (meaning := _meaning(runs, index))]
        if not labelled:
            continue
        beside = list(_beside(runs, labelled))
        yield from beside or _below(labelled, lines[place + 1 : place + 3])


def _runs(words: Sequence[Word]) -> Iterator[Run]:
    """Amounts with the currencies beside them, and the texts between."""
    run: list[Word] = []
    kind = False
    for place, word in enumerate(words):
        following = words[place + 1].text if place + 1 < len(words) else ""
        numeric = _is_numeric(word.text, following) or (_is_money(word.text) and _beside_number(words, place))
        if run and numeric is not kind:
            yield Run(tuple(run), kind)
            run = []
        run.append(word)
        kind = numeric
    if run:
        yield Run(tuple(run), kind)


def _bare(text: str) -> str:
    """A number without the signs of currencies and brackets around it."""
    return text.strip(_SIGNS).strip("€$£¥").strip()


def _letters(text: str) -> str:
    """What stands with a number: its currency."""
    return re.sub(r"[\d.,'’()+-]", "", text)


def _is_numeric(text: str, following: str) -> bool:
    return bool(_NUMERIC.match(text)) and following[:1] != "%" and not looks_like_date(text.strip(_SIGNS))


def _is_money(text: str) -> bool:
    plain = text.strip(_SIGNS)
    return currency_written(plain) is not None or plain in {"$", "kr"} or (plain.isupper() and _is_code(plain))


def _is_code(text: str) -> bool:
    return len(text) == 3 and currency_written(text) is not None


def _beside_number(words: Sequence[Word], place: int) -> bool:
    near = [words[index].text for index in (place - 1, place + 1) if 0 <= index < len(words)]
    return any(_NUMERIC.match(text) for text in near)


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
        amounts = [run for segment in line.segments for run in _runs(segment.words) if run.is_money]
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


def _currency(run: Run) -> str:
    codes = {
        known.code
        for word in run.words
        for part in re.split(r"[\d.,:;()\s/]+", word.text)
        if part and (part.isupper() or not part.isalnum()) and (known := currency_written(part)) is not None
    }
    return codes.pop() if len(codes) == 1 else ""


def _tell_allowance(reads: Reads, one: Sum) -> None:
    if any(sign in "123456789" for sign in one.amount.numeral):
        message = f'The order gives an allowance or charge: "{one.label.text} {one.amount.text}". Is it agreed?'
        reads.remarks.hold(FindingCode.ALLOWANCE_OR_CHARGE, message, one.words)


def currencies_beside(words: Iterable[Word]) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """The currencies that stand with amounts among these words."""
    for word in words:
        if code := _currency(Run((word,), is_amount=False)):
            yield code, (word,)
