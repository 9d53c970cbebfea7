"""The words of a line that name goods, with numbers only as names of goods have them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from orders import units
from parsers.language.letters import has_digit
from parsers.language.numerals import looks_like_number
from parsers.language.phrases import has_phrase, is_phrase
from parsers.language.sum_labels import discounts
from parsers.language.word_lists import instructs
from parsers.layout.prose.quantities import is_code, quantity_at
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
_MEASURE: Final = re.compile(r"^(?:[µμ°Ω]\w*|[kmM]?(?:V|A|W|VA|Hz|Nm|bar|Ah|Ω|K|N|J|Pa|lm|dB))\.?,?$")
_MULTIPLES: Final = frozenset({"x", "×", "*"})
_COUNTED: Final = frozenset({"x", "×"})


def code_in(runs: Sequence[tuple[Word, ...]]) -> tuple[Word, ...] | None:
    """The item's number among words without a label: a part for itself, else the first word of the goods."""
    for run in runs:
        whole = not any(word.text.endswith((",", ";")) for word in run[:-1])
        if whole and all(_is_code_word(word) for word in run) and is_code("".join(bare(word) for word in run)):
            return run
    for run in runs[:1]:
        first = next((word for word in run if not is_phrase("line", "of", word.text)), None)
        if first is not None and is_code(bare(first)):
            return (first,)
    return None


def _is_code_word(word: Word) -> bool:
    return has_digit(word.text) or (word.text.isupper() and word.text.isalpha())


def bare(word: Word) -> str:
    return word.text.strip("()[],;:").rstrip(".")


def names_goods(run: Sequence[Word], before: Sequence[Word], *, aside: bool) -> bool:
    """Whether the run names goods: words, with numbers only as names of goods have them.

    `aside`: it stands behind a number of the item and a comma, so that no part of it is the name as such.
    """
    if instructs(joined(run)) or chooses(run):
        return False
    first, *others = _by_comma(run)
    if any(_is_counted(one) for one in (first, *others)):
        return False
    if not _LETTERS.search(joined(first)) and not (before and _is_measure(first)):
        return not has_digit(joined(first)) and not others
    return all(_is_measure(one) or not _has_bare_number(one) for one in (others if not aside else (first, *others)))


def _is_counted(words: Sequence[Word]) -> bool:
    """Whether words begin as a quantity of the line does: a second one is one too many."""
    found = quantity_at(words, 0) if words else None
    return found is not None and bool(found.unit) and not units.is_divisible(found.unit)


def has_word(words: Sequence[Word]) -> bool:
    """Whether there is a word among them, and not only numbers and short signs."""
    return _LETTERS.search(joined(words)) is not None


def chooses(run: Sequence[Word]) -> bool:
    """Whether a number follows a word such as `or`, only a part of the quantity is meant, or so much is off."""
    if has_phrase("line", "splitting", joined(run)) or discounts(joined(run)):
        return True
    return any(
        # A diameter sign is no Spanish word.
        before.text.isascii() and is_phrase("line", "or", before.text) and has_digit(word.text)
        for before, word in pairwise(run)
    )


def _by_comma(run: Sequence[Word]) -> list[list[Word]]:
    found: list[list[Word]] = [[]]
    for word in run:
        found[-1].append(word)
        if word.text.endswith((",", ";")):
            found.append([])
    return [one for one in found if one] or [[]]


def _is_measure(words: Sequence[Word]) -> bool:
    """Sizes such as `10 x 96`, `70 mm` and `100/pk`: numbers that goods have in their names."""
    texts = [word.text.strip("(),;") for word in words]
    return (
        bool(texts)
        and all(
            looks_like_number(text) or text.lower() in _MULTIPLES or _is_measure_unit(text) or "/" in text
            for text in texts
        )
        and (any(text.lower() in _MULTIPLES or _is_measure_unit(text) or "/" in text for text in texts))
    )


def _is_measure_unit(text: str) -> bool:
    return _MEASURE.match(text) is not None or units.is_divisible(text)


def _has_bare_number(words: Sequence[Word]) -> bool:
    """Whether a number stands for itself, with neither a measure nor a sign of multiplication beside it."""
    texts = [word.text.strip("(),;") for word in words]
    for place, text in enumerate(texts):
        if not looks_like_number(text):
            continue
        beside = texts[max(0, place - 1) : place] + texts[place + 1 : place + 2]
        if not any(one.lower() in _COUNTED or _is_measure_unit(one) for one in beside):
            return True
    return False
