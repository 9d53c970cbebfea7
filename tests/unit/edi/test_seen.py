"""References that came before are found, in bounded memory."""

from edi.seen import Seen


def test_a_reference_is_new_once() -> None:
    seen = Seen()
    assert [False, False, True] == [seen.before(reference) for reference in ("1", "2", "1")]


def test_the_oldest_of_very_many_is_forgotten() -> None:
    seen = Seen()
    assert {False} == {seen.before(str(number)) for number in range(20_001)}
    assert seen.before("20000")
    assert not seen.before("0")
