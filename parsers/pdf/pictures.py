"""Pictures of PDF pages as displayed, within a budget of pixels whatever size the page claims."""

from typing import Final

import pypdfium2 as pdfium
from PIL import Image

from parsers.pdf.sheet import Box, Sheet

_POINTS: Final = 72
_MOST_PIXELS: Final = 25_000_000
_INK: Final = 24


def picture(page: pdfium.PdfPage, sheet: Sheet, dpi: float, *, grey: bool = False) -> tuple[Image.Image, float]:
    """The picture and its true resolution, which is lower where the page is very large."""
    inches = max(sheet.width * sheet.height, 1) / (_POINTS * 1000) ** 2
    true_dpi = min(dpi, (_MOST_PIXELS / inches) ** 0.5)
    bitmap = page.render(scale=true_dpi / _POINTS, grayscale=grey)
    try:
        return bitmap.to_pil().copy(), true_dpi
    finally:
        bitmap.close()


def cut(picture: Image.Image, box: Box, dpi: float) -> Image.Image:
    """The part of a picture of a page that lies in a box; nothing where they do not meet."""
    share = dpi / (_POINTS * 1000)
    left, top = max(0, int(box[0] * share)), max(0, int(box[1] * share))
    right, bottom = min(picture.width, int(box[2] * share) + 1), min(picture.height, int(box[3] * share) + 1)
    return picture.crop((left, top, max(left, right), max(top, bottom)))


def shows(picture: Image.Image, box: Box, dpi: float) -> bool:
    """Whether something stands out within the box of a grey picture of the page."""
    return not is_blank(cut(picture, box, dpi))


def is_blank(picture: Image.Image) -> bool:
    """Whether nothing stands out on a grey picture."""
    pixels = picture.tobytes()
    return not pixels or max(pixels) - min(pixels) < _INK
