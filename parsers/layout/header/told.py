"""Header fields that no label announces: an order number or a date in a sentence, the date at the top of a letter."""

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.language.label_shapes import code_at_start, date_at_start, labels_in
from parsers.language.meanings import Label
from parsers.language.numerals import looks_like_date
from parsers.language.phrases import is_phrase
from parsers.language.vocabulary import folded
from parsers.language.word_lists import has_word
from parsers.layout.labels.pieces import Piece
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_LONGEST_LABEL: Final = 4
_LONGEST_DATE: Final = 4
_LONGEST_CODE: Final = 2
_BEFORE: Final = 6
Found = tuple[str, tuple[Word, ...]]


def numbers_told(sentences: Sequence[Sequence[Word]]) -> Iterator[Found]:
    """The numbers of orders that sentences name, with their words."""
    for words in sentences:
        for place in range(len(words)):
            found = _number_at(words, place)
            if found is not None:
                yield found
                break


def delivery_days(sentences: Sequence[Sequence[Word]]) -> Iterator[Found]:
    """The dates before which a sentence speaks of delivery."""
    for words in sentences:
        for place, end in _dates(words):
            before = frozenset(folded(word.text) for word in words[max(0, place - _BEFORE) : place])
            if has_word("delivering", before):
                yield _text(words[place:end]), tuple(words[place:end])


def order_days(sentences: Sequence[Sequence[Word]]) -> Iterator[Found]:
    """The dates right behind the number of an order: `our order 4711 dated 18/11/2025`."""
    for words in sentences:
        for place, end in _dates(words):
            head = words[max(0, place - _BEFORE) : place]
            delivered = has_word("delivering", frozenset(folded(word.text) for word in head))
            if not delivered and any(_number_at(head, start) for start in range(len(head))):
                yield _text(words[place:end]), tuple(words[place:end])


def lone_days(texts: Sequence[Piece]) -> Iterator[Found]:
    """Dates that stand alone, but for a place before them: `Leeds, 9 July 2026`."""
    for piece in texts:
        for words in (piece.value, _behind_comma(piece.value)):
            text = joined(words)
            day = date_at_start(text)
            if day and text.strip(" ,.").endswith(day):
                yield day, tuple(words)
                break


def _behind_comma(words: tuple[Word, ...]) -> tuple[Word, ...]:
    place = next((place for place, word in enumerate(words[:4]) if word.text.endswith(",")), None)
    return words[place + 1 :] if place is not None else ()


def _dates(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(words):
        ends = (end for end in range(min(place + _LONGEST_DATE, len(words)), place, -1))
        end = next((end for end in ends if looks_like_date(_text(words[place:end]))), None)
        if end is not None:
            yield place, end
        place = end if end is not None else place + 1


def _text(words: Sequence[Word]) -> str:
    return joined(words).strip(" ,;.:()")


def _number_at(words: Sequence[Word], place: int) -> Found | None:
    for count in range(min(_LONGEST_LABEL, len(words) - place - 1), 0, -1):
        label = joined(words[place : place + count]).strip("(")
        if Label.PO_NUMBER not in labels_in(label) and not is_phrase("line", "naming", label):
            continue
        lead = place + count
        # "Our order PO 4711": the second word names it, too.
        lead += lead + 1 < len(words) and Label.PO_NUMBER in labels_in(words[lead].text)
        rest = words[lead : lead + _LONGEST_CODE]
        if code := code_at_start(joined(rest)):
            return code.strip(".:)("), tuple(rest[: len(code.split())])
    return None
