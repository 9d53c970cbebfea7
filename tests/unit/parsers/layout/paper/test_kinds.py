"""Titles of papers in large print."""

from parsers.language.meanings import Title
from parsers.layout.labels.pairs import Surroundings
from parsers.layout.labels.pieces import Piece
from parsers.layout.paper.kinds import kinds
from parsers.pages.page import Word

SMALL = [Word(1, 0, "text", 0, 500_000, 20_000, 508_000, 8_000)] * 3


def large(text: str, left: int, top: int) -> Piece:
    return Piece(1, (), (Word(1, 0, text, left, top, left + 50_000, top + 20_000, 20_000),))


def titles(*texts: Piece) -> frozenset[Title]:
    words = [word for piece in texts for word in piece.words]
    # More small words than large ones, as on any paper.
    return kinds(Surroundings(texts=list(texts)), [*words, *SMALL * len(texts)], ()).titles


def test_the_lines_of_a_large_title_make_it_another_paper_together() -> None:
    assert Title.NONE in titles(large("Order", 0, 0), large("Acknowledgement", 0, 24_000))


def test_lines_that_stand_apart_are_no_title_together() -> None:
    assert Title.ORDER in titles(large("Order", 0, 0), large("remarks", 0, 200_000))
    assert Title.NONE not in titles(large("Order", 0, 0), large("remarks", 0, 200_000))


def test_thousands_of_large_texts_take_no_longer_than_each_of_them() -> None:
    """Joined with each text of the next line, these would be nine million titles."""
    lines = [large(f"word{place}", place * 60_000, top) for top in (0, 24_000) for place in range(3_000)]
    assert frozenset() == titles(*lines)
