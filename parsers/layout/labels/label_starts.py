"""Where labels begin in a run of words, with a colon or without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.language.addresses import looks_like_street
from parsers.language.label_shapes import fits_label, labels_in
from parsers.language.letters import has_digit
from parsers.language.meanings import INCIDENTAL, Label
from parsers.language.vocabulary import folded, total
from parsers.language.word_lists import has_word, is_address_form, is_addressee
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_LONGEST: Final = 6
_LONGEST_ADJECTIVE: Final = 2
_SENTENCE: Final = 8
# Words that a word before them makes another label of.
_GENERAL: Final = frozenset({Label.ORDER_DATE, Label.PO_NUMBER, Label.BUYER, Label.SUPPLIER})


@dataclass(frozen=True, slots=True)
class LabelStart:
    """A label from the word `start` to before the word `end`; without `labels` it is one nobody knows."""

    start: int
    end: int
    labels: tuple[Label, ...]


def label_starts(words: Sequence[Word]) -> Iterator[LabelStart]:
    """The labels in a run of words, from left to right."""
    place = 0
    while place < len(words):
        found = _label_at(words, place)
        if found is None:
            place += 1
            continue
        yield found
        place = max(found.end, place + 1)


def _label_at(words: Sequence[Word], place: int) -> LabelStart | None:
    """The longest label that begins here. Without a colon it must be the whole run, or what follows must fit it."""
    for count in range(min(_LONGEST, len(words) - place), 0, -1):
        end = place + count
        text = joined(words[place:end])
        colon = text.endswith(":")
        if ":" in text[:-1]:
            continue
        if not colon and place == 0 and is_addressee(text) and (end == len(words) or is_address_form(text)):
            return LabelStart(place, end, (Label.SUPPLIER,))
        labels = labels_in(text)
        if labels and (
            _stands_alone(words, place, end, labels) if not colon else not _is_compound(words, place, labels)
        ):
            return LabelStart(place, end, labels)
        if colon and _may_be_name(words, place, end):
            return LabelStart(place, end, ())
    return None


def _stands_alone(words: Sequence[Word], place: int, end: int, labels: tuple[Label, ...]) -> bool:
    if not labels:
        return False
    if end == len(words):
        return place == 0
    if place and (not _may_begin(words, place, labels) or _is_prose(words)):
        return False
    # `Gate 3, Harbour Way 12` is a street, and part of the address that it stands in.
    if labels[0] in INCIDENTAL and looks_like_street(joined(words)):
        return False
    rest = joined(words[end:])
    lettered = words[end - 1].bold and not words[end].bold
    return fits_label(labels[0], rest, first=place == 0, lettered=lettered)


def _is_prose(words: Sequence[Word]) -> bool:
    """Whether a run is a sentence: long, and most of its words small."""
    small = sum(word.text[:1].islower() for word in words)
    return len(words) >= _SENTENCE and 2 * small > len(words)


def _may_begin(words: Sequence[Word], place: int, labels: tuple[Label, ...]) -> bool:
    """Inside of a run a label without a colon begins behind a number or a sign, or is the noun of a title."""
    before = words[place - 1].text
    if words[place].text[:1].islower():
        return False
    if has_digit(before) or not before[-1].isalpha():
        return True
    run = [word.text for word in words[:place]]
    plain = frozenset(folded(text) for text in run)
    return labels[0] is Label.PO_NUMBER and place <= _LONGEST_ADJECTIVE and not has_word("other_order", plain)


def _is_compound(words: Sequence[Word], place: int, labels: tuple[Label, ...]) -> bool:
    """Whether the word before makes another label of it: the `date:` of a `Ship date:`."""
    if not labels or labels[0] not in _GENERAL:
        return False
    before = place - 1
    while before >= 0 and words[before].text.isalpha():
        before -= 1
    between = place - 1 - before
    begins_run = before < 0
    return between > 0 and (begins_run or (between == 1 and has_digit(words[before].text)))


def _may_be_name(words: Sequence[Word], place: int, end: int) -> bool:
    """An unknown word with a colon announces something, unless it ends a sentence, is a sum, or ends with a label."""
    text = joined(words[place:end])
    later = [(at, labels_in(joined(words[at:end]))) for at in range(place + 1, end)]
    if any(labels and not _is_compound(words[place:], at - place, labels) for at, labels in later):
        return False
    before = words[place - 1].text if place else ""
    counted = has_digit(before) and not has_digit(text)
    begins = before[-1:] not in {",", "-"} and (place == 0 or " " not in text or counted)
    return begins and text[:1].isupper() and total(text) is None
