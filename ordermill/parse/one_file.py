"""Reads one file as the daemon would, without a daemon: unpack, recognise, parse, validate; nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.sniff import HTML, TEXT
from ingest.unpacking.unpack import Part
from ordermill.isolation import Isolation
from ordermill.parse.result import ReadOrder
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from orders.mail_origin import MailOrigin
from orders.partner import NO_PARTNERS, PartnerProfiles
from orders.policy import Mode, Policies, Policy
from orders.reading import OrderKind, OrderReading
from orders.reference import KnowledgeBase, OrderHistory, ReferenceData
from parsers.mail_body.told import ANNOUNCED
from parsers.parser import Blob, ParseContext, Parser
from pipeline.findings import merged
from pipeline.parts.choice import ReadPart, beside
from pipeline.posting.findings import incomplete
from pipeline.recognition import chosen_parser, is_unread, unread_reason
from validation.rule import Rule
from validation.validate import holding, validate

AS_AUTO = Policies(default=Policy(mode=Mode.AUTO))
"""The policy under which a file is judged on its own: no person confirms each order."""

_NEEDED_TO_POST = ("customers", "items")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reading is validated with."""

    rules: Sequence[Rule]
    reference: ReferenceData
    knowledge: KnowledgeBase
    history: OrderHistory
    today: date
    policies: Policies = AS_AUTO


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The readings of a file, each with the findings of its document, and the findings about the file as a whole.

    `origins` has for each reading what the mail that brought it says of its sender.
    """

    readings: Sequence[OrderReading]
    findings: Sequence[Finding]
    origins: Sequence[MailOrigin | None] = ()


def read_file(
    parsers: Sequence[Parser],
    isolation: Isolation,
    content: bytes,
    name: str,
    partners: PartnerProfiles = NO_PARTNERS,
) -> ReadFile:
    """What stands in a file. Faults of the file are findings; raises `ChildFailed` for a bug of ours."""
    try:
        unpacked = isolation.unpack(content, name, "")
    except NeedsAttention as fault:
        return ReadFile((), fault.findings)
    parts = [_read_part(parsers, isolation, part, partners) for part in unpacked.parts]
    chosen = list(_chosen(parts))
    readings = [reading for _, reading in chosen]
    mails = {part.path: part.origin for part in unpacked.parts}
    origins = [mails[path] for path, _ in chosen]
    findings = [*unpacked.findings, *(finding for part in parts for finding in part.findings)]
    told = list(_noted(findings)) if readings else list(_missed(parts, findings))
    return ReadFile(readings, told, origins)


def judged(judgement: Judgement, reading: OrderReading, origin: MailOrigin | None = None) -> ReadOrder:
    """The order as it would fare if clean orders posted by themselves; `origin` is that of the mail that brought it."""
    validation = validate(
        reading,
        chosen={},
        rules=judgement.rules,
        reference=judgement.reference,
        knowledge=judgement.knowledge,
        history=judgement.history,
        policies=judgement.policies,
        today=judgement.today,
        origin=origin,
    )
    findings, held = validation.findings, holding(validation.findings, frozenset())
    whole = validation.order is not None or reading.kind is not OrderKind.ORDER
    if not whole and not held and all(map(judgement.reference.has, _NEEDED_TO_POST)):
        findings, held = (*findings, incomplete()), (incomplete(),)
    return ReadOrder(reading, tuple(validation.resolutions.values()), findings, held)


def _chosen(parts: Sequence[ReadPart]) -> Iterator[tuple[str, OrderReading]]:
    """The orders by the path of their part, each with what the other parts say of it; equal copies are left out."""
    for part in parts:
        for index, reading in enumerate(part.readings):
            found = beside(part.path, index, reading, parts)
            if found.copy_of is None:
                yield part.path, _with_findings(reading, found.findings)


def _read_part(parsers: Sequence[Parser], isolation: Isolation, part: Part, partners: PartnerProfiles) -> ReadPart:
    is_text = not part.name and part.media_type in (TEXT, HTML)
    if part.set_aside:
        return _unread(part, part.set_aside)
    blob = Blob(part.content, part.name, part.media_type)
    try:
        parser = chosen_parser(parsers, blob)
        if parser is None:
            return _unread(part, unread_reason(part.media_type))
        parsed = isolation.read(parser, blob, ParseContext(part.sender, part.subject, partners))
    except NeedsAttention as fault:
        return ReadPart(part.path, part.name, (), tuple(fault.findings), is_text)
    if not parsed.readings:
        return ReadPart(part.path, part.name, (), parsed.findings, is_text)
    # A defect of the whole document, such as a missing trailer, concerns every order in it.
    readings = tuple(_with_findings(reading, parsed.findings) for reading in parsed.readings)
    return ReadPart(part.path, part.name, readings, (), is_text)


def _with_findings(reading: OrderReading, findings: Sequence[Finding]) -> OrderReading:
    return reading.model_copy(update={"findings": merged(reading.findings, findings)}) if findings else reading


def _unread(part: Part, reason: str) -> ReadPart:
    """A part that may hold an order holds those beside it; others, such as logos, are only told."""
    unread = is_unread(part.name, part.media_type, len(part.content), reason)
    severity = Severity.HOLD if unread else Severity.NOTE
    message = f"{part.name or f'Part {part.path}'} was not read: {reason}."
    finding = Finding(code=FindingCode.NO_PARSER, severity=severity, message=message, found=part.media_type)
    return ReadPart(part.path, part.name, (), (finding,))


def _noted(findings: Sequence[Finding]) -> Iterator[Finding]:
    """What was found of parts without an order stands with the orders beside them, where it matters to these."""
    for finding in findings:
        noted = finding.code in (FindingCode.NO_PARSER, FindingCode.NO_ORDER, FindingCode.FREE_TEXT)
        yield finding.model_copy(update={"severity": Severity.NOTE}) if noted else finding


def _missed(parts: Sequence[ReadPart], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without an order: whether the text says that there is one."""
    yield from findings
    if any(finding.expected == ANNOUNCED for part in parts for finding in part.findings):
        message = "The text says that an order came with it, and none was found. Ask the sender for it."
        yield Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.HOLD, message=message)
