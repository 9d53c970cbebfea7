"""Segments that stand with another line or party than theirs, lines that are missing or twice, damaged numbers."""

import pytest

from orders.findings import FindingCode
from tests.unit.parsers.x12.messages import HEAD, change, holding, order, reading

ASKS = FindingCode.AMBIGUOUS_VALUE


def line(number: int, *, numbered: bool = True) -> list[str]:
    return [
        f"PO1*{number if numbered else ''}*{number}*EA*4.50**VN*A-{number}",
        f"PID*F*08***Valve {number}",
        "PID*F*75***Brass",
    ]


def lines(*numbers: int, numbered: bool = True) -> list[str]:
    return [segment for number in numbers for segment in line(number, numbered=numbered)]


class TestLines:
    def test_lines_that_all_look_alike_ask_for_nothing(self) -> None:
        assert [] == holding(order(*lines(1, 2, 3, 4)))

    @pytest.mark.parametrize(("lost", "path"), [(0, "lines[0]"), (3, "lines[0]"), (6, "lines[1]"), (9, "lines[2]")])
    def test_a_line_that_lost_its_first_segment_holds_where_the_rest_of_it_went(self, lost: int, path: str) -> None:
        sent = lines(1, 2, 3, 4, numbered=False)
        del sent[lost]
        assert (ASKS, path) in holding(order(*sent))

    @pytest.mark.parametrize("at", [0, 2, 3, 5, 6, 8, 9])
    def test_a_line_that_changed_places_with_its_neighbour_segment_holds(self, at: int) -> None:
        sent = lines(1, 2, 3, 4)
        sent[at], sent[at + 1] = sent[at + 1], sent[at]
        assert ASKS in [code for code, _ in holding(order(*sent))]

    def test_a_longer_description_of_one_line_is_no_lost_line(self) -> None:
        assert [] == holding(order(*line(1), *line(2), "PID*F*75***and steel", *line(3)))

    def test_the_same_line_twice_with_its_description_is_two_lines(self) -> None:
        one = line(1, numbered=False)
        assert [] == holding(order(*one, *one))

    @pytest.mark.parametrize(
        ("numbers", "holds"),
        [
            ((1, 2, 3), False), ((1, 3), True), ((1, 2, 4), True), ((1, 3, 2), True), ((2, 1), True),
            ((1, 2, 9), False), ((2, 3), True), ((2, 4), False), ((10, 20, 40), False), ((1, 3, 5), False),
        ],
    )  # fmt: skip
    def test_numbers_that_count_tell_what_is_missing_or_moved(self, numbers: tuple[int, ...], *, holds: bool) -> None:
        assert holds == bool(holding(order(*lines(*numbers))))

    def test_a_gap_is_none_where_the_sum_of_the_quantities_is_right(self) -> None:
        assert [] == holding(order(*lines(1, 2, 4), "CTT*3*7"))

    def test_a_change_lists_lines_in_any_sequence(self) -> None:
        assert [] == holding(change("POC*3*AI*1**EA*5**VN*A-3", "POC*1*DI*0**EA*5**VN*A-1"))

    @pytest.mark.parametrize(
        ("odd", "field"),
        [("PO1*3*3*EA***VN*A-3", "unit_price"), ("PO1*3*3**4.50**VN*A-3", "uom"), ("", "requested_date")],
    )
    def test_a_value_that_every_other_line_has_is_missed(self, odd: str, field: str) -> None:
        dated = [[*line(number), "DTM*002*20260316"] for number in (1, 2, 3)]
        dated[2] = [odd, *dated[2][1:]] if odd else line(3)
        held = holding(reading(HEAD[0], *(segment for one in dated for segment in one)))
        assert (ASKS, f"lines[2].{field}") in held


class TestParties:
    BUYER = ("N1*BY*Brightwater", "N3*1 Mill Road", "N4*Springfield*IL*62701")

    @pytest.mark.parametrize(
        ("segments", "holds"),
        [
            ((*BUYER, "N1*ST*Depot", "N3*9 Depot Way", "N4*Peoria*IL*61602"), False),
            ((*BUYER, "N1*ST*Depot*92*0042"), False),
            (("N1*ST*Depot*92*0042", "N3*9 Depot Way*Peoria IL 61602"), False),
            (BUYER, False),
            # A city, a street or the party itself is lost.
            ((*BUYER, "N1*ST*Depot", "N3*9 Depot Way"), True),
            ((*BUYER, "N1*ST*Depot*92*0042", "N3*9 Depot Way"), True),
            ((*BUYER, "N1*ST*Depot*92*0042", "N4*Peoria*IL*61602"), True),
            (("N1*ST*Depot*92*0042", "N3*9 Depot Way"), True),
            (("N1*ST*Depot*92*0042", "N3*9 Depot Way", "N3*1 Mill Road"), True),
            (("N1*BT*Accounts*92*0007",), True),
            (("N1*SE*Ordermill", "N1*BT*Accounts*92*0007"), True),
        ],
    )
    def test_half_an_address_holds_where_the_goods_go(self, segments: tuple[str, ...], *, holds: bool) -> None:
        assert holds == ((ASKS, "ship_to") in holding(order(*segments, *line(1))))

    def test_a_change_need_not_name_where_the_goods_go(self) -> None:
        assert [] == holding(change("N1*SE*Ordermill", "POC*1*DI*0**EA*5**VN*A-1"))


class TestNumbers:
    @pytest.mark.parametrize(
        ("segments", "path"),
        [
            (("BEG*00*SA*PO-é1**20260302", "PO1*1*1*EA*5**VN*A-1"), "po_number"),
            (("BEG*00*SA*PO-1**20260302", "PO1*1*1*EA*5**VN*A-ü"), "lines[0].supplier_item"),
            (("BEG*00*SA*PO-1**20260302", "N1*ST*Dépôt*92*00é2", "PO1*1*1*EA*5**VN*A-1"), "ship_to"),
        ],
    )
    def test_a_letter_beyond_ascii_in_a_number_holds(self, segments: tuple[str, ...], path: str) -> None:
        assert [(FindingCode.UNDECODABLE_CHARACTERS, path)] == holding(reading(*segments))

    @pytest.mark.parametrize(
        ("segment", "path"), [("CUR*BY*USÄ", "currency"), ("PO1*1*1*EÄ*5**VN*A-1", "lines[0].uom")]
    )
    def test_a_letter_beyond_ascii_in_a_code_holds(self, segment: str, path: str) -> None:
        item = () if segment.startswith("PO1") else ("PO1*1*1*EA*5**VN*A-1",)
        assert (FindingCode.UNDECODABLE_CHARACTERS, path) in holding(order(segment, *item))

    @pytest.mark.parametrize("segment", ["CUR*BY", "CUR*BY*US", "CUR*BY*EURO"])
    def test_a_currency_that_is_no_code_of_three_letters_holds(self, segment: str) -> None:
        assert (FindingCode.INVALID_VALUE, "currency") in holding(order(segment, *line(1)))

    def test_a_code_that_swallowed_what_stands_behind_it_holds(self) -> None:
        assert (FindingCode.UNDECODABLE_CHARACTERS, "") in holding(order("N1*STäDepot*92*0042", *line(1)))

    def test_letters_that_were_mixed_up_hold(self) -> None:
        held = holding(order("N1*ST*CafÃ© Nord*92*0042", *line(1)))
        assert (FindingCode.UNDECODABLE_CHARACTERS, "") in held

    def test_what_is_no_qualifier_holds(self) -> None:
        assert [(ASKS, "lines[0].item")] == holding(order("PO1*1*1*EA*5**VN*A-1*Peoria*IL"))


class TestChanges:
    @pytest.mark.parametrize(
        ("segments", "holds"),
        [
            (("POC*1*QI*12**EA*5**VN*A-1",), False),
            (("POC*1*QI***EA*5**VN*A-1",), True),
            (("POC*1*AI***EA*5**VN*A-1",), True),
            (("POC*1*PC*10**EA*5**VN*A-1",), False),
            (("POC*1*PC*10**EA***VN*A-1",), True),
            (("POC*1*CT*10**EA***VN*A-1", "DTM*002*20260401"), False),
            (("POC*1*CT*10**EA***VN*A-1",), True),
            (("DTM*002*20260401", "POC*1*RS*10**EA***VN*A-1"), False),
            (("POC*1*CE*10**EA*5**VN*A-1",), True),
            (("POC*1*CA***EA***VN*A-1",), False),
            (("POC*1*DI",), False),
        ],
    )
    def test_a_change_has_what_its_code_promises(self, segments: tuple[str, ...], *, holds: bool) -> None:
        assert holds == ((ASKS, "lines[0].action") in holding(change(*segments)))

    @pytest.mark.parametrize("code", ["CF", "CC", "RA", "RE", "OA", "XX"])
    def test_what_no_line_can_do_alone_holds(self, code: str) -> None:
        assert (ASKS, "lines[0].action") in holding(change(f"POC*1*{code}*10**EA*5**VN*A-1"))
