"""Every way in which a PDF can be bad has its finding, and nothing of it is lost in silence."""

import io
import warnings
import zlib
from collections.abc import Callable, Sequence

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from orders.findings import Finding, FindingCode, Severity
from parsers.ocr.recogniser import Division, Orientation, Recognised, RecognitionFailed
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.pdf.page_limits import PageLimits
from parsers.pdf.parser import PdfParser
from tests.fakes import pdfs


class Reader:
    """An OCR engine that finds the same words in every picture, and counts the pictures."""

    def __init__(self, *words: str) -> None:
        self.words_found, self.pictures = words, 0

    def orientation(self, picture: Image.Image) -> Orientation | None:
        return Orientation(0, 9.0)

    def words(self, picture: Image.Image, division: Division) -> Sequence[Recognised]:
        self.pictures += 1
        return [Recognised(word, 300 * n, 300, 300 * n + 250, 340, 96) for n, word in enumerate(self.words_found)]


class Silent(Reader):
    """An OCR engine that is not there."""

    def words(self, picture: Image.Image, division: Division) -> Sequence[Recognised]:
        raise RecognitionFailed("tesseract is not installed")


WORDS = " ".join(pdfs.LINES).split()


def parsed(content: bytes, reader: Reader | None = None, **limits: int) -> Parsed:
    parser = PdfParser(reader or Reader(), PageLimits(**limits))
    return parser.parse(Blob(content, "po.pdf", "application/pdf"), ParseContext("a@b.example", "Order"))


def findings(read: Parsed) -> list[Finding]:
    return [*read.findings, *(finding for reading in read.readings for finding in reading.findings)]


def holding(read: Parsed, code: FindingCode) -> str:
    """The message of the finding of this code, on each reading if there are any."""
    for told in [reading.findings for reading in read.readings] or [read.findings]:
        (message,) = {finding.message for finding in told if finding.code is code and finding.holds}
    return message


def texts(read: Parsed) -> list[str]:
    return [word.text for page in (read.transcript.pages if read.transcript else ()) for word in page.words]


def test_only_pdfs_are_claimed() -> None:
    assert Match("pdf", 80) == PdfParser().recognise(Blob(b"", "x", "application/pdf"))
    assert PdfParser().recognise(Blob(b"%PDF-", "x.pdf", "text/plain")) is None


def test_a_good_pdf_is_read_whole_with_a_picture_of_each_page() -> None:
    read = parsed(pdfs.order_pdf(2))
    assert WORDS * 2 == texts(read)
    assert [1, 2] == [image.page for image in read.images]
    assert all(Image.open(io.BytesIO(image.content)).size == (992, 1404) for image in read.images)
    assert not {FindingCode.UNREADABLE, FindingCode.FREE_TEXT} & {finding.code for finding in findings(read)}


def test_the_same_bytes_give_the_same_reading() -> None:
    assert parsed(pdfs.order_pdf()) == parsed(pdfs.order_pdf())


def test_what_needs_a_password_says_so() -> None:
    read = parsed(pdfs.locked(pdfs.order_pdf(), "secret"))
    assert "po.pdf needs a password. Ask the customer for an open one." == holding(read, FindingCode.ENCRYPTED)
    assert () == read.readings


def test_what_everybody_can_open_is_read() -> None:
    read = parsed(pdfs.locked(pdfs.order_pdf(), ""))
    assert WORDS == texts(read)
    assert FindingCode.ENCRYPTED not in {finding.code for finding in findings(read)}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda content: content[: len(content) * 7 // 10], FindingCode.UNREADABLE),
        (lambda content: b"%PDF-1.4\n", FindingCode.UNREADABLE),
        (lambda content: b"%PDF-1.4\n" + b"<html>not found</html>" * 9, FindingCode.UNREADABLE),
        (lambda content: bytes(256) * 8, FindingCode.UNREADABLE),
    ],
)
def test_what_is_no_pdf_any_more_is_held_as_unreadable(spoil: Callable[[bytes], bytes], code: FindingCode) -> None:
    read = parsed(spoil(pdfs.order_pdf(6)))
    assert "Ask the customer to send it again" in holding(read, code)
    assert () == read.readings


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: content.rindex(b"startxref")],
        lambda content: content[: content.rindex(b"startxref")] + b"startxref\n77\n%%EOF\n",
        lambda content: content.replace(b"\nxref\n", b"\nxxxx\n"),
    ],
)
def test_what_was_read_around_damage_is_held(spoil: Callable[[bytes], bytes]) -> None:
    read = parsed(spoil(pdfs.order_pdf()))
    assert WORDS == texts(read)
    assert {FindingCode.UNREADABLE, FindingCode.TRUNCATED} & {f.code for f in findings(read) if f.holds}


def test_corrupt_content_is_told_though_pdfium_reads_on_without_a_word() -> None:
    read = parsed(pdfs.rotten())
    assert "damaged" in holding(read, FindingCode.UNREADABLE)
    assert len(texts(read)) < len(WORDS)


def test_junk_before_the_header_is_harmless() -> None:
    read = parsed(b"HTTP/1.1 200 OK\r\n" * 9 + pdfs.order_pdf())
    assert WORDS == texts(read)


@pytest.mark.parametrize("made", [lambda: pdfs.bomb(80), pdfs.double_bomb])
def test_a_bomb_is_never_unpacked(made: Callable[[], bytes]) -> None:
    read = parsed(made())
    assert "unpacks to more than" in holding(read, FindingCode.ARCHIVE_LIMIT)
    assert (None, ()) == (read.transcript, read.images)


def test_a_picture_of_more_pixels_than_any_page_has_is_not_opened() -> None:
    def picture(canvas: Canvas) -> None:
        pdfs.order(canvas)
        canvas.drawInlineImage(Image.new("1", (8, 8)), 0, 0)

    picture_stream = EncodedStreamObject()
    picture_stream._data = zlib.compress(b"")
    picture_stream.update({
        NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(30_000),
        NameObject("/Height"): NumberObject(30_000),
        NameObject("/Filter"): NameObject("/FlateDecode"),
    })  # fmt: skip
    content = pdfs.edited(pdfs.drawn(picture), lambda writer: _with_picture(writer, picture_stream))
    assert "900 million pixels" in holding(parsed(content), FindingCode.ARCHIVE_LIMIT)


def _with_picture(writer: PdfWriter, stream: StreamObject) -> None:
    held = DictionaryObject({NameObject("/Huge"): writer._add_object(stream)})
    resources = writer.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/XObject")] = held


def test_a_page_of_two_hundred_inches_is_drawn_small_and_read() -> None:
    read = parsed(pdfs.drawn(pdfs.order, size=(14_400, 14_400)))
    assert WORDS == texts(read)
    assert 2_400 >= max(Image.open(io.BytesIO(read.images[0].content)).size)


def test_pages_beyond_the_limit_are_told() -> None:
    read = parsed(pdfs.order_pdf(5), pages=3)
    assert 3 == len(read.transcript.pages if read.transcript else ())
    assert any("Only the first 3 of 5 pages" in finding.message and finding.holds for finding in findings(read))


@pytest.mark.slow
def test_of_a_thousand_pages_two_hundred_are_read_and_the_order_is_held() -> None:
    read = parsed(pdfs.order_pdf(1000))
    assert 200 * len(WORDS) == len(texts(read))
    assert any("Only the first 200 of 1000 pages" in finding.message and finding.holds for finding in findings(read))


def test_a_page_with_more_characters_than_are_read_is_held_as_a_whole() -> None:
    def crowded(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 1)
        for y in range(1, 841):
            canvas.drawString(1, y, "Bolt 12.50 " * 46)

    read = parsed(pdfs.drawn(crowded))
    assert any("more than 400000 characters" in finding.message for finding in findings(read) if finding.holds)
    assert [] == texts(read)


def test_blank_pages_are_held() -> None:
    read = parsed(pdfs.drawn(lambda canvas: None, lambda canvas: None))
    assert "no print on any page" in holding(read, FindingCode.UNREAD_CONTENT)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_page_without_text_is_recognised(form: str) -> None:
    reader = Reader("PURCHASE", "ORDER", "4500017")
    read = parsed(pdfs.scanned_pdf(pdfs.scan(dpi=100), form=form), reader)
    assert ["PURCHASE", "ORDER", "4500017"] == texts(read)
    assert read.transcript is not None
    assert "Its words were recognised in a picture." == read.transcript.pages[0].note
    assert "image/jpeg" == read.images[0].media_type


def test_pictures_of_print_in_jpeg_2000_are_recognised() -> None:
    reader = Reader("PURCHASE")
    read = parsed(_with_image(_packed(pdfs.scan(dpi=72), "JPEG2000"), "/JPXDecode", pdfs.scan(dpi=72)), reader)
    assert (["PURCHASE"], True) == (texts(read), reader.pictures > 0)


def test_pictures_of_print_in_jbig2_are_recognised() -> None:
    black = pdfs.scan(dpi=72).convert("1")
    reader = Reader("PURCHASE")
    read = parsed(_with_image(_jbig2(black), "/JBIG2Decode", black), reader)
    assert (["PURCHASE"], True) == (texts(read), reader.pictures > 0)
    (image,) = read.images
    drawn = Image.open(io.BytesIO(image.content))
    assert 0 < sum(drawn.histogram()[:64]) < drawn.width * drawn.height // 5


def _packed(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def _jbig2(picture: Image.Image) -> bytes:
    """One page of one generic region that is packed as fax is (ITU-T T.88, 7.4.6; the region's MMR bit is set)."""
    tiff = io.BytesIO()
    picture.point(lambda value: 255 - value).save(tiff, "TIFF", compression="group4", tiffinfo={278: picture.height})
    with Image.open(tiff) as file:
        start, length = file.tag_v2[273][0], file.tag_v2[279][0]
    packed = tiff.getvalue()[start : start + length]
    size = picture.width.to_bytes(4, "big") + picture.height.to_bytes(4, "big")
    page = size + bytes(8) + b"\x00" + bytes(2)
    region = size + bytes(8) + b"\x00" + b"\x01" + packed
    return _segment(0, 48, page) + _segment(1, 38, region)


def _segment(number: int, kind: int, content: bytes) -> bytes:
    return number.to_bytes(4, "big") + bytes([kind, 0, 1]) + len(content).to_bytes(4, "big") + content


def _with_image(packed: bytes, packing: str, picture: Image.Image) -> bytes:
    stream = EncodedStreamObject()
    stream._data = packed
    stream.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(picture.width),
        NameObject("/Height"): NumberObject(picture.height),
        NameObject("/ColorSpace"): NameObject("/DeviceGray"),
        NameObject("/BitsPerComponent"): NumberObject(1 if picture.mode == "1" else 8),
        NameObject("/Filter"): NameObject(packing),
    })  # fmt: skip
    content = DecodedStreamObject()
    content.set_data(b"595 0 0 842 0 0 cm /Huge Do")

    def put(writer: PdfWriter) -> None:
        _with_picture(writer, stream)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(content)

    return pdfs.edited(pdfs.drawn(lambda canvas: None), put)


def test_a_hidden_text_layer_over_a_scan_is_not_believed() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawInlineImage(pdfs.scan(dpi=72), 0, 0, *pdfs.PAGE)
        text = canvas.beginText(50, 780)
        text.setTextRenderMode(3)
        text.textLines("what another program made of it\n" * 9)
        canvas.drawText(text)

    assert ["4500017"] == texts(parsed(pdfs.drawn(page), Reader("4500017")))


def test_a_text_layer_that_says_other_letters_than_it_shows_is_not_believed() -> None:
    shifted = [_shifted(line) for line in pdfs.LINES * 2]
    reader = Reader("Harbour", "Tools", "PURCHASE")
    read = parsed(pdfs.drawn(lambda canvas: pdfs.order(canvas, shifted)), reader)
    assert ["Harbour", "Tools", "PURCHASE"] == texts(read)


def test_a_text_layer_in_a_strange_language_is_believed_where_the_picture_says_the_same() -> None:
    shifted = [_shifted(line) for line in pdfs.LINES * 2]
    words = " ".join(shifted).split()
    read = parsed(pdfs.drawn(lambda canvas: pdfs.order(canvas, shifted)), Reader(*words[:12]))
    assert words == texts(read)


def _shifted(line: str) -> str:
    """Each letter replaced by another one, as a font with a wrong table names them."""
    small, other = "abcdefghijklmnopqrstuvwxyz", "qzxjkvwbpyghcmfdtlnrsuoaei"
    return line.translate(str.maketrans(small + small.upper(), other + other.upper()))


def test_signs_without_a_meaning_are_recognised_in_the_picture() -> None:
    """A font whose signs are named by numbers of its own, as some programs embed them."""

    def nameless(writer: PdfWriter) -> None:
        named = DecodedStreamObject()
        named.set_data(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def "
            b"1 begincodespacerange <00> <FF> endcodespacerange "
            b"1 beginbfrange <21> <7E> <E021> endbfrange endcmap end end"
        )
        for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]  # they are dictionaries
            font.get_object()[NameObject("/ToUnicode")] = writer._add_object(named)

    read = parsed(pdfs.edited(pdfs.order_pdf(), nameless), Reader("4500017"))
    assert ["4500017"] == texts(read)


def test_figures_that_nobody_sees_are_told() -> None:
    def page(canvas: Canvas) -> None:
        pdfs.order(canvas)
        canvas.setFillGray(1)
        canvas.drawString(50, 100, "instead of 200 deliver 900")

    read = parsed(pdfs.drawn(page))
    assert WORDS == texts(read)
    assert any("not seen, such as 200 900" in finding.message and finding.holds for finding in findings(read))


def test_a_picture_on_a_page_of_print_is_read_beside_it() -> None:
    def page(canvas: Canvas) -> None:
        pdfs.order(canvas)
        canvas.drawInlineImage(pdfs.scan(["200 pcs"], dpi=72), 50, 50, 400, 300)

    reader = Reader("200", "pcs")
    read = parsed(pdfs.drawn(page), reader)
    assert [*WORDS, "200", "pcs"] == texts(read)


def test_a_page_that_draws_more_than_is_looked_at_is_held() -> None:
    """The picture that comes last may say anything, and is not looked for."""

    def hatched(canvas: Canvas) -> None:
        pdfs.order(canvas)
        canvas.setLineWidth(0.1)
        for place in range(50_000):
            canvas.line(50, 10 + place % 500 / 5, 60, 10 + place % 500 / 5)
        canvas.drawInlineImage(pdfs.scan(["200 pcs"], dpi=72), 50, 50, 400, 300)

    assert "more than the 50000 lines and pictures" in holding(parsed(pdfs.drawn(hatched)), FindingCode.UNREAD_CONTENT)


@pytest.mark.parametrize(("forms", "held"), [(8, False), (9, True)])
def test_forms_within_forms_are_followed_as_deep_as_programs_write_them(forms: int, *, held: bool) -> None:
    def nested(canvas: Canvas) -> None:
        for level in range(forms):
            canvas.beginForm(f"level{level}")
            if level:
                canvas.doForm(f"level{level - 1}")
            else:
                canvas.line(50, 100, 500, 100)
            canvas.endForm()
        pdfs.order(canvas)
        canvas.doForm(f"level{forms - 1}")

    told = [finding.message for finding in findings(parsed(pdfs.drawn(nested))) if finding.holds]
    assert held is any("draws more than" in message for message in told)


def test_pictures_beyond_the_limit_are_told_and_not_recognised() -> None:
    reader = Reader("4500017" * 12)
    read = parsed(pdfs.scanned_pdf(*[pdfs.scan(dpi=50)] * 4), reader, scans=2)
    assert (2, 4) == (reader.pictures, len(read.images))
    assert any("the first 2 were read" in finding.message and finding.holds for finding in findings(read))


def test_without_an_ocr_engine_scans_are_held() -> None:
    read = parsed(pdfs.scanned_pdf(pdfs.scan(dpi=50)), Silent())
    told = [finding.message for finding in findings(read) if finding.holds]
    assert any("Page 1 is a picture that was not read: tesseract is not installed" in message for message in told)
    assert 1 == len(read.images)


def test_a_note_on_a_page_is_told() -> None:
    read = parsed(pdfs.with_note(pdfs.order_pdf(), "CHANGE QTY"))
    (note,) = {finding for finding in findings(read) if finding.code is FindingCode.FREE_TEXT}
    assert ("FreeText: CHANGE QTY", Severity.HOLD) == (note.found, note.severity)


def test_an_embedded_file_is_told() -> None:
    content = pdfs.edited(pdfs.order_pdf(), lambda writer: writer.add_attachment("order-x.xml", b"<Order/>") and None)
    message = holding(parsed(content), FindingCode.UNREAD_CONTENT) if not parsed(content).readings else ""
    told = message or " ".join(finding.message for finding in findings(parsed(content)) if finding.holds)
    assert "order-x.xml" in told


def test_ticked_boxes_of_a_form_are_told() -> None:
    def form(canvas: Canvas) -> None:
        pdfs.order(canvas)
        canvas.acroForm.checkbox(name="urgent", checked=True, x=50, y=100)
        canvas.acroForm.checkbox(name="partial", checked=False, x=50, y=80)

    told = [finding for finding in findings(parsed(pdfs.drawn(form))) if "ticked" in finding.message]
    assert {"urgent"} == {finding.found for finding in told}


def test_an_xfa_form_is_told() -> None:
    def xfa(writer: PdfWriter) -> None:
        form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>"), NameObject("/Fields"): ArrayObject()})
        writer.root_object[NameObject("/AcroForm")] = form

    told = [finding for finding in findings(parsed(pdfs.edited(pdfs.order_pdf(), xfa))) if finding.found == "XFA"]
    assert told
    assert all(finding.holds for finding in told)


def test_no_bytes_make_it_raise() -> None:
    """One byte after the other is spoilt, and some are cut out; each result says something."""
    content = pdfs.order_pdf()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for place in range(0, len(content), max(1, len(content) // 40)):
            for spoilt in (content[:place] + b"\xff" + content[place + 1 :], content[:place] + content[place + 30 :]):
                read = parsed(spoilt)
                assert read.readings or read.findings
