"""Units: what spellings mean, and exact conversion."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import units

# One of each: EDI codes and print, in six languages.
SPELLINGS = {
    "C62": ["PCE", "EA", "Stk.", "Stück", "pcs", "pz", "ud", "stuks", "pièce", "H87", "unità", "EACH"],
    "PR": ["Paar", "pair", "paire", "par", "paio", "NPR"],
    "SET": ["Satz", "set", "jeu", "juego", "serie"],
    "BX": ["Schachtel", "box", "boîtes", "caja", "scatola", "doos", "XBX"],
    "PK": ["Packung", "pack", "paquet", "paquete", "conf.", "pak"],
    "RO": ["Rolle", "roll", "rouleau", "rollo", "rotolo", "rol"],
    "MTR": ["m", "Meter", "mètre", "metro", "MTR"],
    "KGM": ["kg", "Kilogramm", "kilo", "KGM"],
    "LTR": ["l", "Liter", "litre", "litri"],
}


@pytest.mark.parametrize(("code", "spelling"), [(code, text) for code, texts in SPELLINGS.items() for text in texts])
def test_means(code: str, spelling: str) -> None:
    assert code in units.meanings(spelling)


@pytest.mark.parametrize("spelling", ["", "zzz", "5", "€"])
def test_unknown_spellings_mean_nothing(spelling: str) -> None:
    assert frozenset() == units.meanings(spelling)
    assert units.ratio(spelling, "EA") is None


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("DZN", "PCE", Fraction(12)),
        ("KG", "g", Fraction(1000)),
        ("g", "kg", Fraction(1, 1000)),
        ("IN", "MMT", Fraction(254, 10)),
        ("CEN", "EA", Fraction(100)),
        # A box holds what the catalogue says.
        ("BX", "EA", None),
        ("m", "kg", None),
        # Boxes in Dutch; Stück, sheet or set.
        ("dozen", "EA", None),
        ("ST", "DZN", None),
    ],
)
def test_ratio(one: str, other: str, ratio: Fraction | None) -> None:
    assert ratio == units.ratio(one, other)


CODES = st.sampled_from(sorted(units._units()))


@given(CODES, CODES)
def test_a_conversion_and_its_reverse_give_back_the_same(one: str, other: str) -> None:
    there, back = units.ratio(one, other), units.ratio(other, one)
    assert (there is None) == (back is None)
    assert there is None or back is None or 1 == there * back


@given(CODES)
def test_every_code_means_itself(code: str) -> None:
    assert code in units.meanings(code)
    assert units.same_unit(code, code.lower())


def test_an_unknown_spelling_still_equals_itself() -> None:
    assert units.same_unit("Kolli", "KOLLI")
    assert not units.same_unit("", "")


def test_box_and_carton_are_alike_and_box_and_bottle_are_not() -> None:
    assert units.alike("box", "Karton")
    assert not units.alike("box", "Flasche")


def test_half_a_metre_can_be_sold_and_half_a_piece_cannot() -> None:
    assert [True, True, False, False] == [units.is_divisible(unit) for unit in ("m", "kg", "EA", "Kolli")]


def test_a_unit_is_named_with_its_meaning_where_it_has_one() -> None:
    assert ["KGM (kilogram)", "ST", "Kolli"] == [units.name(unit) for unit in ("KGM", "ST", "Kolli")]
