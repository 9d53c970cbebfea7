"""The EDIFACT parser: ORDERS and ORDCHG messages of a document to readings.

Every message of every interchange is accounted for: read as an order, or named in a finding that says why not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from edi.beginning import begins_like_edifact
from edi.defects import doubtful
from edi.edifact.reader import Interchange, read
from edi.edifact.reader import Message as WireMessage
from orders.findings import Finding, FindingCode, Severity
from orders.partner import EnvelopeIdentity, Standard
from orders.reading import OrderKind, OrderReading
from parsers.edifact import acknowledgements
from parsers.edifact.allowances import header_allowances
from parsers.edifact.controls import is_confirmed, tell_control_totals, tell_missing_summary
from parsers.edifact.function import kind_of
from parsers.edifact.groups import MESSAGE
from parsers.edifact.header import heading
from parsers.edifact.lines import Frame, lines
from parsers.edifact.moved import tell_moved
from parsers.edifact.shifted import tell_shifted
from parsers.edifact.transcript import segments_of, transcript
from parsers.edifact.unlike import tell_unlike
from parsers.edifact.unread import tell_unread
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.segments.allowances import worth
from parsers.segments.characters import tell_garbled
from parsers.segments.copies import with_copies_told
from parsers.segments.defects import defect_findings, finding_of
from parsers.segments.groups import grouped
from parsers.segments.reads import Message

_STRENGTH = 90
_ORDERS = frozenset({"ORDERS", "ORDCHG"})
# Messages that never ask for goods: answers, invoices, despatch advices, reports.
_OTHERS = frozenset({
    "AUTACK", "BANSTA", "COMDIS", "CREADV", "DEBADV", "DESADV", "GENRAL", "IFTMIN", "IFTSTA",
    "INVOIC", "INVRPT", "OSTRPT", "PARTIN", "PAYORD", "PRICAT", "PRODAT", "PROINQ", "QUOTES", "RECADV", "REMADV",
    "REQOTE", "RETANN", "RETINS", "SLSFCT", "SLSRPT", "STATAC", "TAXCON", "OSTENQ",
})  # fmt: skip


class EdifactParser:
    """Reads UN/EDIFACT purchase orders (directories D.93A to D.11A, EANCOM included)."""

    name = "edifact"

    def recognise(self, blob: Blob) -> Match | None:
        return Match(self.name, _STRENGTH) if begins_like_edifact(blob.content) else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        interchanges = list(_numbered(read(blob.content)))
        readings: list[OrderReading] = []
        contents: list[str] = []
        findings: list[Finding] = []
        for before, interchange in interchanges:
            wires = [message for message in interchange.messages if message.type in _ORDERS]
            readings += [_reading(interchange, wire, before, context) for wire in wires]
            contents += ["\n".join(segment.text for segment in wire.segments) for wire in wires]
            findings += _left_out(interchange, before, told=bool(wires))
        if not readings and not any(finding.holds for finding in findings):
            findings.append(_no_order())
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


def _reading(interchange: Interchange, wire: WireMessage, before: int, context: ParseContext) -> OrderReading:
    message = Message(decimal_mark="," if interchange.separators.decimal == b"," else ".", before=before)
    root, unplaced = grouped(wire.segments, MESSAGE)
    agrees = is_confirmed(root) and not unplaced
    message.findings += defect_findings(interchange.defects, wire.defects, before, agrees=agrees)
    tell_unread(message, root, unplaced)
    tell_shifted(message, root)
    tell_moved(message, root)
    tell_garbled(message, wire.segments)
    kind = kind_of(message, wire.type, next(iter(root.all("BGM")), None))
    fields = heading(message, root, kind, wire.type)
    fields["lines"] = lines(message, root, _frame(kind, fields))
    fields |= header_allowances(message, root, worth(fields["lines"]))
    tell_control_totals(message, root)
    if kind is OrderKind.ORDER:
        tell_missing_summary(message, root, confirmed=agrees)
        tell_unlike(message, fields["lines"])
    return OrderReading(
        kind=kind,
        test=interchange.is_test,
        sender=interchange.sender or context.sender,
        identities=_identities(interchange, wire),
        parser=EdifactParser.name,
        findings=tuple(message.findings),
        **fields,
    )


def _frame(kind: OrderKind, fields: Mapping[str, Any]) -> Frame:
    return Frame(
        kind=kind,
        order=fields["po_number"],
        ship_to=fields["ship_to"],
        earliest=fields["earliest_delivery_date"],
        latest=fields["latest_delivery_date"],
    )


def _identities(interchange: Interchange, wire: WireMessage) -> tuple[EnvelopeIdentity, ...]:
    """UNB S002, with UNG 0040 where the message stands in a group."""
    if not interchange.sender.strip():
        return ()
    application = wire.group.component(2) if wire.group else ""
    sender, qualifier = interchange.sender, interchange.sender_qualifier
    return (EnvelopeIdentity(standard=Standard.EDIFACT, id=sender, qualifier=qualifier, application=application),)


def _left_out(interchange: Interchange, before: int, *, told: bool) -> Iterator[Finding]:
    """Messages that are no orders; and the interchange's own defects where no reading carries them."""
    for message in interchange.messages:
        if message.type in acknowledgements.TYPES:
            yield acknowledgements.of_message(message)
        elif message.type in _OTHERS:
            yield _message_finding(message, FindingCode.NO_ORDER, Severity.NOTE, "is no order")
        elif message.type not in _ORDERS:
            yield _message_finding(message, FindingCode.MESSAGE_TYPE, Severity.HOLD, "is of a type that is not read")
    if not told and (doubtful(interchange.defects) or not interchange.messages):
        yield from (finding_of(defect, before) for defect in interchange.defects)


def _message_finding(message: WireMessage, code: FindingCode, severity: Severity, why: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=f"Message {message.reference or '(without a reference)'}, {message.type or 'without a type'}, {why}.",
        found=message.type,
    )


def _no_order() -> Finding:
    return Finding(code=FindingCode.NO_ORDER, severity=Severity.NOTE, message="The document holds no order message.")
