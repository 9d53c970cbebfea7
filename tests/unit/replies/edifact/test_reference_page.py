"""The reference names every code that is written."""

import re
from pathlib import Path

from replies.edifact import order_codes as codes
from replies.edifact.fault_codes import Level, code
from replies.syntax_answer import Fault

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "answers-edifact.md").read_text()
# Where each fault may be told by its own code, if at one level only.
AT = {Fault.SEGMENT_TOO_OFTEN: Level.SEGMENT, Fault.ELEMENT_TOO_LONG: Level.ELEMENT}


def test_every_fault_has_its_code() -> None:
    told = dict(re.findall(r"^\| [^|]+ \| `(\w+)` \| (\d+) \|$", PAGE, re.MULTILINE))
    assert told == {fault.value: code(fault, AT.get(fault, Level.INTERCHANGE)) for fault in Fault}


def test_every_code_of_an_order_is_named() -> None:
    for said in (*codes.ERRORS.values(), codes.WHOLE_ORDER, codes.EXPECTED_PRICE, codes.CONFIRMED_PRICE):
        assert f"`{said}`" in PAGE
    for reason in codes.REASONS.values():
        assert re.search(rf"^\| `AJT` \|.*\b{reason}\b", PAGE, re.MULTILINE)
    for action in (codes.ADDED, codes.DELETED, codes.ACCEPTED, codes.AMENDED, codes.NOT_ACCEPTED):
        assert f"| {action} | " in PAGE
