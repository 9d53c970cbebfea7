"""The words of one entry taken for what they are: quantity, price, numbers of the item, dates; and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.language.headings import heading
from parsers.language.label_shapes import date_at_start
from parsers.language.letters import has_digit
from parsers.language.meanings import Column
from parsers.language.numerals import looks_like_number
from parsers.language.phrases import is_phrase
from parsers.layout.prose.found import DIVIDERS, Boundary, Found, boundary
from parsers.layout.prose.prices import amount_at, price_at
from parsers.layout.prose.quantities import is_code, quantity_at, unit_first
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_MOST_LABEL: Final = 4
_MOST_DIGITS: Final = 5
_CODES: Final = (Column.SUPPLIER_ITEM, Column.BUYER_ITEM, Column.GTIN, Column.ITEM)
_WHOSE: Final = frozenset({Column.SUPPLIER_ITEM, Column.BUYER_ITEM})
_BRACKETS: Final = "()[],;:"


@dataclass(slots=True)
class Parts:
    """What was found, and the runs of words that are left, each with whether a wide boundary is on one side of it."""

    found: list[Found] = field(default_factory=list)
    runs: list[tuple[Word, ...]] = field(default_factory=list)

    def of(self, role: Column) -> list[Found]:
        return [one for one in self.found if one.role is role]


def parts(words: Sequence[Word]) -> Parts:
    """Every word is in what was found or in a run, except signs that divide."""
    result = Parts()
    run: list[Word] = []
    place = 0
    while place < len(words):
        begins = place == 0 or boundary(words[place - 1], words[place]) is not Boundary.NONE
        taken = _role_at(words, place, result, begins=begins)
        wide = place > 0 and boundary(words[place - 1], words[place]) is Boundary.WIDE
        if run and (taken or wide):
            result.runs.append(tuple(run))
            run = []
        if taken:
            result.found.append(taken)
            place += len(taken.words)
            continue
        if words[place].text not in DIVIDERS:
            run.append(words[place])
        place += 1
    if run:
        result.runs.append(tuple(run))
    return _counted(result)


def _counted(parts: Parts) -> Parts:
    """A number at the very beginning counts, where the goods have a number and a price: `25 bearings ref. 6205-2RS`."""
    first = parts.runs[0] if parts.runs else ()
    told = any(parts.of(role) for role in _CODES) and parts.of(Column.UNIT_PRICE)
    if parts.of(Column.QUANTITY) or not told or len(first) < 2 or not _is_count(first[0], first[1]):
        return parts
    found = Found(Column.QUANTITY, first[:1], first[0].text)
    return Parts([found, *parts.found], [first[1:], *parts.runs[1:]])


def _is_count(word: Word, following: Word) -> bool:
    return word.text.isdigit() and len(word.text) <= _MOST_DIGITS and following.text.isalpha()


def _role_at(words: Sequence[Word], place: int, so_far: Parts, *, begins: bool) -> Found | None:
    return (
        _labelled(words, place)
        or _total(words, place)
        or price_at(words, place, begins=begins)
        or (_quantity(words, place, begins=begins) if not so_far.of(Column.QUANTITY) else None)
    )


def _labelled(words: Sequence[Word], place: int) -> Found | None:
    """A code, date or quantity behind the label that says so."""
    for count in range(min(_MOST_LABEL, len(words) - place - 1), 0, -1):
        label = words[place : place + count]
        if any(word.text.endswith((",", ";")) for word in label):
            continue
        columns = heading(joined(label)).columns
        value = words[place + count :]
        if found := _code_after(label, value, columns) or _date_after(label, value, columns):
            return found
        if Column.QUANTITY in columns and (quantity := _number_after(label, value)):
            return quantity
    return None


def _code_after(label: Sequence[Word], value: Sequence[Word], columns: frozenset[Column]) -> Found | None:
    role = next((role for role in _CODES if role in columns), None)
    text = value[0].text.strip(_BRACKETS).rstrip(".")
    if role is None or not has_digit(text):
        return None
    if not is_code(text) and not text.isdigit():
        return None
    count = _code_length(value) if role in _WHOSE else 1
    whole = " ".join(word.text.strip(_BRACKETS) for word in value[:count]).rstrip(".")
    return Found(role, (*label, *value[:count]), whole, labelled=True)


def _code_length(words: Sequence[Word]) -> int:
    """How many words a number with blanks in it has: `0125 12 2`. It ends where a quantity begins."""
    count = 1
    while count < min(len(words), _MOST_LABEL):
        word = words[count]
        numeric = word.text.strip(_BRACKETS).isdigit()
        if not numeric or boundary(words[count - 1], word) is not Boundary.NONE or quantity_at(words, count):
            break
        count += 1
    return count


def _date_after(label: Sequence[Word], value: Sequence[Word], columns: frozenset[Column]) -> Found | None:
    text = joined(value[:5])
    written = date_at_start(text) if Column.REQUESTED_DATE in columns else ""
    if not written:
        return None
    return Found(Column.REQUESTED_DATE, (*label, *value[: len(written.split())]), written, labelled=True)


def _number_after(label: Sequence[Word], value: Sequence[Word]) -> Found | None:
    quantity = quantity_at(value, 0)
    if quantity is not None:
        words = (*label, *value[: quantity.count])
        return Found(Column.QUANTITY, words, quantity.numeral, quantity.unit, labelled=True)
    text = value[0].text.rstrip(",;")
    return Found(Column.QUANTITY, (*label, value[0]), text, labelled=True) if looks_like_number(text) else None


def _total(words: Sequence[Word], place: int) -> Found | None:
    if not is_phrase("line", "total", words[place].text.rstrip(":")):
        return None
    found = amount_at(words, place + 1, needs_money=True)
    return (
        None
        if found is None
        else Found(Column.LINE_TOTAL, (words[place], *found[0]), found[1].numeral, amount=found[1], labelled=True)
    )


def _unit_before(words: Sequence[Word], place: int) -> Found | None:
    """A part for itself, or the beginning of the entry, with the unit first."""
    quantity = unit_first(words, place)
    if quantity is None:
        return None
    end = place + quantity.count
    whole = end >= len(words) or boundary(words[end - 1], words[end]) is not Boundary.NONE
    return Found(Column.QUANTITY, tuple(words[place:end]), quantity.numeral, quantity.unit) if whole else None


def _quantity(words: Sequence[Word], place: int, *, begins: bool) -> Found | None:
    """A quantity at the beginning of the entry, or one that is a part for itself."""
    quantity = quantity_at(words, place)
    if quantity is None and begins:
        return _unit_before(words, place)
    if quantity is None or not begins:
        return None
    end = place + quantity.count
    whole = end >= len(words) or boundary(words[end - 1], words[end]) is not Boundary.NONE
    alone = whole or price_at(words, end, begins=False) is not None
    if place > 0 and not (alone and quantity.unit):
        return None
    return Found(Column.QUANTITY, tuple(words[place:end]), quantity.numeral, quantity.unit)
