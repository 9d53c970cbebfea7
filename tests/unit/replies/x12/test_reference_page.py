"""The reference page says of each fault and status what the code says."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from replies.syntax_answer import Fault
from replies.x12 import fault_codes
from replies.x12.lines import ACTIONS, CODES, DELETED, LATER

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "answers-x12-xml.md").read_text("utf-8")
COLUMNS: list[Mapping[Fault, str]] = [
    fault_codes.GROUP_SINCE_5010, fault_codes.SET, fault_codes.SEGMENT, fault_codes.ELEMENT, fault_codes.INTERCHANGE,
]  # fmt: skip


def rows() -> dict[str, list[str]]:
    """The cells of codes by fault; a row of several faults has them all."""
    found = {}
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 7 and "`" in cells[1]:
            found |= dict.fromkeys(re.findall(r"`(\w+)`", cells[1]), cells[2:])
    return found


@pytest.mark.parametrize("fault", [fault for fault in Fault if any(fault in column for column in COLUMNS)])
def test_each_fault_is_told_with_its_codes(fault: Fault) -> None:
    cells = rows()[fault.value]
    for column, cell in zip(COLUMNS, cells, strict=True):
        told = re.findall(r"\b\d+\b", cell.partition(", from")[0])
        if fault in column:
            assert column[fault] in told


def test_no_fault_is_told_that_is_none() -> None:
    assert set(rows()) <= {fault.value for fault in Fault}


def test_every_status_and_action_of_a_line_is_told() -> None:
    assert [] == [
        code for code in (*CODES.values(), *ACTIONS.values(), LATER, DELETED) if not re.search(rf"\b{code}\b", PAGE)
    ]
