"""Pages for the screens: their words in points, and where some of them stand."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from orders.evidence import Evidence, PageBox
from orders.transcript import Transcript, TranscriptKind, TranscriptPage, TranscriptWord
from parsers.pages.page import Page, Word

_POINT: Final = Decimal("0.001")
_MOST_WORDS: Final = 400_000


def page_transcript(pages: Sequence[Page], notes: Mapping[int, str]) -> Transcript:
    """All pages with their words; `notes` by page number."""
    left = _MOST_WORDS
    shown = []
    for page in pages:
        shown.append(_page(page, notes.get(page.number, ""), left))
        left = max(0, left - len(page.words))
    return Transcript(kind=TranscriptKind.PAGES, pages=tuple(shown))


def page_boxes(words: Sequence[Word]) -> tuple[Evidence, ...]:
    """A box around them for each page; the `Locate` of documents that are pages."""
    by_page = sorted(words, key=lambda word: (word.page, word.place))
    return tuple(_box(page, list(group)) for page, group in groupby(by_page, key=lambda word: word.page))


def _page(page: Page, note: str, most: int) -> TranscriptPage:
    words = tuple(_word(word) for word in page.words[:most])
    return TranscriptPage(
        number=page.number, width=_points(page.width), height=_points(page.height), words=words, note=note
    )


def _word(word: Word) -> TranscriptWord:
    return TranscriptWord(
        text=word.text,
        left=_points(word.left),
        top=_points(word.top),
        right=_points(word.right),
        bottom=_points(word.bottom),
    )


def _box(page: int, words: Sequence[Word]) -> PageBox:
    return PageBox(
        page=page,
        left=_points(min(word.left for word in words)),
        top=_points(min(word.top for word in words)),
        right=_points(max(word.right for word in words)),
        bottom=_points(max(word.bottom for word in words)),
    )


def _points(milli: int) -> Decimal:
    return milli * _POINT
