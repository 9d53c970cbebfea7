"""Bytes of texts: read as they were written, and never as more certain than they are."""

import pytest

from parsers.charset import decoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_reads_as_it_was_written(encoding: str) -> None:
    text = "Stück für Müller & Söhne"
    assert (text, True) == decoded(text.encode(encoding))


def test_what_a_text_declares_counts_before_what_windows_writes() -> None:
    text = "Łódź"
    assert (text, True) == decoded(text.encode("iso-8859-2"), "iso-8859-2")


def test_a_name_that_is_no_character_set_is_passed_over() -> None:
    assert ("Stück", True) == decoded("Stück".encode("cp1252"), "no-such-set")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8", b"1 \x81 pcs"])
def test_signs_that_nothing_explains_are_in_doubt(content: bytes) -> None:
    text, certain = decoded(content)
    assert not certain
    assert "\ufffd" in text
