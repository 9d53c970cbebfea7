"""Words and strokes of a text layer stand where a person sees them, however the page is turned and cut."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parsers.pages.page import Page, Stroke, Word, WordSource
from parsers.pdf.pages import PdfPages, pdf_pages
from parsers.pdf.strokes import joined
from tests.fakes import pdfs

NEAR = 1_500
"""Milli-points that a box may be off: ascents and descents are the font's."""

PRINTED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,-/%&()"


def read(content: bytes) -> Page:
    (page,) = pdf_pages(content).pages
    return page


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def word(page: Page, text: str) -> Word:
    (found,) = (one for one in page.words if one.text == text)
    return found


def put(text: str, x: float, y: float, *, size: float = 10, font: str = "Helvetica") -> pdfs.Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)

    return draw


def near(expected: tuple[float, float], found: tuple[int, int]) -> bool:
    return all(abs(one * 1000 - other) <= NEAR for one, other in zip(expected, found, strict=True))


def test_a_word_lies_between_where_it_begins_and_where_it_ends_around_its_base_line() -> None:
    one = word(read(pdfs.drawn(put("Quantity", 100, 700))), "Quantity")
    assert near((100, 100 + stringWidth("Quantity", "Helvetica", 10)), (one.left, one.right))
    base = (842 - 700) * 1000
    assert one.top < base - 7_000 < base < one.bottom < base + 4_000
    assert (10_000, 1, 0) == (one.height, one.page, one.place)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_rules_and_words_of_a_turned_page_are_where_they_are_displayed(degrees: int) -> None:
    def standing(canvas: Canvas) -> None:
        """Upright once the page is turned by so many degrees."""
        canvas.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[degrees])
        canvas.rotate(degrees)
        put("upright", 100, 510)(canvas)
        canvas.line(100, 500, 300, 500)

    page = read(pdfs.turned(pdfs.drawn(standing), degrees))
    width, height = (595, 842) if degrees % 180 == 0 else (842, 595)
    assert (width * 1000, height * 1000) == (page.width, page.height)
    (stroke,) = page.strokes
    assert near((100, 300), (stroke.left, stroke.right))
    assert near((height - 500, height - 500), (stroke.top, stroke.bottom))
    one = word(page, "upright")
    assert near((100, 100 + stringWidth("upright", "Helvetica", 10)), (one.left, one.right))
    assert one.top < (height - 510) * 1000 < one.bottom < stroke.top


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [None, (40, 300, 560, 830)])
def test_each_word_has_its_ink_in_its_box_on_the_picture(
    degrees: int, box: tuple[float, float, float, float] | None
) -> None:
    content = pdfs.turned(pdfs.cropped(pdfs.order_pdf(), *box) if box else pdfs.order_pdf(), degrees)
    read_pages = pdf_pages(content)
    (page,) = read_pages.pages
    picture = _picture(read_pages)
    share = picture.width / page.width
    assert len(" ".join(pdfs.LINES).split()) == len(page.words)
    assert abs(picture.height - page.height * share) <= 1
    for one in page.words:
        inside = picture.crop((int(one.left * share), int(one.top * share), int(one.right * share) + 1,
                               int(one.bottom * share) + 1))  # fmt: skip
        assert inside.getextrema()[0] < 128, one
    # Everything else is blank once the words are blanked.
    for one in page.words:
        picture.paste(255, (int(one.left * share) - 1, int(one.top * share) - 1, int(one.right * share) + 2,
                            int(one.bottom * share) + 2))  # fmt: skip
    assert picture.getextrema()[0] > 128


def _picture(read_pages: PdfPages) -> Image.Image:
    (image,) = read_pages.images
    return Image.open(io.BytesIO(image.content)).convert("L")


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_whose_print_stands_on_its_side_is_turned(degrees: int) -> None:
    page = read(pdfs.turned(pdfs.order_pdf(), degrees))
    assert pdfs.LINES[1].split() == texts(page)[9:12]
    assert (595_000, 842_000) == (page.width, page.height)
    assert read(pdfs.order_pdf()).words == page.words


def test_print_along_an_edge_is_noted_and_a_stamp_across_the_page_holds() -> None:
    def form(canvas: Canvas) -> None:
        pdfs.order(canvas)
        canvas.rotate(90)
        canvas.drawString(100, -30, "Form 17b")
        canvas.rotate(-55)
        canvas.drawString(400, 300, "COPY")

    read_pages = pdf_pages(pdfs.drawn(form))
    assert " ".join(pdfs.LINES).split() == texts(read_pages.pages[0])
    assert [("Across page 1 stands COPY", True), ("At the edge of page 1 stands Form 17b", False)] == [
        (finding.message.split(". ")[0].split(",")[0], finding.holds) for finding in read_pages.findings
    ]


def test_words_are_numbered_through_the_document() -> None:
    pages = pdf_pages(pdfs.order_pdf(3)).pages
    assert list(range(sum(len(page.words) for page in pages))) == [one.place for page in pages for one in page.words]
    assert [1, 2, 3] == [page.number for page in pages]
    assert all(one.page == page.number for page in pages for one in page.words)


def test_a_number_is_one_word_however_its_figures_are_set() -> None:
    def figures(canvas: Canvas) -> None:
        text = canvas.beginText(100, 700)
        text.setFont("Helvetica", 10)
        for part in ("1", ".", "2", "53", ",7", "0"):
            text.textOut(part)
        canvas.drawText(text)
        put("153,", 300, 700)(canvas)
        put("70", 300 + stringWidth("153,", "Helvetica", 10), 700)(canvas)

    assert ["1.253,70", "153,70"] == texts(read(pdfs.drawn(figures)))


def test_cells_side_by_side_are_two_words() -> None:
    def cells(canvas: Canvas) -> None:
        put("HT-4711", 100, 700)(canvas)
        put("200", 100 + stringWidth("HT-4711", "Helvetica", 10) + 6, 700)(canvas)
        put("ending-", 100, 600)(canvas)
        put("here", 100, 586)(canvas)

    assert ["HT-4711", "200", "ending-", "here"] == texts(read(pdfs.drawn(cells)))


@given(st.lists(st.text(PRINTED, min_size=1, max_size=12), min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_whatever_is_printed_with_blanks_between_is_read_back(printed: list[str]) -> None:
    page = read(pdfs.drawn(put(" ".join(printed), 30, 700, size=5, font="Courier")))
    assert printed == texts(page)


def test_only_what_is_struck_through_is_struck() -> None:
    def strokes(canvas: Canvas) -> None:
        put("old", 100, 700)(canvas)
        canvas.line(98, 703, 120, 703)
        put("underlined", 200, 700)(canvas)
        canvas.line(200, 698.5, 250, 698.5)
        put("crossed", 300, 700)(canvas)
        canvas.line(300, 699, 336, 708)
        put("framed", 400, 700)(canvas)
        canvas.rect(395, 695, 60, 16)

    page = read(pdfs.drawn(strokes))
    assert {"old", "crossed"} == {one.text for one in page.words if one.struck}


def test_what_nobody_sees_is_no_word() -> None:
    def hidden(canvas: Canvas) -> None:
        put("seen", 100, 700)(canvas)
        canvas.setFillGray(1)
        put("white", 200, 700)(canvas)
        canvas.setFillGray(0)
        put("covered", 300, 700)(canvas)
        canvas.setFillGray(1)
        canvas.rect(290, 690, 100, 30, stroke=0, fill=1)
        canvas.setFillGray(0)
        put("outside", 700, 700)(canvas)
        canvas.rect(90, 590, 100, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        put("heading", 100, 600)(canvas)
        canvas.setFillGray(0)
        text = canvas.beginText(400, 700)
        text.setTextRenderMode(3)
        text.textOut("invisible")
        canvas.drawText(text)

    assert ["seen", "heading"] == texts(read(pdfs.drawn(hidden)))


def test_borders_drawn_cell_by_cell_are_one_rule_each_way() -> None:
    def grid(canvas: Canvas) -> None:
        put("cell", 105, 705)(canvas)
        for column in range(4):
            canvas.rect(100 + 50 * column, 700, 50, 20)
        canvas.setFillGray(0)
        canvas.rect(100, 600, 200, 0.7, stroke=0, fill=1)
        canvas.setStrokeGray(1)
        canvas.line(100, 500, 300, 500)

    strokes = read(pdfs.drawn(grid)).strokes
    flat = [stroke for stroke in strokes if stroke.right - stroke.left > stroke.bottom - stroke.top]
    upright = [stroke for stroke in strokes if stroke not in flat]
    assert [(100, 300)] * 3 == [(round(stroke.left / 1000), round(stroke.right / 1000)) for stroke in flat]
    assert [100, 150, 200, 250, 300] == sorted(round((stroke.left + stroke.right) / 2000) for stroke in upright)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60)), min_size=1, max_size=12))
def test_joining_strokes_covers_all_that_was_covered(drawn: list[tuple[int, int]]) -> None:
    strokes = [Stroke(left * 1000, 100_000, (left + width) * 1000, 100_500) for left, width in drawn]
    found = joined(strokes)
    for stroke in strokes:
        if stroke.right - stroke.left >= 4_000:
            assert any(one.left <= stroke.left and stroke.right <= one.right for one in found)
    assert len(found) <= len(strokes)


def test_the_value_of_a_field_is_a_word_of_the_form() -> None:
    def form(canvas: Canvas) -> None:
        put("Quantity", 100, 605)(canvas)
        canvas.acroForm.textfield(name="quantity", value="250 pcs", x=200, y=600, width=100, height=20)

    page = read(pdfs.drawn(form))
    assert [("Quantity", WordSource.TEXT), ("250", WordSource.FORM), ("pcs", WordSource.FORM)] == [
        (one.text, one.source) for one in page.words
    ]
    assert 200_000 <= word(page, "250").left < word(page, "pcs").right <= 300_000
    assert 842_000 - 620_000 <= word(page, "250").top < word(page, "250").bottom <= 842_000 - 600_000


def test_a_note_on_the_page_is_read_where_it_is_seen() -> None:
    page = read(pdfs.with_note(pdfs.order_pdf(), "CHANGE QTY"))
    one = word(page, "CHANGE")
    assert 300_000 <= one.left < one.right <= 450_000
