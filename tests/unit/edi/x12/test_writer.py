"""The writer: what it writes our reader reads without a defect, and what cannot be expressed is refused."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edi.x12.delimiters import Delimiters
from edi.x12.reader import Interchange, read
from edi.x12.writer import (
    Address,
    Fields,
    Heading,
    Inexpressible,
    OutgoingGroup,
    OutgoingSet,
    default_delimiters,
    write,
)

PREPARED = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
US, THEM = Address("ZZ", "ORDERMILL"), Address("01", "952100001")


def heading(version: str = "004010", **changes: object) -> Heading:
    return Heading(
        **{"sender": US, "recipient": THEM, "number": 7, "prepared_at": PREPARED, "version": version} | changes
    )  # type: ignore[arg-type]


def group(*sets: OutgoingSet, number: int = 5) -> OutgoingGroup:
    return OutgoingGroup("PR", "ORDERMILL", "952100001", number, sets)


def an_855(*segments: Fields) -> OutgoingSet:
    return OutgoingSet("855", segments or (("BAK", "00", "AD", "PO-1", "20261120"),))


def one(content: bytes) -> Interchange:
    (interchange,) = read(content)
    return interchange


def defects(interchange: Interchange) -> list[str]:
    return [*map(str, interchange.ending.defects), *(str(each) for s in interchange.sets for each in s.defects)]


class TestEnvelope:
    def test_the_isa_has_its_fixed_width_and_the_rest_follows(self) -> None:
        written = write(heading(), [group(an_855())], default_delimiters("004010"))
        expected = (
            b"ISA*00*          *00*          *ZZ*ORDERMILL      *01*952100001      "
            b"*261123*0205*U*00401*000000007*0*P*>~"
            b"GS*PR*ORDERMILL*952100001*20261123*0205*5*X*004010~"
            b"ST*855*0001~BAK*00*AD*PO-1*20261120~SE*3*0001~GE*1*5~IEA*1*000000007~"
        )
        assert expected == written
        assert b"~" == written[105:106]

    @pytest.mark.parametrize(
        ("version", "isa11", "isa12", "day"),
        [
            ("003010", "U", "00301", "261123"),
            ("003060", "U", "00306", "261123"),
            ("004010VICS", "U", "00401", "20261123"),
            ("004020", "^", "00402", "20261123"),
            ("005010X231A1", "^", "00501", "20261123"),
            ("007040", "^", "00704", "20261123"),
        ],
    )
    def test_versions_differ_in_isa11_isa12_and_the_date_of_gs(
        self, version: str, isa11: str, isa12: str, day: str
    ) -> None:
        interchange = one(write(heading(version), [group(an_855())], default_delimiters(version)))
        header, gs = interchange.beginning.header, interchange.sets[0].group
        assert header is not None
        assert gs is not None
        assert [] == defects(interchange)
        assert (isa11, isa12) == (header.component(11), header.component(12))
        assert (day, version) == (gs.component(4), gs.component(8))
        assert (isa11 if isa11 != "U" else "") == interchange.beginning.delimiters.repetition.decode()

    def test_counts_follow_from_what_is_written(self) -> None:
        sets = (an_855(), an_855(("BAK", "00", "AK", "PO-2", "20261120"), ("CTT", "0")))
        interchange = one(write(heading(), [group(*sets), group(an_855(), number=6)], default_delimiters("004010")))
        assert [] == defects(interchange)
        assert ["0001", "0002", "0001"] == [each.number for each in interchange.sets]

    def test_a_ta1_stands_before_the_groups(self) -> None:
        ta1 = ("TA1", "000000123", "261123", "0205", "A", "000")
        interchange = one(write(heading(), [group(an_855())], default_delimiters("004010"), acknowledgements=[ta1]))
        assert [] == defects(interchange)
        assert ["TA1"] == [segment.tag for segment in interchange.stray]

    def test_times_are_written_in_utc(self) -> None:
        late = PREPARED.astimezone(timezone(timedelta(hours=-7)))
        assert write(heading(), [], default_delimiters("004010")) == write(
            heading(prepared_at=late), [], default_delimiters("004010")
        )

    def test_line_breaks_stand_behind_the_terminator(self) -> None:
        written = write(heading(), [group(an_855())], default_delimiters("004010"), line_breaks=True)
        assert written.count(b"~\n") == written.count(b"~") == 7
        assert [] == defects(one(written))


class TestSegments:
    def test_empty_elements_at_the_end_are_left_out_and_those_between_stay(self) -> None:
        segments = (("BAK", "00", "AD", "PO-1", "20261120", "", "", "", "S-1", ""),)
        written = write(heading(), [group(an_855(*segments))], default_delimiters("004010"))
        assert b"BAK*00*AD*PO-1*20261120****S-1~" in written

    def test_components_are_joined_by_the_component_separator(self) -> None:
        note = ("AK4", ("3", "2", ""), "", "7")
        assert b"AK4*3>2**7~" in write(heading(), [group(an_855(note))], default_delimiters("004010"))

    @pytest.mark.parametrize("text", ["A*B", "A~B", "A>B", "A^B", "A\nB", "A\x00B", "Grün"])
    def test_what_the_delimiters_or_the_charset_cannot_express_is_refused(self, text: str) -> None:
        with pytest.raises(Inexpressible, match=r"delimiter|written in|no letter"):
            write(heading("005010"), [group(an_855(("MSG", text)))], default_delimiters("005010"))

    def test_a_wider_charset_takes_more_letters(self) -> None:
        text = an_855(("MSG", "Grün"))
        written = write(heading(), [group(text)], default_delimiters("004010"), charset="utf-8")
        assert "Grün" == one(written).sets[0].segments[0].component(1)

    def test_a_segment_without_an_element_is_refused(self) -> None:
        with pytest.raises(Inexpressible, match="no element"):
            write(heading(), [group(an_855(("CTT", "")))], default_delimiters("004010"))


class TestRefusals:
    @pytest.mark.parametrize(
        "address", [Address("Z", "ORDERMILL"), Address("ZZ", ""), Address("ZZ", " "), Address("ZZ", "X" * 16)]
    )
    def test_an_id_that_does_not_fit_into_isa_is_refused(self, address: Address) -> None:
        with pytest.raises(Inexpressible, match=r"two characters|15 characters"):
            write(heading(sender=address), [], default_delimiters("004010"))

    @pytest.mark.parametrize("address", [Address("ZZ", "A*B"), Address("~~", "AB"), Address("ZZ", "*")])
    def test_an_id_with_a_delimiter_is_refused_in_isa_too(self, address: Address) -> None:
        with pytest.raises(Inexpressible, match="delimiter"):
            write(heading(recipient=address), [], default_delimiters("004010"))

    @pytest.mark.parametrize("number", [-1, 1_000_000_000])
    def test_a_control_number_beyond_nine_digits_is_refused(self, number: int) -> None:
        with pytest.raises(Inexpressible, match="nine digits"):
            write(heading(number=number), [], default_delimiters("004010"))
        with pytest.raises(Inexpressible, match="nine digits"):
            write(heading(), [group(an_855(), number=number)], default_delimiters("004010"))

    @pytest.mark.parametrize(
        "delimiters",
        [
            Delimiters(element=b"~"), Delimiters(component=b"A"), Delimiters(terminator=b" "),
            Delimiters(element=b""), Delimiters(terminator=b"\r\n"), Delimiters(repetition=b"*"),
            Delimiters(repetition=b"\n"),
        ],
    )  # fmt: skip
    def test_delimiters_that_cannot_be_told_apart_are_refused(self, delimiters: Delimiters) -> None:
        with pytest.raises(Inexpressible, match="different signs"):
            write(heading(), [], delimiters)


WITHIN = st.permutations("*>|!:^").map(lambda signs: [sign.encode() for sign in signs[:3]])
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")))


@given(
    version=st.sampled_from(["003010", "003040", "004010", "004030", "005010", "006040", "007040"]),
    within=WITHIN,
    terminator=st.sampled_from([b"~", b"'", b"\n", b"\r", b"\x1d"]),
    texts=st.lists(st.lists(TEXT, max_size=6), max_size=6),
)
def test_whatever_is_written_is_read_again_without_a_defect(
    version: str, within: list[bytes], terminator: bytes, texts: list[list[str]]
) -> None:
    """Or it is refused for a delimiter; nothing between."""
    delimiters = Delimiters(*within, terminator)
    segments: tuple[Fields, ...] = tuple(("MSG", *of_one, "X") for of_one in texts)
    try:
        written = write(heading(version), [group(OutgoingSet("855", segments))], delimiters, charset="utf-8")
    except Inexpressible:
        every = {sign.decode() for sign in (*within, terminator)}
        assert any(every.intersection(text) for of_one in texts for text in of_one)
        return
    interchange = one(written)
    assert [] == defects(interchange)
    read_back = [tuple(each for (each,) in segment.elements) for segment in interchange.sets[0].segments]
    assert [segment[1:] for segment in segments] == read_back
