"""Changes and cancellations written in a mail: which order, which line, and what is new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from orders.findings import FindingCode
from orders.reading import LineAction, LineReading, OrderKind, Read
from parsers.language.label_shapes import code_at_start, date_at_start, labels_in
from parsers.language.meanings import Column, Label
from parsers.language.numerals import looks_like_number
from parsers.language.phrases import has_phrase, is_phrase, longest
from parsers.language.sentences import is_harmless
from parsers.language.vocabulary import heading
from parsers.layout.prose_entries import is_code, quantity_at
from parsers.layout.reads import Reads
from parsers.layout.remarks import joined
from parsers.page import Word

_MOST_LABEL: Final = 4
_SHORTEST: Final = 4
_SIGNS: Final = "()[],;:.\"'"
_ITEMS: Final = frozenset({Column.SUPPLIER_ITEM, Column.BUYER_ITEM, Column.ITEM})

Sentence = Sequence[Word]


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


def named_in(sentences: Sequence[Sentence]) -> bool:
    """Whether any line or item is named, so that a cancellation is not one of the whole order."""
    found = [_named(words) for words in sentences]
    return any(one.line_no or one.code for one in found)


def changed_lines(sentences: Sequence[Sentence], reads: Reads, kind: OrderKind) -> tuple[LineReading, ...]:
    """The lines that these sentences change or cancel; every number in them that is not understood holds the order."""
    lines: list[LineReading] = []
    for words in sentences:
        found = _named(words)
        line = _line(found, reads, kind, f"lines[{len(lines)}]", joined(words))
        if line is not None:
            lines.append(line)
        left = [word for word in words if word.place not in found.taken]
        if _says_more(left, words, is_read=line is not None or kind is OrderKind.CANCEL):
            message = f'"{joined(words)[:120]}" is not wholly understood. Read what is to be changed.'
            reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, words, path="lines" if line is None else "")
    return tuple(lines)


def _says_more(left: Sequence[Word], words: Sentence, *, is_read: bool) -> bool:
    numbers = any(sign.isdigit() for word in left for sign in word.text)
    if numbers or is_harmless(joined(words)):
        return numbers
    text = joined(words)
    asks = any(has_phrase("mail", kind, text) for kind in ("changing", "cancelling"))
    return not (asks and is_read)


def _po_number(words: Sentence, place: int) -> tuple[str, tuple[Word, ...], int] | None:
    for count in range(min(_MOST_LABEL, len(words) - place - 1), 0, -1):
        label = joined(words[place : place + count])
        if Label.PO_NUMBER not in labels_in(label) and not is_phrase("line", "naming", label):
            continue
        lead = place + count
        # "Our order number is 4711."
        lead += lead + 1 < len(words) and is_phrase("line", "is", words[lead].text)
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


def _named(words: Sentence) -> Named:
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


def _line(found: Named, reads: Reads, kind: OrderKind, path: str, text: str) -> LineReading | None:
    """None where the sentence names neither a line nor an item."""
    if not (found.line_no or found.code):
        return None
    action = LineAction.CANCEL if kind is OrderKind.CANCEL or has_phrase("mail", "cancelling", text) else None
    action = action or (LineAction.ADD if _adds(text) else LineAction.CHANGE)
    for many in (found.line_no, found.code, found.quantity, found.day):
        if len({one[0] for one in many}) > 1:
            message = "One sentence changes several lines or values. Decide what belongs together."
            reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, path=path)
    if action is LineAction.CANCEL and (found.quantity or found.day):
        message = "A part of a line is cancelled, or something else is asked for beside it. Decide what is meant."
        reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, path=path)
    evidence = (found.line_no or [(one[0], one[1]) for one in found.code])[0][1]
    return LineReading(
        line_no=_text(reads, found.line_no[0][0], found.line_no[0][1]) if found.line_no else None,
        supplier_item=next((_text(reads, code, word) for code, word, ours in found.code if not ours), None),
        buyer_item=next((_text(reads, code, word) for code, word, ours in found.code if ours), None),
        quantity=next((reads.number(run, f"{path}.quantity", numeral=text) for text, _, run in found.quantity), None),
        uom=next((reads.read(unit.rstrip("."), run[-1:]) for _, unit, run in found.quantity if unit), None),
        requested_date=next((reads.day(run, f"{path}.requested_date", text=text) for text, run in found.day), None),
        action=reads.read(action, (evidence,)),
    )


def _adds(text: str) -> bool:
    return has_phrase("line", "adding", text)


def _text(reads: Reads, value: str, word: Word) -> Read[str]:
    return reads.read(value, (word,))
