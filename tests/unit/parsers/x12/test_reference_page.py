"""The page of the reference names what the code reads."""

import re
from pathlib import Path

from parsers.x12.other_dates import OF_GROCERIES, OTHER_DATES

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "orders-x12.md").read_text(encoding="utf-8")


def test_the_tables_give_every_other_date_its_meaning_and_none_besides() -> None:
    rows = re.findall(r"^\| ([`\d, ]+) \| `(\w+)` \|$", PAGE, re.MULTILINE)
    shown = {(code, meaning) for codes, meaning in rows for code in re.findall(r"\d+", codes)}
    assert {(code, meaning.value) for code, meaning in (OTHER_DATES | OF_GROCERIES).items()} == shown
