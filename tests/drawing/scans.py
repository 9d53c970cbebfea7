"""A drawn page as it comes from a scanner or a fax: black on white, a little askew, with dust."""

import random
import time
from io import BytesIO

from PIL import Image
from pypdfium2 import PdfDocument

_DPI = 200


def scanned(pdf: bytes, *, askew: float = 0.4, dust: int = 400) -> Image.Image:
    """The first page, one bit a pixel. `askew` in degrees; the dust lies the same each time."""
    page = PdfDocument(pdf)[0]
    grey = page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    turned = grey.rotate(askew, resample=Image.Resampling.BILINEAR, fillcolor=255)
    for place in _dust(turned.size, dust):
        turned.putpixel(place, 0)
    black: Image.Image = turned.point(lambda level: 255 if level > 150 else 0).convert("1")
    return black


def as_pdf(image: Image.Image) -> bytes:
    """As office machines send it: one image a page, no text."""
    buffer, epoch = BytesIO(), time.gmtime(0)
    image.save(buffer, "PDF", resolution=_DPI, producer="Office machine", creationDate=epoch, modDate=epoch)
    return buffer.getvalue()


def as_tiff(image: Image.Image) -> bytes:
    """As fax servers send it."""
    buffer = BytesIO()
    image.save(buffer, "TIFF", compression="group4", dpi=(_DPI, _DPI))
    return buffer.getvalue()


def _dust(size: tuple[int, int], grains: int) -> list[tuple[int, int]]:
    lot = random.Random(7)
    return [(lot.randrange(size[0]), lot.randrange(size[1])) for _ in range(grains)]
