"""The seam behind which a segment's text becomes data elements, and its implementation with pydifact.

The reader has by then decoded the text, taken line breaks out and found the segment's end, so that a tokenizer sees
exactly one segment. This keeps the gaps of pydifact 0.2.3 away from users: of that library only the tokenizer and the
grouping of tokens are used, because its `Parser.parse` takes `'UNA` inside data for a new service string advice, its
`Interchange` refuses what lacks an envelope, and both create a validating segment object that finds no schema.
A segment without a release character needs no character to be looked at singly and is split as it is.
"""

from collections.abc import Sequence
from typing import Protocol

from pydifact.control.characters import Characters
from pydifact.parser import Parser
from pydifact.tokenizer import Tokenizer as PydifactCharacters

from edi.edifact.syntax import Separators
from edi.segment import Components

Elements = tuple[Components, ...]
Repeats = tuple[tuple[int, Components], ...]
# Stands for "no release character": a code point that no interchange can hold.
_NEVER = "\U0010ffff"


class Tokenizer(Protocol):
    """Splits the text of one segment, its terminator taken off, at the service characters and undoes the release."""

    def split(self, text: str) -> tuple[Elements, Repeats]:
        """The elements (the tag is the first) and the repeats of an element, numbered as in `Segment`."""
        ...


class PydifactTokenizer:
    """The default: pydifact reads the characters; repetitions, which it does not know, are split off before."""

    def __init__(self, separators: Separators) -> None:
        component, element, terminator = (
            character.decode("latin-1")
            for character in (separators.component, separators.element, separators.terminator)
        )
        self._component = component
        self._element = element
        self._terminator = terminator
        self._release = separators.release.decode("latin-1") or _NEVER
        self._repetition = separators.repetition.decode("latin-1")
        self._parser = Parser()
        self._characters = Characters.from_str(f"{component}{element}.{self._release} {terminator}")
        # pydifact skips these after a terminator; here every call holds one segment, so there is nothing to skip.
        self._characters.line_terminators = []

    def split(self, text: str) -> tuple[Elements, Repeats]:
        if self._repetition and self._repetition in text:
            return self._split_repeated(text)
        if self._release not in text:
            return self._split_plainly(text), ()
        return self._elements(text), ()

    def _split_plainly(self, text: str) -> Elements:
        # Nine segments of ten release nothing; pydifact reads a character in a microsecond, which is most of a message.
        component = self._component
        return tuple(tuple(part.rstrip(component).split(component)) for part in text.split(self._element))

    def _elements(self, text: str) -> Elements:
        tokens = PydifactCharacters().get_tokens(text + self._terminator, self._characters)
        raw = next(self._parser.convert_tokens_to_raw_segments(tokens), [])
        return tuple(_components(element) for element in raw)

    def _split_repeated(self, text: str) -> tuple[Elements, Repeats]:
        elements: list[Components] = []
        repeats: list[tuple[int, Components]] = []
        for number, element in enumerate(split_released(text, self._element, self._release)):
            first, *further = split_released(element, self._repetition, self._release)
            elements.append(self._single(first))
            repeats += [(number, self._single(occurrence)) for occurrence in further]
        return tuple(elements), tuple(repeats)

    def _single(self, text: str) -> Components:
        return self._elements(text)[0] if text else ("",)


def split_released(text: str, separator: str, release: str) -> list[str]:
    """Splits at each separator that is not released; release characters stay in the parts."""
    parts: list[str] = []
    begin = position = 0
    while position < len(text):
        if text[position] == release:
            position += 2
        elif text[position] == separator:
            parts.append(text[begin:position])
            position = begin = position + 1
        else:
            position += 1
    parts.append(text[begin:])
    return parts


def _components(element: str | Sequence[str]) -> Components:
    return (element,) if isinstance(element, str) else tuple(element)
