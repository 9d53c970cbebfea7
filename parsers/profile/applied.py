"""A partner's profile on the readings of a document.

Each value that the profile gave keeps the place where it stood in the document, if it did, and names the profile beside
it. What the profile accepts becomes a note that says so; nothing is ever taken away.
"""

from dataclasses import replace

from orders.findings import Finding
from orders.partner import PartnerProfile, PartnerProfiles
from orders.reading import OrderReading
from parsers.parser import Blob, ParseContext, Parsed, Parser
from parsers.profile.accepted import accepted
from parsers.profile.codes import with_codes_meant
from parsers.profile.dates import with_dates_meant
from parsers.profile.left_out import with_absent_meant
from parsers.profile.required import missing
from parsers.profile.stores import with_stores_meant


def read(parser: Parser, blob: Blob, context: ParseContext) -> Parsed:
    """Have the parser read a document, and apply to each reading the profile of whoever sent it."""
    return with_profiles(parser.parse(blob, context), context.partners)


def with_profiles(parsed: Parsed, partners: PartnerProfiles) -> Parsed:
    """The readings as they are meant, each by the profile of its sender; those without a profile as they are."""
    if not partners.partners or not parsed.readings:
        return parsed
    profiles = [partners.of(reading.identities) for reading in parsed.readings]
    read_ = tuple(
        with_profile(reading, profile) if profile else reading
        for reading, profile in zip(parsed.readings, profiles, strict=True)
    )
    return replace(parsed, readings=read_, findings=_of_document(parsed, profiles))


def with_profile(reading: OrderReading, profile: PartnerProfile) -> OrderReading:
    """The reading as this partner means it."""
    meant = with_absent_meant(with_codes_meant(reading, profile), profile)
    meant = with_stores_meant(with_dates_meant(meant, profile), profile)
    found = tuple(accepted(finding, meant, profile) for finding in meant.findings)
    found += tuple(missing(meant.model_copy(update={"findings": found}), profile))
    test = meant.test or profile.testing
    return meant.model_copy(update={"findings": found, "test": test, "profile": profile.applied})


def _of_document(parsed: Parsed, profiles: list[PartnerProfile | None]) -> tuple[Finding, ...]:
    """What was found of the document as a whole, which stands with each of its orders: accepted where all are one's."""
    first = profiles[0]
    if first is None or any(profile != first for profile in profiles):
        return parsed.findings
    return tuple(accepted(finding, parsed.readings[0], first) for finding in parsed.findings)
