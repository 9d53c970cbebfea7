"""The supplier's CSV files: what loads, and what is reported with its place."""

from contextlib import closing, suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Row, select

from orders.errors import Misconfigured
from storage.database import open_store
from storage.reference.cells import UnusableRow
from storage.reference.csv_files import as_text, open_table
from storage.reference.files import FILES
from storage.reference.importing import import_folder
from storage.reference.tables import items, prices

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)

HEADER = "supplier_item,uom,pack_qty,list_price_eur,blocked\n"


def read(tmp_path: Path, content: str | bytes, name: str = "catalogue.csv") -> tuple[dict[str, Row[Any]], list[str]]:
    data = content.encode() if isinstance(content, str) else content
    (tmp_path / name).write_bytes(data)
    with closing(open_store("sqlite:///:memory:", tmp_path / "archive")) as store:
        store.migrate()
        report = import_folder(store, tmp_path, NOW)
        with store.read() as uow:
            rows = [*uow.connection.execute(select(items)), *uow.connection.execute(select(prices))]
    found = {getattr(row, "row", row.sku): row for row in rows}
    return dict(found), [str(problem) for problem in report.problems]


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "007,EA,10,2.50,\n",
        HEADER.replace(",", ";") + "007;EA;10;2,50;\n",
        "\ufeff" + HEADER + "007,EA,10,2.50,\n",
        HEADER.upper().replace("\n", "\r\n") + '"007", EA ,10,2.50,\r\n\r\n,,,,\r\n',
    ],
)
def test_dialects_mean_the_same_and_leading_zeros_stay(tmp_path: Path, content: str) -> None:
    rows, problems = read(tmp_path, content)
    assert [] == problems
    item, price = rows["007"], rows["007 EUR"]
    assert ("007", "EA", "10", "2.50") == (item.sku, item.unit, item.pack_quantity, price.amount)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",EA,1,1,", "line 2, column supplier_item: the cell is empty"),
        ("B,,1,1,", "line 2, column uom: the cell is empty"),
        ("B,EA,ten,1,", "line 2, column pack_qty: 'ten' is not a number"),
        ("B,EA,0,1,", "line 2, column pack_qty: '0' is not a number above 0"),
        ("B,EA,1,NaN,", "line 2, column list_price_eur: 'NaN' is not a usable number"),
        ("B,EA,1,1E99999,", "line 2, column list_price_eur: '1E99999' is not a usable number"),
        ("B,EA,1,1,perhaps", "line 2, column blocked: 'perhaps' is neither yes nor no"),
        ("B,EA,1", "line 2: the row has 3 cells, the header 5"),
        ('B,"EA,1,1,', "line 2: the row has 2 cells, the header 5"),
    ],
)
def test_a_bad_row_is_reported_with_its_place(tmp_path: Path, row: str, problem: str) -> None:
    rows, problems = read(tmp_path, f"{HEADER}{row}\n")
    assert {} == rows
    assert problems[0].startswith(f"catalogue.csv, {problem}")


def test_the_rest_loads_and_lines_are_counted_through_quoted_line_ends(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, HEADER + 'A,"E\nA",1,1,\nB,EA,x,1,\nC,EA,1,1,\n')
    assert ["catalogue.csv, line 4, column pack_qty: 'x' is not a number"] == problems
    assert {"A", "C"} <= set(rows)


def test_the_second_of_two_rows_with_one_key_is_reported(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, HEADER + "A,EA,1,1,\nA,BX,1,2,\n")
    assert 1 == len(problems)
    assert "A stands in this file twice" in problems[0]
    assert ("EA", "1") == (rows["A"].unit, rows["A EUR"].amount)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"supplier_item,uom\nM\xfcller,EA\n", "line 2: the file is not UTF-8"),
        (b"", "lacks the column"),
        (b"\n\n", "lacks the column"),
        (b"supplier_item\nA\n", "lacks the column uom; it has supplier_item"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_import(tmp_path: Path, content: bytes, complaint: str) -> None:
    with pytest.raises(Misconfigured, match=complaint):
        read(tmp_path, content)


def test_an_empty_folder_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"customers.csv, ship_to.csv, .*catalogue.csv"):
        read(tmp_path, "", name="notes.txt")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for file in FILES:
        try:
            with as_text(BytesIO(content)) as text:
                table = open_table(file.name, text)
                table.require(file.required)
                for _line, row in table.rows:
                    with suppress(UnusableRow):
                        list(file.rows(row))
        except Misconfigured as refusal:
            assert file.name in str(refusal)  # noqa: PT017 -- both ends are allowed
