"""Letters that were lost or mixed up before they reached us hold where goods go by them."""

import pytest

from orders.findings import FindingCode
from parsers.segments.characters import is_garbled
from tests.unit.parsers.edifact.messages import HEAD, ONE_LINE, holding, interchange, message, parsed


@pytest.mark.parametrize(
    "text",
    ["Teststra\ufffde 7", "HafenstraÃŸe", "CafÃ© du Port", "K”ln", "Sdring S‡d", "Caf‚ Central", "ZÃ¼rich"],
)  # fmt: skip
def test_what_no_word_has_inside_is_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    ["Hafenstraße 12", "Köln", "„Zum Löwen“", "O’Neill", "Łódź", "L’été – café", "São Paulo", "50 € pro Stück", "Αθήνα",
     "Nº 4711 «Sol»", "Résumé… fin", "Москва", "東京"],
)  # fmt: skip
def test_letters_of_living_languages_are_not(text: str) -> None:
    assert not is_garbled(text)


def test_a_garbled_address_holds_and_a_garbled_description_is_noted() -> None:
    segments = ("NAD+DP+9520001003004::9++Depot+HafenstraÃ¶e 1+Emden++26721+DE", *ONE_LINE, "IMD+F++:::BÃ¶lt")
    twice = interchange(message(*HEAD, *segments)).decode("latin-1").encode()
    (read,) = parsed(twice).readings
    assert [FindingCode.UNDECODABLE_CHARACTERS] == [code for code, _ in holding(read)]
    assert ["NAD", "IMD"] == [one.found[:3] for one in read.findings if "mixed up" in one.message]
