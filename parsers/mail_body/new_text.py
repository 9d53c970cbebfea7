"""The new text of a mail as lines and sentences of words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from parsers.language.sentences import sentences
from parsers.layout.text.lines import TextLine, text_lines
from parsers.layout.text.words import joined
from parsers.mail_body import body_page
from parsers.mail_body.rows import BodyText
from parsers.mail_body.zones import Zone, Zoned
from parsers.pages.page import Page, Word

_NEXT = 0.5


@dataclass(frozen=True, slots=True)
class NewText:
    """The page of what is new in the mail, and its lines."""

    page: Page
    lines: tuple[TextLine, ...]

    @property
    def sentences(self) -> list[tuple[Word, ...]]:
        """All sentences; an empty line ends one too."""
        return [one for block in _blocks(self.lines) for one in sentences(block)]

    def sentences_without(self, places: Collection[int]) -> list[tuple[Word, ...]]:
        """The sentences, without the words at these places."""
        left = (tuple(word for word in one if word.place not in places) for one in self.sentences)
        return [one for one in left if one]

    @property
    def texts(self) -> list[str]:
        return [joined(one) for one in self.sentences]


def new_text(body: BodyText, zoned: Zoned) -> NewText:
    """What is to be read: new text, and that of a mail which is forwarded."""
    page = body_page.page(body, frozenset(zoned.of(Zone.NEW)))
    return NewText(page, text_lines(page))


def _blocks(lines: Sequence[TextLine]) -> Iterator[list[Word]]:
    """The words of lines that follow each other without a gap; a short line ends its sentence."""
    found: list[Word] = []
    before: TextLine | None = None
    for line in lines:
        height = line.bottom - line.top
        if found and before is not None and (line.top - before.bottom > _NEXT * height or _is_short(before, line)):
            yield found
            found = []
        found.extend(line.words)
        before = line
    if found:
        yield found


def _is_short(before: TextLine, line: TextLine) -> bool:
    """Whether the next word would have had room: below seventy characters no mail program wraps."""
    first = line.words[0]
    return before.words[-1].right + first.right - first.left < _WRAPPED


_WRAPPED = 66 * 6_000
