"""The two ways to split a segment, plainly and by pydifact, are one: which is taken is only a matter of speed."""

from hypothesis import given
from hypothesis import strategies as st

from edi.edifact.syntax import Separators
from edi.edifact.tokens import PydifactTokenizer


@given(st.text(alphabet="AB1 .,+:*-\u00e9", min_size=1).map(lambda text: f"LIN{text}"))
def test_a_segment_without_release_is_split_as_pydifact_splits_it(text: str) -> None:
    tokenizer = PydifactTokenizer(Separators())
    assert tokenizer._elements(text) == tokenizer.split(text)[0]


def test_a_released_separator_is_data() -> None:
    elements, _ = PydifactTokenizer(Separators()).split("IMD+F++:::BOLT 3?+1?:2")
    assert ("", "", "", "BOLT 3+1:2") == elements[3]
