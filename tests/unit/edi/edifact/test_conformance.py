"""The check against the directories refuses each kind of wrong writer, at the place."""

import re
from importlib.resources import files

import pytest

from edi.edifact.conformance import breaches
from edi.edifact.directory import Directory, GroupPlace, Place, directory_of, written_as
from edi.edifact.drafts import Draft, draft

HEAD = draft("UNH", "1", ("ORDRSP", "D", "96A", "UN"))
BGM = draft("BGM", "231", "R1", "29")
DTM = draft("DTM", ("137", "20261123", "102"))
LIN = draft("LIN", "1", "5", ("4006381333931", "EN"))
QTY = draft("QTY", ("21", 5, "PCE"))
UNS = draft("UNS", "S")
TAIL = draft("UNT", "7", "1")
GOOD = [HEAD, BGM, DTM, LIN, QTY, UNS, TAIL]


def d96a() -> Directory:
    found = directory_of("ORDRSP", "D.96A", "3")
    assert found is not None
    return found


def test_a_right_message_has_no_breach() -> None:
    assert [] == list(breaches(d96a(), GOOD))


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        ([HEAD, DTM, LIN, QTY, UNS, TAIL], "Segment 1 (BGM): BGM is missing behind it."),
        ([HEAD, BGM, LIN, QTY, UNS, TAIL], "Segment 2 (DTM): DTM is missing behind it."),
        ([HEAD, BGM, DTM, QTY, LIN, UNS, TAIL], "Segment 4 (QTY): it has no place here, or stands too often."),
        ([HEAD, BGM, DTM, LIN, *[QTY] * 11, UNS, TAIL], "Segment 15 (QTY): it has no place here, or stands too often."),
        ([HEAD, BGM, DTM, LIN, QTY, TAIL], "Segment 5 (UNS): UNS is missing behind it."),
        ([*GOOD, TAIL], "Segment 8 (UNT): it has no place here, or stands too often."),
        ([HEAD, BGM, BGM, DTM, UNS, TAIL], "Segment 3 (BGM): it has no place here, or stands too often."),
        ([HEAD, BGM, DTM, draft("CNI", "1"), UNS, TAIL], "Segment 4 (CNI): D.96A has no such segment."),
    ],
)
def test_a_segment_out_of_its_place_is_told(segments: list[Draft], said: str) -> None:
    assert said in [str(breach) for breach in breaches(d96a(), segments)]


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        (draft("LIN", "1234567"), "element 1: 1082 has at most 6 characters, and '1234567' has 7."),
        (draft("LIN", "A"), "element 1: 1082 must be a number, and is 'A'."),
        (draft("LIN", "1", "5", ("1" * 36,)), "element 3, component 1: 7140 has at most 35 characters"),
        (draft("LIN", "1", "5", ("1", "EN", "", "", "X")), "element 3, component 5: C212 has at most 4 components."),
        (draft("LIN", "1", ("5", "6")), "element 2, component 2: 1229 has at most 1 components."),
        (draft("LIN", *"1234567"), "element 7: it has 7 elements, and at most 6 are allowed."),
        (draft("LIN"), "(LIN): it is empty."),
        (draft("QTY", ("", 5)), "element 1, component 1: 6063 is mandatory."),
        (draft("QTY", ("21", "five")), "element 1, component 2: 6060 must be a number"),
        (draft("PIA", "5"), "element 2: C212 is mandatory."),
        (draft("UNS", "1"), "element 1: 0081 must not have digits"),
        (draft("UNS", "SD"), "element 1: 0081 has at most 1 characters"),
    ],
)
def test_an_element_that_is_not_in_its_format_is_told(segment: Draft, said: str) -> None:
    found = " ".join(str(breach) for breach in breaches(d96a(), [HEAD, BGM, DTM, segment, UNS, TAIL]))
    assert said in found


@pytest.mark.parametrize(
    ("release", "name"),
    [("D.93A", "D.93A"), ("D.95B", "D.93A"), ("D.96A", "D.96A"), ("D.00A", "D.96A"), ("D.11A", "D.01B")],
)
def test_a_directory_without_tables_is_checked_by_the_next_older_one(release: str, name: str) -> None:
    found = directory_of("ORDRSP", release, "3")
    assert found is not None
    assert name == found.name


def test_a_message_is_not_written_by_a_directory_older_than_itself() -> None:
    assert ("D.96A", "D.96A", "D.99B") == tuple(written_as("APERAK", each) for each in ("D.93A", "D.96A", "D.99B"))
    assert "D.93A" == written_as("ORDRSP", "D.93A")
    assert directory_of("INVOIC", "D.96A", "3") is None


def test_the_tables_are_whole() -> None:
    """Every segment of a structure has its rules, groups are numbered without gaps, each begins with its trigger."""
    names = [file.name.split(".") for file in files("edi.edifact").joinpath("directories").iterdir()]
    kinds = [(kind, f"D.{release}") for kind, release, *_ in names if kind not in ("segments", "CONTRL")]
    assert {"ORDRSP", "APERAK"} == {kind for kind, _ in kinds}
    for kind, release in [*kinds, ("CONTRL", "D.3")]:
        directory = directory_of(kind, release, "3")
        assert directory is not None
        places = list(_all(directory.structure))
        groups = [place for place in places if isinstance(place, GroupPlace)]
        assert [f"SG{number}" for number in range(1, len(groups) + 1)] == [group.name for group in groups]
        assert all(not isinstance(group.members[0], GroupPlace) and group.members[0].least == 1 for group in groups)
        tags = {place.tag for place in places if not isinstance(place, GroupPlace)}
        assert set() == tags - directory.segments.keys()
        assert all(re.fullmatch("[A-Z]{3}", tag) for tag in tags)


def _all(places: tuple[Place, ...]) -> list[Place]:
    inner = [each for place in places if isinstance(place, GroupPlace) for each in _all(place.members)]
    ordered: list[Place] = []
    for place in places:
        ordered.append(place)
        if isinstance(place, GroupPlace):
            ordered += _all(place.members)
    assert len(ordered) == len(places) + len(inner)
    return ordered
