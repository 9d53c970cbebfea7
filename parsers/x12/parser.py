"""The X12 parser: 850, 860 and 875 of a document to readings.

Every transaction set of every interchange is accounted for: read as an order, or named in a finding that says why not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from edi.beginning import begins_like_x12
from edi.defects import doubtful
from edi.x12.reader import Interchange, TransactionSet, read
from orders.findings import Finding, FindingCode, Severity
from orders.partner import EnvelopeIdentity, Standard
from orders.reading import OrderKind, OrderReading
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.segments.allowances import worth
from parsers.segments.characters import tell_garbled, tell_letters_in_numbers
from parsers.segments.copies import with_copies_told
from parsers.segments.defects import defect_findings, finding_of
from parsers.segments.groups import grouped
from parsers.segments.reads import Message, Text
from parsers.x12 import acknowledgements
from parsers.x12.allowances import header_allowances
from parsers.x12.header import beginning_of, heading
from parsers.x12.line_changes import tell_unkept
from parsers.x12.lines import line_loops, lines
from parsers.x12.loops import MESSAGE
from parsers.x12.places import place_of_all_lines
from parsers.x12.purpose import kind_of
from parsers.x12.sequence import tell_numbering, tell_shifted, tell_unlike
from parsers.x12.totals import is_confirmed, is_summed, tell_control_totals
from parsers.x12.transcript import segments_of, transcript
from parsers.x12.unread import tell_unread

_STRENGTH = 90
_ORDERS = frozenset({"850", "860", "875"})
_ACKNOWLEDGMENTS = frozenset({*acknowledgements.SYNTAX, *acknowledgements.ORDER})
# Sets that never ask for goods and tell no person anything: answers, invoices, ship notices, reports, remittances. Not
# among them, since each may ask for goods or hold words: 830 and 862 (schedules that release goods), 836 (a contract is
# awarded), 853 (how goods are to be routed), 864 (a text), 876 (a change of an 875), 940 (goods to be shipped).
_OTHERS = frozenset({
    "810", "812", "816", "820", "822", "823", "824", "827", "828", "829", "831", "832", "838", "840", "843", "844",
    "845", "846", "849", "852", "856", "857", "861", "867", "869", "870", "877", "879", "880", "881",
    "882", "888", "889", "893", "894", "943", "944", "945", "947",
})  # fmt: skip
# Segments that begin with a code.
_CODED = frozenset({"BEG", "BCH", "CUR", "DTM", "G62", "N1", "SAC", "CSH", "PID", "SDQ"})


class X12Parser:
    """Reads X12 purchase orders (850, 875) and changes of them (860) of the versions 003010 to 007040."""

    name = "x12"

    def recognise(self, blob: Blob) -> Match | None:
        return Match(self.name, _STRENGTH) if begins_like_x12(blob.content) else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        interchanges = list(_numbered(read(blob.content)))
        readings: list[OrderReading] = []
        contents: list[str] = []
        findings: list[Finding] = []
        for before, interchange in interchanges:
            orders = [each for each in interchange.sets if each.type in _ORDERS]
            readings += [_reading(interchange, each, before, context) for each in orders]
            contents += ["\n".join(segment.text for segment in each.segments) for each in orders]
            findings += _left_out(interchange, before, told=bool(orders))
        if not readings and not any(finding.holds for finding in findings):
            sentence = "The document holds no purchase order."
            findings.append(Finding(code=FindingCode.NO_ORDER, severity=Severity.NOTE, message=sentence))
        return Parsed(
            readings=with_copies_told(readings, contents),
            findings=tuple(findings),
            transcript=transcript(interchanges),
        )


def _numbered(interchanges: Iterator[Interchange]) -> Iterator[tuple[int, Interchange]]:
    before = 0
    for interchange in interchanges:
        yield before, interchange
        before += max((segment.position.number for segment in segments_of(interchange)), default=0)


def _reading(interchange: Interchange, each: TransactionSet, before: int, context: ParseContext) -> OrderReading:
    message = Message(before=before)
    root, unplaced = grouped(each.segments, MESSAGE)
    loops = line_loops(root)
    agrees = is_confirmed(root, loops) and not unplaced
    message.findings += defect_findings(interchange.ending.defects, each.defects, before, agrees=agrees)
    tell_unread(message, root, unplaced)
    tell_garbled(message, each.segments)
    kind = kind_of(message, each.type, beginning_of(root))
    fields = heading(message, root, kind)
    read = lines(message, loops, kind)
    fields["ship_to"], fields["lines"] = place_of_all_lines(message, fields["ship_to"], read)
    fields |= header_allowances(message, root, worth(fields["lines"]), fields["total_net"])
    tell_control_totals(message, root, loops)
    tell_shifted(message, root, loops)
    tell_unkept(message, loops, fields["lines"], fields["requested_delivery_date"])
    tell_letters_in_numbers(message, (*_identifiers(fields), *_codes(message, each)))
    if kind is OrderKind.ORDER:
        tell_unlike(message, fields["lines"])
        tell_numbering(message, loops, complete=is_summed(root, loops))
    return OrderReading(
        kind=kind,
        test=interchange.beginning.is_test,
        sender=interchange.beginning.sender or context.sender,
        identities=_identities(interchange, each),
        parser=X12Parser.name,
        findings=tuple(message.findings),
        **fields,
    )


def _identifiers(fields: Mapping[str, Any]) -> Iterator[tuple[str, Text | None]]:
    """Numbers and codes that something else is found by, with their paths."""
    yield "po_number", fields.get("po_number")
    yield "currency", fields["currency"]
    yield "ship_to", fields["ship_to"].id if fields["ship_to"] else None
    for number, line in enumerate(fields["lines"]):
        for name in ("buyer_item", "supplier_item", "gtin", "uom"):
            yield f"lines[{number}].{name}", getattr(line, name)


def _codes(message: Message, each: TransactionSet) -> Iterator[tuple[str, Text | None]]:
    """The codes that give a segment its meaning: one that swallowed what stands behind it is none any more."""
    return (("", message.text(segment, 1)) for segment in each.segments if segment.tag in _CODED)


def _identities(interchange: Interchange, each: TransactionSet) -> tuple[EnvelopeIdentity, ...]:
    """ISA05/06 with GS02."""
    beginning = interchange.beginning
    application = each.group.component(2).strip() if each.group else ""
    if not beginning.sender:
        return ()
    return (
        EnvelopeIdentity(
            standard=Standard.X12, id=beginning.sender, qualifier=beginning.sender_qualifier, application=application
        ),
    )


def _left_out(interchange: Interchange, before: int, *, told: bool) -> Iterator[Finding]:
    """Sets that are no orders; and the interchange's own defects where no reading carries them."""
    yield from acknowledgements.of_interchange(interchange)
    for each in interchange.sets:
        if each.type in _ACKNOWLEDGMENTS:
            yield acknowledgements.of_set(each)
        elif each.type in _OTHERS:
            yield _set_finding(each, FindingCode.NO_ORDER, Severity.NOTE, "is no order")
        elif each.type not in _ORDERS:
            yield _set_finding(each, FindingCode.MESSAGE_TYPE, Severity.HOLD, "is of a type that is not read")
    if not told and (doubtful(interchange.ending.defects) or not interchange.sets):
        yield from (finding_of(defect, before) for defect in interchange.ending.defects)


def _set_finding(each: TransactionSet, code: FindingCode, severity: Severity, why: str) -> Finding:
    named = f"Transaction set {each.number or '(without a number)'}, {each.type or 'without a type'}, {why}."
    return Finding(code=code, severity=severity, message=named, found=each.type)
