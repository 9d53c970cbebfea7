"""How much of a PDF is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How many pages of a document are read, and how many by OCR; what is beyond is told."""

    pages: int = 200
    scans: int = 30
