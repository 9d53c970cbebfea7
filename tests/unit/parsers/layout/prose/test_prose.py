"""Lines of an order that are written as sentences or lists."""

import pytest

from parsers.language.numerals import Conventions, DecimalMark
from parsers.layout.prose.lines import ProseLines, prose_lines, prose_numerals
from parsers.layout.text.lines import TextLine, text_lines
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import Remarks
from parsers.mail_body import body_page
from parsers.mail_body.rows import plain_rows
from tests.unit.parsers.mail_body.mails import brief

LETTER = """1. 1 pcs Miniature circuit breaker 1P C16 6 kA, your ref. 44103585, at £5.29 each
2. 37.5 m Control cable YSLY-JZ 3G0.75, your ref. EC-YSLYJZ3G075, at £0.49 per m
3. 400 pcs Washer DIN 125, your ref. 0125 12 2, at £0.0333 each
4. 2 packs Pipette tips, sterile, rack 10 µl, 10 x 96, your ref. LP-10, at £30.70 each
"""


def _lines(text: str) -> tuple[TextLine, ...]:
    body = plain_rows(text)
    return text_lines(body_page.page(body, range(len(body.rows))))


def _read(text: str, mark: DecimalMark = DecimalMark.POINT) -> tuple[ProseLines, list[str]]:
    locate = body_page.locate(plain_rows(text))
    remarks = Remarks(locate)
    found = prose_lines(_lines(text), Reads(Conventions(mark), locate, remarks))
    return found, [finding.path for finding in remarks.findings if finding.holds]


def test_a_letter_is_read_line_by_line() -> None:
    found, held = _read(LETTER)
    expected = ["1 pcs 44103585 5.29", "37.5 m EC-YSLYJZ3G075 0.49", "400 pcs 0125 12 2 0.0333", "2 packs LP-10 30.70"]
    assert expected == [brief(line) for line in found.lines]
    assert ["1", "2", "3", "4"] == [line.line_no.value if line.line_no else "" for line in found.lines]
    assert "GBP" in {code for code, _ in found.money}
    assert [] == held


def test_every_word_of_a_line_is_accounted_for() -> None:
    found, _ = _read(LETTER)
    assert found.words == {word.place for line in _lines(LETTER) for word in line.words}


def test_the_numbers_tell_how_the_text_writes_them() -> None:
    assert ["10", "3,50"] == prose_numerals(_lines("- 10 Stück Art. AB-1 à 3,50 EUR"))


@pytest.mark.parametrize(
    "line",
    [
        "- 10 pcs AB-1 bearing, at £3.50 each, 20 pcs",
        "- 2 x 100 pcs AB-1",
        "- 10 pcs AB-1, of these 5 now and 5 later",
        "- 10 pcs AB-1 or 20",
        "- 10 pcs AB-1 at £3.50, £3.20",
        "- 10 pcs AB-1, your ref. AB-2",
        "- 10 pcs AB-1, 7",
        "- 10 pcs AB-1, not before June",
        "- 10 pcs AB-1 replaces AB-9, only if in stock",
    ],
)
def test_what_is_left_unexplained_holds_the_line(line: str) -> None:
    found, held = _read(line)
    assert 1 == len(found.lines)
    assert ["lines[0]"] == sorted(set(held))


@pytest.mark.parametrize(
    "text",
    [
        "We met on 12 May 2026 in hall 4 and talked for 2 hours.",
        "1. The supplier shall deliver within 30 days.\n2. Payment after 60 days, 2 % discount.",
        "Pier Road 3\nTarbert PA41 7AX\nTel +44 1632 962233",
        "Total 158.06",
    ],
)
def test_other_texts_with_numbers_are_no_lines(text: str) -> None:
    found, _ = _read(text)
    assert [] == found.lines
    assert frozenset() == found.words


def test_a_wrapped_line_goes_on_and_a_new_sentence_ends_it() -> None:
    text = (
        "4. 400 pcs Hex head bolt DIN 933 8.8 M16x60 zinc plated, your ref. FX933-16060, at\n"
        "£0.3333 each\n\n"
        "All prices exclude VAT.\n"
    )
    found, held = _read(text)
    assert ["400 pcs FX933-16060 0.3333"] == [brief(line) for line in found.lines]
    assert [] == held
