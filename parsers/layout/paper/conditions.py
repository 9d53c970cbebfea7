"""Conditions of purchase behind an order: long prose, whose example numbers must never pass for the order's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from parsers.language.word_lists import names_conditions
from parsers.layout.table.headings import heading_row
from parsers.layout.text.lines import TextLine

_PROSE: Final = 6
_SHARE: Final = 0.6
_LONGEST_HEADING: Final = 14
_FEWEST_WORDS: Final = 60
_MANY_WORDS: Final = 180


@dataclass(frozen=True, slots=True)
class Divided:
    """The lines of the order, and the lines of conditions that were set aside."""

    order: tuple[TextLine, ...]
    conditions: tuple[TextLine, ...]


def divided(lines: Sequence[TextLine]) -> Divided:
    """Set aside what follows a heading of conditions, and later pages that are nothing but prose."""
    pages: dict[int, list[TextLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    order: list[TextLine] = []
    aside: list[TextLine] = []
    for own in pages.values():
        start = _start(own, is_first=not order, after_conditions=bool(aside))
        order += own[:start]
        aside += own[start:]
    return Divided(tuple(order), tuple(aside))


def _start(lines: Sequence[TextLine], *, is_first: bool, after_conditions: bool) -> int:
    """The place of the line with which the conditions begin; the end where there are none."""
    for place, line in enumerate(lines):
        if _is_heading(line, may_end=place == 0) and _is_prose(lines[place + 1 :], _FEWEST_WORDS):
            return place
    if not is_first and _is_prose(lines, _FEWEST_WORDS if after_conditions else _MANY_WORDS):
        return 0
    return len(lines)


def _is_heading(line: TextLine, *, may_end: bool) -> bool:
    """Whether a line names conditions; a sentence may do so too, and only the first of a page ends with a stop."""
    text = line.text
    ends = text.rstrip()[-1:] in {".", ","} and not may_end
    return len(text.split()) <= _LONGEST_HEADING and names_conditions(text) and not ends


def _is_prose(lines: Sequence[TextLine], fewest: int) -> bool:
    words = sum(len(line.words) for line in lines)
    running = sum(len(part.words) for line in lines for part in line.runs if len(part.words) >= _PROSE)
    if words < fewest or running < _SHARE * words:
        return False
    return not any(heading_row(lines, place) is not None for place in range(len(lines)))
