"""A line keeps its key whatever happens to the lines around it, and no key is used twice."""

from hypothesis import given
from hypothesis import strategies as st

from orders.findings import Change
from orders.line_keys import line_keys


def changes(*paths: str) -> tuple[Change, ...]:
    return tuple(Change(path=path, value="") for path in paths)


def test_lines_as_read_are_numbered_from_one() -> None:
    assert (1, 2, 3) == line_keys(3, ())


def test_edits_of_a_line_do_not_change_its_key() -> None:
    assert (1, 2) == line_keys(2, changes("lines[0].line_no", "lines[1].quantity", "po_number"))


def test_the_lines_behind_a_deleted_one_keep_theirs() -> None:
    assert (1, 3, 4) == line_keys(4, changes("lines[1]"))
    assert (1, 4) == line_keys(4, changes("lines[1]", "lines[1]"))


def test_an_added_line_never_has_the_key_of_one_that_was_there() -> None:
    assert (1, 3) == line_keys(2, changes("lines[1]", "lines[+]"))
    assert (1, 4) == line_keys(2, changes("lines[+]", "lines[2]", "lines[+]", "lines[1]"))


@given(
    read=st.integers(0, 5),
    paths=st.lists(
        st.sampled_from(("lines[+]", "lines[0]", "lines[2]", "lines[1].quantity", " lines[1] ")), max_size=12
    ),
)
def test_each_change_takes_one_key_away_or_adds_a_new_one(read: int, paths: list[str]) -> None:
    seen = set(line_keys(read, ()))
    for length in range(len(paths)):
        before, after = line_keys(read, changes(*paths[:length])), line_keys(read, changes(*paths[: length + 1]))
        assert sorted(after) == list(after)
        assert len(after) == len(set(after))
        assert set() == (set(after) - set(before)) & seen, "a key came back"
        seen |= set(after)
