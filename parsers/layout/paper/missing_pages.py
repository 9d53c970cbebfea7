"""Papers count their pages: one that is called the first of two and comes alone has lines that nobody has seen."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from orders.findings import FindingCode
from parsers.language.spellings import is_spelling, spelled
from parsers.layout.text.lines import Run, TextLine
from parsers.layout.text.words import joined
from parsers.layout.values.remarks import Remarks

_COUNTED: Final = r"\b%(page)s\.?\s*:?\s*(\d{1,3})\s*%(of_pages)s\s*(\d{1,3})(?![\d.,/-])"
_BARE: Final = re.compile(r"^[-–\s]*(\d{1,2})\s*/\s*(\d{1,2})[-–\s]*$")
_EDGE: Final = 3
"""Lines at the head and at the foot of a page where a bare 1/3 counts pages."""
_AROUND: Final = " -–—*.…>()0123456789"


def tell_missing_pages(lines: Sequence[TextLine], pages: int, remarks: Remarks) -> None:
    """Hold what says that it has more pages than the `pages` that came."""
    for run, number, count in (*_counted(lines), *_bare(lines)):
        if number <= count and pages < count:
            message = (
                f"The paper says that this is page {number} of {count}, and {_said(pages)} came. "
                "Ask the sender for the rest."
            )
            remarks.hold(FindingCode.TRUNCATED, message, run.words, found=str(pages))
            return
    for run in _foot(lines):
        if is_spelling("more_pages", joined(run.words).strip(_AROUND)):
            message = "The last page says that another one follows, which did not come. Ask the sender for the rest."
            remarks.hold(FindingCode.TRUNCATED, message, run.words, found=str(pages))
            return


def _counted(lines: Sequence[TextLine]) -> Iterator[tuple[Run, int, int]]:
    for line in lines:
        for run in line.runs:
            if found := spelled(_COUNTED).search(joined(run.words)):
                yield run, int(found[1]), int(found[2])


def _bare(lines: Sequence[TextLine]) -> Iterator[tuple[Run, int, int]]:
    """Of a number before a stroke only that of the page itself counts: others are sizes and parts of days."""
    for page in dict.fromkeys(line.page for line in lines):
        own = [line for line in lines if line.page == page]
        for line in (*own[:_EDGE], *own[_EDGE:][-_EDGE:]):
            for run in line.runs:
                found = _BARE.match(joined(run.words))
                if found and int(found[1]) == page:
                    yield run, page, int(found[2])


def _foot(lines: Sequence[TextLine]) -> Iterator[Run]:
    last = max((line.page for line in lines), default=0)
    for line in [line for line in lines if line.page == last][-_EDGE:]:
        yield from line.runs


def _said(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"
