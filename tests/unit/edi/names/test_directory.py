"""Segments, elements and codes have names for people; what is not known is shown as it came."""

import pytest

from edi.defects import DefectCode
from edi.names.directory import Directory, edifact, x12
from edi.names.explained import pieces
from edi.names.nesting import edifact_nesting, x12_nesting
from edi.names.sections import section


@pytest.mark.parametrize(
    ("tag", "elements", "title"),
    [
        ("QTY", (("21", "10", "PCE"),), "Quantity: ordered"),
        ("NAD", (("DP",), ("4012345000009", "", "9")), "Name and address: delivery party"),
        ("COM", (("0123", "TE"),), "Communication contact: telephone"),
        ("QTY", (("987",),), "Quantity"),
        ("LIN", (), "Line item"),
        ("XYZ", (("1",),), ""),
    ],
)
def test_the_title_of_a_segment_tells_what_its_qualifier_means(
    tag: str, elements: tuple[tuple[str, ...], ...], title: str
) -> None:
    assert title == edifact().title(tag, elements)


@pytest.mark.parametrize(
    ("tag", "elements", "title"),
    [
        ("N1", (("ST",), ("Store 12",)), "Party: ship to"),
        ("DTM", (("001",), ("20261224",)), "Date: cancel after"),
        ("SAC", (("C",), ("D240",)), "Allowance or charge: charge"),
        ("PO1", (("1",),), "Line item"),
    ],
)
def test_so_it_is_in_x12(tag: str, elements: tuple[tuple[str, ...], ...], title: str) -> None:
    assert title == x12().title(tag, elements)


def test_each_value_has_its_name_and_each_code_its_meaning() -> None:
    told = {piece.name: (piece.value, piece.meaning) for piece in pieces(edifact(), "PRI", (("AAA", "1.50", "CT"),))}
    assert {"Price qualifier": ("AAA", "net"), "Price": ("1.50", ""), "Price type": ("CT", "contract")} == told


def test_what_the_standard_does_not_have_is_still_shown() -> None:
    found = list(pieces(edifact(), "UNS", (("S",), ("extra",))))
    assert ("Element 2", "extra", "") == (found[1].name, found[1].value, found[1].meaning)
    assert ["Element 1"] == [piece.name for piece in pieces(x12(), "XX", (("?",),))]


@pytest.mark.parametrize(
    ("value", "code", "meaning"),
    [
        ("20261201", "102", "2026-12-01"),
        ("202612010000", "203", "2026-12-01"),
        ("202612011030", "203", "2026-12-01 10:30"),
        ("261201", "101", "2026-12-01"),
        ("202124", "616", "week 24 of 2021"),
        ("2026120120261205", "718", "2026-12-01 to 2026-12-05"),
        ("00045", "804", "45 days"),
        ("202612", "610", "2026-12"),
        ("20261301", "102", ""),
        ("soon", "102", ""),
        ("²0261201", "102", ""),
        ("²²", "804", ""),
    ],
)
def test_dates_are_readable_in_the_format_that_they_name(value: str, code: str, meaning: str) -> None:
    (_, date, _) = pieces(edifact(), "DTM", (("2", value, code),))
    assert meaning == date.meaning


@pytest.mark.parametrize(("sent", "meaning"), [("261201", "2026-12-01"), ("20051107", "2005-11-07")])
def test_the_day_of_an_envelope_has_two_or_four_digits_for_its_year(sent: str, meaning: str) -> None:
    header = pieces(edifact(), "UNB", (("UNOC", "4"), ("A",), ("B",), (sent, "0800"), ("1",)))
    assert meaning in [piece.meaning for piece in header]


def test_groups_stand_below_what_they_belong_to() -> None:
    nesting = edifact_nesting()
    tags = [
        "BGM",
        "DTM",
        "RFF",
        "DTM",
        "NAD",
        "CTA",
        "COM",
        "CUX",
        "LIN",
        "QTY",
        "PRI",
        "NAD",
        "LOC",
        "LIN",
        "UNS",
        "CNT",
    ]
    assert [0, 0, 0, 1, 0, 1, 2, 0, 0, 1, 1, 1, 2, 0, 0, 0] == [nesting.depth(tag) for tag in tags]
    loops = x12_nesting()
    assert [0, 0, 1, 1, 0, 1, 2, 1, 0, 1] == [
        loops.depth(tag) for tag in ("BEG", "N1", "N3", "N4", "PO1", "PID", "MEA", "SDQ", "CTT", "AMT")
    ]


def test_every_defect_names_the_clause_that_it_breaks() -> None:
    without = {code for code in DefectCode if not section(code.value, is_x12=False)}
    assert {DefectCode.FURTHER_DEFECTS} == without
    assert "X12" in section("undecodable", is_x12=True)
    assert "" == section("no such", is_x12=False)


@pytest.mark.parametrize("directory", [edifact(), x12()])
def test_every_element_of_a_segment_has_a_name(directory: Directory) -> None:
    places = {slot.element for segment in directory.segments.values() for each in segment.elements for slot in each}
    composites = {"C002", "C030", "C998", "C999"}
    assert set() == places - set(directory.elements) - composites
