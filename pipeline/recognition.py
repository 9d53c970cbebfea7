"""Which parser reads a document: the one that is surest of it, and never one of two that are equally sure."""

from collections.abc import Sequence

from ingest.media_names import name_of
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from parsers.parser import Blob, Match, Parser


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


def unread_reason(media_type: str) -> str:
    """Why a part was set aside that no parser recognises."""
    return f"{name_of(media_type)} is not read yet"
