"""What an OCR engine needs installed to read scans, by Tesseract's names of languages (ISO 639-2)."""

from typing import Final

LANGUAGES: Final = ("eng", "deu", "fra", "spa", "ita", "nld")
ORIENTATION: Final = "osd"
"""No language: what tells how a page stands."""
