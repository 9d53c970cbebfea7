"""ORDRSP and APERAK say what was decided: by our reader, by pydifact and by the npm package."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from pydifact.segmentcollection import Interchange as PydifactInterchange

from edi.edifact.reader import Message, read
from orders.reading import LineAction, OrderKind
from replies.answer import (
    AnsweredLine,
    AnsweredParty,
    AnswerEnvelope,
    AnswerKind,
    Dialect,
    Identity,
    LineCode,
    OrderAnswer,
    ReceivedMessage,
    Terms,
    Unwritable,
)
from replies.edifact.aperak import write_aperak
from replies.edifact.ordrsp import write_ordrsp
from replies.edifact.reading_orders import read_order_answer
from replies.reading_back import UnreadableAnswer
from tests.servers.edifact_reader import EdifactReader
from tests.unit.replies.edifact.answers import DIALECTS, DIRECTORIES, envelope, order_answers, said_by_aperak

TERMS = Terms(Decimal(10), "PCE", Decimal("2.50"), Decimal(1), date(2026, 12, 1))
LINE = AnsweredLine("20", LineCode.ACCEPTED, TERMS, TERMS, supplier_item="S-2")
ANSWER = OrderAnswer(AnswerKind.ACCEPTED, OrderKind.ORDER, "4500012345", lines=(LINE,))
CHANGES: dict[LineCode, AnsweredLine] = {
    LineCode.ACCEPTED: LINE,
    LineCode.REFUSED: replace(LINE, code=LineCode.REFUSED, confirmed=Terms(Decimal(0), "PCE", Decimal("2.50"))),
    LineCode.SUBSTITUTED: replace(LINE, code=LineCode.SUBSTITUTED, substitute_item="S-3"),
    LineCode.BACKORDERED: replace(
        LINE,
        code=LineCode.BACKORDERED,
        confirmed=replace(TERMS, quantity=Decimal(6)),
        backordered=Decimal(4),
        backorder_date=date(2027, 1, 7),
    ),
    LineCode.QUANTITY_CHANGED: replace(
        LINE, code=LineCode.QUANTITY_CHANGED, confirmed=replace(TERMS, quantity=Decimal(12))
    ),
    LineCode.PRICE_CHANGED: replace(LINE, code=LineCode.PRICE_CHANGED, confirmed=replace(TERMS, price=Decimal("2.75"))),
    LineCode.DATE_CHANGED: replace(
        LINE, code=LineCode.DATE_CHANGED, confirmed=replace(TERMS, delivery_date=date(2026, 12, 8))
    ),
}
# pydifact warns at each segment that the directories are not installed with it.
pytestmark = pytest.mark.filterwarnings("ignore::pydifact.exceptions.MissingImplementationWarning")


def only(content: bytes) -> Message:
    """The one message of an interchange in which our reader finds nothing wrong."""
    (interchange,) = read(content)
    (message,) = interchange.messages
    assert () == interchange.defects
    assert () == message.defects
    return message


def said(content: bytes, *tags: str) -> list[str]:
    return [segment.text for segment in only(content).segments if segment.tag in tags]


@given(order_answers(), DIALECTS)
def test_an_ordrsp_comes_back_as_it_was_decided(answer: OrderAnswer, dialect: Dialect) -> None:
    content = write_ordrsp(answer, envelope(dialect))
    assert "ORDRSP" == only(content).type
    assert answer == read_order_answer(content)


@given(order_answers(), DIALECTS)
def test_an_aperak_comes_back_as_far_as_it_has_room(answer: OrderAnswer, dialect: Dialect) -> None:
    content = write_aperak(answer, envelope(dialect))
    assert "APERAK" == only(content).type
    assert said_by_aperak(answer, dialect) == read_order_answer(content)


@settings(max_examples=30)
@given(order_answers(), DIALECTS)
def test_pydifact_and_the_npm_package_read_the_same(
    edifact_reader: EdifactReader, answer: OrderAnswer, dialect: Dialect
) -> None:
    for content in (write_ordrsp(answer, envelope(dialect)), write_aperak(answer, envelope(dialect))):
        ours = [_shape(segment.tag, segment.elements) for segment in only(content).segments]
        text = content.decode("latin-1")
        (message,) = PydifactInterchange.from_str(text).get_messages()
        assert ours == [
            _shape(each.tag, [each if isinstance(each, list) else [each] for each in each.elements])
            for each in message.segments
        ]
        theirs = [_shape(str(tag), elements) for tag, *elements in edifact_reader.read(content)]
        assert [_with_point(segment) for segment in ours] == list(map(_with_point, theirs[2:-2]))


@pytest.mark.parametrize("code", list(LineCode))
@pytest.mark.parametrize("version", DIRECTORIES)
def test_every_code_of_a_line_is_told_and_read_by_others(
    edifact_reader: EdifactReader, code: LineCode, version: str
) -> None:
    answer = replace(ANSWER, kind=AnswerKind.CHANGED, lines=(LINE, CHANGES[code]))
    for write in (write_ordrsp, write_aperak):
        content = write(answer, envelope(Dialect(version=version)))
        assert code in {line.code for line in (*read_order_answer(content).lines, LINE)}
        assert edifact_reader.read(content)


@pytest.mark.parametrize(
    ("code", "action", "eancom", "reason"),
    [
        (LineCode.ACCEPTED, "5", "5", None),
        (LineCode.REFUSED, "7", "7", None),
        (LineCode.SUBSTITUTED, "6", "3", "49"),
        (LineCode.BACKORDERED, "6", "3", "4"),
        (LineCode.QUANTITY_CHANGED, "6", "3", "58"),
        (LineCode.PRICE_CHANGED, "6", "3", "57"),
        (LineCode.DATE_CHANGED, "6", "3", None),
    ],
)
def test_the_codes_of_a_line_are_those_of_the_code_lists(
    code: LineCode, action: str, eancom: str, reason: str | None
) -> None:
    answer = replace(ANSWER, lines=(CHANGES[code],))
    content = write_ordrsp(answer, envelope())
    assert [f"LIN+20+{action}"] == said(content, "LIN")
    assert ([f"AJT+{reason}"] if reason else []) == said(content, "AJT")
    content = write_ordrsp(answer, envelope(Dialect(association="EAN008")))
    assert [f"LIN+20+{eancom}"] == said(content, "LIN")
    assert [] == said(content, "AJT", "SCC")


def test_what_was_ordered_stands_beside_what_is_confirmed_where_they_differ() -> None:
    expected = {
        LineCode.BACKORDERED: ["QTY+21:10:PCE", "QTY+113:6:PCE", "QTY+83:4:PCE", "QTY+83:4:PCE"],
        LineCode.QUANTITY_CHANGED: ["QTY+21:10:PCE", "QTY+113:12:PCE"],
        LineCode.PRICE_CHANGED: ["PRI+AAA:2.75::CUP", "PRI+INF:2.5::EUP"],
        LineCode.DATE_CHANGED: ["DTM+2:20261201:102", "DTM+69:20261208:102"],
        LineCode.SUBSTITUTED: ["PIA+5+S-2:SA::91", "PIA+3+S-3:SA::91"],
        LineCode.REFUSED: ["QTY+21:10:PCE", "QTY+113:0:PCE"],
        LineCode.ACCEPTED: ["PRI+AAA:2.5::CUP"],
    }
    for code, segments in expected.items():
        content = write_ordrsp(replace(ANSWER, lines=(CHANGES[code],)), envelope())
        tag = segments[0][:3]
        kept = said(content, tag)
        assert segments == (kept[1:] if tag == "DTM" else kept)


@pytest.mark.parametrize(
    ("kind", "about", "function"),
    [
        (AnswerKind.ACCEPTED, OrderKind.ORDER, "29"),
        (AnswerKind.CHANGED, OrderKind.ORDER, "4"),
        (AnswerKind.REFUSED, OrderKind.ORDER, "27"),
        (AnswerKind.ACCEPTED, OrderKind.CHANGE, "29"),
        (AnswerKind.CANCELLED, OrderKind.CHANGE, "1"),
        (AnswerKind.CANCELLED, OrderKind.CANCEL, "29"),
        (AnswerKind.REFUSED, OrderKind.CANCEL, "27"),
    ],
)
def test_the_whole_is_answered_by_its_code(kind: AnswerKind, about: OrderKind, function: str) -> None:
    answer = replace(ANSWER, kind=kind, about=about, lines=())
    content = write_ordrsp(answer, envelope())
    assert [f"BGM+231+A-1+{function}"] == said(content, "BGM")
    read_back = read_order_answer(content)
    assert (kind, about) == (read_back.kind, read_back.about)


def test_the_answer_to_a_change_refers_to_the_order_and_to_the_change() -> None:
    answer = replace(
        ANSWER, about=OrderKind.CHANGE, order_date=date(2026, 11, 20), change_number="2", our_order_number="SO-7",
        supersedes="A-0", release="R1", lines=(),
    )  # fmt: skip
    content = write_ordrsp(answer, envelope())
    assert ["RFF+ON:4500012345", "RFF+PP:2", "RFF+RE:R1", "RFF+VN:SO-7", "RFF+POR:A-0"] == said(content, "RFF")
    assert ["DTM+137:202611230205:203", "DTM+171:20261120:102"] == said(content, "DTM")
    unnumbered = replace(answer, change_number="", received=ReceivedMessage(document="CHG-9"))
    assert "RFF+PP:CHG-9" in said(write_ordrsp(unnumbered, envelope()), "RFF")


def test_the_envelope_goes_back_where_the_order_came_from() -> None:
    content = write_ordrsp(ANSWER, envelope(Dialect(association="EAN008"), test=True))
    assert content.startswith(
        b"UNA:+.? 'UNB+UNOC:3+4012345000009:14:OM+4006381000012:14+261123:0205+71++++++1'UNH+1+ORDRSP:D:96A:UN:EAN005'"
    )


@pytest.mark.parametrize(
    ("version", "association", "header"),
    [
        ("D.93A", "EAN007", "ORDRSP:D:93A:UN"),
        ("D.01B", "EAN011", "ORDRSP:D:01B:UN:EAN009"),
        ("S.93A", "", "ORDRSP:D:93A:UN"),
        ("D96A", "EAN005", "ORDRSP:D:96A:UN:EAN005"),
        ("1.921", "", "ORDRSP:D:96A:UN"),
        ("D.97A", "FI0084", "ORDRSP:D:97A:UN:FI0084"),
    ],
)
def test_the_directory_and_subset_follow_from_the_answered_message(version: str, association: str, header: str) -> None:
    """Its own are those of ORDERS; a version that is no directory's is answered by the usual one."""
    content = write_ordrsp(ANSWER, envelope(Dialect(version=version, association=association)))
    assert f"UNH+1+{header}" == only(content).header.text


@pytest.mark.parametrize("separators", [":+ ? '", ":+.? \n"])
def test_odd_service_characters_of_the_customer_are_kept_where_they_can_be(separators: str) -> None:
    content = write_ordrsp(ANSWER, envelope(Dialect(separators=separators)))
    assert ANSWER == read_order_answer(content)
    assert b"PRI+AAA:2.5::CUP" + separators[-1].encode() in content


def test_an_aperak_says_each_fault_in_words_and_where_it_is() -> None:
    lines = tuple(replace(line, line_no=str(number), reason="") for number, line in enumerate(CHANGES.values(), 1))
    answer = replace(
        ANSWER, kind=AnswerKind.CHANGED, lines=(*lines, replace(LINE, line_no="LONG-NUMBER", code=LineCode.REFUSED)),
        reason="We moved.", received=ReceivedMessage(message="17", interchange="4711"),
    )  # fmt: skip
    content = write_aperak(answer, envelope(Dialect(version="D.01B")))
    assert ["BGM+312+A-1+4+CA"] == said(content, "BGM")
    assert {"RFF+ACW:17", "RFF+INN:4711"} < set(said(content, "RFF"))
    assert [
        "ERC+ORDER::91",
        "FTX+AAO+++The order is accepted with changes.",
        "FTX+AAI+++We moved.",
        "ERC+REFUSED::91",
        "FTX+AAO+++Line 2?: it is not accepted.",
        "ERC+SUBST::91",
        "FTX+AAO+++Line 3?: S-3 comes instead.",
        "ERC+BACKORD::91",
        "FTX+AAO+++Line 4?: 6 PCE of 10 PCE come, the rest on 2027-01-07.",
        "ERC+QUANTITY::91",
        "FTX+AAO+++Line 5?: 12 PCE instead of 10 PCE.",
        "ERC+PRICE::91",
        "FTX+AAO+++Line 6?: the price is 2.75 instead of 2.5.",
        "ERC+DATE::91",
        "FTX+AAO+++Line 7?: it comes on 2026-12-08 instead of 2026-12-01.",
        "ERC+REFUSED::91",
        "FTX+AAO+++Line LONG-NUMBER?: it is not accepted.",
    ] == said(content, "ERC", "FTX")
    assert {"RFF+ON:4500012345:2", "RFF+LI:LONG-NUMBER"} < set(said(content, "RFF"))


@pytest.mark.parametrize(
    ("dialect", "told"),
    [
        (Dialect(version="D.93A"), ["DTM+69:20261201:102", "SCC+1", "DTM+69:20270107:102"]),
        (Dialect(version="D.96A"), ["DTM+69:20261201:102", "SCC+1", "DTM+69:20270107:102"]),
        (Dialect(version="D.96A", association="EAN008"), ["DTM+69:20261201:102", "DTM+223:20270107:102"]),
        (Dialect(version="D.01B"), ["DTM+69:20261201:102", "DTM+506:20270107:102"]),
    ],
)
def test_the_date_of_a_backorder_stands_where_the_directory_has_a_place_for_it(
    dialect: Dialect, told: list[str]
) -> None:
    content = write_ordrsp(replace(ANSWER, lines=(CHANGES[LineCode.BACKORDERED],)), envelope(dialect))
    assert told == said(content, "DTM", "SCC")[1:]
    assert date(2027, 1, 7) == read_order_answer(content).lines[0].backorder_date


@pytest.mark.parametrize(
    ("kind", "function"), [(AnswerKind.ACCEPTED, "6"), (AnswerKind.CHANGED, "6"), (AnswerKind.REFUSED, "27")]
)
def test_an_aperak_of_eancom_confirms_or_refuses(kind: AnswerKind, function: str) -> None:
    line = replace(CHANGES[LineCode.REFUSED], reason="No longer made.")
    content = write_aperak(replace(ANSWER, kind=kind, lines=(line,)), envelope(Dialect(association="EAN008")))
    assert [f"BGM+12E::9+A-1+{function}"] == said(content, "BGM")
    assert ["FTX+AAO+++Line 20?: it is not accepted.", "FTX+AAO+++No longer made."] == said(content, "FTX")
    assert "No longer made." == read_order_answer(content).lines[0].reason


def test_a_refused_order_without_lines_is_an_error_of_the_whole() -> None:
    answer = replace(ANSWER, kind=AnswerKind.REFUSED, lines=())
    content = write_aperak(answer, envelope(Dialect(version="D.01B")))
    assert ["BGM+313+A-1+27+RE", "ERC+ORDER::91"] == said(content, "BGM", "ERC")


def test_texts_are_said_in_the_letters_of_the_charset_and_numbers_never() -> None:
    buyer = AnsweredParty("4006381000012", "GLN", "Käufer & Söhne €", city="Łódź")
    answer = replace(ANSWER, buyer=buyer, lines=())
    assert ["NAD+BY+4006381000012::9++KAUFER & SOHNE EUR++LODZ"] == said(
        write_ordrsp(answer, envelope(Dialect(charset="UNOA"))), "NAD"
    )
    assert b"K\xe4ufer & S\xf6hne EUR++L\xf3dz" in write_ordrsp(answer, envelope(Dialect(charset="UNOC")))
    assert "Käufer & Söhne €++Łódź".encode() in write_ordrsp(answer, envelope(Dialect(charset="UNOY")))
    with pytest.raises(Unwritable, match="characters that UNOC lacks: 'Ł'"):
        write_ordrsp(replace(answer, po_number="Ł1"), envelope())


@pytest.mark.parametrize(
    ("answer", "said_of_it"),
    [
        (replace(ANSWER, po_number="P" * 36), "1154 has at most 35 characters"),
        (replace(ANSWER, buyer=AnsweredParty("B" * 36, "GLN")), "3039 has at most 35 characters"),
        (replace(ANSWER, lines=(replace(LINE, line_no="L" * 36),)), "1154 has at most 35 characters"),
        (replace(ANSWER, lines=(replace(LINE, gtin="4" * 36),)), "7140 has at most 35 characters"),
        (replace(ANSWER, currency="EURO"), "6345 has at most 3 characters"),
        (
            replace(ANSWER, lines=(replace(LINE, confirmed=replace(TERMS, quantity=Decimal(10) ** 15)),)),
            "6060 has at most 15 characters",
        ),
        (replace(ANSWER, lines=(replace(LINE, confirmed=replace(TERMS, unit="PALLET")),)), "The unit PALLET"),
    ],
)
def test_what_has_no_room_is_refused(answer: OrderAnswer, said_of_it: str) -> None:
    with pytest.raises(Unwritable, match=re.escape(said_of_it)):
        write_ordrsp(answer, envelope())


@pytest.mark.parametrize(
    ("dialect", "said_of_it"),
    [
        (Dialect(charset="UNOZ"), "no syntax identifier"),
        (Dialect(separators=":+"), "not the six of UNA"),
        (Dialect(separators="++.? '"), "cannot be told apart"),
    ],
)
def test_a_dialect_that_is_none_is_refused(dialect: Dialect, said_of_it: str) -> None:
    with pytest.raises(Unwritable, match=said_of_it):
        write_ordrsp(ANSWER, envelope(dialect))


def test_an_identity_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Unwritable, match="0010 has at most 35 characters"):
        write_ordrsp(ANSWER, replace(envelope(), recipient=Identity("X" * 36)))


def test_a_unit_of_the_customer_that_has_no_room_is_left_out() -> None:
    """They sent it, and their line number says of which line this is."""
    terms = replace(TERMS, unit="GBND")
    content = write_ordrsp(replace(ANSWER, lines=(replace(LINE, ordered=terms, confirmed=terms),)), envelope())
    assert ["QTY+21:10", "QTY+113:10"] == said(content, "QTY")


def test_lines_are_counted_where_the_numbers_of_the_customer_do_not_fit() -> None:
    lines = (replace(LINE, line_no="A-1"), replace(LINE, line_no="A-2-EXTRA"))
    content = write_ordrsp(replace(ANSWER, lines=lines), envelope())
    assert ["LIN+1+5", "LIN+2+5"] == said(content, "LIN")
    assert ["A-1", "A-2-EXTRA"] == [line.line_no for line in read_order_answer(content).lines]


def test_the_total_is_told_where_it_is_exact() -> None:
    priced = replace(LINE, confirmed=Terms(Decimal(3), "PCE", Decimal("0.125"), Decimal(1)))
    assert ["MOA+79:25"] == said(write_ordrsp(ANSWER, envelope()), "MOA")
    assert [] == said(write_ordrsp(replace(ANSWER, lines=(priced,)), envelope()), "MOA")
    unpriced = replace(LINE, confirmed=Terms(Decimal(3), "PCE"))
    assert [] == said(write_ordrsp(replace(ANSWER, lines=(LINE, unpriced)), envelope()), "MOA")
    gone = replace(LINE, action=LineAction.CANCEL, confirmed=Terms(Decimal(0), "PCE"))
    assert ["MOA+79:25", "CNT+2:2"] == said(write_ordrsp(replace(ANSWER, lines=(LINE, gone)), envelope()), "MOA", "CNT")


def test_an_aperak_with_more_errors_than_it_has_room_for_is_refused() -> None:
    many = replace(ANSWER, lines=(replace(LINE, code=LineCode.REFUSED),) * 1000)
    with pytest.raises(Unwritable, match="APERAK has room for 999"):
        write_aperak(many, envelope())


def test_answers_of_others_are_read() -> None:
    content = (
        b"UNB+UNOA:3+S+R+261123:0310+1'UNH+1+ORDRSP:D:96A:UN'BGM+231+X+4'DTM+137:20261123:102'RFF+ON:PO1'"
        b"NAD+BY+1::9'LIN+1+5+4006381333931:EN'QTY+21:5:PCE'PRI+AAA:2'"
        b"LIN+2+3+4006381333948:EN'QTY+21:5:PCE'QTY+12:3:PCE'PRI+AAA:2'RFF+LI:20'UNS+S'UNT+15+1'UNZ+1+1'"
    )
    answer = read_order_answer(content)
    assert AnswerKind.CHANGED is answer.kind
    first, second = answer.lines
    assert (LineCode.ACCEPTED, Decimal(5), Decimal(2)) == (first.code, first.confirmed.quantity, first.ordered.price)
    assert ("20", LineCode.QUANTITY_CHANGED, Decimal(3)) == (second.line_no, second.code, second.confirmed.quantity)


HEAD = b"UNB+UNOA:3+S+R+261123:0310+1'UNH+1+ORDRSP:D:96A:UN'"


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [
        (b"UNB+UNOA:3+S+R+261123:0310+1'UNH+1+INVOIC:D:96A:UN'BGM+380'UNT+3+1'UNZ+1+1'", "no ORDRSP or APERAK"),
        (HEAD + b"BGM+231+X+29'UNT+3+1'UNZ+1+1'", "names no order"),
        (HEAD + b"BGM+231+X+9'RFF+ON:1'UNT+4+1'UNZ+1+1'", "which is no answer"),
        (HEAD + b"BGM+231+X+29'RFF+ON:1'LIN+1+5'QTY+21:x'UNT+6+1'UNZ+1+1'", "is no number"),
        (HEAD + b"BGM+231+X+29'RFF+ON:1'LIN+1+5'DTM+69:20261399:102'UNT+6+1'UNZ+1+1'", "is no date"),
        (b"nothing", "no ORDRSP or APERAK"),
    ],
)
def test_what_is_no_answer_is_refused(content: bytes, said_of_it: str) -> None:
    with pytest.raises(UnreadableAnswer, match=said_of_it):
        read_order_answer(content)


def test_the_same_answer_is_the_same_bytes() -> None:
    assert write_ordrsp(ANSWER, envelope()) == write_ordrsp(ANSWER, envelope())
    assert isinstance(envelope(), AnswerEnvelope)


def _with_point(segment: list[object]) -> list[object]:
    """The npm package gives some numbers with a decimal point, whatever the mark of the interchange is."""
    tag, first, *rest = segment
    if tag not in ("QTY", "PRI", "MOA") or not isinstance(first, list):
        return segment
    return [tag, [part.replace(",", ".") for part in first], *rest]


def _shape(tag: str, elements: object) -> list[object]:
    """Empty components and elements at an end are sent or not, as the writer likes."""
    found: list[object] = [tag]
    for element in elements:  # type: ignore[attr-defined] # any sequence of sequences
        parts = list(element)
        while parts and parts[-1] == "":
            parts.pop()
        found.append(parts)
    while found[-1] == []:
        found.pop()
    return found
