"""Reads one file as the daemon would, without a daemon: unpack, recognise, parse, validate; nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.unpacking import Part
from ordermill.isolation import Isolation
from ordermill.parse_result import ReadOrder
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from orders.policy import Mode, Policies, Policy
from orders.reading import OrderReading
from orders.reference import KnowledgeBase, OrderHistory, ReferenceData
from parsers.parser import Blob, ParseContext, Parser
from pipeline.erp_findings import incomplete
from pipeline.findings import merged
from pipeline.recognition import chosen_parser, unread_reason
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
    """The readings of a file, each with the findings of its document, and the findings about the file as a whole."""

    readings: Sequence[OrderReading]
    findings: Sequence[Finding]


def read_file(parsers: Sequence[Parser], isolation: Isolation, content: bytes, name: str) -> ReadFile:
    """What stands in a file. Faults of the file are findings; raises `ChildFailed` for a bug of ours."""
    try:
        unpacked = isolation.unpack(content, name, "")
    except NeedsAttention as fault:
        return ReadFile((), fault.findings)
    readings: list[OrderReading] = []
    findings = list(unpacked.findings)
    for part in unpacked.parts:
        found, noticed = _read_part(parsers, isolation, part)
        readings += found
        findings += noticed
    return ReadFile(readings, list(_noted(findings)) if readings else findings)


def judged(judgement: Judgement, reading: OrderReading) -> ReadOrder:
    """The order as it would fare if clean orders posted by themselves."""
    validation = validate(
        reading,
        chosen={},
        rules=judgement.rules,
        reference=judgement.reference,
        knowledge=judgement.knowledge,
        history=judgement.history,
        policies=judgement.policies,
        today=judgement.today,
    )
    findings, held = validation.findings, holding(validation.findings, frozenset())
    if validation.order is None and not held and all(map(judgement.reference.has, _NEEDED_TO_POST)):
        findings, held = (*findings, incomplete()), (incomplete(),)
    return ReadOrder(reading, tuple(validation.resolutions.values()), findings, held)


def _read_part(
    parsers: Sequence[Parser], isolation: Isolation, part: Part
) -> tuple[Sequence[OrderReading], Sequence[Finding]]:
    if part.set_aside:
        return (), (_unread(part, part.set_aside),)
    blob = Blob(part.content, part.name, part.media_type)
    try:
        parser = chosen_parser(parsers, blob)
        if parser is None:
            return (), (_unread(part, unread_reason(part.media_type)),)
        parsed = isolation.read(parser, blob, ParseContext(sender=part.sender, subject=part.subject))
    except NeedsAttention as fault:
        return (), fault.findings
    if not parsed.readings:
        return (), parsed.findings
    # A defect of the whole document, such as a missing trailer, concerns every order in it.
    return [_with_findings(reading, parsed.findings) for reading in parsed.readings], ()


def _with_findings(reading: OrderReading, findings: Sequence[Finding]) -> OrderReading:
    return reading.model_copy(update={"findings": merged(reading.findings, findings)}) if findings else reading


def _unread(part: Part, reason: str) -> Finding:
    return Finding(
        code=FindingCode.NO_PARSER,
        severity=Severity.HOLD,
        message=f"{part.name or f'Part {part.path}'} was not read: {reason}.",
        found=part.media_type,
    )


def _noted(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Parts that were not read hold nothing where another part was read as an order; they stay visible."""
    for finding in findings:
        unread = finding.code in (FindingCode.NO_PARSER, FindingCode.NO_ORDER)
        yield finding.model_copy(update={"severity": Severity.NOTE}) if unread else finding
