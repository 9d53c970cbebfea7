"""What people call a media type."""

from collections.abc import Mapping
from typing import Final

from ingest.sniff import BINARY, DOC, DOCX, ENCRYPTED_OFFICE, HTML, MAIL, OUTLOOK, PDF, TEXT, TNEF, X12, XML, ZIP

NAMES: Final[Mapping[str, str]] = {
    PDF: "PDF",
    TEXT: "plain text",
    HTML: "HTML",
    XML: "XML",
    X12: "ANSI X12",
    DOC: "a Word document",
    DOCX: "a Word document",
    "application/rtf": "a Rich Text document",
    ENCRYPTED_OFFICE: "an Office document with a password",
    MAIL: "a mail",
    OUTLOOK: "an Outlook message",
    TNEF: "an Outlook attachment (winmail.dat)",
    ZIP: "a ZIP archive",
    "application/gzip": "a gzip archive",
    "application/x-7z-compressed": "a 7-Zip archive",
    "application/vnd.rar": "a RAR archive",
    BINARY: "an unknown kind of file",
}
_FAMILIES: Final[Mapping[str, str]] = {"image": "an image", "audio": "a recording", "video": "a film"}


def name_of(media_type: str) -> str:
    """Words for a media type, and the type itself where there are none."""
    family = _FAMILIES.get(media_type.partition("/")[0], media_type)
    return NAMES.get(media_type, family) or NAMES[BINARY]
