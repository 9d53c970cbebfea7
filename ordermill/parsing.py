"""Reads one file as the daemon would, without a daemon: unpack, recognise, parse, validate; nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.unpacking import Part, UnpackLimits, unpack
from ordermill.parse_result import ReadOrder
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from orders.policy import Mode, Policies, Policy
from orders.reading import OrderReading
from orders.reference import KnowledgeBase, OrderHistory, ReferenceData
from parsers.parser import Blob, ParseContext, Parser
from pipeline.recognition import chosen_parser, unread_reason
from validation.rule import Rule
from validation.validate import holding, validate

AS_AUTO = Policies(default=Policy(mode=Mode.AUTO))
"""The policy under which a file is judged on its own: no person confirms each order."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a file is read with."""

    parsers: Sequence[Parser]
    rules: Sequence[Rule]
    reference: ReferenceData
    knowledge: KnowledgeBase
    history: OrderHistory
    today: date


def read_file(reader: Reader, content: bytes, name: str) -> tuple[list[ReadOrder], list[Finding]]:
    """The orders of a file, validated, and the findings that concern the file as a whole."""
    unpacked = unpack(content, name=name, media_type="", limits=UnpackLimits())
    findings = list(unpacked.findings)
    readings: list[OrderReading] = []
    for part in unpacked.parts:
        found, noticed = _read_part(reader.parsers, part)
        readings += found
        findings += noticed
    return [_validated(reader, reading) for reading in readings], _of_file(findings, read=bool(readings))


def _read_part(parsers: Sequence[Parser], part: Part) -> tuple[Sequence[OrderReading], Sequence[Finding]]:
    if part.set_aside:
        return (), (_unread(part, part.set_aside),)
    blob = Blob(part.content, part.name, part.media_type)
    try:
        parser = chosen_parser(parsers, blob)
    except NeedsAttention as doubt:
        return (), doubt.findings
    if parser is None:
        return (), (_unread(part, unread_reason(part.media_type)),)
    parsed = parser.parse(blob, ParseContext(sender=part.sender, subject=part.subject))
    return parsed.readings, parsed.findings


def _validated(reader: Reader, reading: OrderReading) -> ReadOrder:
    validation = validate(
        reading,
        chosen={},
        rules=reader.rules,
        reference=reader.reference,
        knowledge=reader.knowledge,
        history=reader.history,
        policies=AS_AUTO,
        today=reader.today,
    )
    return ReadOrder(
        reading=reading,
        resolutions=tuple(validation.resolutions.values()),
        findings=validation.findings,
        holding=holding(validation.findings, frozenset()),
    )


def _unread(part: Part, reason: str) -> Finding:
    return Finding(
        code=FindingCode.NO_PARSER,
        severity=Severity.HOLD,
        message=f"{part.name or f'Part {part.path}'} was not read: {reason}.",
        found=part.media_type,
    )


def _of_file(findings: Sequence[Finding], *, read: bool) -> list[Finding]:
    """Parts that were not read hold nothing where another part was read as an order; they stay visible."""
    return list(_noted(findings) if read else findings)


def _noted(findings: Sequence[Finding]) -> Iterator[Finding]:
    for finding in findings:
        unread = finding.code in (FindingCode.NO_PARSER, FindingCode.NO_ORDER)
        yield finding.model_copy(update={"severity": Severity.NOTE}) if unread else finding
