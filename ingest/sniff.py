"""The media type of bytes. Names and declared types are claims of whoever sent them; what counts is the content."""

import re
from typing import Final

EDIFACT: Final = "application/edifact"
X12: Final = "application/edi-x12"
PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
XLS: Final = "application/vnd.ms-excel"
DOC: Final = "application/msword"
OUTLOOK: Final = "application/vnd.ms-outlook"
ENCRYPTED_OFFICE: Final = "application/x-encrypted-office"
TNEF: Final = "application/ms-tnef"
ZIP: Final = "application/zip"
MAIL: Final = "message/rfc822"
XML: Final = "application/xml"
CSV: Final = "text/csv"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
BINARY: Final = "application/octet-stream"

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Final = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("__substg1.0_", OUTLOOK),
    ("Workbook", XLS),
    ("Book", XLS),
    ("WordDocument", DOC),
)
_ZIP_MEMBERS: Final = (
    (b"xl/workbook", XLSX),
    (b"word/document", DOCX),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ODS),
)
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HEAD: Final = 4096
# Junk before the header is allowed by every reader of PDF, within the first kilobyte.
_PDF_WITHIN: Final = 1024

_EDIFACT_START = re.compile(r"(UNA.{6}\s*)?UN[BH][^A-Za-z0-9 \t\r\n]", re.DOTALL)
_X12_START = re.compile(r"ISA([^A-Za-z0-9 \t\r\n]).{2}\1.{10}\1", re.DOTALL)
_HTML_START = re.compile(r"<(!doctype\s+html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_XML_START = re.compile(r"<(\?xml\b|[A-Za-z_][\w.:-]*[\s/>])")
_MAIL_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):", re.MULTILINE)
_MAIL_HEADERS: Final = frozenset(
    {"from", "to", "cc", "date", "subject", "received", "return-path", "message-id", "mime-version", "content-type"}
)


def media_type(content: bytes) -> str:
    """What the bytes are, `application/octet-stream` where that is not known, `text/plain` for other text."""
    return _binary_type(content) or _text_type(content)


def is_mail(content: bytes) -> bool:
    """Whether the bytes begin as an internet message: a block of headers, at least two of the usual ones."""
    text = as_text(content[:_HEAD])
    return text is not None and _is_mail(text)


def as_text(content: bytes) -> str | None:
    """The head of a text in whatever encoding, good enough to look at; None where it is binary."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    if b"\x00" in content:
        return None
    control = sum(byte < 9 or 13 < byte < 28 for byte in content)
    # Separators of EDI may be control characters, so a few of them do not make it binary.
    if control * 20 > len(content):
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _binary_type(content: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(_OLE):
        return _ole_type(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for member, kind in _ZIP_MEMBERS if member in content), ZIP)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    # "BM" alone begins words too; the size in the header does not.
    if content.startswith(b"BM") and int.from_bytes(content[2:6], "little") == len(content):
        return "image/bmp"
    return PDF if b"%PDF-" in content[:_PDF_WITHIN] and not is_mail(content) else ""


def _ole_type(content: bytes) -> str:
    # The names of the streams stand in the directory as UTF-16.
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in content:
            return kind
    return "application/x-ole-storage"


def _text_type(content: bytes) -> str:
    text = as_text(content[:_HEAD])
    if text is None:
        return BINARY
    start = text.lstrip("\ufeff \t\r\n")
    if _EDIFACT_START.match(start):
        return EDIFACT
    if _X12_START.match(start):
        return X12
    if _HTML_START.match(start):
        return HTML
    if _XML_START.match(start):
        return HTML if "<html" in text.lower() else XML
    if _is_mail(text):
        return MAIL
    # The last line of a head may be cut.
    return CSV if _is_table(text.splitlines()[: -1 if len(content) > _HEAD else None]) else TEXT


def _is_mail(text: str) -> bool:
    head = text.split("\n\n", 1)[0].split("\r\n\r\n", 1)[0]
    if not _MAIL_HEADER.match(head) and not head.startswith("From "):
        return False
    names = [name.lower() for name in _MAIL_HEADER.findall(head)]
    return len(_MAIL_HEADERS.intersection(names)) >= 2 and "from" in names


def _is_table(lines: list[str]) -> bool:
    """Whether most lines have the same number of one delimiter, at least two of it."""
    filled = [line for line in lines if line.strip()][:50]
    if len(filled) < 2:
        return False
    for delimiter in ";\t|,":
        counts = sorted(line.count(delimiter) for line in filled)
        middle = counts[len(counts) // 2]
        if middle >= 2 and counts.count(middle) * 5 >= len(counts) * 4:
            return True
    return False
