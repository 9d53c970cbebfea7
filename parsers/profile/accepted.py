"""Findings that the profile knows to be usual: they become notes, with the profile named as the reason."""

import re
from collections.abc import Iterator
from typing import Any

from orders.evidence import Segment, XmlPath
from orders.findings import Finding, FindingCode, Severity
from orders.partner import PartnerProfile
from orders.partner_values import Quirk
from orders.reading import OrderReading, OtherDateReading, PartyReading, Read
from orders.units import same_unit
from parsers.profile.given import setting, whole

_OF_UNITS = frozenset({FindingCode.AMBIGUOUS_VALUE, FindingCode.INVALID_VALUE})
_UNITS = ("uom", "price_uom")
_ABSENT = ("absent.currency", "absent.unit", "absent.ship_to", "absent.place")
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
    if finding.code is FindingCode.MISSING_FIELD and any(
        _from_profile(read, profile) for read in _reads_at(finding.path, reading)
    ):
        yield "it says what is meant"
    elif finding.code in _OF_UNITS and finding.path.endswith(_UNITS):
        yield from (
            "it says which unit is meant" for read in _reads_at(finding.path, reading) if _mapped(read, profile)
        )
    elif finding.code is FindingCode.PRICE_UNIT and _is_priced_as_ordered(finding, reading, profile):
        yield "with the units that it means they are the same"


def _is(finding: Finding, quirk: Quirk) -> bool:
    return (
        finding.code is quirk.code
        and quirk.defect in ("", finding.defect)
        and quirk.fits(finding.found)
        and quirk.field in ("", without_indexes(finding.path))
        and (not quirk.segment or quirk.segment.upper() in _tags(finding))
    )


def _tags(finding: Finding) -> set[str]:
    """The segments, or elements of XML, in which it stands."""
    tags = {place.tag for place in finding.evidence if isinstance(place, Segment)}
    elements = {tag_of(place.path) for place in finding.evidence if isinstance(place, XmlPath)}
    return {tag.upper() for tag in (*tags, *elements)}


def tag_of(path: str) -> str:
    """The name of the element at the end of an XPath."""
    return without_indexes(path).rpartition("/")[2].rpartition(":")[2]


def without_indexes(path: str) -> str:
    """`lines[3].uom` as `lines.uom`: of any line."""
    return _INDEX.sub("", path)


def _dated(finding: Finding, reading: OrderReading, profile: PartnerProfile) -> Iterator[str]:
    places = {whole(place) for place in finding.evidence}
    for one in _dates(reading):
        uses = [use for use in profile.dates if use.date is one.meaning]
        if uses and places & {whole(place) for place in one.day.evidence}:
            yield f"this date is the {uses[0].means.value.replace('_', ' ')}"


def _dates(reading: OrderReading) -> Iterator[OtherDateReading]:
    yield from reading.other_dates
    for line in reading.lines:
        yield from line.other_dates


def _reads_at(path: str, reading: OrderReading) -> list[Read[Any]]:
    """The values of a field, several where it is a party."""
    value: object = reading
    for step in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(value, tuple) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = getattr(value, step, None) if step.isidentifier() else None
    fields = (
        [getattr(value, name) for name in PartyReading.model_fields] if isinstance(value, PartyReading) else [value]
    )
    return [field for field in fields if isinstance(field, Read)]


def _from_profile(read: Read[Any], profile: PartnerProfile) -> bool:
    """Whether the document does not have it, and the profile does."""
    return any(place in read.evidence for place in (setting(profile, name) for name in _ABSENT))


def _is_priced_as_ordered(finding: Finding, reading: OrderReading, profile: PartnerProfile) -> bool:
    """Whether the quantity is in the unit of the price once the profile has said what the partner's units mean."""
    ordered = _reads_at(finding.path.removesuffix("price_uom") + "uom", reading)
    priced = profile.codes.units.get(finding.found, finding.found)
    is_meant = finding.found in profile.codes.units or any(_mapped(read, profile) for read in ordered)
    return is_meant and bool(ordered) and all(same_unit(priced, read.value) for read in ordered)


def _mapped(read: Read[Any], profile: PartnerProfile) -> bool:
    return setting(profile, "codes.units") in read.evidence
