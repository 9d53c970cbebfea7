"""`docs/reference/reference-data.md` has each file, each required column in bold, and each column that is read."""

import re
from pathlib import Path

import pytest

from storage.reference.cells import FileRow
from storage.reference.files import FILES, ReferenceFile

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "reference-data.md").read_text()
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
NUMBERS = re.compile("price|qty|quantity|factor|available|percent|limit|balance|basis|value|days")
DAYS = ("date", "since", "valid_from", "valid_until")


class Recording(dict[str, str]):
    """Cells that remember what was asked for, and are never empty."""

    def __init__(self, columns: set[str]) -> None:
        super().__init__(dict.fromkeys(columns, ""))
        self.asked: set[str] = set()

    def get(self, column: str, default: object = None) -> str:  # type: ignore[override] # a dict gives its default
        self.asked.add(column)
        if column in DAYS:
            return "2026-03-31"
        if column == "blocked":
            return "no"
        return "1" if NUMBERS.search(column) and not column.endswith("uom") else column.upper()


def documented(file: ReferenceFile) -> tuple[set[str], set[str]]:
    """All columns, and the required ones."""
    cells = re.findall(r"^\| (.+?) \|", SECTIONS[f"{file.name}.csv"], flags=re.MULTILINE)[1:]
    names = [name for cell in cells for name in cell.split(", ")]
    return {name.strip("*") for name in names}, {name.strip("*") for name in names if name.startswith("**")}


def test_the_page_has_all_files() -> None:
    assert [f"{file.name}.csv" for file in FILES] == list(SECTIONS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_page_has_the_columns_that_are_read(file: ReferenceFile) -> None:
    columns, required = documented(file)
    cells = Recording(columns)
    parts = {part for part, _values in file.rows(FileRow(cells, comma_decimals=False))}
    assert set(file.parts) == parts
    assert columns == cells.asked
    assert set(file.required) == required
