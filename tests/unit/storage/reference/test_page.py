"""`docs/reference/reference-data.md` has each file, each required column in bold, and each column that is read."""

import re
from pathlib import Path

import pytest

from orders.errors import Misconfigured
from storage.reference.csv_files import CsvRow, CsvTable
from storage.reference.kinds import FILES, Loaded, ReferenceFile

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "reference-data.md").read_text()
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
NUMBERS = {"pack_qty": "1", "price_basis": "1", "factor": "1", "available": "1", "blocked": "no"}


class Recording(dict[str, str]):
    """Cells that remember what was asked for, and are never empty."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, column: str, default: object = None) -> str:  # type: ignore[override] # a dict gives its default
        self.asked.add(column)
        return NUMBERS.get(column, "1" if "price" in column else "EUR")


def documented(file: ReferenceFile) -> tuple[set[str], set[str]]:
    """All columns, and the required ones."""
    cells = re.findall(r"^\| (.+?) \|", SECTIONS[file.name], flags=re.MULTILINE)[1:]
    names = [name for cell in cells for name in cell.split(", ")]
    return {name.strip("*") for name in names}, {name.strip("*") for name in names if name.startswith("**")}


def test_the_page_has_all_files() -> None:
    assert [file.name for file in FILES] == list(SECTIONS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_page_has_the_columns_that_are_read(file: ReferenceFile) -> None:
    columns, required = documented(file)
    cells = Recording()
    table = CsvTable(file.name, tuple(columns), iter([(2, CsvRow(cells, comma_decimals=False))]))
    file.load(table, Loaded())
    assert [] == table.problems
    assert columns == cells.asked
    for column in required:
        with pytest.raises(Misconfigured, match=column):
            file.load(CsvTable(file.name, tuple(columns - {column}), iter(())), Loaded())
    file.load(CsvTable(file.name, tuple(required), iter(())), Loaded())
