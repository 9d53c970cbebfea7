"""Whether what is written beside the goods of a line says more than which goods they are."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, groupby
from typing import Final

from orders.evidence import PolicyDefault, Segment, XmlPath
from orders.findings import Finding, FindingCode
from orders.matching import words
from orders.reading import LineReading, Read
from orders.reference import Item
from orders.resolution import Fact
from validation.goods.demand import base_demand, ordered_item, ordered_quantity
from validation.rule import Case, Verdict
from validation.words.counts_in_text import Count, Means, counts
from validation.words.line_conditions import conditions, is_condition
from validation.words.terms_in_text import terms
from validation.words.wording import hold, line_name

_DIGITS: Final = re.compile(r"\d+")
_PIECE: Final = re.compile(r"\d+(?:[.,]\d+)*(?!\w)|\w+")
_WHOLE: Final = re.compile(r"\d{1,6}|\d{1,3}(?:[.,]\d{3})+")


class LineTexts:
    """Holds a line whose description or note counts, prices or restricts the goods: `2 x 50`, `on loan`, `10 Stück`.

    What the catalogue says of the item, and what repeats the line's own values, says nothing new. Messages with a place
    of its own for each value are left alone: their descriptions are the sender's master data.
    """

    name = "line_texts"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=tuple(_findings(case)))


def _findings(case: Case) -> Iterator[Finding]:
    for index, line in enumerate(case.reading.lines):
        item = ordered_item(case, index)
        if item is None:
            continue
        for path, read in _texts(line):
            if news := max(_news(read.value, case, index, item), key=len, default=""):
                yield _finding(case, index, f"lines[{index}].{path}", news)


def _texts(line: LineReading) -> Iterator[tuple[str, Read[str]]]:
    named = [("description", line.description)] if line.description else []
    for path, read in (*named, *((f"notes[{number}]", note) for number, note in enumerate(line.notes))):
        if not all(isinstance(place, Segment | XmlPath | PolicyDefault) for place in read.evidence):
            yield path, read


def _finding(case: Case, index: int, path: str, news: str) -> Finding:
    message = (
        f'{line_name(case.reading, index)}: beside the goods stands "{news}", which is neither in the catalogue nor '
        "a value of the line. Read whether it changes what is ordered."
    )
    return hold(FindingCode.FREE_TEXT, path, message, found=news)


def _news(text: str, case: Case, index: int, item: Item) -> Iterator[str]:
    stated = counts(text)
    yield from (phrase for phrase in conditions(text) if not _is_own(phrase, item))
    yield from (term.text for term in terms(text) if term.amount not in _prices(case.reading.lines[index]))
    if item.descriptions:
        found = chain(stated, _left_over(_without(text, stated), item))
        yield from (count.text for count in found if not _is_explained(count, case, index, item))


def _without(text: str, stated: Sequence[Count]) -> str:
    for count in stated:
        text = text.replace(count.text, " ")
    return text


def _is_own(text: str, item: Item) -> bool:
    """Whether the catalogue says the same of the item."""
    return any(f" {' '.join(words(text))} " in f" {' '.join(words(said))} " for said in item.descriptions)


def _prices(line: LineReading) -> set[object]:
    return {read.value for read in (line.unit_price, line.line_total) if read}


def _left_over(text: str, item: Item) -> Iterator[Count]:
    """Whole numbers, and words that are conditions, which stand alone among the catalogue's own words."""
    known = _known_words(item)
    for is_known, run in groupby(_PIECE.findall(text), lambda piece: set(words(piece)) <= known):
        pieces = list(run)
        numbers = [piece for piece in pieces if _WHOLE.fullmatch(piece)]
        others = [word for piece in pieces if not piece[0].isdigit() for word in words(piece)]
        if is_known:
            continue
        if is_condition(others):
            yield Count(" ".join(pieces), Means.WORD, ())
        elif len(numbers) == len(pieces):
            yield Count(" ".join(pieces), Means.PIECES, tuple(int(re.sub(r"\D", "", number)) for number in numbers))


def _known_words(item: Item) -> frozenset[str]:
    own = [word for text in (*item.descriptions, item.sku, item.gtin) for word in words(text)]
    return frozenset(own) | {digits for word in own for digits in _DIGITS.findall(word)}


def _is_explained(count: Count, case: Case, index: int, item: Item) -> bool:
    if _is_own(count.text, item):
        return True
    ordered, basis = _ordered(case, index, item), _basis(case.reading.lines[index])
    match count.means:
        case Means.TIMES:
            return Fraction(count.numbers[0] * count.numbers[1]) in ordered or _are_sizes(count.numbers, item)
        case Means.CONTENT:
            return count.numbers[0] in _contents(item)
        case Means.PIECES:
            return ordered | basis | _contents(item) >= set(map(Fraction, count.numbers))
        case Means.LIMIT:
            return ordered | basis >= set(map(Fraction, count.numbers))
        case Means.WORD:
            return False


def _ordered(case: Case, index: int, item: Item) -> set[Fraction]:
    """What was ordered, as the document says it and in base units."""
    known = (ordered_quantity(case, index), base_demand(case, index, item))
    return {Fraction(number) for number in known if number is not None}


def _basis(line: LineReading) -> set[Fraction]:
    return {Fraction(line.price_basis.value)} if line.price_basis else set()


def _are_sizes(numbers: Sequence[int], item: Item) -> bool:
    return {str(number) for number in numbers} <= _known_words(item)


def _contents(item: Item) -> set[Fraction]:
    """How many are in a pack, by the catalogue's packs and by its descriptions."""
    packed = {Fraction(item.pack_quantity), *(Fraction(pack.factor) for pack in item.packs)} - {Fraction(1)}
    said = (count.numbers for text in item.descriptions for count in counts(text))
    return packed | {Fraction(number) for numbers in said for number in numbers}
