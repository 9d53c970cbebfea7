"""Draws pages of words for tests: texts at places, in a font whose letters are all half as wide as high."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from orders.evidence import Evidence, PageBox
from parsers.layout.text.lines import TextLine, text_lines
from parsers.pages.page import Page, PageKind, Stroke, Word, WordSource

WIDTH, HEIGHT = 595_000, 842_000


@dataclass
class Drawing:
    """`letter` and `blank` are widths in thousandths of the size of the font."""

    letter: int = 500
    blank: int = 280
    source: WordSource = WordSource.TEXT
    words: list[Word] = field(default_factory=list)
    strokes: dict[int, list[Stroke]] = field(default_factory=dict)

    def width(self, text: str, size: int = 9) -> int:
        """In milli-points, as all lengths here; the size is in points."""
        parts = text.split()
        return size * (self.letter * sum(map(len, parts)) + self.blank * (len(parts) - 1))

    def text(self, page: int, left: int, top: int, text: str, *, size: int = 9, struck: bool = False) -> None:
        """A text that begins at `left`."""
        place = left
        for part in text.split():
            right = place + size * self.letter * len(part)
            bottom = top + size * 1000
            self.words.append(
                Word(
                    page,
                    len(self.words),
                    part,
                    place,
                    top,
                    right,
                    bottom,
                    size * 1000,
                    struck=struck,
                    source=self.source,
                )
            )
            place = right + size * self.blank

    def right(self, page: int, right: int, top: int, text: str, *, size: int = 9) -> None:
        """A text that ends at `right`."""
        self.text(page, right - self.width(text, size), top, text, size=size)

    def stroke(self, page: int, left: int, top: int, right: int, bottom: int) -> None:
        self.strokes.setdefault(page, []).append(Stroke(left, top, right, bottom))

    def pages(self) -> tuple[Page, ...]:
        last = max((word.page for word in self.words), default=1)
        return tuple(
            Page(
                number,
                WIDTH,
                HEIGHT,
                PageKind.TEXT,
                tuple(word for word in self.words if word.page == number),
                tuple(self.strokes.get(number, ())),
            )
            for number in range(1, last + 1)
        )

    def lines(self) -> tuple[TextLine, ...]:
        return tuple(line for page in self.pages() for line in text_lines(page))


def boxes(words: Sequence[Word]) -> tuple[Evidence, ...]:
    """Evidence for tests: one box for each word."""
    return tuple(
        PageBox(
            page=word.page,
            left=Decimal(word.left).scaleb(-3),
            top=Decimal(word.top).scaleb(-3),
            right=Decimal(word.right).scaleb(-3),
            bottom=Decimal(word.bottom).scaleb(-3),
        )
        for word in words
    )


def rows(*lines: str, pitch: int = 14_000, source: WordSource = WordSource.TEXT) -> Drawing:
    """A page of typewritten lines: each blank of a text is a column of characters wide."""
    drawing = Drawing(letter=600, blank=600, source=source)
    for number, line in enumerate(lines):
        place = 0
        top = 40_000 + number * pitch
        while place < len(line):
            if line[place] == " ":
                place += 1
                continue
            end = line.find(" ", place)
            end = len(line) if end < 0 else end
            drawing.text(1, 20_000 + place * 5400, top, line[place:end])
            place = end
    return drawing
