"""Imports of reference data: what happens with doubles, with files left out, and when one fails midway."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select, text

from orders.errors import Misconfigured
from orders.ids import SnapshotId
from orders.reference import ClosedDay, Credit, Replacement, Supply
from storage.database import Store
from storage.reference import loading, word_index
from storage.reference.importing import ABANDONED_AFTER, import_folder, prune
from storage.reference.tables import items, layers, stock
from tests.fakes.company import COMPANY

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A new folder with these files: by name, their lines."""

    def with_files(*lines: str, name: str = "stock", **more: str) -> Path:
        made = tmp_path / f"folder-{len(list(tmp_path.glob('folder-*')))}"
        made.mkdir()
        for stem, content in {**({name: "\n".join(lines)} if lines else {}), **more}.items():
            (made / f"{stem}.csv").write_text(content + "\n")
        return made

    return with_files


def stocked(store: Store, sku: str, snapshot: SnapshotId | None = None) -> Decimal | None:
    with store.read() as uow:
        return uow.reference(snapshot).available_stock(sku)


def number_of(store: Store, table: object) -> int:
    with store.read() as uow:
        return int(uow.connection.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_doubles_are_noticed_within_batches_and_across_them(
    store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(loading, "BATCH", batch)
    rows = ("supplier_item,available", "A,1", "B,2", "A,3", "C,4", "B,5", "D,6")
    report = import_folder(store, folder(*rows), NOW)
    assert 4 == report.tables["stock"]
    assert ["stock.csv, line 4: A stands", "stock.csv, line 6: B stands"] == [
        str(problem).partition(" in this")[0] for problem in report.problems
    ]
    assert [Decimal(number) for number in (1, 2, 4, 6)] == [stocked(store, sku) for sku in "ABCD"]


def test_the_prices_of_a_double_are_left_out_with_it(store: Store, folder: Folder) -> None:
    rows = ("supplier_item,uom,list_price_eur,list_price_gbp", "A,EA,1,", "A,EA,2,3")
    report = import_folder(store, folder(*rows, name="catalogue"), NOW)
    assert (1, 1, 1) == (report.tables["items"], report.tables["prices"], len(report.problems))


def test_a_kind_that_is_left_out_is_shared_and_not_copied(store: Store, folder: Folder) -> None:
    import_folder(store, COMPANY, NOW)
    before = number_of(store, items)
    import_folder(store, folder("supplier_item,available", "GLUE-1,9"), NOW)
    assert before == number_of(store, items)
    assert Decimal(9) == stocked(store, "GLUE-1")


def test_pruning_leaves_what_newer_snapshots_share(store: Store, folder: Folder) -> None:
    old = import_folder(store, COMPANY, NOW).snapshot
    import_folder(store, folder("supplier_item,available", "GLUE-1,9"), NOW)
    with store.begin() as uow:
        assert 1 == prune(uow, keep=1, now=NOW)
        assert 0 == prune(uow, keep=1, now=NOW)
    with store.read() as uow:
        glue = uow.reference().item("GLUE-1")
        assert glue is not None
        assert 1 == len(glue.packs)
        with pytest.raises(LookupError, match="pruned"):
            uow.reference(old)


def test_an_import_that_fails_midway_leaves_nothing(
    store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = import_folder(store, COMPANY, NOW).snapshot
    rows, names = number_of(store, stock), number_of(store, layers)

    class Stopped(Exception):
        pass

    def stopped(*_arguments: object, **_more: object) -> None:
        raise Stopped

    monkeypatch.setattr(loading, "BATCH", 1)
    monkeypatch.setattr(loading, "insert", lambda table: stopped() if table is items else table.insert())
    more = folder("supplier_item,available", "A,1", "B,2", catalogue="supplier_item,uom\nA,EA")
    with pytest.raises(Stopped):
        import_folder(store, more, NOW)
    with store.read() as uow:
        assert before == uow.reference().snapshot
    assert (rows, names) == (number_of(store, stock), number_of(store, layers))


def test_others_write_while_an_import_goes_on_and_see_it_only_whole(
    store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_folder(store, COMPANY, NOW)
    seen = []

    monkeypatch.setattr(loading, "BATCH", 1)
    more = folder("supplier_item,available", "GLUE-1,9", "BOLT-08,9")
    load = loading.Loading._store

    def between(self: loading.Loading, *arguments: object) -> None:
        seen.append(stocked(store, "GLUE-1"))
        load(self, *arguments)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(loading.Loading, "_store", between)
    import_folder(store, more, NOW)
    assert [Decimal(30), Decimal(30)] == seen
    assert Decimal(9) == stocked(store, "GLUE-1")


def test_what_a_killed_import_left_goes_with_the_pruning_a_day_later(store: Store) -> None:
    import_folder(store, COMPANY, NOW)
    with store.begin() as uow:
        left = uow.connection.execute(
            layers.insert().values(part="stock", imported_at=NOW).returning(layers.c.number)
        ).scalar_one()
        uow.connection.execute(stock.insert().values(layer=left, sku="GLUE-1", available="1"))
    with store.begin() as uow:
        prune(uow, keep=1, now=NOW + timedelta(hours=1))
    rows = number_of(store, stock)
    with store.begin() as uow:
        assert 0 == prune(uow, keep=1, now=NOW + ABANDONED_AFTER + timedelta(hours=1))
    assert rows - 1 == number_of(store, stock)


def test_each_kind_is_as_old_as_its_file(store: Store, tmp_path: Path) -> None:
    company = Path(shutil.copytree(COMPANY, tmp_path / "company"))
    written = datetime(2026, 2, 28, 12, tzinfo=UTC)
    os.utime(company / "customer_items.csv", (written.timestamp(), written.timestamp()))
    import_folder(store, company, NOW)
    with store.read() as uow:
        loaded = uow.reference().loaded()
    assert {NOW} == {one.imported_at for one in loaded.values()}
    # Prices come from the catalogue too, and are as old as the older of both.
    assert {"customer_items", "prices"} == {kind for kind, one in loaded.items() if one.as_of == written}


def test_a_workbook_says_the_same_as_csv(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Supplier_Item", "UOM", "list_price_eur", "blocked", "description_en", "gtin"])
    sheet.append(["007", "EA", 2.67, False, "two\nlines", 9520000000059])
    sheet.append([8, "EA", 1200, True])
    sheet["A3"].number_format = "000"
    sheet.append(["bad", None])
    sheet.append([None, None])
    book.save(tmp_path / "catalogue.xlsx")
    report = import_folder(store, tmp_path, NOW)
    assert ["catalogue.xlsx, line 4, column uom"] == [str(problem).partition(":")[0] for problem in report.problems]
    with store.read() as uow:
        reference = uow.reference()
        seven, eight = reference.item("007"), reference.item("008")
        assert seven is not None
        assert eight is not None
        assert (("two lines",), (seven,)) == (seven.descriptions, reference.items_by_gtin("9520000000059"))
        assert (True, False) == (eight.blocked, seven.blocked)
        prices = [reference.prices("", sku, NOW.date())[0].amount for sku in ("007", "008")]
        assert [Decimal("2.67"), Decimal(1200)] == prices


def test_two_files_of_one_kind_are_refused(store: Store, folder: Folder) -> None:
    twice = folder("supplier_item,available", "A,1")
    (twice / "stock.xlsx").write_bytes(b"")
    with pytest.raises(Misconfigured, match=r"stock.csv and stock.xlsx. Leave one"):
        import_folder(store, twice, NOW)


def test_every_further_kind_is_looked_up(store: Store, folder: Folder) -> None:
    import_folder(store, COMPANY, NOW)
    more = folder(
        credit="customer_no,credit_limit,open_balance,currency,blocked\n0100,5000,120.50,eur,\n0200,,0,GBP,yes",
        closed_days="date,customer_no,reason\n2026-04-07,0100,stocktaking\n2026-04-03,,Good Friday",
        manufacturer_items="manufacturer_item,manufacturer,supplier_item\nHX 8/20-Z,Acme,BOLT-08\n",
        replacements="supplier_item,replaced_by,since\nOLD-1,BOLT-10,2026-01-01\nTAPE-5,,",
        supply="supplier_item,date,quantity\nGLUE-1,2026-04-02,100\nGLUE-1,2026-03-20,20",
        prices="supplier_item,customer_no,price,currency,from_quantity\nGLUE-1,0100,6.40,EUR,50",
        quotes="quote_no,customer_no,supplier_item,price,currency,valid_until\nQ1,0100,GLUE-1,6.20,EUR,2026-03-02",
        discounts="customer_no,supplier_item,discount_percent\n0500,,10",
    )
    assert () == import_folder(store, more, NOW).problems
    with store.read() as uow:
        reference = uow.reference()
        assert Credit(currency="EUR", open_balance=Decimal("120.50"), limit=Decimal(5000)) == reference.credit("0100")
        assert Credit(currency="GBP", open_balance=Decimal(0), blocked=True) == reference.credit("0200")
        assert None is reference.credit("0300")
        friday = ClosedDay(day=date(2026, 4, 3), reason="Good Friday")
        assert (friday, ClosedDay(day=date(2026, 4, 7), reason="stocktaking")) == reference.closed_days("0100")
        assert (friday,) == reference.closed_days("0200")
        assert ["BOLT-08"] == [item.sku for item in reference.items_of_manufacturer("hx8-20z")]
        assert Replacement(sku="BOLT-10", since=date(2026, 1, 1)) == reference.replacement("OLD-1")
        assert (Replacement(sku=""), None) == (reference.replacement("TAPE-5"), reference.replacement("GLUE-1"))
        coming = [(supply.day, supply.quantity) for supply in reference.incoming("GLUE-1")]
        assert [(date(2026, 3, 20), Decimal(20)), (date(2026, 4, 2), Decimal(100))] == coming
        assert (
            Supply(day=date(2026, 3, 20), quantity=Decimal(20), row="GLUE-1 2026-03-20")
            == reference.incoming("GLUE-1")[0]
        )
        origins = [(price.origin, price.amount) for price in reference.prices("0100", "GLUE-1", date(2026, 3, 2))]
        contract = [("contract", Decimal("6.80")), ("contract", Decimal("6.40"))]
        assert [("quote", Decimal("6.20")), *contract, ("list", Decimal("7.50"))] == origins
        assert "quote" not in {price.origin for price in reference.prices("0100", "GLUE-1", date(2026, 3, 3))}
        less = reference.prices("0500", "GLUE-1", date(2026, 3, 2))
        assert [Decimal("6.75"), Decimal("7.50")] == [price.amount for price in less]


def test_reading_ahead_answers_all_that_follows_without_another_query(store: Store, folder: Folder) -> None:
    import_folder(store, COMPANY, NOW)
    import_folder(store, folder(replacements="supplier_item,replaced_by,since\nGLUE-1,BOLT-10,"), NOW)
    with store.read() as uow:
        ahead, single = uow.reference(), uow.reference()
        ahead.read_ahead("0100", skus={"GLUE-1", "none"}, gtins=set(), buyer_items={"4711"})
        for sku in ("GLUE-1", "BOLT-08", "BOLT-10"):
            assert single.item(sku) == ahead.item(sku)
            assert single.replacement(sku) == ahead.replacement(sku)
            assert single.incoming(sku) == ahead.incoming(sku)
            assert single.prices("0100", sku, NOW.date()) == ahead.prices("0100", sku, NOW.date())
        assert None is ahead.item("none")


@pytest.mark.parametrize("chunk", [1, 2, 3, 20_000])
def test_items_like_a_text_are_found_by_words_then_by_their_beginnings_in_this_snapshot_only(
    store: Store, folder: Folder, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(word_index, "_CHUNK", chunk)
    old = import_folder(store, COMPANY, NOW).snapshot
    newer = ("supplier_item,uom,description_en", "WOOD-1,PR,Wooden glue brush", "WOOD-2,PR,Brush of steel")
    import_folder(store, folder(*newer, name="catalogue"), NOW)
    with store.read() as uow:
        now, before = uow.reference(), uow.reference(old)

        def found(text: str) -> list[str]:
            return [item.sku for item in now.similar_items(text, 3)]

        # All words, one of them, only a beginning, the beginning of a number, nothing
        assert ["WOOD-1", "WOOD-2"] == found("glue brush")
        assert ["WOOD-1"] == found("masking glue")
        assert ["WOOD-1"] == found("wood glu")[:1]
        assert ["WOOD-2", "WOOD-1"] == found("WOOD-29")
        assert [] == found("tape") == found("' OR \" AND * %") == found("layer1")
        assert ["TAPE-5"] == [item.sku for item in before.similar_items("tape", 3)]
    with store.begin() as uow:
        prune(uow, keep=1, now=NOW)
    assert 2 == number_of(store, items)
    with store.read() as uow:
        assert ["WOOD-1"] == [item.sku for item in uow.reference().similar_items("glue", 3)]
        if uow.connection.dialect.name == "sqlite":
            # What is not found any more does not fill the disk either.
            assert 2 == uow.connection.execute(text("SELECT count(*) FROM search_index_items")).scalar_one()


def test_terms_and_lead_times_come_with_customers_and_items(store: Store, folder: Folder) -> None:
    made = folder(
        customers="customer_no,name,min_order_value,delivery_terms\n1,A,150.00,DAP Hannover\n2,B,0,\n3,C,,",
        catalogue="supplier_item,uom,lead_time_days\nX,EA,05\nY,EA,0\nZ,EA,",
    )
    assert () == import_folder(store, made, NOW).problems
    with store.read() as uow:
        reference = uow.reference()
        customers = [customer for number in "123" if (customer := reference.customer(number))]
        assert [Decimal("150.00"), Decimal(0), None] == [customer.minimum_order_value for customer in customers]
        assert ["DAP Hannover", "", ""] == [customer.delivery_terms for customer in customers]
        items_ = [item for sku in "XYZ" if (item := reference.item(sku))]
        assert [5, 0, None] == [item.lead_time_days for item in items_]


def test_terms_and_lead_times_that_cannot_be_are_told_by_line(store: Store, folder: Folder) -> None:
    made = folder(
        customers="customer_no,name,min_order_value\n1,A,-5\n2,B,much\n3,C,20",
        catalogue="supplier_item,uom,lead_time_days\nX,EA,2 weeks\nY,EA,-3\nZ,EA,1001\nW,EA,1000",
    )
    report = import_folder(store, made, NOW)
    assert {"customers": 1, "items": 1} == report.tables
    assert [
        ("customers.csv", 2),
        ("customers.csv", 3),
        ("catalogue.csv", 2),
        ("catalogue.csv", 3),
        ("catalogue.csv", 4),
    ] == [(problem.file, problem.line) for problem in report.problems]
