"""997, 999 and TA1: each code, what they say of one set and of a group, and back again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edi.x12.reader import read
from replies.answer import (
    AnsweredGroup,
    AnsweredMessage,
    Fault,
    GroupHeader,
    Identity,
    Standard,
    SyntaxAnswer,
    SyntaxDefect,
    SyntaxWriter,
    Unwritable,
    Verdict,
)
from replies.reading_back import UnreadableAnswer
from replies.x12 import fault_codes
from replies.x12.functional_acknowledgement import write_997, write_999
from replies.x12.reading_syntax import read_functional_acknowledgement
from tests.unit.replies.x12.answers import THEM, US, envelope, syntax_answers
from tests.unit.replies.x12.standard import violations


def message(number: str, verdict: Verdict = Verdict.ACCEPTED, *defects: SyntaxDefect) -> AnsweredMessage:
    return AnsweredMessage("850", number, verdict, defects=defects)


def group(verdict: Verdict, *messages: AnsweredMessage, **changes: object) -> AnsweredGroup:
    header = GroupHeader("PO", "42", Identity(THEM.id), Identity(US.id), version="004010")
    return replace(AnsweredGroup(header, verdict, messages, announced=len(messages)), **changes)  # type: ignore[arg-type]


def answer(*groups: AnsweredGroup, verdict: Verdict = Verdict.ACCEPTED, **changes: object) -> SyntaxAnswer:
    said = SyntaxAnswer(Standard.X12, THEM, US, "000000007", verdict, groups, prepared="2611220815")
    return replace(said, **changes)  # type: ignore[arg-type] # a test may change any field


def segments(written: bytes) -> list[str]:
    return [each.text for interchange in read(written) for one in interchange.sets for each in one.segments]


ONE_BAD = group(
    Verdict.PARTLY,
    message("0001"),
    message("0002", Verdict.REJECTED, SyntaxDefect(Fault.COUNT_DIFFERS)),
    message("0003"),
)


class TestFunctionalAcknowledgment:
    def test_one_bad_set_does_not_fail_its_group(self) -> None:
        expected = [
            "AK1*PO*42", "AK2*850*0001", "AK5*A", "AK2*850*0002", "AK5*R*4", "AK2*850*0003", "AK5*A", "AK9*P*3*3*2",
        ]  # fmt: skip
        assert expected == segments(write_997(answer(ONE_BAD), envelope()))

    def test_each_group_has_an_answer_of_its_own(self) -> None:
        other = replace(ONE_BAD, header=replace(ONE_BAD.header, reference="43"))  # type: ignore[type-var] # it has one
        (interchange,) = read(write_997(answer(ONE_BAD, other), envelope()))
        assert ["42", "43"] == [each.segments[0].component(2) for each in interchange.sets]
        assert ["997", "997"] == [each.type for each in interchange.sets]

    def test_it_goes_back_to_where_the_interchange_came_from_in_the_group_fa(self) -> None:
        (interchange,) = read(write_997(answer(ONE_BAD), envelope()))
        gs = interchange.sets[0].group
        assert gs is not None
        assert ("ORDERMILL", "952100001") == (interchange.beginning.sender, interchange.beginning.recipient)
        assert ("FA", "ORDERMILL", "952100001", "17") == tuple(gs.component(each) for each in (1, 2, 3, 6))
        assert not interchange.beginning.acknowledgement_requested

    def test_errors_name_segment_and_element_with_a_copy_of_what_stood_there(self) -> None:
        defects = (
            SyntaxDefect(Fault.INVALID_DATE, "DTM", 5, 2, found="20261399"),
            SyntaxDefect(Fault.SEGMENT_UNKNOWN, "ZZZ", 9),
            SyntaxDefect(Fault.INVALID_VALUE, "REF", 3, 4, 1, "*~"),
        )
        said = segments(
            write_997(answer(group(Verdict.REJECTED, message("0001", Verdict.REJECTED, *defects))), envelope())
        )
        expected = ["AK3*REF*3**8", "AK4*4>1**7", "AK3*DTM*5**8", "AK4*2**8*20261399", "AK3*ZZZ*9**1", "AK5*R*5"]
        assert expected == said[2:8]

    @pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.WITH_ERRORS, Verdict.PARTLY, Verdict.REJECTED])
    def test_counts_are_announced_received_and_accepted(self, verdict: Verdict) -> None:
        said = group(verdict, message("0001"), message("0002", Verdict.REJECTED), announced=5)
        code = {"accepted": "A", "accepted_with_errors": "E", "partly_accepted": "P", "rejected": "R"}[verdict]
        assert f"AK9*{code}*5*2*1" == segments(write_997(answer(said), envelope()))[-1]

    def test_without_a_trailer_the_received_sets_are_counted(self) -> None:
        said = group(Verdict.ACCEPTED, message("0001"), announced=-1)
        assert "AK9*A*1*1*1" == segments(write_997(answer(said), envelope()))[-1]

    def test_a_set_without_type_and_number_is_answered_all_the_same(self) -> None:
        nameless = AnsweredMessage("", "", Verdict.REJECTED, defects=(SyntaxDefect(Fault.TYPE_MISSING),))
        said = segments(write_997(answer(group(Verdict.REJECTED, nameless)), envelope()))
        assert ["AK2*000*0000", "AK5*R*6"] == said[1:3]

    def test_more_than_five_faults_are_cut_to_what_ak5_has_room_for(self) -> None:
        every = tuple(SyntaxDefect(fault) for fault in fault_codes.SET)
        said = segments(
            write_997(answer(group(Verdict.REJECTED, message("0001", Verdict.REJECTED, *every))), envelope())
        )
        assert "AK5*R*1*2*3*4*6" == said[2]

    def test_without_a_group_there_is_nothing_to_answer_to(self) -> None:
        loose = AnsweredGroup(None, Verdict.ACCEPTED, (message("0001"),))
        with pytest.raises(Unwritable, match="no functional group"):
            write_997(answer(loose), envelope())


class TestEveryFault:
    @pytest.mark.parametrize("fault", list(Fault))
    @pytest.mark.parametrize("write", [write_997, write_999])
    def test_is_told_at_every_level_by_a_code_that_the_standard_has(self, fault: Fault, write: SyntaxWriter) -> None:
        bad = message(
            "0001", Verdict.REJECTED, SyntaxDefect(fault), SyntaxDefect(fault, "PO1", 4),
            SyntaxDefect(fault, "PO1", 5, 3, found="x"),
        )  # fmt: skip
        said = answer(
            group(Verdict.REJECTED, bad, defects=(SyntaxDefect(fault),)), verdict=Verdict.REJECTED,
            asked=True, defects=(SyntaxDefect(fault),),
        )  # fmt: skip
        written = write(said, envelope())
        assert [] == violations(written)
        read_back = read_functional_acknowledgement(written)
        assert Verdict.REJECTED is read_back.verdict
        assert {4, 5} <= {defect.segment for defect in read_back.messages[0].defects}


class TestInterchangeAcknowledgment:
    def test_a_ta1_is_sent_where_it_was_asked_for(self) -> None:
        (interchange,) = read(write_997(answer(ONE_BAD, asked=True), envelope()))
        assert ["TA1*000000007*261122*0815*A*000"] == [segment.text for segment in interchange.stray]

    def test_none_is_sent_where_it_was_not(self) -> None:
        (interchange,) = read(write_997(answer(ONE_BAD), envelope()))
        assert () == interchange.stray

    def test_faults_of_the_envelope_are_told_by_the_first_that_has_a_code(self) -> None:
        defects = (SyntaxDefect(Fault.UNSPECIFIED), SyntaxDefect(Fault.COUNT_DIFFERS))
        (interchange,) = read(write_997(answer(ONE_BAD, asked=True, defects=defects), envelope()))
        assert ["TA1*000000007*261122*0815*E*021"] == [segment.text for segment in interchange.stray]

    def test_an_interchange_without_a_group_is_answered_by_a_ta1_alone(self) -> None:
        said = answer(verdict=Verdict.REJECTED, asked=True, defects=(SyntaxDefect(Fault.EMPTY),))
        (interchange,) = read(write_997(said, envelope()))
        assert ["TA1*000000007*261122*0815*R*024"] == [segment.text for segment in interchange.stray]
        assert () == interchange.sets


class TestImplementationAcknowledgment:
    def test_it_has_its_own_segments_and_names_the_version_of_the_group(self) -> None:
        defect = SyntaxDefect(Fault.ELEMENT_MISSING, "PO1", 4, 2)
        written = write_999(answer(group(Verdict.REJECTED, message("0001", Verdict.REJECTED, defect))), envelope())
        expected = ["AK1*PO*42*004010", "AK2*850*0001", "IK3*PO1*4**8", "IK4*2**1", "IK5*R*5", "AK9*R*1*1*0"]
        assert expected == segments(written)
        assert b"*^*00501*" in written
        assert b"ST*999*0001*005010X231A1~" in written


class TestReadingBack:
    @settings(max_examples=50)
    @given(syntax_answers(since_5010=False))
    def test_a_997_says_what_was_meant(self, said: SyntaxAnswer) -> None:
        written = write_997(said, envelope("004010"))
        assert said == read_functional_acknowledgement(written)
        assert [] == violations(written)

    @settings(max_examples=50)
    @given(syntax_answers(since_5010=True), st.sampled_from(["", "005010X231A1", "005010X231", "004010"]))
    def test_a_999_says_what_was_meant(self, said: SyntaxAnswer, version: str) -> None:
        written = write_999(said, envelope(version))
        assert said == read_functional_acknowledgement(written)
        assert [] == violations(written)

    def test_what_is_no_acknowledgment_is_refused(self) -> None:
        with pytest.raises(UnreadableAnswer, match="no 997, 999 or TA1"):
            read_functional_acknowledgement(b"ISA*00~")

    def test_an_acknowledgment_that_is_cut_off_is_refused(self) -> None:
        written = write_997(answer(ONE_BAD), envelope())
        with pytest.raises(UnreadableAnswer, match="AK9"):
            read_functional_acknowledgement(written[: written.index(b"AK9")])
