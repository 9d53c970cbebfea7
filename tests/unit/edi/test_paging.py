"""Looking through content in windows finds what one look would, and gives pages back without losing them."""

import re
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest

from edi.paging import WINDOW, give_back, matches, pieces, search

NEEDLE = re.compile(rb"UN[BZ](?=[+:]A)")


@pytest.fixture
def content() -> bytes:
    """A match at the beginning, at and across the edges of windows, and at the end."""
    text = bytearray(b"." * (3 * WINDOW + 17))
    for at in (0, WINDOW - 2, WINDOW + 3, 2 * WINDOW, 3 * WINDOW + 12):
        text[at : at + 5] = b"UNZ+A"
    return bytes(text)


def test_windows_find_what_one_look_finds(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(content)
    expected = [found.start() for found in NEEDLE.finditer(content)]
    assert 5 == len(expected)
    assert expected == [found.start() for found in matches(NEEDLE, content, 0)]
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as mapped:
        assert expected == [found.start() for found in matches(NEEDLE, mapped, 0)]
        assert content == b"".join(pieces(mapped, 0, len(mapped)))
        give_back(mapped, len(mapped))
        assert content == mapped[:]


def test_nothing_is_found_where_nothing_is(content: bytes) -> None:
    assert search(re.compile(b"UNB"), content, 0) is None
    assert search(NEEDLE, content, len(content)) is None
