"""PDFs drawn for tests: print at known places, and every way in which a PDF can be bad."""

import io
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PAGE: Final = (595.0, 842.0)
LINES: Final = (
    "Harbour Tools Ltd, 4 Quay Road, Bristol BS1 4QA",
    "PURCHASE ORDER 4500017",
    "Date: 14 March 2026",
    "Deliver to: Harbour Tools Ltd, Dock 7, Bristol BS1 6XX",
    "Pos   Article     Description            Quantity  Unit   Price   Amount",
    "1     HT-4711     Hexagon bolt M8x40          200  pcs     0.12    24.00",
    "2     HT-0815     Washer M8 zinc plated       400  pcs     0.03    12.00",
    "Total net 36.00 EUR",
)
"""An order in a few lines of fixed-width print."""

Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, size: tuple[float, float] = PAGE) -> bytes:
    """A page for each function that draws on it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def order(canvas: Canvas, lines: Sequence[str] = LINES) -> None:
    """The lines, ten points high, from the top of the page."""
    canvas.setFont("Courier", 10)
    for place, line in enumerate(lines):
        canvas.drawString(50, 780 - 24 * place, line)


def order_pdf(pages: int = 1) -> bytes:
    """The order, the same on each page."""
    return drawn(*[order] * pages)


def scan(lines: Sequence[str] = LINES, *, dpi: int = 200, turn: float = 0) -> Image.Image:
    """The same lines as a grey picture of a page, turned counter-clockwise by some degrees."""
    width, height = (round(side * dpi / 72) for side in PAGE)
    picture = Image.new("L", (width, height), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=10 * dpi / 72)
    for place, line in enumerate(lines):
        pen.text((50 * dpi / 72, (52 + 24 * place) * dpi / 72), line, fill=0, font=font)
    return picture.rotate(turn, fillcolor=255, expand=turn % 90 == 0) if turn else picture


def scanned_pdf(*pictures: Image.Image, form: str = "JPEG") -> bytes:
    """Each picture fills a page."""

    def page(picture: Image.Image) -> Draw:
        packed = io.BytesIO()
        picture.save(packed, form)

        def draw(canvas: Canvas) -> None:
            canvas.drawImage(ImageReader(packed), 0, 0, *PAGE)

        return draw

    return drawn(*map(page, pictures))


def edited(content: bytes, edit: Callable[[PdfWriter], None]) -> bytes:
    """The document after an edit of its objects."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    edit(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def turned(content: bytes, degrees: int) -> bytes:
    """With /Rotate on each page, which turns what is displayed clockwise."""

    def turn(writer: PdfWriter) -> None:
        for page in writer.pages:
            page.rotate(degrees)

    return edited(content, turn)


def cropped(content: bytes, left: float, bottom: float, right: float, top: float) -> bytes:
    """With a CropBox on each page."""

    def crop(writer: PdfWriter) -> None:
        box = ArrayObject([FloatObject(side) for side in (left, bottom, right, top)])
        for page in writer.pages:
            page[NameObject("/CropBox")] = box

    return edited(content, crop)


def locked(content: bytes, user_password: str) -> bytes:
    """Encrypted by AES-256; with an empty user password everybody can open it."""

    def lock(writer: PdfWriter) -> None:
        writer.encrypt(user_password, "owner", algorithm="AES-256")

    return edited(content, lock)


def with_stream(content: bytes, stream: StreamObject) -> bytes:
    """With a stream as the content of the first page."""

    def put(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return edited(content, put)


def bomb(megabytes: int = 200) -> bytes:
    """Blanks that unpack to far more than the file is."""
    stream = EncodedStreamObject()
    stream._data = zlib.compress(b" " * (megabytes * 1_000_000), 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    return with_stream(order_pdf(), stream)


def double_bomb() -> bytes:
    """The same, packed twice."""
    stream = EncodedStreamObject()
    stream._data = zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9)
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 2)
    return with_stream(order_pdf(), stream)


def rotten() -> bytes:
    """The page's content is corrupt from its middle on; its length and the table of objects are whole."""
    content = PdfReader(io.BytesIO(order_pdf())).pages[0].get_contents()
    packed = bytearray(zlib.compress(content.get_data() if content else b""))
    packed[len(packed) // 2 : len(packed) // 2 + 20] = b"\xff" * 20
    stream = EncodedStreamObject()
    stream._data = bytes(packed)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    return with_stream(order_pdf(), stream)


def endless() -> bytes:
    """A hundred pages of ten million operators each that draw nothing: no reader finishes it soon."""
    stream = EncodedStreamObject()
    stream._data = zlib.compress(b"BT ET\n" * 10_000_000, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")

    def put(writer: PdfWriter) -> None:
        shared = writer._add_object(stream)
        for page in writer.pages:
            page[NameObject("/Contents")] = shared

    return edited(order_pdf(100), put)


def nested() -> bytes:
    """Forms that show each other ten times each, eight deep: it fills whatever memory there is."""

    def nest(writer: PdfWriter) -> None:
        font = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # pypdf's resources are dictionaries
        inner = writer._add_object(_form(b"BT /F1 1 Tf (x) Tj ET", {"/Font": font}))
        for _ in range(8):
            resources = {"/XObject": DictionaryObject({NameObject("/X"): inner})}
            inner = writer._add_object(_form(b"/X Do " * 10, resources))
        page = writer.pages[0]
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/X"): inner})}
        )
        content = DecodedStreamObject()
        content.set_data(b"/X Do")
        page[NameObject("/Contents")] = writer._add_object(content)

    return edited(order_pdf(), nest)


def _form(content: bytes, resources: Mapping[str, DictionaryObject]) -> DecodedStreamObject:
    form = DecodedStreamObject()
    form.set_data(content)
    form.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject([NumberObject(side) for side in (0, 0, 600, 850)]),
        NameObject("/Resources"): DictionaryObject({NameObject(key): value for key, value in resources.items()}),
    })  # fmt: skip
    return form


def with_note(content: bytes, text: str) -> bytes:
    """A note typed onto the first page, drawn as well as told."""

    def put(writer: PdfWriter) -> None:
        page = writer.pages[0]
        drawing = _form(f"BT /F1 12 Tf 2 5 Td ({text}) Tj ET".encode(), {"/Font": page["/Resources"]["/Font"]})  # type: ignore[index]  # as above
        note = DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): ArrayObject([FloatObject(side) for side in (300, 300, 450, 330)]),
            NameObject("/Contents"): TextStringObject(text),
            NameObject("/F"): NumberObject(4),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(drawing)}),
        })  # fmt: skip
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return edited(content, put)
