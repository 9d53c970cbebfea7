"""Splits the text of one segment at the service characters and undoes the release (ISO 9735-1, section 8).

The reader has by then decoded the text, taken line breaks out and found the segment's end. A release character covers
the character behind it, another release character too: `??'` is a question mark and the end of the segment.
"""

import re

from edi.edifact.syntax import Separators
from edi.segment import Components, Elements, Repeats


class Tokenizer:
    """Components that are empty at the end of an element are left out, as senders may leave them out."""

    def __init__(self, separators: Separators) -> None:
        self._element = separators.element.decode("latin-1")
        self._component = separators.component.decode("latin-1")
        self._repetition = separators.repetition.decode("latin-1")
        self._release = separators.release.decode("latin-1")
        self._nothing_behind = self._component + self._element
        if self._release:
            escaped = re.escape(self._release)
            self._unreleased = {
                mark: re.compile(rf"((?:[^{escaped}{re.escape(mark)}]++|{escaped}.)*+){re.escape(mark)}", re.DOTALL)
                for mark in (self._element, self._component, self._repetition)
                if mark
            }
            self._released = re.compile(rf"{escaped}(.)", re.DOTALL)

    def split(self, text: str) -> tuple[Elements, Repeats]:
        """The elements (the tag is the first) and the repeats of an element, numbered as in `Segment`.

        The text must not end in a release character that covers nothing.
        """
        if self._repetition and self._repetition in text:
            return self._split_repeated(text)
        if self._release and self._release in text:
            return tuple(map(self._components, self._split(text, self._element))), ()
        component, elements = self._component, text.split(self._element)
        if self._nothing_behind in text or text.endswith(component):
            elements = [element.rstrip(component) for element in elements]
        # A list first: a generator takes half as long again.
        return tuple([tuple(each.split(component)) if component in each else (each,) for each in elements]), ()

    def _split_repeated(self, text: str) -> tuple[Elements, Repeats]:
        elements: list[Components] = []
        repeats: list[tuple[int, Components]] = []
        for number, element in enumerate(self._split(text, self._element)):
            first, *further = self._split(element, self._repetition)
            elements.append(self._components(first))
            repeats += [(number, self._components(occurrence)) for occurrence in further]
        return tuple(elements), tuple(repeats)

    def _components(self, element: str) -> Components:
        parts = self._split(element, self._component)
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        if not self._release or self._release not in element:
            return tuple(parts)
        return tuple([self._released.sub(r"\1", part) for part in parts])

    def _split(self, text: str, mark: str) -> list[str]:
        """The parts between marks that are not released; their release characters stay in them."""
        if self._release and self._release in text:
            return self._unreleased[mark].findall(text + mark)
        return text.split(mark)
