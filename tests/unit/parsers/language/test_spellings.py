"""Words of print are found as they are listed, whatever their case, and only whole where the pattern says so."""

import pytest

from parsers.language.spellings import is_spelling, spelled


@pytest.mark.parametrize("text", ["Muster GmbH", "MUSTER GMBH", "Muster Sp. z o.o.", "Acme Ltd."])
def test_a_spelling_is_found_in_any_case(text: str) -> None:
    assert spelled(r"\b%(legal_form)s\b").search(text) is not None


def test_the_dots_of_a_spelling_stand_for_themselves() -> None:
    assert spelled(r"^%(dated)s$").match("d.d.") is not None
    assert spelled(r"^%(dated)s$").match("dxdx") is None


def test_of_two_spellings_that_begin_alike_the_longer_one_is_taken() -> None:
    found = spelled(r"%(legal_form)s").match("Limited")
    assert found is not None
    assert "Limited" == found[0]


def test_a_word_alone_is_compared_as_a_whole() -> None:
    assert is_spelling("nothing", " N/A ")
    assert not is_spelling("nothing", "n/a for now")


def test_a_kind_that_is_not_listed_is_an_error() -> None:
    with pytest.raises(KeyError):
        spelled("%(no such kind)s")
