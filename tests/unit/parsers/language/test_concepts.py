"""Captions that no list has, by the words that they are made of."""

import tomllib
from enum import StrEnum
from importlib.resources import files
from typing import Any

import pytest

from parsers.language.concepts import composed
from parsers.language.headings import heading
from parsers.language.meanings import Column, Label, Title
from parsers.language.vocabulary import folded, label, title

DATA: dict[str, Any] = tomllib.loads(files("parsers.language").joinpath("concepts.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("caption", "column"),
    [
        ("Direct Unit Cost Excl. VAT", Column.UNIT_PRICE),
        ("Zeilenbetrag ohne MwSt.", Column.LINE_TOTAL),
        ("% remise ligne", Column.DISCOUNT_PERCENT),
        ("Artikelnr. leverancier", Column.SUPPLIER_ITEM),
        ("Prezzo per unità", Column.UNIT_PRICE),
        ("Necesario para", Column.REQUESTED_DATE),
    ],
)
def test_a_heading_means_what_its_words_make_together(caption: str, column: Column) -> None:
    assert {column} == heading(caption).columns


@pytest.mark.parametrize(
    "caption", ["Quantity received", "Price last year", "Unit price per", "Total incl. VAT", "Precio Importe"]
)
def test_a_heading_with_a_word_of_another_kind_is_not_guessed(caption: str) -> None:
    assert not heading(caption).columns - {Column.HARMLESS}


@pytest.mark.parametrize(
    ("caption", "meaning"),
    [
        ("Gew. Wareneingangsdatum", Label.REQUESTED_DELIVERY_DATE),
        ("Fecha de orden:", Label.ORDER_DATE),
        ("Consegna entro il:", Label.REQUESTED_DELIVERY_DATE),
        ("Zlg.-Bedingungscode", Label.PAYMENT_TERMS),
        ("Delivery note place", None),
        ("Liefer-Bedingungen", Label.DELIVERY_TERMS),
        ("Incoterms 2020:", Label.DELIVERY_TERMS),
        ("Frachtbedingungen", Label.HARMLESS),
    ],
)
def test_a_label_means_what_its_words_make_together(caption: str, meaning: Label | None) -> None:
    assert meaning is label(caption)


def test_a_title_needs_a_word_beside_the_one_for_an_order() -> None:
    assert Title.ORDER is title("Commande achat")
    assert Title.NONE is title("Sales invoice")
    assert title("Order L") is None


def test_a_word_alone_means_nothing_here_but_a_compound_does() -> None:
    assert "" == composed("columns", "rabatt")
    assert "discount_percent" == composed("columns", "zeilenrabatt")


def test_words_of_concepts_are_written_as_they_are_compared() -> None:
    words = [word for group in DATA["concepts"].values() for word in group]
    assert words == [folded(word) for word in words]


def test_compositions_name_concepts_and_meanings_that_there_are() -> None:
    meanings: dict[str, list[StrEnum]] = {"columns": list(Column), "header": list(Label), "titles": list(Title)}
    for kind, known in meanings.items():
        for one in DATA[kind]:
            assert one["is"] in [str(meaning) for meaning in known]
            assert {*one["may"], *(name for group in one["needs"] for name in group)} <= set(DATA["concepts"])
