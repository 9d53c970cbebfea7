"""Running text to lines of words: blanks collapse as in a browser, and each word keeps how it is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.mail_body.rows import WIDEST, BodyWord, CellEdge, words_in


@dataclass(frozen=True, slots=True)
class Print:
    """How a text is printed, inherited from element to element."""

    bold: bool = False
    struck: bool = False
    quoted: bool = False
    kept: bool = False
    """Blanks and line ends stand as written (`pre`)."""
    unseen: bool = False
    """The font has no size."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; `quoted` as in a row."""

    words: tuple[BodyWord, ...] = ()
    quoted: bool = False

    @property
    def width(self) -> int:
        return max((word.column + len(word.text) for word in self.words), default=0)


@dataclass(slots=True)
class Block:
    """Lines of a part of the page, with the edges of the cells in it."""

    lines: list[Line] = field(default_factory=list)
    edges: list[CellEdge] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((line.width for line in self.lines), default=0)

    def put(self, other: "Block") -> None:
        """Below what is there."""
        down = len(self.lines)
        self.lines += other.lines
        self.edges += [CellEdge(one.left, one.top + down, one.right, one.bottom + down) for one in other.edges]

    def part(self) -> None:
        """An empty line, unless there is one."""
        if self.lines and self.lines[-1].words:
            self.lines.append(Line())


@dataclass(slots=True)
class Running:
    """The text of the line that is being written."""

    texts: list[tuple[str, Print]] = field(default_factory=list)

    def add(self, text: str, how: Print) -> None:
        if not how.unseen:
            self.texts.append((text, how))

    def ended(self) -> list[Line]:
        """The line, which begins anew, wrapped where it is too wide; none where nothing but blanks was written."""
        line = _line(self.texts)
        self.texts = []
        return list(_wrapped(line)) if line.words else []


def _wrapped(line: Line) -> Iterator[Line]:
    run: list[BodyWord] = []
    start = 0
    for word in line.words:
        if run and word.column + len(word.text) - start > WIDEST:
            yield Line(tuple(run), line.quoted)
            run, start = [], word.column
        run.append(BodyWord(word.column - start, word.text, word.bold, word.struck))
    yield Line(tuple(run), line.quoted)


def _line(texts: Sequence[tuple[str, Print]]) -> Line:
    if any(how.kept for _, how in texts):
        return _styled("".join(text for text, _ in texts), texts, [len(text) for text, _ in texts])
    collapsed: list[str] = []
    blank = True
    for text, _ in texts:
        words = " ".join(text.split())
        lead = " " if text[:1].isspace() and not blank else ""
        tail = " " if words and text[-1:].isspace() else ""
        collapsed.append(lead + words + tail)
        blank = blank if not collapsed[-1] else collapsed[-1].endswith(" ")
    return _styled("".join(collapsed), texts, [len(text) for text in collapsed])


def _styled(whole: str, texts: Sequence[tuple[str, Print]], lengths: Sequence[int]) -> Line:
    """Each word is printed as its first letter is; it is struck where any letter of it is."""
    edges: list[tuple[int, int, Print]] = []
    start = 0
    for (_, how), length in zip(texts, lengths, strict=True):
        edges.append((start, start + length, how))
        start += length
    words: list[BodyWord] = []
    place = 0
    for word in words_in(whole):
        while edges[place][1] <= word.column:
            place += 1
        end = word.column + len(word.text)
        struck = _is_struck(edges, place, end)
        words.append(BodyWord(word.column, word.text, edges[place][2].bold, struck))
    return Line(tuple(words), bool(texts) and all(how.quoted for _, how in texts))


def _is_struck(edges: Sequence[tuple[int, int, Print]], place: int, end: int) -> bool:
    """Whether any text from `edges[place]` on that begins before `end` is struck."""
    while place < len(edges) and edges[place][0] < end:
        begin, until, how = edges[place]
        if how.struck and until > begin:
            return True
        place += 1
    return False
