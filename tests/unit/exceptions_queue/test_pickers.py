"""Choosing an item or a customer from the supplier's own data."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storage.reference.customer_search import customers_like
from storage.reference.importing import import_folder
from tests.e2e.company import write_reference
from tests.fakes.world import World


@pytest.fixture
def order(world: World, tmp_path: Path) -> str:
    """An order of customer C100 for its part ND-1, for our own SP-200, and for something unknown."""
    import_folder(world.flow.store, write_reference(tmp_path / "reference"), world.clock())
    arrival = world.receive(b"ORDER P-1 C100\nND-1 1 1.00\nSP-200 2 2.00\n?X 1 1.00")
    world.run()
    return world.order(arrival).id


def test_the_number_of_the_customer_leads_to_the_item_and_is_chosen(clerk: TestClient, order: str) -> None:
    html = clerk.get(f"/orders/{order}/items?line=0").text
    assert 'value="SP-100" checked' in html
    assert "this customer&#39;s part number" in html
    assert "3.80 EUR" in html
    assert "5000 in stock" in html


def test_nothing_is_chosen_that_is_only_similar(clerk: TestClient, order: str) -> None:
    html = clerk.get(f"/orders/{order}/items?line=1").text
    assert "similar number" in html
    assert 'value="SP-200" checked' not in html


@pytest.mark.parametrize(("q", "sku"), [("SP-300", "SP-300"), ("9521111002002", "SP-200"), ("torsion", "SP-300")])
def test_items_are_searched_by_number_gtin_and_words(clerk: TestClient, order: str, q: str, sku: str) -> None:
    assert f'value="{sku}" checked' in clerk.get(f"/orders/{order}/items?line=2&q={q}").text


def test_a_search_without_a_hit_says_what_to_try(clerk: TestClient, order: str) -> None:
    assert "No item matches." in clerk.get(f"/orders/{order}/items?line=0&q=zzzzzz").text


def test_a_line_that_is_gone_is_explained(clerk: TestClient, order: str) -> None:
    assert 422 == clerk.get(f"/orders/{order}/items?line=9").status_code


def test_without_reference_data_the_picker_says_how_to_load_it(world: World, clerk: TestClient) -> None:
    arrival = world.receive(b"ORDER P-1 C100\nND-1 1 1.00")
    world.run()
    order = world.order(arrival).id
    assert "ordermill reference import" in clerk.get(f"/orders/{order}/items?line=0").text
    assert "ordermill reference import" in clerk.get(f"/orders/{order}/customers").text


@pytest.mark.parametrize("q", ["pellow", "C200", "falmouth mar", "TR11"])
def test_customers_are_searched_by_any_words(clerk: TestClient, order: str, q: str) -> None:
    html = clerk.get(f"/orders/{order}/customers?q={q}").text
    assert 'value="C200" checked' in html
    assert 'value="C100"' not in html


def test_signs_of_the_query_language_are_ordinary_text(world: World, order: str) -> None:
    with world.flow.store.read() as uow:
        for text in ("%", "_ _", "  ", "' OR 1=1"):
            assert () == customers_like(uow, text, 8), text
