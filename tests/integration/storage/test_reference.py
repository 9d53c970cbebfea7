"""Reference data from CSV into snapshots, on both databases."""

import shutil
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from orders.errors import Misconfigured
from orders.ids import SnapshotId
from storage.database import Store
from storage.reference.importing import import_folder, prune
from tests.fakes.company import COMPANY

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COMPANY, tmp_path / "company"))


def test_an_import_is_current_and_says_what_it_loaded(store: Store, folder: Path) -> None:
    report = import_folder(store, folder, NOW)
    expected = {"customers": 5, "ship_to": 4, "items": 9, "packs": 1, "customer_items": 7, "prices": 13, "stock": 4}
    assert (expected, ()) == (report.tables, report.problems)
    with store.read() as uow:
        assert report.snapshot == uow.reference().snapshot
        current = uow.snapshots.current()
        assert current is not None
        assert (expected, "company") == (current.tables, current.origin)


def test_everything_is_found_by_everything_it_has(store: Store, folder: Path) -> None:
    import_folder(store, folder, NOW)
    with store.read() as uow:
        reference = uow.reference()
        customer = reference.customer("0100")
        assert customer is not None
        assert (customer,) == reference.customers_matching(gln="9520000000011")
        assert (customer,) == reference.customers_matching(vat_id="DE811222333")
        assert (customer,) == reference.customers_matching(email_domain="KARST.example", edi_id="KARSTEDI")
        assert (customer,) == reference.customers_named("karst und söhne maschinenbau gmbh", "30159")
        assert ["0200", "0400"] == [match.number for match in reference.customers_matching(vendor_number="55021")]
        assert ["0200/1", "0200/2"] == [place.key for place in reference.ship_tos("0200")]
        glue = reference.item("GLUE-1")
        assert glue is not None
        assert ("CS", Decimal(12)) == (glue.packs[0].unit, glue.packs[0].factor)
        # By its own GTIN, however padded, and by that of its case.
        assert (glue,) == reference.items_by_gtin("09520000000073") == reference.items_by_gtin("9520000000103")
        assert (glue,) == reference.items_of_customer("0100", "08-15")
        prices = reference.prices("0100", "GLUE-1", NOW.date())
        assert [("contract", Decimal("6.80")), ("list", Decimal("7.50"))] == [
            (one.origin, one.amount) for one in prices
        ]
        assert Decimal("12.5") == reference.available_stock("CABLE-3")
        assert ["BOLT-08", "BOLT-10"] == sorted(item.sku for item in reference.similar_items("BOLT 08 hex", 2))


def test_what_is_not_there_is_empty_and_never_an_error(store: Store, folder: Path) -> None:
    with store.read() as uow:
        assert (SnapshotId(""), False) == (uow.reference().snapshot, uow.reference().has("items"))
        assert uow.reference().item("BOLT-08") is None
    import_folder(store, folder, NOW)
    with store.read() as uow:
        reference = uow.reference()
        assert (None, None) == (reference.item("x"), reference.customer("x"))
        assert () == reference.items_by_gtin("1") == reference.ship_tos("x") == reference.prices("x", "x", NOW.date())
        assert () == reference.similar_items("", 3) == reference.similar_items("%_", 3)
        assert reference.available_stock("TAPE-5") is None


def test_reading_ahead_gives_the_same_answers(store: Store, folder: Path) -> None:
    import_folder(store, folder, NOW)
    with store.read() as uow:
        ahead, single = uow.reference(), uow.reference()
        ahead.read_ahead(
            "0100", skus={"TAPE-5", "x"}, gtins={"9520000000103", "9520000000059"}, buyer_items={"4711", "77", "y"}
        )
        for number in ("4711", "77", "y"):
            assert single.items_of_customer("0100", number) == ahead.items_of_customer("0100", number)
        for number in ("9520000000103", "9520000000059"):
            assert single.items_by_gtin(number) == ahead.items_by_gtin(number)
        for sku in ("TAPE-5", "x", "BOLT-08", "GLUE-1"):
            assert single.item(sku) == ahead.item(sku)
            assert single.prices("0100", sku, NOW.date()) == ahead.prices("0100", sku, NOW.date())
            assert single.available_stock(sku) == ahead.available_stock(sku)


def test_a_kind_that_is_not_in_the_folder_is_taken_over(store: Store, folder: Path) -> None:
    import_folder(store, folder, NOW)
    stock = folder.parent / "hourly"
    stock.mkdir()
    (stock / "stock.csv").write_text("supplier_item,available\nBOLT-08,7\n")
    report = import_folder(store, stock, NOW + timedelta(hours=1))
    assert {"stock": 1, "items": 9, "prices": 13} == {
        kind: report.tables[kind] for kind in ("stock", "items", "prices")
    }
    with store.read() as uow:
        reference = uow.reference()
        assert (Decimal(7), None) == (reference.available_stock("BOLT-08"), reference.available_stock("GLUE-1"))
        assert reference.item("GLUE-1") is not None
        assert 2 == len(reference.prices("0100", "GLUE-1", NOW.date()))


def test_new_contracts_leave_the_list_prices(store: Store, folder: Path) -> None:
    import_folder(store, folder, NOW)
    contracts = folder.parent / "contracts"
    contracts.mkdir()
    row = "customer_no;customer_item;supplier_item;contract_price;currency\n0100;08-15;GLUE-1;6,55;eur\n"
    (contracts / "customer_items.csv").write_text(row)
    import_folder(store, contracts, NOW)
    with store.read() as uow:
        prices = uow.reference().prices("0100", "GLUE-1", NOW.date())
        assert [Decimal("6.55"), Decimal("7.50")] == [price.amount for price in prices]


def test_an_older_snapshot_answers_as_it_did(store: Store, folder: Path) -> None:
    old = import_folder(store, folder, NOW).snapshot
    (folder / "stock.csv").write_text("supplier_item,available\nBOLT-08,1\n")
    import_folder(store, folder, NOW + timedelta(days=1))
    with store.read() as uow:
        assert Decimal(5000) == uow.reference(old).available_stock("BOLT-08")
        assert Decimal(1) == uow.reference().available_stock("BOLT-08")


def test_pruned_snapshots_keep_their_name_and_refuse_to_answer(store: Store, folder: Path) -> None:
    old = import_folder(store, folder, NOW).snapshot
    new = import_folder(store, folder, NOW + timedelta(days=1)).snapshot
    with store.begin() as uow:
        assert 1 == prune(uow, keep=1, now=NOW)
    with store.read() as uow:
        assert [new, old] == [row.id for row in uow.snapshots.list()]
        assert uow.reference(new).item("BOLT-08") is not None
        with pytest.raises(LookupError, match="pruned"):
            uow.reference(old)
        with pytest.raises(LookupError, match="no reference snapshot"):
            uow.reference(SnapshotId("never"))


def test_the_current_snapshot_cannot_be_pruned(store: Store) -> None:
    with store.begin() as uow, pytest.raises(ValueError, match="current"):
        prune(uow, keep=0, now=NOW)


def test_thousands_of_rows_load_within_two_seconds(store: Store, tmp_path: Path) -> None:
    items = "".join(f"ITEM-{n:05},EA,100,{n % 90}.50,1,Part number {n}\n" for n in range(1000))
    (tmp_path / "catalogue.csv").write_text(
        "supplier_item,uom,pack_qty,list_price_eur,price_basis,description\n" + items
    )
    cross = "".join(f"C{n % 40},{n:06},ITEM-{n % 1000:05},{n % 90}.25,EUR,1\n" for n in range(7000))
    (tmp_path / "customer_items.csv").write_text(
        "customer_no,customer_item,supplier_item,contract_price,currency,price_basis\n" + cross
    )
    started = time.process_time()
    report = import_folder(store, tmp_path, NOW)
    assert time.process_time() - started < 2
    assert (1000, 7000, 8000) == tuple(report.tables[kind] for kind in ("items", "customer_items", "prices"))


def test_a_folder_that_cannot_be_used_changes_nothing(store: Store, folder: Path) -> None:
    before = import_folder(store, folder, NOW).snapshot
    (folder / "catalogue.csv").write_text("number,name\n1,Bolt\n")
    with pytest.raises(Misconfigured, match=r"catalogue.csv lacks the columns supplier_item, uom; it has number, name"):
        import_folder(store, folder, NOW)
    with store.read() as uow:
        assert before == uow.reference().snapshot
