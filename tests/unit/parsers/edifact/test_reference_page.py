"""The page of the reference names what the code reads."""

import re
from pathlib import Path

from parsers.edifact.other_dates import OTHER_DATES

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "orders-edifact.md").read_text(encoding="utf-8")


def test_every_other_date_stands_in_the_table_with_its_meaning() -> None:
    rows = re.findall(r"^\| ([`\d, ]+) \| (.+) \|$", PAGE, re.MULTILINE)
    shown = {code: meanings for codes, meanings in rows for code in re.findall(r"\d+", codes)}
    assert {} == {code: meaning for code, meaning in OTHER_DATES.items() if f"`{meaning.value}`" not in shown[code]}
