"""Papers count their pages: one that is called the first of two and comes alone has lines that nobody has seen."""

from collections.abc import Sequence
from typing import Final

from orders.findings import FindingCode
from parsers.language.spellings import spelled
from parsers.layout.remarks import Remarks, joined
from parsers.layout.text_lines import TextLine

_COUNTED: Final = r"\b%(page)s\.?\s*:?\s*(\d{1,3})\s*%(of_pages)s\s*(\d{1,3})(?![\d.,/-])"


def tell_missing_pages(lines: Sequence[TextLine], pages: int, remarks: Remarks) -> None:
    """Hold what says that it has more pages than the `pages` that came."""
    for line in lines:
        for segment in line.segments:
            found = spelled(_COUNTED).search(joined(segment.words))
            if found and pages < int(found[2]) and int(found[1]) <= int(found[2]):
                message = (
                    f"The paper says that this is page {found[1]} of {found[2]}, and {_counted(pages)} came. "
                    "Ask the sender for the rest."
                )
                remarks.hold(FindingCode.TRUNCATED, message, segment.words, found=str(pages))
                return


def _counted(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"
