"""Tables of any layout come back as they were drawn, or the order is held: never clean and different."""

from hypothesis import given, settings
from hypothesis import strategies as st

from orders.reading import Confidence, LineReading
from tests.unit.parsers.layout.table.random_tables import Truth, random_table
from tests.unit.parsers.layout.table.reading import read_lines

_FIELDS = {"position": "line_no", "unit": "uom"}


def _differs(line: LineReading, truth: Truth) -> list[str]:
    wrong = []
    for name, expected in truth.values.items():
        read = getattr(line, _FIELDS.get(name, name))
        if read is not None and read.confidence is Confidence.DOUBTFUL:
            continue
        if name != "description" and (read is None or read.value != expected):
            wrong.append(name)
    return wrong


@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=60, deadline=None)
def test_a_random_table_comes_back_exactly_or_is_held(seed: int) -> None:
    table = random_table(seed)
    found = read_lines(table.drawing)
    # Without a quantity no line can be posted: validation blocks it.
    if not found.held and all(line.quantity is not None for line in found.lines):
        assert len(table.lines) == len(found.lines)
        assert [[] for _ in table.lines] == [
            _differs(line, truth) for line, truth in zip(found.lines, table.lines, strict=True)
        ]


def test_nearly_all_random_tables_come_back_without_a_hold() -> None:
    clean = sum(not read_lines(random_table(seed).drawing).held for seed in range(100))
    assert clean >= 95


def test_every_word_of_a_table_is_accounted_for() -> None:
    """Between the headings and the last record, no word is outside of the table or a finding."""
    for seed in range(30):
        drawing = random_table(seed).drawing
        (table,) = read_lines(drawing).tables
        inside = {word.place for word in drawing.words if table.top[word.page] <= word.top < table.bottom[word.page]}
        assert set() == inside - table.words
