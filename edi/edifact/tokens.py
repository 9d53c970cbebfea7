"""Splits the text of one segment at the service characters and undoes the release (ISO 9735-1, section 8).

The reader has by then decoded the text, taken line breaks out and found the segment's end. A release character covers
the character behind it, another release character too: `??'` is a question mark and the end of the segment.
"""

from edi.edifact.syntax import Separators
from edi.segment import Components, Elements, Repeats

_REMEMBERED, _LONGEST_REMEMBERED = 4096, 120
"""Segments whose elements are kept: in an interchange of many messages most stand again, as parties and units do."""

_STANDINS = "\ud800\ud801\ud802\ud803\ud804"
"""For released service characters while the others split. No text has surrogates, which are no characters."""


class Tokenizer:
    """Components that are empty at the end of an element are left out, as senders may leave them out."""

    def __init__(self, separators: Separators) -> None:
        self._element = separators.element.decode("latin-1")
        self._component = separators.component.decode("latin-1")
        self._repetition = separators.repetition.decode("latin-1")
        self._release = separators.release.decode("latin-1")
        self._nothing_behind = self._component + self._element
        # The release character first: of a run of them each two are one, and the last may cover another.
        marks = (self._release, self._element, self._component, self._repetition)
        self._standins = tuple(
            (self._release + mark, sign) for mark, sign in zip(marks, _STANDINS, strict=False) if mark
        )
        self._meant = str.maketrans({sign: pair[-1] for pair, sign in self._standins})
        self._known: dict[str, tuple[Elements, Repeats]] = {}

    def split(self, text: str) -> tuple[Elements, Repeats]:
        """The elements behind the tag, and the repeats of an element, numbered as in `Segment`."""
        return self._known.get(text) or self._remembered(text)

    def _remembered(self, text: str) -> tuple[Elements, Repeats]:
        elements, repeats = self.split_with_tag(text)
        found = elements[1:], repeats
        if len(text) <= _LONGEST_REMEMBERED:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            self._known[text] = found
        return found

    def split_with_tag(self, text: str) -> tuple[Elements, Repeats]:
        """The same with the tag as the first element.

        The text must not end in a release character that covers nothing.
        """
        if self._release and self._release in text:
            return self._split_released(text)
        if self._repetition and self._repetition in text:
            return self._split_repeated(text)
        component, elements = self._component, text.split(self._element)
        if self._nothing_behind in text or text.endswith(component):
            elements = [element.rstrip(component) for element in elements]
        # A list first: a generator takes half as long again.
        return tuple([tuple(each.split(component)) if component in each else (each,) for each in elements]), ()

    def _split_released(self, text: str) -> tuple[Elements, Repeats]:
        for pair, sign in self._standins:
            text = text.replace(pair, sign)
        elements, repeats = self.split_with_tag(text.replace(self._release, ""))
        return tuple(map(self._as_meant, elements)), tuple((at, self._as_meant(parts)) for at, parts in repeats)

    def _as_meant(self, components: Components) -> Components:
        # Stand-ins are not printable, and to translate takes five times as long as to look.
        return tuple([part if part.isprintable() else part.translate(self._meant) for part in components])

    def _split_repeated(self, text: str) -> tuple[Elements, Repeats]:
        elements: list[Components] = []
        repeats: list[tuple[int, Components]] = []
        for number, element in enumerate(text.split(self._element)):
            first, *further = element.split(self._repetition)
            elements.append(self._components(first))
            repeats += [(number, self._components(occurrence)) for occurrence in further]
        return tuple(elements), tuple(repeats)

    def _components(self, element: str) -> Components:
        return tuple(element.rstrip(self._component).split(self._component))
