"""Several orders in one text: each begins with a number of its own and has lines behind it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.language.vocabulary import folded
from parsers.layout.text.lines import TextLine
from parsers.mail_body.named import po_numbers
from parsers.mail_body.new_text import NewText


def parted(new: NewText, ordered: Collection[int]) -> tuple[NewText, ...]:
    """The text of each order, or the whole. `ordered` are the words of tables and lists."""
    starts = [place for place, _ in _starts(new.lines)][1:]
    parts = [tuple(new.lines[first:last]) for first, last in pairwise([0, *starts, len(new.lines)])]
    if not all(_has_lines(part, ordered) for part in parts):
        return (new,)
    return tuple(_of(new, part) for part in parts)


def _starts(lines: Sequence[TextLine]) -> Iterator[tuple[int, str]]:
    """The lines that name another order than those above, with its number."""
    current = ""
    for place, line in enumerate(lines):
        number = next((folded(found) for found, _ in po_numbers([line.words])), current)
        if number != current:
            yield place, number
        current = number


def _has_lines(part: Sequence[TextLine], ordered: Collection[int]) -> bool:
    return any(word.place in ordered for line in part for word in line.words)


def _of(new: NewText, lines: tuple[TextLine, ...]) -> NewText:
    kept = {word.place for line in lines for word in line.words}
    words = tuple(word for word in new.page.words if word.place in kept)
    return NewText(replace(new.page, words=words), lines)
