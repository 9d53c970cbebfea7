"""Segments are split as pydifact splits them; where pydifact reads character by character, this takes whole parts."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydifact.control.characters import Characters
from pydifact.parser import Parser
from pydifact.tokenizer import Tokenizer as PydifactTokenizer

from edi.edifact.syntax import Separators
from edi.edifact.tokens import Tokenizer
from edi.segment import Elements

PARTS = st.one_of(st.sampled_from("AB1 .,+:*-\u00e9"), st.sampled_from(["?+", "?:", "??", "?'", "?A"]))
TEXTS = st.lists(PARTS, min_size=1)


@given(TEXTS.map(lambda parts: "LIN" + "".join(parts)))
def test_a_segment_is_split_as_pydifact_splits_it(text: str) -> None:
    assert by_pydifact(text) == Tokenizer(Separators()).split_with_tag(text)[0]


def test_a_released_separator_is_data() -> None:
    elements, _ = Tokenizer(Separators()).split_with_tag("IMD+F++:::BOLT 3?+1?:2")
    assert ("", "", "", "BOLT 3+1:2") == elements[3]


def test_a_released_release_character_covers_nothing() -> None:
    elements, _ = Tokenizer(Separators(repetition=b"*")).split_with_tag("FTX+A??+B???+C??:D??*E")
    assert (("FTX",), ("A?",), ("B?+C?", "D?")) == elements


def test_without_a_release_character_there_is_nothing_to_release() -> None:
    elements, _ = Tokenizer(Separators(release=b"")).split_with_tag("FTX+A?+B??:C")
    assert (("FTX",), ("A?",), ("B??", "C")) == elements


def by_pydifact(text: str) -> Elements:
    characters = Characters.from_str("UNA:+.? '")
    characters.line_terminators = []
    tokens = PydifactTokenizer().get_tokens(text + "'", characters)
    raw = next(Parser().convert_tokens_to_raw_segments(tokens))
    return tuple((element,) if isinstance(element, str) else tuple(element) for element in raw)


def test_a_segment_that_stands_again_is_split_alike() -> None:
    tokenizer = Tokenizer(Separators(repetition=b"*"))
    first, again = tokenizer.split("COM+1:TE*2:FX+a"), tokenizer.split("COM+1:TE*2:FX+a")
    assert ((("1", "TE"), ("a",)), ((1, ("2", "FX")),)) == first == again


@pytest.mark.parametrize("length", [10, 2_000])
def test_what_is_remembered_does_not_grow_with_the_file(length: int) -> None:
    tokenizer = Tokenizer(Separators())
    tracemalloc.start()
    try:
        for number in range(10_000):
            expected = str(number).zfill(length)
            assert ((("", expected),), ()) == tokenizer.split(f"FTX+:{expected}")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000
