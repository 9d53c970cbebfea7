"""The reader: what it makes of interchanges as senders really write them."""

import mmap
from pathlib import Path

import pytest

from edi.defects import DefectCode, Weight, doubtful
from edi.edifact.reader import Interchange, read, stream

UNB = b"UNB+UNOC:3+4399901000003:14+4399902000002:14+260105:1015+REF7'"
MESSAGE = b"UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO-1+9'LIN+1++4399901000119:EN'QTY+21:5:PCE'UNS+S'UNT+6+1'"
UNZ = b"UNZ+1+REF7'"
CLEAN = UNB + MESSAGE + UNZ


def one(content: bytes) -> Interchange:
    (interchange,) = read(content)
    return interchange


def codes(interchange: Interchange) -> list[DefectCode]:
    return [defect.code for defect in interchange.defects] + [
        defect.code for message in interchange.messages for defect in message.defects
    ]


class TestEnvelope:
    def test_a_clean_interchange_has_no_defects_and_its_header_fields(self) -> None:
        interchange = one(CLEAN)
        assert [] == codes(interchange)
        assert ("4399901000003", "14") == (interchange.sender, interchange.sender_qualifier)
        assert ("4399902000002", "14") == (interchange.recipient, interchange.recipient_qualifier)
        assert ("REF7", ("260105", "1015")) == (interchange.reference, interchange.prepared)
        assert ("UNOC", "3") == (interchange.syntax_identifier, interchange.syntax_version)
        assert (0, len(CLEAN)) == (interchange.offset, interchange.end)

    def test_a_message_knows_its_header_and_holds_what_is_between_unh_and_unt(self) -> None:
        (message,) = one(CLEAN).messages
        assert ("1", "ORDERS", "D.96A", "UN", "EAN008") == (
            message.reference,
            message.type,
            message.directory,
            message.agency,
            message.association_code,
        )
        assert ["BGM", "LIN", "QTY", "UNS"] == [segment.tag for segment in message.segments]
        assert MESSAGE == CLEAN[slice(*message.extent)]

    def test_positions_count_in_the_interchange_and_in_the_message(self) -> None:
        quantity = one(b"UNA:+.? '\r\n" + CLEAN).messages[0].segments[2]
        assert ("QTY", 5, 4) == (quantity.tag, quantity.position.number, quantity.position.in_message)

    def test_an_absent_component_is_empty_text(self) -> None:
        line = one(CLEAN).messages[0].segments[1]
        assert ("", "", "4399901000119", "EN", "", "") == (
            line.component(2),
            line.component(2, 3),
            line.component(3),
            line.component(3, 2),
            line.component(3, 9),
            line.component(30),
        )

    def test_two_interchanges_are_two_even_when_the_first_has_no_trailer(self) -> None:
        first, second = read(UNB + MESSAGE + b"\r\n" + CLEAN.replace(b"REF7", b"REF8"))
        assert ("REF7", "REF8") == (first.reference, second.reference)
        assert [DefectCode.UNZ_MISSING] == codes(first)
        assert [] == codes(second)

    def test_each_interchange_may_name_its_own_separators(self) -> None:
        other = b"UNA|*.! ~UNB*UNOC|3*A*B*260105|1015*REF9~UNH*1*ORDERS|D|96A|UN~BGM*220*X!~Y*9~UNT*3*1~UNZ*1*REF9~"
        first, second = read(CLEAN + other)
        assert ["PO-1", "X~Y"] == [i.messages[0].segments[0].component(2) for i in (first, second)]
        assert [] == codes(second)

    @pytest.mark.parametrize(
        ("announced", "expected"),
        [
            (b"2", []),
            (b"1", [DefectCode.UNZ_COUNT_LOW]),
            (b"3", [DefectCode.UNZ_COUNT]),
            (b"0", [DefectCode.UNZ_COUNT]),
            (b"x", [DefectCode.UNZ_COUNT]),
            (b"9" * 5000, [DefectCode.UNZ_COUNT]),
        ],
    )
    def test_a_trailer_that_announces_too_few_messages_misses_none(self, announced: bytes, expected: list) -> None:
        second = MESSAGE.replace(b"UNH+1", b"UNH+2").replace(b"UNT+6+1", b"UNT+6+2")
        assert expected == codes(one(UNB + MESSAGE + second + b"UNZ+" + announced + b"+REF7'"))

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (CLEAN.replace(b"UNT+6", b"UNT+7"), DefectCode.UNT_COUNT),
            (CLEAN.replace(b"UNT+6", b"UNT+5"), DefectCode.UNT_COUNT_LOW),
            (CLEAN.replace(b"UNT+6", b"UNT+4"), DefectCode.UNT_COUNT_LOW),
            (CLEAN.replace(b"UNT+6", b"UNT+3"), DefectCode.UNT_COUNT),
            (CLEAN.replace(b"UNT+6+1", b"UNT+6+2"), DefectCode.UNT_REFERENCE),
            (CLEAN.replace(b"UNZ+1", b"UNZ+2"), DefectCode.UNZ_COUNT),
            (CLEAN.replace(b"UNZ+1+REF7", b"UNZ+1+REF8"), DefectCode.UNZ_REFERENCE),
            (UNB + MESSAGE, DefectCode.UNZ_MISSING),
            (CLEAN.replace(b"UNT+6+1'", b""), DefectCode.UNT_MISSING),
            (MESSAGE, DefectCode.UNB_MISSING),
            (CLEAN.replace(b"UNH+1+ORDERS:D:96A:UN:EAN008", b"UNH+1"), DefectCode.UNH_INCOMPLETE),
            (UNB + b"UNZ+0+REF7'", DefectCode.EMPTY_INTERCHANGE),
            (b"\xef\xbb\xbf" + CLEAN, DefectCode.BYTE_ORDER_MARK),
            (b"### sent by VAN ###\r\n" + CLEAN, DefectCode.JUNK_BEFORE),
            (CLEAN + b"\r\nend of transmission", DefectCode.JUNK_AFTER),
            (CLEAN.replace(b"QTY", b"qty"), DefectCode.LOWER_CASE_TAG),
            (CLEAN.replace(b"QTY", b"Q-"), DefectCode.INVALID_TAG),
            (CLEAN.replace(b"'LIN", b"''LIN"), DefectCode.EMPTY_SEGMENT),
            (CLEAN.replace(b"'LIN", b"'~LIN"), DefectCode.STRAY_CHARACTERS),
            (CLEAN.replace(b"PO-1", b"PO\r\n-1"), DefectCode.WRAPPED_LINES),
            (CLEAN.replace(b"EN'QTY", b"EN\nQTY").replace(b"UNT+6", b"UNT+5"), DefectCode.TERMINATOR_MISSING),
            (CLEAN.replace(b"UNOC", b"UNXX"), DefectCode.SYNTAX_IDENTIFIER_UNKNOWN),
            (CLEAN.replace(b"UNOC", b"UNOB").replace(b"PO-1", b"PO-\xe4"), DefectCode.OTHER_CHARSET),
            (CLEAN.replace(b"UNOC", b"UNOB").replace(b"PO-1", b"PO-\xe8"), DefectCode.UNDECODABLE),
            (CLEAN.replace(b"PO-1", "Überweg".encode()), DefectCode.OTHER_CHARSET),
            (CLEAN.replace(b"PO-1", b"PO\x00-1"), DefectCode.CONTROL_CHARACTER),
            (CLEAN.replace(b"+REF7'UNH", b"+REF7+++++1'UNH"), DefectCode.TEST_FLAG_MISPLACED),
            (CLEAN.replace(b"+REF7'UNH", b"+REF7++++++0+x'UNH"), DefectCode.UNB_TOO_LONG),
            (CLEAN.replace(b"+4399901000003:14+", b"++"), DefectCode.UNB_INCOMPLETE),
            (b"UNA+++? '" + CLEAN, DefectCode.UNA_UNUSABLE),
            (b"UNA:+.. '" + CLEAN, DefectCode.UNA_UNUSABLE),
            (b"UNA:+.- '" + CLEAN, DefectCode.UNA_UNUSABLE),
            (b"UNA:+.?  " + CLEAN, DefectCode.TERMINATOR_INFERRED),
            (CLEAN[:-1], DefectCode.LAST_TERMINATOR_MISSING),
            (UNB + b"BGM+220+PO-2+9'" + MESSAGE + UNZ, DefectCode.OUTSIDE_MESSAGE),
        ],
        ids=lambda value: value.value if isinstance(value, DefectCode) else "",
    )
    def test_one_fault_gives_one_defect_and_the_order_is_still_there(self, content: bytes, code: DefectCode) -> None:
        interchange = one(content)
        assert [code] == codes(interchange)
        if code is not DefectCode.EMPTY_INTERCHANGE:
            assert ["ORDERS"] * (code is not DefectCode.UNH_INCOMPLETE) == [
                m.type for m in interchange.messages if m.type
            ]

    def test_a_defect_says_where_and_what_in_a_sentence(self) -> None:
        (defect,) = one(CLEAN.replace(b"UNT+6", b"UNT+07")).messages[0].defects
        assert "UNT announces 07 segments, 6 were found." == defect.sentence
        assert (7, CLEAN.index(b"UNT"), Weight.CONTENT) == (defect.segment, defect.offset, defect.weight)

    def test_padded_counts_are_numbers(self) -> None:
        assert [] == codes(one(CLEAN.replace(b"UNT+6", b"UNT+0006")))

    def test_every_code_has_a_sentence(self) -> None:
        from edi.defects import Defect

        assert all(Defect(code, 0, found="a", expected="b").sentence.endswith(".") for code in DefectCode)

    def test_a_file_that_is_no_edifact_says_so(self) -> None:
        for content in (b"", b"   ", b"Dear Sir, UNB is not my name", b"%PDF-1.7"):
            assert [DefectCode.NOTHING_FOUND] == codes(one(content))

    def test_groups_are_counted_by_their_own_trailers(self) -> None:
        group = b"UNG+ORDERS+A+B+260105:1015+5+UN+D:96A'" + MESSAGE + b"UNE+1+5'"
        interchange = one(UNB + group + UNZ)
        assert [DefectCode.UNG_PRESENT] == codes(interchange)
        assert not doubtful(interchange.defects)
        assert ["5"] == [message.group.component(5) for message in interchange.messages if message.group]
        assert DefectCode.UNE_COUNT in codes(one(UNB + group.replace(b"UNE+1", b"UNE+2") + UNZ))
        assert DefectCode.UNE_MISSING in codes(one(UNB + group.replace(b"UNE+1+5'", b"") + UNZ))

    def test_a_repeated_message_reference_is_noted(self) -> None:
        assert [DefectCode.DUPLICATE_MESSAGE_REFERENCE] == codes(one(UNB + MESSAGE + MESSAGE + b"UNZ+2+REF7'"))

    @pytest.mark.parametrize("segment", [b"UNB", b"UNH", b"UNT", b"UNZ"])
    def test_a_segment_of_the_envelope_that_stands_twice_is_read_once(self, segment: bytes) -> None:
        begin = CLEAN.index(segment)
        copied = CLEAN[begin : CLEAN.index(b"'", begin) + 1]
        interchange = one(CLEAN.replace(copied, copied + b"\r\n" + copied))
        assert [DefectCode.DOUBLED_SEGMENT] == codes(interchange)
        assert [copied] == [each.raw for each in interchange.stray]
        assert ["BGM", "LIN", "QTY", "UNS"] == [each.tag for each in interchange.messages[0].segments]

    def test_a_second_trailer_does_not_replace_the_first(self) -> None:
        interchange = one(UNB + MESSAGE + b"UN?Z+1+REF8'" + UNZ)
        assert [DefectCode.UNZ_REFERENCE, DefectCode.OUTSIDE_MESSAGE] == codes(interchange)
        assert [UNZ] == [each.raw for each in interchange.stray]


class TestTestIndicator:
    def test_only_the_eleventh_element_is_the_test_indicator(self) -> None:
        assert one(CLEAN.replace(b"+REF7'UNH", b"+REF7++++++1'UNH")).is_test
        assert not one(CLEAN.replace(b"+REF7'UNH", b"+REF7++++++0'UNH")).is_test

    def test_a_request_for_acknowledgement_is_no_misplaced_test_flag(self) -> None:
        interchange = one(CLEAN.replace(b"+REF7'UNH", b"+REF7++++1+EANCOM'UNH"))
        assert [] == codes(interchange)
        assert interchange.acknowledgement_requested
        assert not interchange.is_test


class TestServiceCharacters:
    def test_a_released_terminator_is_data_and_a_doubled_release_is_one(self) -> None:
        text = one(CLEAN.replace(b"PO-1", b"A?'B?+C??")).messages[0].segments[0]
        assert "A'B+C?" == text.component(2)

    def test_an_even_run_of_release_characters_leaves_the_terminator(self) -> None:
        message = one(CLEAN.replace(b"UNS+S'", b"FTX+AAI+++Why????'")).messages[0]
        assert ["BGM", "LIN", "QTY", "FTX"] == [segment.tag for segment in message.segments]
        assert "Why??" == message.segments[3].component(4)

    def test_a_release_character_before_a_wrap_covers_what_follows_it(self) -> None:
        message = one(CLEAN.replace(b"PO-1", b"A?\r\n'B")).messages[0]
        assert "A'B" == message.segments[0].component(2)

    def test_una_inside_data_is_data(self) -> None:
        message = one(CLEAN.replace(b"UNS+S'", b"FTX+AAI+++say ?'UNA?: loud'")).messages[0]
        assert "say 'UNA: loud" == message.segments[3].component(4)

    def test_a_line_feed_may_be_the_terminator(self) -> None:
        for content in (b"UNA:+.? \n" + CLEAN.replace(b"'", b"\n"), CLEAN.replace(b"'", b"\r\n")):
            interchange = one(content)
            assert [] == codes(interchange)
            assert ("EN", "PCE") == (
                interchange.messages[0].segments[1].component(3, 2),
                interchange.messages[0].segments[2].component(1, 3),
            )

    def test_separators_are_inferred_where_una_is_missing(self) -> None:
        content = CLEAN.translate(bytes.maketrans(b"+:'", b"*>~"))
        assert [] == codes(one(content))
        assert "PCE" == one(content).messages[0].segments[2].component(1, 3)

    def test_level_b_has_information_separators_and_no_release(self) -> None:
        content = CLEAN.replace(b"PO-1", b"PO?1").translate(bytes.maketrans(b"+:'", b"\x1d\x1f\x1c"))
        assert [] == codes(one(content))
        assert "PO?1" == one(content).messages[0].segments[0].component(2)

    def test_version_4_repeats_elements(self) -> None:
        content = CLEAN.replace(b"UNOC:3", b"UNOC:4").replace(b"UNS+S'", b"COM+1:TE*2:FX?*x*3'")
        communication = one(content).messages[0].segments[3]
        assert (("1", "TE"), ("2", "FX*x"), ("3",)) == communication.occurrences(1)
        assert ("1", "TE") == communication.composite(1)

    def test_version_3_does_not(self) -> None:
        communication = one(CLEAN.replace(b"UNS+S'", b"COM+1:TE*2:FX'")).messages[0].segments[3]
        assert (("1", "TE*2", "FX"),) == communication.occurrences(1)

    def test_wrapping_at_a_fixed_width_may_break_anywhere(self) -> None:
        wrapped = b"\r\n".join(CLEAN[i : i + 80] for i in range(0, len(CLEAN), 80))
        assert one(CLEAN).messages[0].segments[0].elements == one(wrapped).messages[0].segments[0].elements
        assert [DefectCode.WRAPPED_LINES] == codes(one(wrapped))


class TestCharsets:
    @pytest.mark.parametrize(
        ("identifier", "codec", "text"),
        [
            ("UNOC", "iso8859-1", "Größe"),
            ("UNOD", "iso8859-2", "Łódź"),
            ("UNOE", "iso8859-5", "Заказ"),
            ("UNOF", "iso8859-7", "Αθήνα"),
            ("UNOK", "iso8859-9", "İzmir"),
            ("UNOW", "utf-8", "数量"),
            ("UNOX", "iso2022_jp_2", "注文ー書"),
            ("UNOY", "utf-8", "数量"),
        ],
    )
    def test_the_syntax_identifier_names_the_codec(self, identifier: str, codec: str, text: str) -> None:
        content = CLEAN.replace(b"UNOC", identifier.encode()).replace(b"PO-1", text.encode(codec))
        interchange = one(content)
        assert [] == codes(interchange)
        assert text == interchange.messages[0].segments[0].component(2)

    def test_bytes_of_a_double_byte_set_never_end_a_segment(self) -> None:
        # In ISO 2022-JP the second byte of this character is an apostrophe.
        text = "Ж"
        assert b"'" in text.encode("iso2022_jp")
        content = CLEAN.replace(b"UNOC", b"UNOX").replace(b"PO-1", text.encode("iso2022_jp"))
        assert text == one(content).messages[0].segments[0].component(2)

    def test_an_escape_of_double_byte_sets_means_nothing_under_another_identifier(self) -> None:
        message = one(CLEAN.replace(b"PO-1", b"PO\x1b$B1")).messages[0]
        assert ["BGM", "LIN", "QTY", "UNS"] == [segment.tag for segment in message.segments]
        assert [DefectCode.CONTROL_CHARACTER] == [defect.code for defect in message.defects]

    def test_double_byte_text_that_looks_like_a_trailer_ends_nothing(self) -> None:
        text = b"\x1b$B%'UNZ+%'UNZ+\x1b(B"
        content = CLEAN.replace(b"UNOC", b"UNOX").replace(b"UNS+S'", b"FTX+AAI+++" + text + b"'UNS+S'")
        interchange = one(content.replace(b"UNT+6", b"UNT+7"))
        assert [] == codes(interchange)
        assert text.decode("iso2022_jp") == interchange.messages[0].segments[3].component(4)

    def test_utf8_under_another_identifier_is_read_as_utf8_and_noted(self) -> None:
        interchange = one(CLEAN.replace(b"PO-1", "Suppliér".encode()))
        assert "Suppliér" == interchange.messages[0].segments[0].component(2)
        assert not doubtful(interchange.defects)

    def test_windows_quotes_under_unoc_are_read_as_windows_1252_and_noted(self) -> None:
        interchange = one(CLEAN.replace(b"PO-1", b"\x93PO\x94"))
        assert "“PO”" == interchange.messages[0].segments[0].component(2)
        assert [DefectCode.OTHER_CHARSET] == codes(interchange)

    def test_an_undecodable_byte_is_shown_not_replaced(self) -> None:
        interchange = one(CLEAN.replace(b"UNOC", b"UNOA").replace(b"PO-1", b"PO\xff1"))
        assert r"PO\xff1" == interchange.messages[0].segments[0].component(2)
        assert doubtful(interchange.messages[0].defects)


def test_each_message_comes_as_soon_as_it_is_read_and_a_memory_map_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "orders.edi"
    path.write_bytes(
        UNB + MESSAGE + MESSAGE.replace(b"UNH+1", b"UNH+2").replace(b"UNT+6+1", b"UNT+6+2") + b"UNZ+2+REF7'"
    )
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        events = list(stream(mapped))
    assert ["Beginning", "Message", "Message", "Ending"] == [type(event).__name__ for event in events]
    assert events == list(stream(path.read_bytes()))


def test_a_blank_line_between_lines_that_end_segments_is_no_segment() -> None:
    interchange = one(b"UNA:+.? \n" + CLEAN.replace(b"'", b"\n").replace(b"\nLIN", b"\n\nLIN"))
    assert [] == codes(interchange)
    assert [3, 4, 5, 6] == [segment.position.number for segment in interchange.messages[0].segments]


def test_what_looks_like_a_terminator_in_double_byte_text_is_kept() -> None:
    text = "\u0416"
    interchange = one(CLEAN.replace(b"UNOC", b"UNOX").replace(b"PO-1", text.encode("iso2022_jp") + b"?+1"))
    assert f"{text}+1" == interchange.messages[0].segments[0].component(2)
