"""What one order asks of the database, with every kind of reference data loaded: a few queries, whatever its lines."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ordermill import registry
from orders.findings import FindingCode
from storage.database import Store
from storage.reference.files import FILES
from storage.reference.importing import import_folder
from tests.fakes.company import COMPANY
from tests.fakes.readings import line, party, reading
from tests.fakes.statements import statements_of
from tests.fakes.trial import Trial, found

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
MOST_QUERIES = 6
MORE = {
    "credit": "customer_no,credit_limit,open_balance,currency\n0100,100000,0,EUR",
    "closed_days": "date\n2026-04-03",
    "manufacturer_items": "manufacturer_item,supplier_item\nHX-8,BOLT-08",
    "replacements": "supplier_item,replaced_by\nBOLT-08,BOLT-10\nTAPE-5,GLUE-1",
    "supply": "supplier_item,date,quantity\nBOLT-08,2026-03-20,100",
    "prices": "supplier_item,customer_no,price,currency,price_basis,from_quantity\nBOLT-08,0100,16.90,EUR,100,10",
    "discounts": "customer_no,discount_percent\n0100,10",
    "substitutes": "supplier_item,substitute\nBOLT-10,BOLT-08",
    "customer_packs": "customer_no,supplier_item,uom,factor\n0100,GLUE-1,Kolli,12",
    "quotes": "quote_no,customer_no,supplier_item,price,currency\nQ1,0100,GLUE-1,6.80,EUR",
}


@pytest.fixture
def everything(store: Store, tmp_path: Path) -> Store:
    folder = Path(shutil.copytree(COMPANY, tmp_path / "company"))
    for name, text in MORE.items():
        (folder / f"{name}.csv").write_text(text + "\n")
    assert {file.name for file in FILES} == {file.stem for file in folder.glob("*.csv")}
    assert () == import_folder(store, folder, NOW).problems
    return store


@pytest.fixture
def counted(everything: Store) -> Iterator[list[str]]:
    with statements_of(everything) as statements:
        yield statements


def test_whoever_a_document_names_is_looked_up_in_one_query(everything: Store, counted: list[str]) -> None:
    buyer = party(id="9510000000103", id_scheme="GLN", vat_id="DE 123", name="Nobody", postcode="1")
    order = reading(buyer=buyer, supplier=party(id="V-1"), sender="orders@nobody.example")
    with everything.read() as uow:
        assert found(Trial(uow.reference(), registry.rules())(order), FindingCode.CUSTOMER_UNKNOWN)
    assert 1 == sum("reference_customers" in statement for statement in counted)


@pytest.mark.parametrize("lines", [1, 20, 200])
def test_an_order_takes_at_most_six_queries(everything: Store, counted: list[str], lines: int) -> None:
    numbers = (
        {"buyer_item": "4711"},
        {"buyer_item": "08-15", "uom": "CS"},
        {"buyer_item": None, "supplier_item": "TAPE-5", "uom": "BX"},
        {"buyer_item": None, "gtin": "9520000000059"},
        {"buyer_item": None, "supplier_item": "HX-8"},
    )
    order = reading(
        requested_delivery_date=date(2026, 4, 3),
        lines=tuple(line(line_no=str(at), quantity=Decimal(1), **numbers[at % len(numbers)]) for at in range(lines)),
    )
    with everything.read() as uow:
        validation = Trial(uow.reference(), registry.rules())(order)
    assert {f"lines[{at}].item" for at in range(lines)} <= set(validation.resolutions)
    assert found(validation, FindingCode.ITEM_REPLACED)
    assert found(validation, FindingCode.CLOSED_DAY)
    assert len(counted) <= MOST_QUERIES
