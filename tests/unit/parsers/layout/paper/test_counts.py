"""Papers that count their pages and lines are held where not all of them came or were read."""

import pytest

from orders.findings import FindingCode
from tests.unit.parsers.layout.papers import ORDER, holds, read, told

FOOT_AWAY = ("",) * 4


@pytest.mark.parametrize(
    "foot",
    [
        "1/3",
        "- 1 / 2 -",
        "Page 1 of 2",
        "continued on next page",
        "Fortsetzung auf Seite 2",
        "... suite page suivante",
        "segue pagina 2",
        "*** z.o.z. ***",
    ],
)
def test_a_page_that_announces_another_one_which_did_not_come_holds(foot: str) -> None:
    assert FindingCode.TRUNCATED in {finding.code for finding in holds(read((*ORDER, *FOOT_AWAY, foot)))}


@pytest.mark.parametrize("foot", ["1/1", "Page 1 of 1", "continued from previous page"])
def test_a_page_that_announces_no_other_one_holds_nothing(foot: str) -> None:
    assert FindingCode.TRUNCATED not in {finding.code for finding in holds(read((*ORDER, *FOOT_AWAY, foot)))}


@pytest.mark.parametrize(
    "counted", ["Number of lines: 3", "Anzahl Positionen 3", "Nb de lignes : 3", "Totale righe: 3"]
)
def test_other_lines_than_the_paper_counts_hold(counted: str) -> None:
    assert FindingCode.LINE_COUNT in {finding.code for finding in holds(read((*ORDER, "", counted)))}


def test_as_many_lines_as_the_paper_counts_hold_nothing() -> None:
    assert [] == told(read((*ORDER, "", "Number of lines: 2")))
