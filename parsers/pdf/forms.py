"""A page as a person reads it: upright, with form fields and notes drawn into it.

PDFium's text layer knows neither the values of fields nor notes (ISO 32000-1, 12.5 and 12.7), and orders its words by
lines only where the page stands upright.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from parsers.pdf.characters import print_direction
from parsers.pdf.sheet import Box, Sheet

_FULL_TURN: Final = 360


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page with all that is laid over it, and where its form fields are, in page space."""

    page: pdfium.PdfPage
    fields: tuple[tuple[float, float, float, float], ...]

    def field_boxes(self, sheet: Sheet) -> tuple[Box, ...]:
        """Where its form fields are displayed."""
        return tuple(sheet.box(*corners) for corners in self.fields)


@contextmanager
def opened_page(document: pdfium.PdfDocument, place: int) -> Iterator[OpenedPage]:
    """The page at this place, counted from 0. `init_forms` of the document comes before it."""
    page = document[place]
    try:
        fields = tuple(_fields(page))
        if raw.FPDFPage_GetAnnotCount(page) and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY):
            # What was drawn into the page shows when it is loaded anew.
            page.close()
            page = document[place]
        upright = -print_direction(page) % _FULL_TURN
        if upright != page.get_rotation():
            page.set_rotation(upright)
            page.close()
            page = document[place]
        yield OpenedPage(page, fields)
    finally:
        page.close()


def _fields(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        box = raw.FS_RECTF()
        is_field = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
        if is_field and raw.FPDFAnnot_GetRect(annotation, byref(box)):
            yield box.left, box.bottom, box.right, box.top
        raw.FPDFPage_CloseAnnot(annotation)
