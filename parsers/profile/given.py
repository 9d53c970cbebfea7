"""Values that a profile gives, with the profile as their evidence, and the places where values stand."""

from typing import TypeVar

from orders.evidence import OF_PARTNER, Evidence, PolicyDefault, Segment
from orders.partner import PartnerProfile
from orders.reading import Read

T = TypeVar("T")


def setting(profile: PartnerProfile, name: str) -> PolicyDefault:
    """The evidence: which profile said so, and where in it."""
    return PolicyDefault(setting=f"{OF_PARTNER}{profile.name}, {name}")


def given(value: T, profile: PartnerProfile, name: str) -> Read[T]:
    """A value that the document does not have."""
    return Read(value=value, evidence=(setting(profile, name),))


def meant(read: Read[T], value: T, profile: PartnerProfile, name: str) -> Read[T]:
    """What the profile takes a value of the document for."""
    return read.model_copy(update={"value": value, "evidence": (*read.evidence, setting(profile, name))})


def whole(place: Evidence) -> Evidence:
    """A segment without its elements, so that values of one segment stand at one place; other places as they are."""
    return place.model_copy(update={"element": 0, "component": 0}) if isinstance(place, Segment) else place
