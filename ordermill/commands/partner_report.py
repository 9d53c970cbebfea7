"""What a trial of a profile shows, in plain words."""

import re
from collections.abc import Iterator

from ordermill.commands.terminal import counted, say
from ordermill.partner.trial import Changed, Trial, TriedOrder, elsewhere
from orders.answer_types import AnswerType
from orders.findings import Finding
from orders.partner import PartnerProfile
from orders.partner_answers import Agreement

_FIELDS = {
    "uom": "unit",
    "gtin": "GTIN",
    "po_number": "PO number",
    "price_uom": "unit of the price",
    "deliveries": "delivery",
}
_STEP = re.compile(r"([^.\[]+)(?:\[([^\]]*)\])?")


def show_trial(profile: PartnerProfile, trial: Trial, *, is_checked: bool) -> None:
    """Print it. `is_checked`: reference data was at hand."""
    for line in _lines(profile, trial, is_checked=is_checked):
        say(line)


def _lines(profile: PartnerProfile, trial: Trial, *, is_checked: bool) -> Iterator[str]:
    yield f"Profile {profile.name}, revision {profile.revision}."
    for order in trial.orders:
        yield ""
        yield from _order(profile, order)
    for file, findings in trial.unread:
        yield ""
        yield f"{file.name} holds no order that can be read:"
        yield from (f"  - {finding.message}" for finding in findings)
    for agreement in elsewhere(profile, trial.orders):
        yield ""
        yield f"{agreement.type.value} is agreed, and none of these messages is of the standard that it answers."
    yield ""
    yield _summary(trial, is_checked=is_checked)


def _order(profile: PartnerProfile, order: TriedOrder) -> Iterator[str]:
    number = order.reading.po_number.value if order.reading.po_number else "without a number"
    lines = counted(len(order.reading.lines), "line", "lines")
    yield f"{order.reading.kind.noun.capitalize()} {number} of {order.file.name}, {lines}:"
    if not order.applies:
        who = ", ".join(map(str, order.reading.identities)) or "nobody that an envelope names"
        yield f"  The profile does not apply: it is from {who}. Add this identity, or take another sample."
    if order.reading.test:
        why = "the profile says that the partner tests" if profile.testing else "it says so itself"
        yield f"  It is a test, since {why}: it is read and shown, and never posted."
    yield from _section("The profile gave:", [_change(changed) for changed in order.changed])
    yield from _section("The profile accepted:", [_sentence(finding) for finding in order.accepted])
    yield from _section("It would be held:", [_sentence(finding) for finding in order.holding])
    if order.is_clean:
        yield "  Nothing in it would hold it."
    if order.answers:
        yield from _section("Answers:", [_answer(agreement) for agreement in order.answers])
    elif order.applies:
        yield "  No answer would be sent."


def _section(title: str, sentences: list[str]) -> Iterator[str]:
    if sentences:
        yield f"  {title}"
        yield from (f"    - {sentence}" for sentence in sentences)


def _change(changed: Changed) -> str:
    before = f"“{changed.was}” is taken as “{changed.becomes}”" if changed.was else f"“{changed.becomes}”"
    return f"{_field(changed.path)}: {before if changed.becomes else f'“{changed.was}” stands elsewhere now'}"


def _sentence(finding: Finding) -> str:
    return f"{_field(finding.path)}: {finding.message}" if finding.path else finding.message


def _field(path: str) -> str:
    """`lines[2].uom` as `line 3, unit`; `place[id:0042]` as `place 0042`."""
    return ", ".join(_step(*step) for step in _STEP.findall(path))


def _step(name: str, index: str) -> str:
    noun = _FIELDS.get(name, name.replace("_", " "))
    if index.isdecimal():
        return f"{noun.removesuffix('s')} {int(index) + 1}"
    return f"{noun} {', '.join(filter(None, index.partition(':')[2].split('|')))}".rstrip()


def _answer(agreement: Agreement) -> str:
    dialect = " ".join(filter(None, (agreement.dialect.version, agreement.dialect.association)))
    when = "once it is read" if agreement.type.about_syntax else _when(agreement.type)
    return f"{agreement.type.value}{f' {dialect}' if dialect else ''} {when}, within {agreement.within_hours:f} hours"


def _when(type_: AnswerType) -> str:
    return "if it cannot be used" if type_ is AnswerType.APERAK else "once it is settled"


def _summary(trial: Trial, *, is_checked: bool) -> str:
    clean = sum(order.is_clean for order in trial.orders)
    reference = "" if is_checked else " Customers, items and prices were not looked at; --reference does."
    return f"{clean} of {counted(len(trial.orders), 'order', 'orders')} would not be held.{reference}"
