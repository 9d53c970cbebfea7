"""Papers count their lines too: another number than was read says that one is missing, or is none."""

from collections.abc import Sequence
from typing import Final

from orders.findings import FindingCode
from orders.reading import OrderReading
from parsers.language.spellings import spelled
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import joined
from parsers.layout.values.remarks import Remarks
from parsers.pages.page import Locate

_COUNTED: Final = r"(?<!\w)%(line_count)s\s*[:.=]?\s*(\d{1,4})(?![\d.,/-])"


def with_line_count(reading: OrderReading, lines: Sequence[TextLine], locate: Locate) -> OrderReading:
    """The reading, held where these lines of its pages count other lines than were read."""
    remarks = Remarks(locate)
    for line in lines:
        found = spelled(_COUNTED).search(joined(line.words))
        if found and reading.lines and int(found[1]) != len(reading.lines):
            message = f"The paper counts {found[1]} lines, and {len(reading.lines)} were read. Compare the two."
            remarks.hold(FindingCode.LINE_COUNT, message, line.words, found=str(len(reading.lines)))
    return reading.model_copy(update={"findings": (*reading.findings, *remarks.findings)})
