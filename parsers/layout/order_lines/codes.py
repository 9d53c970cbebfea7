"""Codes in the lines of a cell: wrapped at a hyphen, and above or below the other caption of their column."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.language.letters import has_digit
from parsers.language.meanings import CODES, Column
from parsers.pages.page import Word

Line = tuple[Word, ...]

HYPHENS: Final = ("-", "/", "\u00ad")


def stacked(roles: Sequence[Column], lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Two captions above each other: the first line is of the first; in one line, a code stands before or after."""
    if roles[0] in CODES:
        head = lines[0]
        alone = all(_is_code_word(word) for word in head)
        if alone:
            return [head], list(lines[1:])
        if has_digit(head[0].text):
            return [head[:1]], [head[1:], *lines[1:]]
        return [], list(lines)
    if roles[1] in CODES:
        tail = lines[-1]
        if len(lines) > 1 and all(_is_code_word(word) for word in tail):
            return list(lines[:-1]), [tail]
        if len(tail) > 1 and has_digit(tail[-1].text):
            return [*lines[:-1], tail[:-1]], [tail[-1:]]
        return list(lines), []
    return [lines[0]], list(lines[1:])


def _is_code_word(word: Word) -> bool:
    return has_digit(word.text) or (word.text.isupper() and len(word.text) <= 4)


def joined_codes(lines: Sequence[Line]) -> list[Line]:
    """A code that ends with a hyphen goes on in the next line."""
    found: list[Line] = [lines[0]]
    for line in lines[1:]:
        if found[-1][-1].text.endswith(HYPHENS):
            found[-1] = (*found[-1], *line)
        else:
            found.append(line)
    return found


def code_text(words: Line) -> str:
    """The code as it was before it wrapped: no blank after a hyphen at the end of a line."""
    text = words[0].text
    for before, word in pairwise(words):
        wrapped = before.text.endswith(HYPHENS) and word.top > before.bottom - (before.bottom - before.top) // 2
        text += word.text if wrapped else f" {word.text}"
    return text.replace("\u00ad", "").strip(",; ")
