"""Domains that a reader takes for another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.domains import in_plain_letters, lookalikes


@pytest.mark.parametrize(
    ("sender", "known"),
    [
        ("acm.example", "acme.example"),
        ("acmee.example", "acme.example"),
        ("acne.example", "acme.example"),
        ("amce.example", "acme.example"),
        ("ac-me.example", "acme.example"),
        ("acme.exampl", "acme.example"),
        ("acme.co", "acme.com"),
        # Letters that look alike, also where each is more than one edit.
        ("acrne.example", "acme.example"),
        ("vveldon.example", "weldon.example"),
        ("g00g1e.example", "google.example"),
        ("be.example", "6e.example"),
        # Another alphabet: the first letter is Cyrillic, the o is Greek, the u has dots.
        ("xn--cme-5cd.example", "acme.example"),
        ("xn--blt-7lc.example", "bolt.example"),
        ("xn--mller-kva.example", "muller.example"),
        ("xn--mller-kva.example", "mueller.example"),
    ],
)
def test_taken_for_it(sender: str, known: str) -> None:
    assert known in lookalikes(sender)


@pytest.mark.parametrize(
    ("sender", "known"),
    [
        ("acme.example", "acme.example"),
        ("acme.example", "acme-group.example"),
        ("weldon.example", "walden.example"),
        # Names of three letters are a letter apart by chance.
        ("abc.de", "abd.de"),
        ("", "a"),
        ("a" * 81, "a" * 80),
    ],
)
def test_not_taken_for_it(sender: str, known: str) -> None:
    assert known not in lookalikes(sender)


@given(st.text("acemnrv01.-", min_size=4, max_size=40))
def test_a_domain_is_no_lookalike_of_itself(domain: str) -> None:
    assert domain not in lookalikes(domain)


@given(st.text("abcdemz", min_size=4, max_size=12), st.data())
def test_each_letter_less_is_taken_for_it(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    known = f"{name}.example"
    sender = f"{name[:at]}{name[at + 1 :]}.example"
    assert sender == known or known in lookalikes(sender)


@given(st.text(max_size=100))
def test_whatever_stands_for_a_domain_can_be_asked_for(domain: str) -> None:
    assert len(lookalikes(domain)) < 8_000
    assert in_plain_letters(domain).isascii()
