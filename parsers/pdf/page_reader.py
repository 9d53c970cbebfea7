"""One PDF page: its text layer where that can be believed, OCR of the page or of pictures on it elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, assert_never

from PIL import Image

from parsers.ocr.recogniser import Recogniser, RecognitionFailed
from parsers.ocr.scan import read_level, read_scan
from parsers.ocr.scanned_page import scanned_page, scanned_words
from parsers.pages.images import DPI, print_image, scan_image
from parsers.pages.page import Page, PageKind, Word, WordSource
from parsers.parser import PageImage
from parsers.pdf.drawing import MOST_OBJECTS
from parsers.pdf.forms import OpenedPage
from parsers.pdf.pictures import cut, picture
from parsers.pdf.printed_words import PrintedWord
from parsers.pdf.sheet import Box
from parsers.pdf.struck import struck
from parsers.pdf.text_layer import Legibility, TextLayer, agree, legibility, seen, text_layer, unseen

_SCAN_DPI: Final = 300
_SHOWN: Final = 60
_SCANNED: Final = "Its words were recognised in a picture."
_PARTLY_SCANNED: Final = "Some of its words were recognised in a picture on it."


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, the picture of it, what to say of it on the screen, and what of it was not read."""

    page: Page
    image: PageImage | None
    note: str = ""
    unread: tuple[str, ...] = ()
    aside: str = ""
    """What stands at the edges of the page and runs along them."""
    has_pictures: bool = False


@dataclass(frozen=True, slots=True)
class _View:
    """A page as a person sees it; `before` counts the words of the pages before it."""

    opened: OpenedPage
    number: int
    before: int
    layer: TextLayer
    words: tuple[PrintedWord, ...]
    shown: Image.Image


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads page by page. Raises PdfiumError for a page that PDFium cannot load."""

    recogniser: Recogniser

    def read(self, opened: OpenedPage, number: int, before: int, *, recognise: bool) -> ReadPage:
        """`recognise` says whether pictures may still be read; where not, it is for the caller to tell."""
        layer = text_layer(opened.page)
        shown, dpi = picture(opened.page, layer.sheet, DPI)
        grey = shown.convert("L")
        words = seen(layer, grey, dpi)
        view = _View(opened, number, before, layer, words, shown)
        match legibility(layer, words, grey):
            case Legibility.TEXT | Legibility.BLANK:
                return _printed(view)
            case Legibility.MIXED:
                return self._with_pictures(view) if recognise else replace(_printed(view), has_pictures=True)
            case Legibility.PICTURE:
                return self._scanned(view) if recognise else _unread(view)
            case Legibility.DOUBTFUL:
                return self._compared(view) if recognise else _unread(view)
            case other:
                assert_never(other)

    def _compared(self, view: _View) -> ReadPage:
        scanned = self._scanned(view)
        same = agree(view.words, (word.text for word in scanned.page.words))
        return replace(_printed(view), has_pictures=True) if same else scanned

    def _scanned(self, view: _View) -> ReadPage:
        whole, dpi = picture(view.opened.page, view.layer.sheet, _SCAN_DPI, grey=True)
        try:
            scan = read_scan(whole, self.recogniser)
        except RecognitionFailed as error:
            return _unread(view, f"Page {view.number} is a picture that was not read: {error}.")
        page = scanned_page(scan, view.number, view.before, dpi)
        message = f"Page {view.number} is a picture in which no words were recognised. Is there anything on it?"
        unread = () if page.words else (message,)
        return ReadPage(page, scan_image(view.number, scan.picture, dpi), _SCANNED, unread, has_pictures=True)

    def _with_pictures(self, view: _View) -> ReadPage:
        read = _printed(view)
        whole, dpi = picture(view.opened.page, view.layer.sheet, _SCAN_DPI, grey=True)
        words = list(read.page.words)
        try:
            for box in view.layer.large_pictures():
                words += self._in_picture(cut(whole, box, dpi), box, dpi, words, view)
        except RecognitionFailed as error:
            unread = (*read.unread, f"A picture on page {view.number} was not read: {error}.")
            return replace(read, unread=unread, has_pictures=True)
        note = _PARTLY_SCANNED if len(words) > len(read.page.words) else ""
        return replace(read, page=replace(read.page, words=tuple(words)), note=note, has_pictures=True)

    def _in_picture(
        self, part: Image.Image, box: Box, dpi: float, known: Sequence[Word], view: _View
    ) -> Sequence[Word]:
        """Words over which nothing is printed, numbered after those that are known."""
        recognised = read_level(part, self.recogniser)
        found = scanned_words(recognised, view.number, 0, dpi, left=box[0], top=box[1])
        more = [word for word in found if not any(_overlap(word, other) for other in known)]
        return [replace(word, place=place) for place, word in enumerate(more, view.before + len(known))]


def _printed(view: _View) -> ReadPage:
    sheet = view.layer.sheet
    fields = view.opened.field_boxes(sheet)
    level = [word for word in view.words if not word.is_turned]
    words = [
        word.word(view.number, place, WordSource.FORM if _lies_in(word.box, fields) else WordSource.TEXT)
        for place, word in enumerate(level, view.before)
    ]
    kind = PageKind.TEXT if words else PageKind.BLANK
    strokes = view.layer.drawn.strokes
    page = Page(view.number, sheet.width, sheet.height, kind, struck(words, view.layer.drawn), strokes)
    aside = " ".join(word.text for word in view.words if word.is_turned and not word.is_slanting)
    return ReadPage(
        page, print_image(view.number, view.shown), unread=(*_told(view), *_told_of_drawing(view)), aside=aside[:_SHOWN]
    )


def _told(view: _View) -> Iterator[str]:
    stamped = " ".join(word.text for word in view.words if word.is_slanting)
    if stamped:
        yield f"Across page {view.number} stands {stamped[:_SHOWN]}. Does it change what is ordered?"
    hidden = " ".join(word.text for word in unseen(view.layer, view.words))
    if hidden:
        shown = hidden[:_SHOWN]
        yield f"Page {view.number} holds print that is not seen, such as {shown}. Compare it in another program."


def _told_of_drawing(view: _View) -> Iterator[str]:
    if view.layer.drawn.is_cut:
        yield (
            f"Page {view.number} draws more than the {MOST_OBJECTS} lines and pictures that are looked at. "
            "Compare the order with it: a picture with words or a line that strikes words out may be among the others."
        )


def _unread(view: _View, *unread: str) -> ReadPage:
    page = Page(view.number, view.layer.sheet.width, view.layer.sheet.height, PageKind.SCAN)
    return ReadPage(page, print_image(view.number, view.shown), unread=unread, has_pictures=True)


def _lies_in(box: Box, fields: Sequence[Box]) -> bool:
    across, down = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    return any(left <= across <= right and top <= down <= bottom for left, top, right, bottom in fields)


def _overlap(word: Word, other: Word) -> bool:
    """Whether a fifth of the word lies on the other."""
    across = min(word.right, other.right) - max(word.left, other.left)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    area = (word.right - word.left) * (word.bottom - word.top)
    return across > 0 and down > 0 and across * down * 5 >= area
