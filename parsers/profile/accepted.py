"""Findings that the profile knows to be usual: they become notes, with the profile named as the reason."""

import re
from collections.abc import Iterator

from orders.evidence import Segment, XmlPath
from orders.findings import Finding, FindingCode, Severity
from orders.partner import PartnerProfile
from orders.partner_values import Quirk
from orders.reading import OrderReading, OtherDateReading

_INDEX = re.compile(r"\[\d+\]")


def accepted(finding: Finding, reading: OrderReading, profile: PartnerProfile) -> Finding:
    """The finding, as a note where the profile says why it changes nothing; what blocks an order always does."""
    if finding.severity is not Severity.HOLD:
        return finding
    because = next(_reasons(finding, reading, profile), "")
    if not because:
        return finding
    message = f"{finding.message} By the profile {profile.name}: {because.rstrip('.')}."
    return finding.model_copy(update={"severity": Severity.NOTE, "message": message})


def _reasons(finding: Finding, reading: OrderReading, profile: PartnerProfile) -> Iterator[str]:
    yield from (quirk.because for quirk in profile.quirks if _is(finding, quirk))
    if finding.code is FindingCode.FREE_TEXT and profile.is_boilerplate(finding.found):
        yield "the text stands in every order and asks for nothing"
    if finding.code is FindingCode.AMBIGUOUS_VALUE:
        yield from _dated(finding, reading, profile)
    if finding.code is FindingCode.MISSING_FIELD and _now_there(finding.path, reading):
        yield "it says what is meant"


def _is(finding: Finding, quirk: Quirk) -> bool:
    return (
        finding.code is quirk.code
        and quirk.defect in ("", finding.defect)
        and quirk.found.strip() in ("", finding.found.strip())
        and quirk.field in ("", _INDEX.sub("", finding.path))
        and (not quirk.segment or quirk.segment.upper() in _tags(finding))
    )


def _tags(finding: Finding) -> set[str]:
    """The segments, or elements of XML, in which it stands."""
    tags = {place.tag for place in finding.evidence if isinstance(place, Segment)}
    paths = [place.path for place in finding.evidence if isinstance(place, XmlPath)]
    steps = {_INDEX.sub("", path).rpartition("/")[2].rpartition(":")[2] for path in paths}
    return {tag.upper() for tag in (*tags, *steps)}


def _dated(finding: Finding, reading: OrderReading, profile: PartnerProfile) -> Iterator[str]:
    places = {_whole(place) for place in finding.evidence}
    for one in _dates(reading):
        uses = [use for use in profile.dates if use.date is one.meaning]
        if uses and places & {_whole(place) for place in one.day.evidence}:
            yield f"this date is the {uses[0].means.value.replace('_', ' ')}"


def _dates(reading: OrderReading) -> Iterator[OtherDateReading]:
    yield from reading.other_dates
    for line in reading.lines:
        yield from line.other_dates


def _whole(place: object) -> object:
    """A segment as a whole, whichever of its elements is meant."""
    return place.model_copy(update={"element": 0, "component": 0}) if isinstance(place, Segment) else place


def _now_there(path: str, reading: OrderReading) -> bool:
    """Whether the field has a value, though the parser missed it."""
    value: object = reading
    for step in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(value, tuple) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = getattr(value, step, None) if step.isidentifier() else None
    return value is not None
