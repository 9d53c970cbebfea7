"""Papers count their pages: one that is called the first of two and comes alone has lines that nobody has seen."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from orders.findings import FindingCode
from parsers.language.spellings import is_spelling, spelled
from parsers.layout.remarks import Remarks, joined
from parsers.layout.text_lines import Segment, TextLine

_COUNTED: Final = r"\b%(page)s\.?\s*:?\s*(\d{1,3})\s*%(of_pages)s\s*(\d{1,3})(?![\d.,/-])"
_BARE: Final = re.compile(r"^[-–\s]*(\d{1,2})\s*/\s*(\d{1,2})[-–\s]*$")
_EDGE: Final = 3
"""Lines at the head and at the foot of a page where a bare 1/3 counts pages."""
_AROUND: Final = " -–—*.…>()0123456789"


def tell_missing_pages(lines: Sequence[TextLine], pages: int, remarks: Remarks) -> None:
    """Hold what says that it has more pages than the `pages` that came."""
    for segment, number, count in (*_counted(lines), *_bare(lines)):
        if number <= count and pages < count:
            message = (
                f"The paper says that this is page {number} of {count}, and {_said(pages)} came. "
                "Ask the sender for the rest."
            )
            remarks.hold(FindingCode.TRUNCATED, message, segment.words, found=str(pages))
            return
    for segment in _foot(lines):
        if is_spelling("more_pages", joined(segment.words).strip(_AROUND)):
            message = "The last page says that another one follows, which did not come. Ask the sender for the rest."
            remarks.hold(FindingCode.TRUNCATED, message, segment.words, found=str(pages))
            return


def _counted(lines: Sequence[TextLine]) -> Iterator[tuple[Segment, int, int]]:
    for line in lines:
        for segment in line.segments:
            if found := spelled(_COUNTED).search(joined(segment.words)):
                yield segment, int(found[1]), int(found[2])


def _bare(lines: Sequence[TextLine]) -> Iterator[tuple[Segment, int, int]]:
    """Of a number before a stroke only that of the page itself counts: others are sizes and parts of days."""
    for page in dict.fromkeys(line.page for line in lines):
        own = [line for line in lines if line.page == page]
        for line in (*own[:_EDGE], *own[_EDGE:][-_EDGE:]):
            for segment in line.segments:
                found = _BARE.match(joined(segment.words))
                if found and int(found[1]) == page:
                    yield segment, page, int(found[2])


def _foot(lines: Sequence[TextLine]) -> Iterator[Segment]:
    last = max((line.page for line in lines), default=0)
    for line in [line for line in lines if line.page == last][-_EDGE:]:
        yield from line.segments


def _said(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"
