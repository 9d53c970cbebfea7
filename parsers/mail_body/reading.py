"""The new text of a mail to what it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from orders.evidence import MailHeader
from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderKind, OrderReading, PartyReading, Read
from parsers.language.phrases import has_phrase
from parsers.layout.orders import Origin, read_orders
from parsers.layout.prose.lines import prose_numerals, prose_words
from parsers.layout.table.tables import line_tables
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import Remarks
from parsers.mail_body import grid
from parsers.mail_body.change import changed_lines, named_in
from parsers.mail_body.facts import completed, conventions
from parsers.mail_body.kinds import About, BodyKind, about, other_than_order
from parsers.mail_body.named import po_numbers
from parsers.mail_body.new_text import NewText
from parsers.mail_body.rest import told_by_sentence
from parsers.mail_body.rows import BodyText
from parsers.mail_body.several import parted
from parsers.mail_body.signature import signature
from parsers.mail_body.subjects import bare_subject
from parsers.mail_body.zones import Zoned
from parsers.pages.page import Word
from parsers.parser import ParseContext, Parsed

ANNOUNCED = "an order"
"""`Finding.expected` of a covering text that speaks of an order: without one, it is missing.

`Finding.found` are the numbers of orders that it names."""

_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Body:
    """A body with what is known beside it."""

    parser: str
    name: str
    text: BodyText
    zoned: Zoned
    new: NewText
    context: ParseContext

    @property
    def subject(self) -> str:
        return self.zoned.subject or self.context.subject

    @property
    def sender(self) -> str:
        return self.zoned.sender or self.context.sender


def read_body(body: Body) -> Parsed:
    """Orders or changes that the text asks for; else a finding that says what the text is."""
    tables = line_tables(body.new.lines, {1: body.new.page.strokes})
    has_table = bool(tables)
    has_lines = has_table or bool(prose_numerals(body.new.lines))
    found = about(body.new.texts, body.context.subject, body.context.sender, has_lines=has_lines)
    match found.kind:
        case BodyKind.OTHER:
            return Parsed((), (_other(found),))
        case BodyKind.COVERS:
            return Parsed((), (_covers(body),))
        case BodyKind.CANCELS:
            return _table_as(OrderKind.CANCEL, body) if has_table else _changed(body, OrderKind.CANCEL)
        case BodyKind.CHANGES:
            return _table_as(OrderKind.CHANGE, body) if has_table else _changed(body, OrderKind.CHANGE)
        case BodyKind.ASKS | BodyKind.UNSURE:
            tabled = frozenset(place for table in tables for place in table.words)
            return (
                _order(body, found, tabled) if has_lines else Parsed((), (*_other_topic(found), *_instructions(body)))
            )
        case _:
            assert_never(found.kind)


def _order(body: Body, found: About, lines: frozenset[int]) -> Parsed:
    """`lines` are the words of tables, each of which their reader accounts for."""
    parts = parted(body.new, lines | prose_words(body.new.lines))
    if len(parts) == 1:
        return _one_order(body, found, lines)
    message = "The text holds several orders. Compare what stands around their lines: it may be meant for all of them."
    told = [_one_order(replace(body, new=part), found, lines) for part in parts]
    readings = [reading for one in told for reading in one.readings]
    held = [_with(one, [_hold(FindingCode.SEVERAL_ORDER_DOCUMENTS, message)]) for one in readings]
    return Parsed(tuple(held), tuple(finding for one in told for finding in one.findings))


def _one_order(body: Body, found: About, lines: frozenset[int]) -> Parsed:
    parsed = _read(body)
    if not parsed.readings:
        return Parsed((), tuple(_instructions(body)) or (_hold(FindingCode.UNREAD_CONTENT, _MAYBE),))
    sentences = body.new.sentences_without(lines)
    readings = [told_by_sentence(one, sentences, grid.locate(body.text)) for one in parsed.readings]
    if found.kind is BodyKind.UNSURE:
        message = "The text holds lines and also speaks of something else. Is it an order?"
        readings = [_with(one, [_hold(FindingCode.MESSAGE_TYPE, message)]) for one in readings]
    return Parsed(tuple(readings))


def _read(body: Body) -> Parsed:
    """By the layout of its page; with what sentences and the signature add where the text holds one order."""
    locate = grid.locate(body.text)
    origin = Origin(body.parser, body.name, body.subject, body.sender)
    parsed = read_orders([body.new.page], locate, origin)
    if len(parsed.readings) != 1:
        return parsed
    sentences = body.new.sentences
    remarks = Remarks(locate)
    reads = Reads(conventions(sentences), locate, remarks)
    reading = _with(completed(_signed(parsed.readings[0], body, reads), sentences, reads), remarks.findings)
    return Parsed((reading,))


def _signed(reading: OrderReading, body: Body, reads: Reads) -> OrderReading:
    """The buyer is who signed: a mail has no letterhead. A number that the text gives stays."""
    signed = signature(body.text, body.zoned, reads, body.sender)
    number = reading.buyer.id if reading.buyer else None
    buyer = signed.buyer
    if number is not None and reading.buyer is not None:
        update = {"id": number, "id_scheme": reading.buyer.id_scheme, "vat_id": reading.buyer.vat_id}
        buyer = (buyer or PartyReading()).model_copy(update=update)
    return reading.model_copy(update={"buyer": buyer, "buyer_contact": signed.contact or reading.buyer_contact})


def _with(reading: OrderReading, findings: Sequence[Finding]) -> OrderReading:
    return reading.model_copy(update={"findings": (*reading.findings, *findings)}) if findings else reading


def _table_as(kind: OrderKind, body: Body) -> Parsed:
    """A table under words that change or cancel is none of an order, whatever its titles say."""
    parsed = _read(body)
    if not parsed.readings:
        return _changed(body, kind)
    return Parsed(tuple(one.model_copy(update={"kind": kind}) for one in parsed.readings))


def _changed(body: Body, kind: OrderKind) -> Parsed:
    locate = grid.locate(body.text)
    remarks = Remarks(locate)
    sentences = body.new.sentences
    reads = Reads(conventions(sentences), locate, remarks)
    named = named_in(sentences)
    whole = kind is OrderKind.CANCEL and not named
    asked = kind if whole else OrderKind.CHANGE
    lines = changed_lines(sentences, reads, kind)
    if not lines and not whole and not remarks.findings:
        remarks.hold(FindingCode.UNREAD_CONTENT, "The text asks for a change that is not understood. Read it.")
    number = _po_number(body, reads, sentences)
    reading = OrderReading(kind=asked, po_number=number, lines=lines, sender=body.sender, parser=body.parser)
    return Parsed((_with(_signed(reading, body, reads), remarks.findings),))


def _po_number(body: Body, reads: Reads, sentences: Sequence[Sequence[Word]]) -> Read[str] | None:
    """The one order that is named in the text, else in the subject."""
    named = [reads.read(number, words) for number, words in po_numbers(sentences)]
    if named:
        return reads.one_of(named)
    words = [Word(1, place, text, 0, 0, 0, 0) for place, text in enumerate(bare_subject(body.subject).split())]
    found = next(iter(po_numbers([words])), None)
    return Read[str](value=found[0], evidence=(MailHeader(name="Subject"),)) if found else None


def _instructions(body: Body) -> list[Finding]:
    """What the text says that may change an order which came with it, sentence by sentence."""
    locate = grid.locate(body.text)
    findings: list[Finding] = []
    harmful = set(other_than_order(body.new.texts))
    for words in body.new.sentences:
        text = joined(words)
        if text not in harmful:
            continue
        asks = has_phrase("line", "asking", text)
        code = FindingCode.UNREAD_CONTENT if asks else FindingCode.FREE_TEXT
        message = f'The text of the mail says: "{text[:_SHOWN]}". Does it ask for something, or change an order?'
        findings.append(
            Finding(code=code, severity=Severity.HOLD, message=message, found=text[:_SHOWN], evidence=locate(words))
        )
    return findings


_MAYBE = "This may be an order, but its lines were not understood. Type it in, or refuse it."


def _other(found: About) -> Finding:
    severity = Severity.NOTE if found.is_machine else Severity.HOLD
    answer = "" if found.is_machine else " Answer it where it needs an answer, then set it aside."
    message = f"The mail is no order: it {found.reason}.{answer}"
    return Finding(code=FindingCode.NO_ORDER, severity=severity, message=message)


def _other_topic(found: About) -> list[Finding]:
    """Of a text that speaks of something else, but not for sure of that alone."""
    if not found.reason:
        return []
    message = f"The text of the mail {found.reason}. What came with it may have been sent before: read the mail."
    return [_hold(FindingCode.FREE_TEXT, message)]


def _covers(body: Body) -> Finding:
    text = " ".join(body.new.texts)
    announced = has_phrase("mail", "attached", text) or has_phrase("line", "naming", text)
    message = "The text of the mail only accompanies what came with it."
    return Finding(
        code=FindingCode.FREE_TEXT, severity=Severity.NOTE, message=message,
        expected=ANNOUNCED if announced else "", found=_numbers(body.new.sentences),
    )  # fmt: skip


def _numbers(sentences: Sequence[Sequence[Word]]) -> str:
    return " ".join(dict.fromkeys(number.replace(" ", "") for number, _ in po_numbers(sentences)))


def _hold(code: FindingCode, message: str) -> Finding:
    return Finding(code=code, severity=Severity.HOLD, message=message)
