"""Reference data that was imported before there were layers is there as it was, snapshot by snapshot."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from orders.ids import SnapshotId
from storage import schema
from storage.database import Store, open_store
from storage.reference.importing import prune

BEFORE = "0004"
AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
SNAPSHOT = "INSERT INTO snapshots (id, number, imported_at, origin, tables) VALUES (:id, :number, :at, 'erp', :tables)"
ITEM = (
    "INSERT INTO reference_items (snapshot, sku, unit, gtin, pack_quantity, blocked, descriptions, sku_key, words) "
    "VALUES (:snapshot, 'GLUE-1', 'BO', '', '1', false, 'Wood glue', 'GLUE1', 'glue 1 wood')"
)
PRICE = (
    "INSERT INTO reference_prices (snapshot, sku, customer, row, amount, currency, basis, unit) "
    "VALUES (:snapshot, 'GLUE-1', :customer, 'GLUE-1 EUR', :amount, 'EUR', '1', '')"
)
STOCK = "INSERT INTO reference_stock (snapshot, sku, available) VALUES (2, 'GLUE-1', '3')"


@pytest.fixture
def old(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """A database of the version before, with two snapshots of one item, its prices, and no stock in the first."""
    with closing(open_store(database_url, tmp_path / "archive")) as store:
        with store.begin() as uow:
            configuration = schema._configuration()
            configuration.attributes["connection"] = uow.connection
            command.upgrade(configuration, BEFORE)
            at = AT.isoformat(timespec="microseconds") if uow.connection.dialect.name == "sqlite" else AT
            for number, stock in ((1, ""), (2, ', "stock": 1')):
                tables = f'{{"items": 1, "prices": 2{stock}}}'
                named = {"id": f"s{number}", "number": number, "at": at, "tables": tables}
                uow.connection.execute(text(SNAPSHOT), named)
                uow.connection.execute(text(ITEM), {"snapshot": number})
                for customer, amount in (("", "7.50"), ("0100", f"6.{number}0")):
                    priced = {"snapshot": number, "customer": customer, "amount": amount}
                    uow.connection.execute(text(PRICE), priced)
            uow.connection.execute(
                text("INSERT INTO reference_stock (snapshot, sku, available) VALUES (2, 'GLUE-1', '3')")
            )
        yield store


def test_each_snapshot_answers_as_it_did(old: Store) -> None:
    old.migrate()
    with old.read() as uow:
        first, second = uow.reference(SnapshotId("s1")), uow.reference()
        assert (SnapshotId("s2"), False, True) == (second.snapshot, first.has("stock"), second.has("stock"))
        for reference, contract in ((first, "6.10"), (second, "6.20")):
            prices = [(price.origin, price.amount) for price in reference.prices("0100", "GLUE-1", date(2026, 3, 2))]
            assert [("contract", Decimal(contract)), ("list", Decimal("7.50"))] == prices
            assert ["GLUE-1"] == [item.sku for item in reference.similar_items("wood", 3)]
        assert (None, Decimal(3)) == (first.available_stock("GLUE-1"), second.available_stock("GLUE-1"))
        assert {AT} == {one.as_of for one in second.loaded().values()}


def test_they_can_be_pruned(old: Store) -> None:
    old.migrate()
    with old.begin() as uow:
        assert 1 == prune(uow, keep=1, now=AT)
    with old.read() as uow:
        assert Decimal(3) == uow.reference().available_stock("GLUE-1")
        with pytest.raises(LookupError, match="pruned"):
            uow.reference(SnapshotId("s1"))
