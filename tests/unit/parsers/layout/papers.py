"""Orders as typewritten pages, laid out in ways of our own, and how they are read."""

from collections.abc import Sequence
from dataclasses import replace

from orders.findings import Finding
from orders.reading import OrderReading
from parsers.layout.orders import Origin, read_orders
from parsers.pages.page import Page
from parsers.parser import Parsed
from tests.unit.parsers.layout.drawing import boxes, rows

HEAD = (
    "Brightwater Nurseries Ltd",
    "4 Glasshouse Lane, Evesham WR11 4PQ",
    "",
    "PURCHASE ORDER",
    "",
    "PO number: BN-20771        Date: 14 March 2026        Required by: 2 April 2026",
    "",
)
PARTIES = (
    "Supplier                        Deliver to",
    "Kettle Works plc                Brightwater Nurseries Ltd",
    "9 Forge Road                    Unit 3, Vale Park",
    "Redditch B97 6HH                Evesham WR11 1GF",
    "",
)
LINES = (
    "Line   Your code     Description              Qty   Unit    Price GBP    Amount GBP",
    "1      KW-4410       Copper watering can       12   each        21.50        258.00",
    "2      KW-4480       Brass rose, fine          30   each         4.20        126.00",
    "",
)
SUMS = ("                                              Total net                     384.00",)
ORDER = (*HEAD, *PARTIES, *LINES, *SUMS)


def pages(*papers: Sequence[str]) -> tuple[Page, ...]:
    """One page for each paper; words are numbered through all of them."""
    found: list[Page] = []
    for number, lines in enumerate(papers, start=1):
        (page,) = rows(*lines).pages()
        before = sum(len(one.words) for one in found)
        words = tuple(replace(word, page=number, place=before + word.place) for word in page.words)
        found.append(replace(page, number=number, words=words))
    return tuple(found)


def parsed(*papers: Sequence[str], file_name: str = "", subject: str = "") -> Parsed:
    return read_orders(pages(*papers), boxes, Origin("pdf", file_name, subject, ""))


def read(*papers: Sequence[str], file_name: str = "", subject: str = "") -> OrderReading:
    """The only order of these papers."""
    found = parsed(*papers, file_name=file_name, subject=subject)
    (reading,) = found.readings
    return reading


def holds(reading: OrderReading | Parsed) -> list[Finding]:
    return [finding for finding in reading.findings if finding.holds]


def told(reading: OrderReading) -> list[str]:
    """What holds the order, in words, for a test that expects nothing."""
    return [f"{finding.code.value} {finding.path} {finding.message} {finding.found}" for finding in holds(reading)]
