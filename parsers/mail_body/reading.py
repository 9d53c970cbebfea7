"""The new text of a mail to what it asks for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from orders.evidence import MailHeader
from orders.findings import Finding, FindingCode
from orders.reading import OrderKind, OrderReading, PartyReading, Read
from parsers.layout.orders import Origin, read_orders
from parsers.layout.prose.lines import prose_numerals, prose_words
from parsers.layout.table.tables import line_tables
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import Remarks
from parsers.mail_body import body_page
from parsers.mail_body.body import Body
from parsers.mail_body.change import changed_lines, named_in
from parsers.mail_body.facts import completed, conventions
from parsers.mail_body.kinds import About, BodyKind, about
from parsers.mail_body.named import po_numbers
from parsers.mail_body.rest import told_by_sentence
from parsers.mail_body.several import parted
from parsers.mail_body.signature import signature
from parsers.mail_body.subjects import bare_subject
from parsers.mail_body.told import NOT_UNDERSTOOD, covering, hold, instructions, no_order, other_topic
from parsers.pages.page import Word
from parsers.parser import Parsed


def read_body(body: Body) -> Parsed:
    """Orders or changes that the text asks for; else a finding that says what the text is."""
    tables = line_tables(body.new.lines, {1: body.new.page.strokes})
    has_table = bool(tables)
    has_lines = has_table or bool(prose_numerals(body.new.lines))
    found = about(body.new.texts, body.context.subject, body.context.sender, has_lines=has_lines)
    match found.kind:
        case BodyKind.OTHER:
            return Parsed((), (no_order(found),))
        case BodyKind.COVERS:
            return Parsed((), (covering(body),))
        case BodyKind.CANCELS:
            return _table_as(OrderKind.CANCEL, body) if has_table else _changed(body, OrderKind.CANCEL)
        case BodyKind.CHANGES:
            return _table_as(OrderKind.CHANGE, body) if has_table else _changed(body, OrderKind.CHANGE)
        case BodyKind.ASKS | BodyKind.UNSURE:
            tabled = frozenset(place for table in tables for place in table.words)
            return _order(body, found, tabled) if has_lines else Parsed((), (*other_topic(found), *instructions(body)))
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
    held = [_with(one, [hold(FindingCode.SEVERAL_ORDER_DOCUMENTS, message)]) for one in readings]
    return Parsed(tuple(held), tuple(finding for one in told for finding in one.findings))


def _one_order(body: Body, found: About, lines: frozenset[int]) -> Parsed:
    parsed = _read(body)
    if not parsed.readings:
        return Parsed((), tuple(instructions(body)) or (hold(FindingCode.UNREAD_CONTENT, NOT_UNDERSTOOD),))
    sentences = body.new.sentences_without(lines)
    readings = [told_by_sentence(one, sentences, body_page.locate(body.text)) for one in parsed.readings]
    if found.kind is BodyKind.UNSURE:
        message = "The text holds lines and also speaks of something else. Is it an order?"
        readings = [_with(one, [hold(FindingCode.MESSAGE_TYPE, message)]) for one in readings]
    return Parsed(tuple(readings))


def _read(body: Body) -> Parsed:
    """By the layout of its page; with what sentences and the signature add where the text holds one order."""
    locate = body_page.locate(body.text)
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
    locate = body_page.locate(body.text)
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
