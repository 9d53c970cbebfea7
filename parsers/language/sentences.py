"""Sentences of letters and mails: where they end, and whether one of them may change what is ordered."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from parsers.language.label_shapes import code_at_start, date_at_start, labels_in
from parsers.language.letters import has_digit
from parsers.language.meanings import INCIDENTAL, Label
from parsers.language.numerals import looks_like_date
from parsers.language.phrases import begins_with_phrase, has_phrase, is_phrase, without_phrases
from parsers.language.spellings import is_spelling
from parsers.language.vocabulary import folded
from parsers.language.word_lists import instructs, urges

_END: Final = re.compile(r"^.*[^\W_][)\"'»”]?[.!?]$|^[.!?]+$")
# Neither "Nr." nor "Hafenstr." ends a sentence.
_SHORT: Final = re.compile(r"^\W*(?:[^\W\d_]{1,4}|[^\W\d_]*str)\.$", re.IGNORECASE)
_MOST_LABEL: Final = 4
_MOST_UNKNOWN: Final = 1
_KNOWN: Final = (("mail", "closing"), ("mail", "courteous"), ("mail", "attached"), ("line", "asking"))
_NAMED: Final = frozenset(
    {Label.PO_NUMBER, Label.QUOTATION, Label.CONTRACT, Label.VENDOR_NUMBER, Label.CUSTOMER_NUMBER, *INCIDENTAL}
)
_PHONE: Final = re.compile(r"^\+?[\d()][\d()./-]*$")


class Printed(Protocol):
    """Anything with a text, such as a word."""

    @property
    def text(self) -> str: ...


W = TypeVar("W", bound=Printed)


def sentences(words: Iterable[W]) -> Iterator[tuple[W, ...]]:
    """The words divided after full stops, question and exclamation marks; short words with a dot are abbreviations."""
    found: list[W] = []
    for word, after in pairwise([*words, None]):
        if word is None:
            continue
        found.append(word)
        ends = _END.match(word.text) and not _SHORT.match(word.text) and not _goes_on(word, after)
        if ends and (after is None or not after.text[:1].islower()):
            yield tuple(found)
            found = []
    if found:
        yield tuple(found)


def _goes_on(word: Printed, after: Printed | None) -> bool:
    """Whether the dot behind a day makes it ordinal: `17. April 2026`."""
    return after is not None and looks_like_date(f"{word.text} {after.text.rstrip('.,')} 2000")


def is_harmless(text: str) -> bool:
    """Whether a sentence asks for nothing that an order does not say: a greeting, a courtesy, a mention of the order.

    Numbers make it suspect, but for those of orders, quotations, dates of these, and telephones.
    """
    if begins_with_phrase("mail", "greeting", text) and len(text.split()) <= 8 and not has_digit(text):
        return True
    rest = without_named_numbers(text)
    if has_digit(rest):
        return False
    if is_open_question(text):
        return False
    if is_courteous(text):
        left = without_phrases("mail", "courteous", rest)
        return not (has_phrase("mail", "contrary", left) or has_phrase("mail", "strict", left) or says_more(left))
    asks = has_phrase("line", "asking", text) or has_phrase("mail", "strict", text)
    return not (asks or instructs(text) or urges(text) or says_more(rest))


def is_open_question(text: str) -> bool:
    """Whether it asks something else than a courtesy such as to confirm."""
    if not text.rstrip(" )\"'").endswith("?"):
        return False
    return begins_with_phrase("mail", "interrogative", text) or not has_phrase("mail", "courteous", text)


def says_more(text: str, *, most: int = _MOST_UNKNOWN) -> bool:
    """Whether more words stand in it than `most` of which nobody knows that they change nothing; or a question.

    Names and titles begin with capitals, and are no words in this sense.
    """
    known = text
    for section, kind in _KNOWN:
        known = without_phrases(section, kind, known)
    printed = {folded(word) for place, word in enumerate(text.split()) if place == 0 or word[:1].islower()}
    unknown = [word for word in known.split() if word in printed and not is_phrase("mail", "plain", word)]
    return len(unknown) > most


def is_courteous(text: str) -> bool:
    """Whether it says where the order is, or asks for a confirmation and the like."""
    return any(has_phrase("mail", kind, text) for kind in ("attached", "courteous"))


def without_named_numbers(text: str) -> str:
    """The text without the numbers that are named as those of an order, and without telephone numbers."""
    words = text.split()
    kept: list[str] = []
    place = 0
    while place < len(words):
        count = _named(words, place) or _telephone(words, place)
        if not count:
            kept.append(words[place])
        place += count or 1
    return " ".join(kept)


def _named(words: list[str], place: int) -> int:
    """How many words name an order with its number, and its date."""
    for count in range(min(_MOST_LABEL, len(words) - place - 1), 0, -1):
        if not _NAMED & set(labels_in(" ".join(words[place : place + count]))):
            continue
        rest = words[place + count :]
        code = code_at_start(" ".join(rest))
        if code:
            length = next(at for at in range(1, len(rest) + 1) if code.split()[-1] in rest[at - 1])
            return count + length + _date_length(rest[length:])
    return 0


def _date_length(words: list[str]) -> int:
    lead = 1 if words and is_spelling("dated", folded(words[0])) else 0
    written = date_at_start(" ".join(words[lead : lead + 5]))
    return lead + len(written.split()) if written else 0


def _telephone(words: list[str], place: int) -> int:
    """A telephone number with its extension, behind a word or sign that says so."""
    before = words[place - 1] if place else ""
    called = words[place].startswith("+") or is_phrase("mail", "calling", before)
    if not called or not _PHONE.match(words[place].rstrip(",;.")):
        return 0
    count = 1
    while place + count < len(words):
        word = words[place + count].rstrip(",;.")
        if not _PHONE.match(word) and not is_phrase("mail", "extension", word):
            break
        count += 1
        if words[place + count - 1][-1:] in ".,;":
            break
    return count
