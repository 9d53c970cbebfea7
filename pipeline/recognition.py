"""Which parser reads a document: the one that is surest of it, and never one of two that are equally sure."""

from collections.abc import Sequence

from ingest.sniff import BINARY
from ingest.unpacking.media_names import name_of
from ingest.unpacking.part import NOT_OPENED
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from parsers.parser import Blob, Match, Parser

_DOCUMENTS = (
    ".csv", ".doc", ".docx", ".edi", ".eml", ".htm", ".html", ".msg", ".odt", ".ods", ".pdf", ".rtf", ".tif", ".tiff",
    ".txt", ".xls", ".xlsx", ".xml", ".zip",
)  # fmt: skip
_SMALL_IMAGE_BYTES = 16_384
"""Up to this size a picture of a kind that nobody reads is a logo or a sign, and no scan."""


def chosen_parser(parsers: Sequence[Parser], blob: Blob) -> Parser | None:
    """The parser with the strongest match, None where none recognises the bytes.

    Raises NeedsAttention (SEVERAL_PARSERS) when several claim the document with the same strength.
    """
    matches = [(match, parser) for parser in parsers if (match := parser.recognise(blob)) is not None]
    if not matches:
        return None
    strongest = max(match.strength for match, _ in matches)
    surest = [(match, parser) for match, parser in matches if match.strength == strongest]
    if len(surest) > 1:
        raise NeedsAttention([_several(blob, [match for match, _ in surest])])
    return surest[0][1]


def _several(blob: Blob, matches: Sequence[Match]) -> Finding:
    names = ", ".join(sorted(match.parser for match in matches))
    return Finding(
        code=FindingCode.SEVERAL_PARSERS,
        severity=Severity.BLOCK,
        message=f"Several parsers claim {blob.name or 'this document'} with equal certainty: {names}. "
        "Switch one of them off, then retry.",
        found=names,
        expected="one parser",
    )


def is_unread(name: str, media_type: str, size: int, set_aside: str) -> bool:
    """Whether a part that was set aside for this reason may hold an order that nobody read.

    Bytes of no known kind are drawings and the like, unless they bear the name of a document.
    """
    if set_aside.startswith(NOT_OPENED):
        return True
    if set_aside != unread_reason(media_type):
        return False
    if media_type == BINARY:
        return name.lower().endswith(_DOCUMENTS)
    return not (media_type.startswith("image/") and size <= _SMALL_IMAGE_BYTES)


def unread_reason(media_type: str) -> str:
    """Why a part was set aside that no parser recognises."""
    return f"{name_of(media_type)} is not read yet"
