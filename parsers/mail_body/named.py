"""What a sentence about an order names: the order, a line, an item, an old and a new value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.language.headings import heading
from parsers.language.label_shapes import code_at_start, date_at_start, labels_in
from parsers.language.meanings import Column, Label
from parsers.language.numerals import looks_like_number
from parsers.language.phrases import is_phrase, longest
from parsers.layout.prose.quantities import is_code, quantity_at
from parsers.layout.text.words import joined
from parsers.pages.page import Word

Sentence = Sequence[Word]

_MOST_LABEL: Final = 4
_SHORTEST: Final = 4
_SIGNS: Final = "()[],;:.\"'"
_ITEMS: Final = frozenset({Column.SUPPLIER_ITEM, Column.BUYER_ITEM, Column.ITEM})


@dataclass(slots=True)
class Named:
    """What one sentence names; `taken` are the places of the words that are explained."""

    line_no: list[tuple[str, Word]] = field(default_factory=list)
    code: list[tuple[str, Word, bool]] = field(default_factory=list)
    quantity: list[tuple[str, str, tuple[Word, ...]]] = field(default_factory=list)
    day: list[tuple[str, tuple[Word, ...]]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


def po_numbers(sentences: Sequence[Sentence]) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """The numbers of orders that are named, with their words."""
    for words in sentences:
        place = 0
        while place < len(words):
            found = _po_number(words, place)
            if found is None:
                place += 1
                continue
            yield found[0], found[1]
            place = found[2]


def _po_number(words: Sentence, place: int) -> tuple[str, tuple[Word, ...], int] | None:
    for count in range(min(_MOST_LABEL, len(words) - place - 1), 0, -1):
        label = joined(words[place : place + count])
        if Label.PO_NUMBER not in labels_in(label) and not is_phrase("line", "naming", label):
            continue
        lead = place + count
        # "Our order number is 4711."
        lead += lead + 1 < len(words) and is_phrase("line", "is", words[lead].text)
        # "Our order PO 4711": the second word names it, too.
        lead += lead + 1 < len(words) and Label.PO_NUMBER in labels_in(words[lead].text)
        rest = words[lead : lead + 3]
        counted = quantity_at(words, lead)
        if counted is not None and not _leads(counted.unit):
            # "We order 20 pcs" names no number; "PO 4711 to 20" does, though tons are written so.
            continue
        # A sentence may end or go on behind the number.
        code = code_at_start(" ".join(word.text.rstrip(":.") for word in rest))
        if code and not _counts(code, words[lead], words[lead + 1 : lead + 2]):
            length = next(at for at in range(1, len(rest) + 1) if code.split()[-1] in rest[at - 1].text)
            return code, tuple(rest[:length]), lead + length
    return None


def _counts(code: str, word: Word, following: Sequence[Word]) -> bool:
    """Whether a short number may be how many of what follows are ordered: `order 5 KX-200`."""
    goes_on = bool(following) and word.text[-1:].isdigit() and following[0].text[:1].isalpha()
    return code.isdigit() and len(code) < _SHORTEST and goes_on


def named(words: Sentence) -> Named:
    found = Named()
    place = 0
    while place < len(words):
        place += _order(words, place, found) or _at(words, place, found) or 1
    return found


def _order(words: Sentence, place: int, found: Named) -> int:
    named = _po_number(words, place)
    if named is None:
        return 0
    _take(found, words[place : named[2]])
    return named[2] - place


def _at(words: Sentence, place: int, found: Named) -> int:
    """How many words beginning here name a line, an item, an old or a new value."""
    return (
        _position(words, place, found)
        or _new_value(words, place, found)
        or _old_value(words, place, found)
        or _item(words, place, found)
        or _value(words, place, found)
    )


def _position(words: Sentence, place: int, found: Named) -> int:
    for count in (2, 1):
        if place + count >= len(words):
            continue
        if Column.POSITION not in heading(joined(words[place : place + count])).columns:
            continue
        number = words[place + count].text.strip(_SIGNS)
        if number.isdigit() and len(number) <= 6:
            found.line_no.append((number, words[place + count]))
            _take(found, words[place : place + count + 1])
            return count + 1
    return 0


def _item(words: Sentence, place: int, found: Named) -> int:
    for count in range(min(_MOST_LABEL, len(words) - place - 1), 0, -1):
        columns = heading(joined(words[place : place + count])).columns
        code = words[place + count].text.strip(_SIGNS)
        if columns & _ITEMS and (is_code(code) or code.isdigit()):
            found.code.append((code, words[place + count], Column.BUYER_ITEM in columns))
            _take(found, words[place : place + count + 1])
            return count + 1
    code = words[place].text.strip(_SIGNS)
    if is_code(code) and not code.isdigit() and not date_at_start(code):
        found.code.append((code, words[place], False))
        _take(found, words[place : place + 1])
        return 1
    return 0


def _new_value(words: Sentence, place: int, found: Named) -> int:
    return _after(words, place, "new", found, is_new=True)


def _old_value(words: Sentence, place: int, found: Named) -> int:
    return _after(words, place, "old", found, is_new=False)


def _after(words: Sentence, place: int, kind: str, found: Named, *, is_new: bool) -> int:
    for count in range(min(longest("mail", kind), len(words) - place - 1), 0, -1):
        if not is_phrase("mail", kind, joined(words[place : place + count])):
            continue
        length = _value(words, place + count, found if is_new else Named())
        if length:
            _take(found, words[place : place + count + length])
            return count + length
    return 0


def _value(words: Sentence, place: int, found: Named) -> int:
    """A date, or a number with or without its unit."""
    written = date_at_start(joined(words[place : place + 5]))
    if written and len(written) > 5:
        length = len(written.split())
        found.day.append((written, tuple(words[place : place + length])))
        _take(found, words[place : place + length])
        return length
    quantity = quantity_at(words, place)
    if quantity is not None and quantity.unit:
        run = tuple(words[place : place + quantity.count])
        found.quantity.append((quantity.numeral, quantity.unit, run))
        _take(found, run)
        return quantity.count
    text = words[place].text.rstrip(".,;")
    if place and looks_like_number(text) and _is_told(words[place - 1]) and _ends(words, place):
        found.quantity.append((text, "", (words[place],)))
        _take(found, words[place : place + 1])
        return 1
    return 0


def _ends(words: Sentence, place: int) -> bool:
    """Whether a number stands for itself, and is not the beginning of something else: `to 12 June`."""
    last = place + 1 == len(words) or words[place].text[-1:] in ".,;"
    return last or _is_told(words[place + 1])


def _is_told(word: Word) -> bool:
    return _leads(word.text)


def _leads(text: str) -> bool:
    """Whether a new or an old value follows."""
    return is_phrase("mail", "new", text) or is_phrase("mail", "old", text)


def _take(found: Named, words: Sequence[Word]) -> None:
    found.taken |= {word.place for word in words}
