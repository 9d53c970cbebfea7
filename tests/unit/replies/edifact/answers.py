"""Answers to be written in EDIFACT, drawn by hypothesis; what they say is what the standard has room for."""

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
    ReceivedMessage,
    Standard,
    SyntaxAnswer,
    SyntaxDefect,
    Terms,
    Verdict,
)
from replies.edifact import fault_codes
from replies.edifact.fault_codes import Level
from tests.unit.replies.x12.answers import maybe, maybe_day, verdict_of

US, THEM = Identity("4012345000009", "14", "OM"), Identity("4006381000012", "14")
PREPARED = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
DIRECTORIES = ["D.93A", "D.96A", "D.01B"]
DIALECTS = st.sampled_from(
    [
        *(Dialect(version=version) for version in DIRECTORIES),
        Dialect(version="D.96A", association="EAN008", separators=":+,? '"),
        Dialect(version="D.10A", line_breaks=True, separators="|;.! '"),
        Dialect(charset="UNOY", syntax_version="4"),
        Dialect(version="D.97A", charset="UNOB", syntax_version="2"),
    ]
)


def envelope(dialect: Dialect | None = None, *, test: bool = False) -> AnswerEnvelope:
    return AnswerEnvelope(
        sender=US,
        recipient=THEM,
        interchange_number=71,
        group_number=17,
        document_number="A-1",
        prepared_at=PREPARED,
        test=test,
        dialect=dialect or Dialect(),
    )


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,;:!?'\"%&/()=+-*"
CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/+:'?*"
GTINS = st.sampled_from(["40111445", "036000291452", "4006381333931", "10012345678902"])
UNITS = st.sampled_from(["PCE", "KGM", "C62", "EA", ""])


def texts(longest: int, shortest: int = 1) -> st.SearchStrategy[str]:
    """On one line, without blanks at the ends or two in a row, as texts are written."""
    return (
        st.text(LETTERS, min_size=shortest, max_size=longest)
        .map(lambda text: " ".join(text.split()))
        .filter(lambda text: shortest <= len(text))
    )


def codes(longest: int) -> st.SearchStrategy[str]:
    return st.text(CODES, min_size=1, max_size=longest)


def numbers(digits: int, places: int = 3, least: int = 0) -> st.SearchStrategy[Decimal]:
    return st.decimals(least, Decimal(10) ** (digits - places) - 1, places=places)


@st.composite
def parties(draw: st.DrawFn) -> AnsweredParty:
    """With a name or an id and an address of the usual parts; or none."""
    if draw(st.booleans()):
        return AnsweredParty()
    number = draw(maybe(codes(17)))
    return AnsweredParty(
        id=number,
        id_scheme=draw(st.sampled_from(["GLN", "SELLER", "BUYER", "DUNS", "31B"])) if number else "",
        name=draw(texts(80)),
        street=draw(maybe(texts(50))),
        postcode=draw(maybe(codes(9))),
        city=draw(maybe(texts(35))),
        region=draw(maybe(codes(9))),
        country=draw(maybe(st.sampled_from(["DE", "US"]))),
    )


@st.composite
def answered_lines(draw: st.DrawFn) -> AnsweredLine:
    """A line whose code is the first that is true of its values, as it is decided."""
    unit, quantity = draw(UNITS), draw(numbers(9, least=1))
    price = draw(st.one_of(st.none(), numbers(12)))
    basis = draw(st.sampled_from([Decimal(1), Decimal(100)])) if price is not None else Decimal(1)
    ordered = Terms(quantity, unit, price, basis, draw(maybe_day()))
    line = AnsweredLine(
        line_no=draw(st.one_of(st.text("0123456789", min_size=1, max_size=6), codes(20))),
        code=draw(st.sampled_from(list(LineCode))),
        ordered=ordered,
        confirmed=ordered,
        buyer_item=draw(maybe(codes(35))),
        supplier_item=draw(maybe(codes(35))),
        gtin=draw(maybe(GTINS)),
        description=draw(maybe(texts(60))),
        reason=draw(maybe(texts(300))),
    )
    return _changed(line, draw)


def _changed(line: AnsweredLine, draw: st.DrawFn) -> AnsweredLine:
    ordered = line.ordered
    match line.code:
        case LineCode.ACCEPTED if draw(st.booleans()):
            return replace(line, action=LineAction.CANCEL, confirmed=replace(ordered, quantity=Decimal(0)))
        case LineCode.ACCEPTED:
            return line
        case LineCode.REFUSED:
            return replace(line, confirmed=replace(ordered, quantity=Decimal(0), delivery_date=None))
        case LineCode.SUBSTITUTED:
            return replace(line, substitute_item=draw(codes(35)), substitute_gtin=draw(maybe(GTINS)))
        case LineCode.BACKORDERED:
            later = draw(numbers(9, least=1))
            line = replace(line, backordered=later, backorder_date=draw(maybe_day()))
            return replace(line, confirmed=replace(ordered, quantity=draw(numbers(9))))
        case LineCode.QUANTITY_CHANGED if draw(st.booleans()):
            return replace(line, ordered=Terms())
        case LineCode.QUANTITY_CHANGED:
            return replace(line, confirmed=replace(ordered, quantity=ordered.quantity and ordered.quantity + 1))
        case LineCode.PRICE_CHANGED:
            line = replace(line, ordered=replace(ordered, price=draw(numbers(12))))
            return replace(line, confirmed=replace(line.ordered, price=(line.ordered.price or 0) + Decimal(1)))
        case LineCode.DATE_CHANGED:
            line = replace(line, ordered=replace(ordered, delivery_date=date(2026, 12, 1)))
            return replace(
                line, confirmed=replace(ordered, delivery_date=draw(st.sampled_from([None, date(2027, 1, 7)])))
            )


@st.composite
def order_answers(draw: st.DrawFn) -> OrderAnswer:
    about = draw(st.sampled_from(list(OrderKind)))
    kinds = [AnswerKind.ACCEPTED, AnswerKind.CHANGED, AnswerKind.REFUSED, AnswerKind.CANCELLED]
    cancels = [AnswerKind.CANCELLED, AnswerKind.REFUSED]
    return OrderAnswer(
        kind=draw(st.sampled_from(cancels if about is OrderKind.CANCEL else kinds)),
        about=about,
        po_number=draw(codes(35)),
        release=draw(maybe(codes(35))),
        order_date=draw(maybe_day()),
        change_number=draw(codes(35)) if about is OrderKind.CHANGE else "",
        our_order_number=draw(maybe(codes(35))),
        currency=draw(st.sampled_from(["", "USD", "EUR"])),
        buyer=draw(parties()),
        supplier=draw(parties()),
        ship_to=draw(parties()),
        bill_to=draw(parties()),
        delivery_date=draw(maybe_day()),
        lines=tuple(draw(st.lists(answered_lines(), max_size=4))),
        reason=draw(maybe(texts(300))),
        received=ReceivedMessage(document=draw(codes(35)) if about is OrderKind.CANCEL else ""),
        supersedes=draw(maybe(codes(35))),
    )


def said_by_aperak(answer: OrderAnswer, dialect: Dialect) -> OrderAnswer:
    """What of an answer an APERAK has room for: lines that are as they were sent are not in it, nor are values.

    EANCOM's tells an order that was accepted with changes by its lines only.
    """
    lines = tuple(
        AnsweredLine(line.line_no, line.code, Terms(), Terms(), reason=line.reason)
        for line in answer.lines
        if line.code is not LineCode.ACCEPTED
    )
    kind = answer.kind
    if dialect.association and kind in (AnswerKind.ACCEPTED, AnswerKind.CHANGED, AnswerKind.CANCELLED):
        is_cancelled = answer.about is OrderKind.CANCEL
        unchanged = AnswerKind.CANCELLED if is_cancelled else AnswerKind.ACCEPTED
        asked = kind is not AnswerKind.CANCELLED or is_cancelled
        kind = (AnswerKind.CHANGED if lines else unchanged) if asked else kind
    return replace(answer, kind=kind, currency="", delivery_date=None, lines=lines)


def faults(level: Level) -> st.SearchStrategy[Fault]:
    """Those that come back as they were: of the faults that share a code, one; of those that may not be told, none."""
    found = [fault for fault in Fault if _comes_back(fault, level)]
    return st.sampled_from(found)


def _comes_back(fault: Fault, level: Level) -> bool:
    place = fault_codes.PLACES.get((level, fault), (0, 0)) if level in fault_codes.HEADERS else (0, 0)
    tag = fault_codes.service_segment(fault, level) if level in fault_codes.HEADERS else ""
    return fault_codes.meaning(fault_codes.code(fault, level), level, tag, place) is fault


@st.composite
def of_whole(draw: st.DrawFn, level: Level) -> SyntaxDefect:
    fault = draw(faults(level))
    element, component = fault_codes.PLACES.get((level, fault), (0, 0))
    return SyntaxDefect(fault, fault_codes.service_segment(fault, level), element=element, component=component)


@st.composite
def of_segment(draw: st.DrawFn) -> list[SyntaxDefect]:
    position = draw(st.integers(2, 900_000))
    whole = draw(st.lists(faults(Level.SEGMENT).filter(lambda fault: fault is not Fault.SEGMENT_MISSING), max_size=1))
    places = st.tuples(faults(Level.ELEMENT), st.integers(1, 25), st.integers(0, 9))
    elements = draw(st.lists(places, max_size=3, min_size=0 if whole else 1))
    return [
        *(SyntaxDefect(fault, segment=position) for fault in whole),
        *(SyntaxDefect(fault, "", position, element, component) for fault, element, component in elements),
    ]


@st.composite
def messages(draw: st.DrawFn) -> AnsweredMessage:
    verdict = draw(st.sampled_from([Verdict.ACCEPTED, Verdict.WITH_ERRORS, Verdict.REJECTED]))
    defects: list[SyntaxDefect] = []
    if verdict is not Verdict.ACCEPTED:
        defects += draw(st.lists(of_whole(Level.MESSAGE), max_size=1))
        placed = draw(
            st.lists(of_segment(), max_size=3, min_size=0 if defects else 1, unique_by=lambda p: p[0].segment)
        )
        defects += [defect for found in sorted(placed, key=lambda p: p[0].segment) for defect in found]
    return AnsweredMessage(
        draw(st.sampled_from(["ORDERS", "ORDCHG"])), draw(codes(14)), verdict, "D", "96A", "UN",
        draw(maybe(st.just("EAN008"))), tuple(defects),
    )  # fmt: skip


@st.composite
def groups(draw: st.DrawFn, *, headed: bool) -> AnsweredGroup:
    inside = draw(st.lists(messages(), min_size=1, max_size=4))
    defects = draw(st.lists(of_whole(Level.GROUP), max_size=1)) if headed else []
    header = GroupHeader("", draw(codes(14)), replace(THEM), Identity(US.id, US.qualifier)) if headed else None
    verdict = verdict_of([message.verdict for message in inside], defects=bool(defects))
    return AnsweredGroup(header, verdict, tuple(inside), defects=tuple(defects))


@st.composite
def syntax_answers(draw: st.DrawFn) -> SyntaxAnswer:
    headed = draw(st.booleans())
    inside = draw(st.lists(groups(headed=headed), min_size=1, max_size=3 if headed else 1))
    defects = draw(st.lists(of_whole(Level.INTERCHANGE), max_size=1))
    within = any(group.defects for group in inside)
    return SyntaxAnswer(
        standard=Standard.EDIFACT,
        sender=THEM,
        recipient=US,
        reference=draw(codes(14)),
        verdict=verdict_of([group.verdict for group in inside], defects=bool(defects) or within),
        groups=tuple(inside),
        defects=tuple(defects),
    )
