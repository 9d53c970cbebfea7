"""Substitutes, packs of single customers and numbers without punctuation, imported and looked up on both databases."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orders.reference import Pack
from storage.database import Store
from storage.reference.importing import import_folder

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
FILES = {
    "catalogue": "supplier_item,uom\nFX933-06016,EA\nFX-1,EA\nF-X1,EA",
    "customer_items": "customer_no,customer_item,supplier_item\nC1,100074-2,FX933-06016\nC2,1000-742,FX-1",
    "substitutes": "supplier_item,substitute\nFX-1,F-X1\nFX-1,FX-1\nFX-1,FX933-06016",
    "customer_packs": "customer_no,supplier_item,uom,factor\nC1,FX-1,Kolli,24\nC2,FX-1,Kolli,20\nC1,FX-1,CS,0",
}


@pytest.fixture
def problems(store: Store, tmp_path: Path) -> tuple[str, ...]:
    """What was reported of the import of these files."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(f"{text}\n")
    return tuple(map(str, import_folder(store, tmp_path, NOW).problems))


def test_rows_that_cannot_be_meant_are_told_and_the_others_load(problems: tuple[str, ...]) -> None:
    assert [
        "customer_packs.csv, line 4, column factor",
        "substitutes.csv, line 3, column substitute",
    ] == sorted(problem.partition(":")[0] for problem in problems)


@pytest.mark.usefixtures("problems")
@pytest.mark.parametrize("ahead", [True, False])
def test_they_are_found_read_ahead_or_one_by_one(store: Store, *, ahead: bool) -> None:
    with store.read() as uow:
        reference = uow.reference()
        assert reference.has("substitutes")
        assert reference.has("customer_packs")
        if ahead:
            reference.read_ahead("C1", skus={"FX-1", "fx933 06016"}, gtins=(), buyer_items={"1000742"})
        assert ("F-X1", "FX933-06016") == reference.substitutes("FX-1")
        assert (Pack(unit="Kolli", factor=Decimal(24)),) == reference.customer_packs("C1", "FX-1")
        assert () == reference.customer_packs("C1", "F-X1")
        assert ["FX933-06016"] == [item.sku for item in reference.items_alike("fx933 06016")]
        assert ["F-X1", "FX-1"] == [item.sku for item in reference.items_alike("FX1")]
        assert ["FX933-06016"] == [item.sku for item in reference.items_alike("1000742", customer="C1")]
        assert [] == list(reference.items_alike("1000742", customer="C3"))
        assert () == reference.prices("C1", "FX-1", date(2026, 3, 2))
