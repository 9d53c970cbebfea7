"""What answers that arrive say: CONTRL of an interchange of ours, APERAK of a message of ours, ORDRSP of an order.

They are no orders and are never answered. One that rejects what we sent holds, since nobody else would notice.
"""

from collections.abc import Iterator

from edi.edifact.reader import Message
from edi.segment import Segment
from orders.findings import Finding, FindingCode, Severity

TYPES = frozenset({"CONTRL", "APERAK", "ORDRSP"})
_REJECTED = "4"
_ACTIONS = {"4": "rejected", "7": "accepted", "8": "received"}
# Where the action (DE 0083) stands.
_ACTION = {"UCF": 4, "UCM": 3}
_REFUSED = ("27", "RE")
_REMEDY = " Look at what was sent, mend it and send it again."


def of_message(message: Message) -> Finding:
    """What a message of one of these types says."""
    said, rejects = {"CONTRL": _syntax, "APERAK": _application, "ORDRSP": _order}[message.type](message)
    sentence = f"Message {message.reference or '(without a reference)'}, {message.type}, is no order; it {said}."
    return Finding(
        code=FindingCode.NO_ORDER,
        severity=Severity.HOLD if rejects else Severity.NOTE,
        message=sentence + (_REMEDY if rejects else ""),
        found=message.type,
    )


def _syntax(message: Message) -> tuple[str, bool]:
    """DE 0083 of UCI for the interchange, of UCF and UCM for its groups and messages."""
    uci = _first(message, "UCI")
    action = uci.component(4) if uci else ""
    verdict = _ACTIONS.get(action, "without a verdict")
    rejected = ", ".join(_rejected(message))
    which = f"; rejected: {rejected}" if rejected else ""
    number = uci.component(1) if uci else ""
    said = f"answers interchange {number or '(without a reference)'} of ours: {verdict}{which}"
    return said, bool(rejected) or action == _REJECTED


def _rejected(message: Message) -> Iterator[str]:
    for segment in message.segments:
        if segment.tag in ("UCF", "UCM") and segment.component(_ACTION[segment.tag]) == _REJECTED:
            type_ = segment.component(2) if segment.tag == "UCM" else "group"
            yield f"{type_} {segment.component(1)}"


def _application(message: Message) -> tuple[str, bool]:
    """Errors of the application are ERC groups; what is refused says so in BGM."""
    errors = sum(segment.tag == "ERC" for segment in message.segments)
    bgm = _first(message, "BGM")
    is_refused = bgm is not None and bool({bgm.component(3), bgm.component(4)}.intersection(_REFUSED))
    told = f"tells of {errors} errors in" if errors else "refuses" if is_refused else "accepts"
    return f"{told} {_subject(message)} of ours", bool(errors or is_refused)


def _order(message: Message) -> tuple[str, bool]:
    return f"is a supplier's answer to {_subject(message)}", False


def _subject(message: Message) -> str:
    """The order (RFF+ON) and the answered message (RFF+ACW), as far as they are named."""
    references = [segment for segment in message.segments if segment.tag == "RFF"]
    named = [
        f"{name} {segment.component(1, 2)}"
        for qualifier, name in (("ON", "order"), ("ACW", "message"))
        for segment in references
        if segment.component(1, 1) == qualifier
    ]
    return ", ".join(dict.fromkeys(named)) or "a message that it does not name"


def _first(message: Message, tag: str) -> Segment | None:
    return next((segment for segment in message.segments if segment.tag == tag), None)
