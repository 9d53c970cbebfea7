"""Keys: what counts as the same name, street or number."""

import pytest

from orders.matching import name_key, number_key, street_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gießereiweg 12", "12, GIESSEREIWEG"),
        ("Hauptstraße 5", "Hauptstr. 5"),
        ("7 Thornbury Street", "7 Thornbury St."),
        ("3 rue de l'Église", "Rue de l’Eglise 3"),
        ("Unit 3, Dock Road", "Dock Rd Unit 3"),
    ],
)
def test_the_same_street(one: str, other: str) -> None:
    assert street_key(one) == street_key(other)


@pytest.mark.parametrize(("one", "other"), [("Hauptstr. 5", "Hauptstr. 15"), ("Hauptstr. 5", "Hauptweg 5")])
def test_another_street(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)


def test_the_same_company() -> None:
    assert name_key("Müller & Söhne G.m.b.H. & Co. KG") == name_key("MÜLLER UND SÖHNE GmbH Co KG")
    assert name_key("Wexcombe Boats Limited") == name_key("wexcombe boats ltd.")


def test_numbers_keep_their_leading_zeros() -> None:
    assert "DE811222333" == number_key("DE 811 222 333")
    assert number_key("0815") != number_key("815")
