"""What belongs to a PDF beside its print: notes on its pages, embedded files, forms (ISO 32000-1, 7.11, 12.5, 12.7)."""

from collections.abc import Iterator
from typing import Final

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from orders.findings import Finding, FindingCode, Severity

_NO_NOTES: Final = frozenset({"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet", "/Watermark"})
_HIDDEN: Final = 0b10
_SHOWN: Final = 120
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".joboptions")
_UNTICKED: Final = frozenset({"", "/Off", "Off", "None"})


def laid_over(reader: PdfReader, pages: int, order: str = "") -> Iterator[Finding]:
    """One finding for each kind of thing that the print does not tell. May raise what pypdf raises.

    `order` names the embedded file that is read as the order.
    """
    for number in range(1, min(pages, len(reader.pages)) + 1):
        yield from _notes(reader.pages[number - 1], number)
    yield from (embedded(name) for name in reader.attachments if name != order)
    yield from _form(reader)


def _notes(page: PageObject, number: int) -> Iterator[Finding]:
    found = page.get("/Annots")
    notes = found.get_object() if found is not None else None
    for note in notes if isinstance(notes, ArrayObject) else ():
        one = note.get_object()
        if not isinstance(one, DictionaryObject) or one.get("/Subtype") in _NO_NOTES:
            continue
        if not int(one.get("/F", 0)) & _HIDDEN:
            yield _note(one, number)


def _note(note: DictionaryObject, number: int) -> Finding:
    kind = str(note.get("/Subtype", "")).lstrip("/")
    text = " ".join(str(note.get("/Contents", "")).split())[:_SHOWN]
    message = f"Somebody put a note on page {number}. Does it change what is ordered?"
    return _hold(FindingCode.FREE_TEXT, message, f"{kind}: {text}" if text else kind)


def embedded(name: str) -> Finding:
    """A file inside the PDF that nothing reads."""
    message = f"The PDF holds the file {name}, which was not read. Is anything ordered in it?"
    harmless = name.lower().endswith(_PICTURES)
    severity = Severity.NOTE if harmless else Severity.HOLD
    return Finding(code=FindingCode.UNREAD_CONTENT, severity=severity, message=message, found=name)


def _form(reader: PdfReader) -> Iterator[Finding]:
    root = reader.root_object.get("/AcroForm")
    form = root.get_object() if root is not None else None
    if not isinstance(form, DictionaryObject):
        return
    if "/XFA" in form:
        message = "The PDF is an XFA form, whose values may differ from what its pages show. Compare it in its program."
        yield _hold(FindingCode.UNREAD_CONTENT, message, "XFA")
    ticked = [name for name, field in (reader.get_fields() or {}).items() if _is_ticked(field)]
    if ticked:
        message = "Boxes of the form are ticked, which are not read. Do they change what is ordered?"
        yield _hold(FindingCode.UNREAD_CONTENT, message, ", ".join(ticked)[:_SHOWN])


def _is_ticked(field: DictionaryObject) -> bool:
    return field.get("/FT") == "/Btn" and str(field.get("/V", "")) not in _UNTICKED


def _hold(code: FindingCode, message: str, found: str) -> Finding:
    return Finding(code=code, severity=Severity.HOLD, message=message, found=found)
