"""The reader: what it makes of interchanges as senders really write them."""

import mmap
from pathlib import Path

import pytest

from edi.defects import DefectCode, Weight
from edi.x12.reader import Interchange, TransactionSet, read, stream

ISA = b"ISA*00*          *00*          *01*952100001      *ZZ*ORDERMILL      *260105*1015*U*00401*000000007*0*P*>~"
GS = b"GS*PO*952100001*ORDERMILL*20260105*1015*7*X*004010~"
SET = b"ST*850*0001~BEG*00*SA*PO-1**20260105~PO1*1*5*EA*2.50**VN*A-1~CTT*1~SE*5*0001~"
GE, IEA = b"GE*1*7~", b"IEA*1*000000007~"
CLEAN = ISA + GS + SET + GE + IEA


def one(content: bytes) -> Interchange:
    (interchange,) = read(content)
    return interchange


def codes(interchange: Interchange) -> list[DefectCode]:
    of_sets = [defect.code for each in interchange.sets for defect in each.defects]
    return [defect.code for defect in interchange.ending.defects] + of_sets


def tags(each: TransactionSet) -> list[str]:
    return [segment.tag for segment in each.segments]


class TestEnvelope:
    def test_a_clean_interchange_has_no_defects_and_its_header_fields(self) -> None:
        interchange = one(CLEAN)
        beginning = interchange.beginning
        assert [] == codes(interchange)
        assert ("952100001", "01") == (beginning.sender, beginning.sender_qualifier)
        assert ("ORDERMILL", "ZZ", "000000007") == (
            beginning.recipient,
            beginning.recipient_qualifier,
            beginning.number,
        )
        assert not beginning.is_test
        assert not beginning.acknowledgement_requested
        assert len(CLEAN) == interchange.ending.offset

    def test_a_set_knows_its_header_and_holds_what_is_between_st_and_se(self) -> None:
        (each,) = one(CLEAN).sets
        assert ("850", "0001", "004010") == (each.type, each.number, each.version)
        assert ["BEG", "PO1", "CTT"] == tags(each)

    def test_the_version_of_a_set_goes_before_that_of_its_group(self) -> None:
        (each,) = one(CLEAN.replace(b"ST*850*0001~", b"ST*850*0001*005010~")).sets
        assert "005010" == each.version

    def test_positions_count_in_the_interchange_and_in_the_set(self) -> None:
        line = one(CLEAN).sets[0].segments[1]
        assert ("PO1", 5, 3) == (line.tag, line.position.number, line.position.in_message)
        assert b"PO1*1*5*EA*2.50**VN*A-1~" == line.raw
        assert line.raw == CLEAN[line.position.offset :][: len(line.raw)]

    def test_an_absent_element_is_empty_text(self) -> None:
        line = one(CLEAN).sets[0].segments[1]
        assert ("", "A-1", "") == (line.component(5), line.component(7), line.component(30))

    @pytest.mark.parametrize(("indicator", "test"), [(b"P", False), (b"T", True), (b"I", True)])
    def test_what_is_no_production_data_is_a_test(self, indicator: bytes, *, test: bool) -> None:
        assert test is one(CLEAN.replace(b"*0*P*>", b"*0*" + indicator + b"*>")).beginning.is_test

    def test_several_interchanges_stay_apart(self) -> None:
        second = CLEAN.replace(b"000000007", b"000000008")
        assert ["000000007", "000000008"] == [each.beginning.number for each in read(CLEAN + b"\r\n" + second)]

    def test_an_interchange_without_its_end_does_not_swallow_the_next(self) -> None:
        first, second = read(ISA + GS + SET + CLEAN)
        assert [DefectCode.GE_MISSING, DefectCode.IEA_MISSING] == codes(first)
        assert [] == codes(second)


class TestDelimiters:
    @pytest.mark.parametrize(
        "terminator", [b"~", b"\n", b"'", b"\x1c", b"\x15", b"\\", b"~\r\n", b"~\n", b"\r\n", b" \r\n"]
    )
    def test_any_terminator_is_taken_from_the_header(self, terminator: bytes) -> None:
        interchange = one(CLEAN.replace(b"~", terminator))
        assert [] == codes(interchange)
        assert [["BEG", "PO1", "CTT"]] == [tags(each) for each in interchange.sets]

    @pytest.mark.parametrize("element", [b"|", b"^", b"\x1d", b"+", b"~"])
    def test_any_element_separator_is_taken_from_the_header(self, element: bytes) -> None:
        content = CLEAN.replace(b"~", b"\n").replace(b"*", element)
        assert "PO-1" == one(content).sets[0].segments[0].component(3)

    def test_a_header_that_is_not_padded_is_read_by_its_separators(self) -> None:
        short = b"ISA*00**00**ZZ*BUYER*ZZ*SELLER*260105*1030*U*00304*000000007*0*P*:~"
        interchange = one(short + GS + SET + GE + IEA)
        assert [DefectCode.ISA_NOT_FIXED_WIDTH] == codes(interchange)
        assert ("BUYER", b":", b"~") == (
            interchange.beginning.sender,
            interchange.beginning.delimiters.component,
            interchange.beginning.delimiters.terminator,
        )

    @pytest.mark.parametrize("behind", [b"", b"\n", b"\r\n"])
    def test_where_the_component_separator_is_left_out_the_terminator_is_the_sign_behind_every_segment(
        self, behind: bytes
    ) -> None:
        interchange = one(CLEAN.replace(b"*P*>~", b"*P*~").replace(b"~", b"~" + behind))
        assert [DefectCode.ISA_NOT_FIXED_WIDTH] == codes(interchange)
        assert (b">", b"~") == (
            interchange.beginning.delimiters.component,
            interchange.beginning.delimiters.terminator,
        )
        assert ("P", "20260105") == (
            interchange.beginning.header and interchange.beginning.header.component(15),
            interchange.sets[0].segments[0].component(5),
        )

    def test_a_sign_within_the_header_of_the_group_ends_no_segment(self) -> None:
        content = CLEAN.replace(b"*P*>~", b"*P*:~").replace(b"GS*PO*952", b"GS*PO*A:ST952").replace(b"~", b"\n")
        assert (b":", b"\n") == (
            one(content).beginning.delimiters.component,
            one(content).beginning.delimiters.terminator,
        )

    @pytest.mark.parametrize("separator", [b">", b":", b"|"])
    def test_composites_of_the_standard_are_split_at_the_separator_of_the_header(self, separator: bytes) -> None:
        sent = b"REF*DP*038**IA>12>CT>9~POC*1*CA*5*5*CA>1>12*2.50**VN*A>1~"
        content = CLEAN.replace(b"CTT*1~SE*5", sent + b"CTT*1~SE*7").replace(b">", separator)
        reference, change = one(content).sets[0].segments[2:4]
        assert ("IA", "12", "CT", "9") == reference.composite(4)
        assert (("CA", "1", "12"), "2.50") == (change.composite(5), change.component(6))
        assert "A" + separator.decode() + "1" == change.component(9)

    @pytest.mark.parametrize(("sent", "repetition"), [(b"U", b""), (b"^", b"^"), (b"\\", b"\\")])
    def test_the_repetition_separator_is_no_letter(self, sent: bytes, repetition: bytes) -> None:
        content = CLEAN.replace(b"*U*00401", b"*" + sent + b"*00501")
        assert repetition == one(content).beginning.delimiters.repetition

    def test_a_set_without_any_envelope_is_read(self) -> None:
        interchange = one(SET)
        assert [DefectCode.ISA_MISSING] == codes(interchange)
        assert [["BEG", "PO1", "CTT"]] == [tags(each) for each in interchange.sets]

    def test_a_colon_in_a_text_stays_text(self) -> None:
        content = CLEAN.replace(b"CTT*1~SE*5", b"MSG*time: 10>12~CTT*1~SE*6")
        assert "time: 10>12" == one(content).sets[0].segments[2].component(1)


class TestDefects:
    @pytest.mark.parametrize(
        ("old", "new", "code", "weight"),
        [
            (b"SE*5*0001", b"SE*6*0001", DefectCode.SE_COUNT, Weight.CONTENT),
            (b"SE*5*0001", b"SE*3*0001", DefectCode.SE_COUNT_LOW, Weight.FORMAL),
            (b"SE*5*0001", b"SE*5*0002", DefectCode.SE_REFERENCE, Weight.FORMAL),
            (b"SE*5*0001~", b"", DefectCode.SE_MISSING, Weight.CONTENT),
            (b"GE*1*7", b"GE*2*7", DefectCode.GE_COUNT, Weight.CONTENT),
            (b"GE*1*7", b"GE*1*8", DefectCode.GE_REFERENCE, Weight.FORMAL),
            (b"GE*1*7~", b"", DefectCode.GE_MISSING, Weight.CONTENT),
            (b"IEA*1*", b"IEA*2*", DefectCode.IEA_COUNT, Weight.CONTENT),
            (b"IEA*1*000000007", b"IEA*1*000000009", DefectCode.IEA_REFERENCE, Weight.FORMAL),
            (b"IEA*1*000000007~", b"", DefectCode.IEA_MISSING, Weight.CONTENT),
            (b"~CTT", b"~~CTT", DefectCode.EMPTY_SEGMENT, Weight.FORMAL),
            (b"~CTT", b"~ctt", DefectCode.LOWER_CASE_TAG, Weight.FORMAL),
            (b"VN*A-1", b"VN*A\r\n-1", DefectCode.WRAPPED_LINES, Weight.FORMAL),
            (b"VN*A-1~", b"VN*A-1\r\n", DefectCode.TERMINATOR_MISSING, Weight.CONTENT),
            (b"VN*A-1", b"VN*A\x01-1", DefectCode.CONTROL_CHARACTER, Weight.CONTENT),
            (b"VN*A-1", b"VN*A\xfc1", DefectCode.OTHER_CHARSET, Weight.FORMAL),
            (b"VN*A-1", b"VN*A\x811", DefectCode.UNDECODABLE, Weight.CONTENT),
        ],
    )
    def test_what_is_wrong_is_said_and_does_not_stop_the_reading(
        self, old: bytes, new: bytes, code: DefectCode, weight: Weight
    ) -> None:
        interchange = one(CLEAN.replace(old, new, 1))
        found = [*interchange.ending.defects, *(defect for each in interchange.sets for defect in each.defects)]
        assert code in [defect.code for defect in found]
        assert {weight} == {defect.weight for defect in found if defect.code is code}
        assert all(defect.sentence for defect in found)
        assert "PO-1" == interchange.sets[0].segments[0].component(3)

    @pytest.mark.parametrize("tag", [b"ISA", b"GS", b"ST", b"SE", b"GE", b"IEA"])
    def test_a_segment_of_the_envelope_that_stands_twice_is_read_once(self, tag: bytes) -> None:
        begin = CLEAN.index(tag + b"*")
        copied = CLEAN[begin : CLEAN.index(b"~", begin) + 1]
        interchange = one(CLEAN.replace(copied, copied + b"\r\n" + copied))
        assert [DefectCode.DOUBLED_SEGMENT] == codes(interchange)
        assert ["BEG", "PO1", "CTT"] == tags(interchange.sets[0])

    def test_numbers_are_compared_as_numbers(self) -> None:
        assert [] == codes(one(CLEAN.replace(b"SE*5*0001", b"SE*0000000005*1").replace(b"GE*1*7", b"GE*1*000007")))

    def test_a_text_that_is_cut_off_says_so(self) -> None:
        interchange = one(CLEAN[: CLEAN.index(b"CTT")] + b"CT")
        assert DefectCode.TRUNCATED_SEGMENT in codes(interchange)
        assert DefectCode.SE_MISSING in codes(interchange)

    @pytest.mark.parametrize("behind", [b"", b"\r\n"])
    def test_a_last_trailer_that_lacks_only_its_terminator_puts_nothing_in_doubt(self, behind: bytes) -> None:
        for content in (CLEAN, ISA + GS + SET + GE, GS + SET + GE):
            interchange = one(content[:-1] + behind)
            assert DefectCode.LAST_TERMINATOR_MISSING in codes(interchange)
            assert DefectCode.TRUNCATED_SEGMENT not in codes(interchange)

    @pytest.mark.parametrize("lost", [2, 9, 10, 13])
    def test_one_that_lacks_more_may_be_cut(self, lost: int) -> None:
        assert DefectCode.TRUNCATED_SEGMENT in codes(one(CLEAN[:-lost]))

    def test_junk_around_the_interchange_is_told(self) -> None:
        interchange = one(b"Dear all,\n" + CLEAN + b"-- \nKind regards")
        assert [DefectCode.JUNK_BEFORE, DefectCode.JUNK_AFTER] == codes(interchange)

    def test_a_byte_order_mark_is_told(self) -> None:
        assert [DefectCode.BYTE_ORDER_MARK] == codes(one(b"\xef\xbb\xbf" + CLEAN))

    def test_a_set_number_may_come_once_in_its_group(self) -> None:
        doubled = ISA + GS + SET + SET + b"GE*2*7~" + IEA
        assert [DefectCode.DUPLICATE_SET_NUMBER] == codes(one(doubled))

    def test_without_anything_of_x12_that_is_what_is_found(self) -> None:
        assert [DefectCode.NOTHING_FOUND] == codes(one(b"Just a letter about ST. Moritz."))


def test_each_set_comes_as_soon_as_it_is_read_and_a_memory_map_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "orders.x12"
    path.write_bytes(ISA + GS + SET + SET.replace(b"0001", b"0002") + b"GE*2*7~" + IEA)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        events = list(stream(mapped))
    assert ["Beginning", "Segment", "TransactionSet", "TransactionSet", "Segment", "Ending"] == [
        type(event).__name__ for event in events
    ]
    assert events == list(stream(path.read_bytes()))
