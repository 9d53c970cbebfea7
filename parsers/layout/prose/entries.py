"""Lists and sentences taken apart: the runs of words that may each be a line of an order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from parsers.language.headings import heading
from parsers.language.letters import has_digit
from parsers.language.meanings import CODES
from parsers.language.phrases import has_phrase, is_phrase
from parsers.language.spellings import is_spelling
from parsers.language.vocabulary import folded
from parsers.layout.prose.quantities import is_code, quantity_at
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import joined, parted
from parsers.pages.page import Word

_NUMBERED: Final = re.compile(r"^\(?(\d{1,4})[.):]\)?$")
_BULLETS: Final = frozenset("-–—•*·►▪●○■◦+") | {"\uf0b7"}
# "N. 40 pz" counts, and numbers no line.
_COUNTING: Final = frozenset({"n", "no", "nr"})
_CLOSING: Final = (",", ";", ":")
# In heights of a line: the lines of a paragraph are closer than paragraphs.
_NEXT: Final = 1.0
_LONGEST_LEAD: Final = 40
_LONGEST_PARAGRAPH: Final = 1_000
_MOST_LABEL: Final = 4
_ENDING: Final = re.compile(r"^(?:[^\W\d]{5,}|\S*\d\S*|[A-Z]{3}|[€$£])[.!?]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that may be one line, and those that number it in its list; `listed` says that it had a marker."""

    marker: tuple[Word, ...]
    words: tuple[Word, ...]
    number: str = ""
    listed: bool = False


def entries(lines: Sequence[TextLine]) -> Iterator[Entry]:
    """The entries of lists, and what sentences ask for, in order."""
    for paragraph in _paragraphs(lines):
        words = tuple(word for line in paragraph for word in line.words)
        if len(words) <= _LONGEST_PARAGRAPH:
            yield from _entries(words)


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[Sequence[TextLine]]:
    """Lines that belong together: a new one begins with a marker, a quantity, or where nothing forced a new line."""
    for block in parted(lines, _apart):
        edge = max(line.runs[-1].right for line in block)
        yield from parted(block, partial(_begins, edge))


def _apart(before: TextLine, line: TextLine) -> bool:
    if before.page != line.page:
        return True
    height = max(word.height or word.bottom - word.top for word in (*before.words, *line.words))
    return line.top - before.bottom > _NEXT * height


def _begins(edge: int, before: TextLine, line: TextLine) -> bool:
    """Whether a line begins something new. A wrapped line is one whose first word had no room on the line before."""
    words = line.words
    if _marker(words)[0] > 0 or quantity_at(words, 0) is not None:
        return True
    last, first = before.words[-1], words[0]
    if first.text.isalpha() and first.text == before.words[0].text and has_digit(line.text):
        # "Qty 5 ...", and below it "Qty 12 ...".
        return True
    if last.text.endswith(",") or is_phrase("line", "at", last.text):
        return False
    return last.right + first.right - first.left < edge - first.height or _ENDING.match(last.text) is not None


def _marker(words: Sequence[Word]) -> tuple[int, str]:
    """How many words number the entry, and the number."""
    first = words[0].text
    if len(words) < 2:
        return 0, ""
    if folded(first) in _COUNTING and quantity_at(words, 1) is not None:
        return 1, ""
    if numbered := _NUMBERED.match(first):
        return 1, numbered[1]
    if first in _BULLETS:
        return 1, ""
    second = words[1].text.strip(".:)")
    if is_spelling("position", folded(first)) and second.isdigit() and len(second) <= 5 and len(words) > 2:
        return 2, second
    return 0, ""


def _entries(words: tuple[Word, ...]) -> Iterator[Entry]:
    count, number = _marker(words)
    if count:
        yield Entry(words[:count], _one_sentence(words[count:]), number, listed=True)
        return
    for start, end in pairwise([*_starts(words), len(words)]):
        yield Entry((), _one_sentence(_without_joint(words[start:end])))


def _one_sentence(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Up to the end of the sentence; another one after it is no part of the line."""
    for place, (word, after) in enumerate(pairwise(words), start=1):
        if _ENDING.match(word.text) and after.text[:1].isupper() and quantity_at(words, place - 1) is None:
            return words[:place]
    return words


def _starts(words: Sequence[Word]) -> Iterator[int]:
    """Where the lines begin that a paragraph asks for; what leads to the first one is none of them."""
    places = [place for place in range(len(words)) if quantity_at(words, place) and _begins_part(words, place)]
    first = places[0] if places else 0
    lead = joined(words[:first])
    if not has_phrase("line", "asking", lead):
        # "BR-6205: 10 pcs" begins with what is wanted.
        first = 0
    yield first
    yield from (place for place in places if place > first and _names_goods(words, place))


def _begins_part(words: Sequence[Word], place: int) -> bool:
    if place == 0:
        return True
    lead = joined(words[max(0, place - _LONGEST_LEAD) : place])
    last = words[place - 1].text
    return last.endswith(_CLOSING) or is_phrase("line", "and", last) or has_phrase("line", "asking", lead)


def _names_goods(words: Sequence[Word], place: int) -> bool:
    """Whether an item's number follows the quantity: only then it begins a line inside a sentence."""
    found = quantity_at(words, place)
    after = place + (found.count if found else 1)
    while after < len(words) and is_phrase("line", "of", words[after].text):
        after += 1
    if after >= len(words):
        return False
    return is_code(words[after].text.rstrip(",;:.")) or _labels_code(words[after : after + _MOST_LABEL])


def _labels_code(words: Sequence[Word]) -> bool:
    texts = [word.text for word in words]
    return any(CODES & heading(" ".join(texts[:count])).columns for count in range(1, len(texts) + 1))


def _without_joint(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without the `and` that leads to the next line."""
    while words and is_phrase("line", "and", words[-1].text):
        words = words[:-1]
    return words
