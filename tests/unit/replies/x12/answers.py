"""Answers to be written in X12, drawn by hypothesis; what they say is what the standard has room for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from orders.reading import LineAction, OrderKind
from replies.answer import (
    AnsweredGroup,
    AnsweredLine,
    AnsweredMessage,
    AnsweredParty,
    AnswerEnvelope,
    AnswerKind,
    Dialect,
    Fault,
    GroupHeader,
    Identity,
    LineCode,
    OrderAnswer,
    Standard,
    SyntaxAnswer,
    SyntaxDefect,
    Terms,
    Verdict,
)
from replies.x12 import fault_codes

US, THEM = Identity("ORDERMILL", "ZZ"), Identity("952100001", "01")
PREPARED = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)


def envelope(version: str = "", **dialect: object) -> AnswerEnvelope:
    return AnswerEnvelope(
        sender=US,
        recipient=THEM,
        interchange_number=71,
        group_number=17,
        document_number="A-1",
        prepared_at=PREPARED,
        dialect=Dialect(version=version, **dialect),  # type: ignore[arg-type] # a test may set any of its fields
    )


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,;:!?'\"%&/()=+-_#@$"


def texts(longest: int, shortest: int = 1) -> st.SearchStrategy[str]:
    """On one line, without blanks at the ends or two in a row, as texts are written."""
    return (
        st.text(LETTERS, min_size=shortest, max_size=min(longest, 40))
        .map(lambda text: " ".join(text.split()))
        .filter(lambda text: shortest <= len(text))
    )


def reasons() -> st.SearchStrategy[str]:
    """Of one text, or of so many that they take several."""
    return st.builds(lambda text, times: " ".join([text] * times), texts(30), st.sampled_from([1, 40]))


CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
IDS = st.text(CODES, min_size=2, max_size=15)


def _first_of_each(codes: dict[Fault, str]) -> list[Fault]:
    return [next(fault for fault, each in codes.items() if each == code) for code in dict.fromkeys(codes.values())]


SET_FAULTS = _first_of_each(dict(fault_codes.SET))
SEGMENT_FAULTS = _first_of_each(dict(fault_codes.SEGMENT))
ELEMENT_FAULTS = _first_of_each(dict(fault_codes.ELEMENT))
INTERCHANGE_FAULTS = _first_of_each(dict(fault_codes.INTERCHANGE))
TAGS = st.sampled_from(["BEG", "PO1", "N1", "DTM", "REF", "CTT"])


@st.composite
def segment_defects(draw: st.DrawFn) -> list[SyntaxDefect]:
    """Of one segment: what is wrong with the whole, then with its elements."""
    tag, segment = draw(TAGS), draw(st.integers(1, 999_999))
    whole = draw(st.lists(st.sampled_from(SEGMENT_FAULTS), max_size=2, unique=True))
    elements = draw(
        st.lists(
            st.builds(
                SyntaxDefect, st.sampled_from(ELEMENT_FAULTS), st.just(tag), st.just(segment), st.integers(1, 25),
                st.integers(0, 9), st.one_of(st.just(""), texts(99)),
            ),
            max_size=3,
        )
    )  # fmt: skip
    if not whole and not elements:
        return [SyntaxDefect(Fault.UNSPECIFIED, tag, segment)]
    return [*(SyntaxDefect(fault, tag, segment) for fault in whole), *elements]


@st.composite
def messages(draw: st.DrawFn) -> AnsweredMessage:
    verdict = draw(st.sampled_from([Verdict.ACCEPTED, Verdict.WITH_ERRORS, Verdict.REJECTED]))
    defects: list[SyntaxDefect] = []
    if verdict is not Verdict.ACCEPTED:
        defects += [
            SyntaxDefect(fault) for fault in draw(st.lists(st.sampled_from(SET_FAULTS), max_size=4, unique=True))
        ]
        per_segment = draw(
            st.lists(segment_defects(), max_size=3, unique_by=lambda each: (each[0].segment, each[0].tag))
        )
        for of_segment in sorted(per_segment, key=lambda each: (each[0].segment, each[0].tag)):
            defects += of_segment
    number = draw(st.text("0123456789", min_size=4, max_size=9))
    return AnsweredMessage(draw(st.sampled_from(["850", "860", "875", "810"])), number, verdict, defects=tuple(defects))


def verdict_of(parts: list[Verdict], *, defects: bool) -> Verdict:
    if all(part is Verdict.REJECTED for part in parts):
        return Verdict.REJECTED
    if any(part in (Verdict.REJECTED, Verdict.PARTLY) for part in parts):
        return Verdict.PARTLY
    return Verdict.WITH_ERRORS if defects or Verdict.WITH_ERRORS in parts else Verdict.ACCEPTED


@st.composite
def groups(draw: st.DrawFn, *, since_5010: bool) -> AnsweredGroup:
    inside = draw(st.lists(messages(), min_size=1, max_size=4))
    codes = fault_codes.GROUP_SINCE_5010 if since_5010 else fault_codes.GROUP
    faults = draw(st.lists(st.sampled_from(sorted(codes)), max_size=3, unique=True))
    header = GroupHeader(
        identifier=draw(st.sampled_from(["PO", "PC", "IN"])),
        reference=str(draw(st.integers(1, 999_999_999))),
        sender=Identity(THEM.id),
        recipient=Identity(US.id),
        version=draw(st.sampled_from(["004010", "005010", "004010VICS"])) if since_5010 else "",
    )
    return AnsweredGroup(
        header=header,
        verdict=verdict_of([message.verdict for message in inside], defects=bool(faults)),
        messages=tuple(inside),
        announced=draw(st.integers(0, 9)),
        defects=tuple(SyntaxDefect(fault) for fault in faults),
    )


@st.composite
def syntax_answers(draw: st.DrawFn, *, since_5010: bool) -> SyntaxAnswer:
    inside = draw(st.lists(groups(since_5010=since_5010), min_size=1, max_size=3))
    asked = draw(st.booleans())
    defects = draw(st.lists(st.sampled_from(INTERCHANGE_FAULTS), max_size=1)) if asked else []
    return SyntaxAnswer(
        standard=Standard.X12,
        sender=THEM,
        recipient=US,
        reference=f"{draw(st.integers(1, 999_999_999)):09d}" if asked else "",
        verdict=verdict_of([group.verdict for group in inside], defects=bool(defects)),
        groups=tuple(inside),
        prepared="2611230205" if asked else "",
        defects=tuple(SyntaxDefect(fault) for fault in defects),
        asked=asked,
    )


DAYS = st.dates(date(2000, 1, 1), date(2068, 12, 31))
UNITS = st.sampled_from(["EA", "CA", "LB", "C3"])
GTINS = st.sampled_from(["", "40111445", "036000291452", "4006381333931", "10012345678902"])


def numbers(digits: int, places: int = 4) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, Decimal(10) ** (digits - places) - 1, places=places)


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy)


@st.composite
def parties(draw: st.DrawFn) -> AnsweredParty:
    """One that X12 can say whole: with a name or an id, and an address of the usual parts; or none."""
    if draw(st.booleans()):
        return AnsweredParty()
    number = draw(maybe(st.text(CODES, min_size=2, max_size=17)))
    region = draw(maybe(st.one_of(st.sampled_from(["NY", "CA"]), texts(30, 3))))
    return AnsweredParty(
        id=number,
        id_scheme=draw(st.sampled_from(["GLN", "SELLER", "BUYER", "DUNS", "SAN", "A5"])) if number else "",
        name=draw(texts(35)),
        street=draw(maybe(texts(35))),
        postcode=draw(maybe(st.text(CODES[:-1], min_size=3, max_size=9))),
        city=draw(maybe(texts(30, 2))),
        region=region,
        country=draw(maybe(st.sampled_from(["US", "DE", "USA"]))),
    )


@st.composite
def answered_lines(draw: st.DrawFn, *, change: bool) -> AnsweredLine:
    """A line with what an acknowledgment says of it: the price and the day that are confirmed, not those ordered."""
    code = draw(st.sampled_from(list(LineCode)))
    action = draw(st.sampled_from(list(LineAction))) if change else LineAction.NONE
    unit = draw(UNITS)
    ordered = Terms(draw(numbers(9)), unit)
    price = draw(st.one_of(st.none(), numbers(14)))
    basis = draw(st.sampled_from([Decimal(1), Decimal(10), Decimal(12), Decimal(100), Decimal(1000)]))
    confirmed = Terms(draw(numbers(9)), unit, price, basis if price is not None else Decimal(1), draw(maybe_day()))
    line = AnsweredLine(
        line_no=draw(st.text(CODES, min_size=1, max_size=11)),
        code=code,
        ordered=ordered,
        confirmed=confirmed,
        action=action,
        buyer_item=draw(maybe(st.text(CODES, min_size=1, max_size=30))),
        supplier_item=draw(maybe(st.text(CODES, min_size=1, max_size=30))),
        gtin=draw(GTINS),
        description=draw(maybe(texts(80))),
        reason=draw(maybe(reasons())),
    )
    return _as_it_can_be_said(line, draw)


def maybe_day() -> st.SearchStrategy[date | None]:
    return st.one_of(st.none(), DAYS)


def _as_it_can_be_said(line: AnsweredLine, draw: st.DrawFn) -> AnsweredLine:
    nothing = replace(line.confirmed, quantity=Decimal(0), delivery_date=None)
    if line.code is LineCode.REFUSED:
        kept = replace(nothing, quantity=line.ordered.quantity)
        return replace(line, confirmed=kept if line.action is LineAction.CANCEL else nothing)
    if line.code is LineCode.ACCEPTED and line.action is LineAction.CANCEL:
        return replace(line, confirmed=nothing)
    if line.code is LineCode.SUBSTITUTED:
        instead = draw(st.text(CODES, min_size=1, max_size=30))
        line = replace(line, substitute_item=instead, substitute_gtin=draw(GTINS))
    if line.code is LineCode.BACKORDERED or draw(st.booleans()):
        later = draw(numbers(9).filter(lambda quantity: quantity > 0))
        line = replace(line, backordered=later, backorder_date=draw(maybe_day()))
    if line.code is LineCode.BACKORDERED and not line.confirmed.quantity:
        return replace(line, confirmed=nothing)
    return line


@st.composite
def order_answers(draw: st.DrawFn, *, change: bool = False) -> OrderAnswer:
    lines = tuple(draw(st.lists(answered_lines(change=change), max_size=4)))
    about = draw(st.sampled_from(list(OrderKind)))
    kinds = [AnswerKind.ACCEPTED, AnswerKind.CHANGED, AnswerKind.REFUSED]
    cancels = [AnswerKind.CANCELLED, AnswerKind.REFUSED]
    return OrderAnswer(
        kind=draw(st.sampled_from(cancels if about is OrderKind.CANCEL else kinds)),
        about=about,
        po_number=draw(st.text(CODES, min_size=1, max_size=22)),
        release=draw(maybe(st.text(CODES, min_size=1, max_size=30))),
        order_date=draw(DAYS),
        change_number=draw(maybe(st.text(CODES, min_size=1, max_size=8))) if change else "",
        our_order_number=draw(maybe(st.text(CODES, min_size=1, max_size=30))),
        currency=draw(st.sampled_from(["", "USD", "EUR"])),
        buyer=draw(parties()),
        supplier=draw(parties()),
        ship_to=draw(parties()),
        bill_to=draw(parties()),
        delivery_date=draw(maybe_day()),
        lines=lines,
        reason=draw(maybe(reasons())),
    )
