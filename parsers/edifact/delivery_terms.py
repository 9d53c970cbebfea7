"""TOD of the heading: which Incoterm, or the words for it, and the place that LOC 1 behind it names."""

from edi.segment import Segment
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text, joined

_WIDTH = 70
_CODE, _WORDS = 1, 4
PLACE_OF_TERMS = "1"


def delivery_terms(message: Message, root: Group) -> Text | None:
    """C100 of the first TOD that has it, with its place. TOD with nothing but a function says nothing of the terms."""
    group = terms_group(root)
    if group is None or group.trigger is None:
        return None
    places = group.qualified("LOC", PLACE_OF_TERMS)[:1]
    said = [_said(group.trigger), *(place.component(2, 4) or place.component(2, 1) for place in places)]
    evidence = (message.place(group.trigger, 3), *(message.place(place, 2) for place in places))
    return Text(value=" ".join(part.strip() for part in said if part.strip()), evidence=evidence)


def terms_group(root: Group) -> Group | None:
    """The group that is read."""
    return next((group for group in root.under("TOD") if group.trigger and _said(group.trigger)), None)


def _said(segment: Segment) -> str:
    words = joined(segment.composite(3)[_WORDS - 1 :], _WIDTH)
    return f"{segment.component(3, _CODE).strip()} {words}".strip()
