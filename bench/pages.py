"""Pages of print and of scans to words, as a child of the daemon reads them.

`python -m bench.pages text|scans PAGES` measures in its own process and prints one line of JSON.
"""

import json
import os
import sys
import time
from dataclasses import asdict, dataclass

from bench.memory_curve import own_peak_mb
from parsers.parser import Blob, ParseContext
from parsers.pdf.page_limits import PageLimits
from parsers.pdf.parser import PdfParser
from tests.fakes import pdfs

_SCAN_DPI = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """What reading one document took. `engine_cpu_seconds` is what the OCR engine computed beside it."""

    kind: str
    pages: int
    words: int
    seconds: float
    pages_per_second: float
    pages_per_cpu_second: float
    cpu_seconds: float
    engine_cpu_seconds: float
    peak_rss_mb: float


def measure(kind: str, pages: int) -> Measured:
    """One document of so many pages, with words, pictures for the screen, layout and transcript."""
    content = pdfs.order_pdf(pages) if kind == "text" else pdfs.scanned_pdf(*[pdfs.scan(dpi=_SCAN_DPI)] * pages)
    parser = PdfParser(limits=PageLimits(pages=pages, scans=pages))
    before, began = os.times(), time.perf_counter()
    read = parser.parse(Blob(content, "bench.pdf", "application/pdf"), ParseContext())
    seconds, after = time.perf_counter() - began, os.times()
    own = after.user + after.system - before.user - before.system
    engine = after.children_user + after.children_system - before.children_user - before.children_system
    shown = read.transcript.pages if read.transcript else ()
    assert pages == len(shown) == len(read.images)
    return Measured(
        kind=kind,
        pages=pages,
        words=sum(len(page.words) for page in shown),
        seconds=round(seconds, 1),
        pages_per_second=round(pages / seconds, 2),
        pages_per_cpu_second=round(pages / (own + engine), 2),
        cpu_seconds=round(own, 1),
        engine_cpu_seconds=round(engine, 1),
        peak_rss_mb=own_peak_mb(),
    )


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[1], int(sys.argv[2])))))
