"""A profile as samples suggest it: what they show is written down, what a person must decide is left commented out."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import ValidationError

from ordermill.partner.samples import Held, Seen
from orders.currencies import currency
from orders.findings import FindingCode
from orders.partner import EnvelopeIdentity, Standard
from orders.partner_values import Quirk
from orders.units import meanings
from orders.units import name as name_of_unit

_ANSWERS: Final = {
    Standard.EDIFACT: ("CONTRL", "ORDRSP"),
    Standard.X12: ("997", "855"),
    Standard.PEPPOL: ("OrderResponse",),
    Standard.CXML: ("ConfirmationRequest",),
}
_SHOWN: Final = 12


def proposal(seen: Seen, samples: int) -> str:
    """The text of the file. What is not commented out follows from the samples alone."""
    parts = (_head(seen, samples), _identities(seen), _absent(seen), _units(seen), _dates(seen), _texts(seen))
    return "\n".join(line for part in (*parts, _quirks(seen), _required(seen), _answers(seen)) for line in part)


def _head(seen: Seen, samples: int) -> Iterator[str]:
    orders, lines = _many(seen.orders, "order"), _many(seen.lines, "line")
    yield f"# Proposed from {_many(samples, 'sample')} with {orders} and {lines}."
    yield "# What begins with # holds nothing yet: decide on it, and take the # away where it is right."
    yield from _counted("# Messages:", seen.wire.messages)
    yield from _counted("# Written in:", seen.wire.dialects)
    yield from _counted("# Separators:", Counter({_quoted(key): count for key, count in seen.wire.separators.items()}))
    yield from _counted("# Sent to:", seen.wire.recipients)
    if seen.wire.tests:
        yield f"# {_many(seen.wire.tests, 'interchange')} called itself a test. Tests never post."
    yield ""
    yield "# What people call the partner."
    yield '# title = ""'
    yield "# Your customer number in the ERP. Left out, the reference data says whose the identity is."
    yield '# customer = ""'
    yield "# While this is on, nothing of this partner is posted. Set it to false when `ordermill partner test` says"
    yield "# what you expect, and the partner has seen your answers."
    yield "testing = true"
    yield "# Texts that stand in every order and ask for nothing are listed here; # stands for a number."
    yield from _repeated(seen)


def _identities(seen: Seen) -> Iterator[str]:
    yield ""
    yield "# Who the partner is on the wire."
    for number, (identity, count) in enumerate(seen.identities.most_common()):
        mark = "" if number == 0 else "# "
        if number == 1:
            yield "# Seen in the samples, too. Is it the same partner? Then take the # away; else give it a profile."
        yield f"{mark}[[identities]]  # in {_many(count, 'order')}"
        yield from (f"{mark}{line}" for line in _identity(identity))


def _identity(identity: EnvelopeIdentity) -> Iterator[str]:
    yield f"standard = {_quoted(identity.standard.value)}"
    yield f"id = {_quoted(identity.id)}"
    if identity.qualifier:
        yield f"qualifier = {_quoted(identity.qualifier)}"
    if identity.application:
        yield "# Only where several send in the name of this identity, as through a network:"
        yield f"# application = {_quoted(identity.application)}"


def _absent(seen: Seen) -> Iterator[str]:
    yield ""
    yield "# What is meant where an order says nothing."
    yield "[absent]"
    usual = next((code for code, _ in seen.currencies.most_common() if currency(code)), "EUR")
    if seen.without_currency:
        yield f"# {_of(seen.without_currency, seen.orders, 'order')} without a currency{_also(seen.currencies)}."
        yield f"# currency = {_quoted(usual)}"
    if seen.without_unit:
        yield f"# {_of(seen.without_unit, seen.lines, 'line')} without a unit. Ask the partner which one is meant."
        yield '# unit = "PCE"'
    if seen.without_ship_to:
        yield f"# {_of(seen.without_ship_to, seen.orders, 'order')} without a place to deliver to. Is it asked for"
        yield '# ("hold"), is it the buyer ("buyer") or who gets the invoice ("bill_to")?'
        yield '# ship_to = "hold"'
    if not (seen.without_currency or seen.without_unit or seen.without_ship_to):
        yield "# All of them name their currency, units and places."


def _units(seen: Seen) -> Iterator[str]:
    yield ""
    yield "# What the partner's units mean: as sent = the code of UN/ECE Recommendation 20, or of your catalogue."
    yield from _counted("# Units seen:", seen.units)
    yield "[codes.units]"
    for unit in seen.unknown_units:
        several = ", ".join(f"{code} ({name_of_unit(code)})" for code in sorted(meanings(unit)))
        yield f"# {_quoted(unit)} may mean {several or 'anything'}. Ask the partner."
        yield f'# {_quoted(unit)} = ""'
    unknown = [code for code, _ in seen.currencies.most_common() if not currency(code)]
    if unknown:
        yield "[codes.currencies]"
        yield from (f'# {_quoted(code)} = ""' for code in unknown)


def _dates(seen: Seen) -> Iterator[str]:
    yield ""
    if seen.without_delivery_date:
        yield f"# {_of(seen.without_delivery_date, seen.orders, 'order')} without a delivery date."
    yield "# What other dates are meant for."
    if not seen.dates:
        yield "# There are none in the samples."
    for date, count in seen.dates.most_common():
        yield f"# Seen {_times(count)}. Is it meant as a delivery date, and how many days later are the goods there?"
        yield "# [[dates]]"
        yield f"# date = {_quoted(date)}"
        yield '# Else "information"; "earliest_delivery_date" and "latest_delivery_date" are the ends of a window.'
        yield '# means = "requested_delivery_date"'
        yield "# plus_days = 0"


def _repeated(seen: Seen) -> Iterator[str]:
    usual = [text for text, count in seen.texts.most_common() if count > 1]
    if not usual:
        yield "# No text stands in several of the orders."
        yield "# boilerplate = []"
        return
    yield "# boilerplate = ["
    for text in usual[:_SHOWN]:
        yield f"#   {_quoted(text)},  # in {_many(seen.texts[text], 'order')}"
    yield "# ]"


def _texts(seen: Seen) -> Iterator[str]:
    once = [text for text, count in seen.texts.most_common() if count == 1]
    if once:
        yield ""
        yield "# Texts seen once. Read whether they differ from order to order in a number only:"
        yield from (f"#   - {_quoted(text)}" for text in once[:_SHOWN])


def _quirks(seen: Seen) -> Iterator[str]:
    yield ""
    if not seen.held:
        yield "# Nothing in these orders would hold them."
        return
    yield "# What would hold these orders. Where it is usual for this partner and changes nothing, say why, and it"
    yield "# becomes a note. Mend what can be mended above first, and ask the partner to mend the rest."
    for held, count in seen.held.most_common():
        yield f"# In {_many(count, 'order')}: {_printable(' '.join(held.sentence.split()))}"
        if held.code is FindingCode.FREE_TEXT:
            yield "# Put the text into boilerplate, if it always stands there and asks for nothing."
        else:
            yield from _quirk(held)


def _quirk(held: Held) -> Iterator[str]:
    """Nothing where it cannot be usual: it is mended by another setting, by the partner, or waits for a person."""
    where = [(name, getattr(held, name)) for name in ("defect", "segment", "field") if getattr(held, name)]
    try:
        Quirk.model_validate({"code": held.code, "because": "?", **dict(where)})
    except ValidationError:
        return
    yield "# [[quirks]]"
    yield f"# code = {_quoted(held.code.value)}"
    yield from (f"# {name} = {_quoted(value)}" for name, value in where)
    yield '# because = ""'


def _required(seen: Seen) -> Iterator[str]:
    heading = [_quoted(field.value) for field, count in seen.heading.items() if count == seen.orders]
    lines = [_quoted(field.value) for field, count in seen.fields.items() if count == seen.lines]
    yield ""
    yield "# What every order shows: one that lacks it is held. All samples show these; keep what must be."
    yield "[required]"
    yield f"# heading = [{', '.join(heading)}]"
    yield f"# lines = [{', '.join(lines)}]"


def _answers(seen: Seen) -> Iterator[str]:
    standards = list(dict.fromkeys(identity.standard for identity in seen.identities)) or [Standard.EDIFACT]
    yield ""
    yield "# The answers that the partner wants, and within how many hours: ask."
    if seen.wire.acknowledgements:
        yield f"# {_many(seen.wire.acknowledgements, 'interchange')} asked for an acknowledgement."
    if not {Standard.EDIFACT, Standard.X12}.issuperset(standards):
        yield "# Who we are for this partner; the qualifier is the scheme of Peppol, or the domain of cXML."
        yield "# [answers.ours]"
        yield '# id = ""'
        yield '# qualifier = ""'
    for answer in (answer for standard in standards for answer in _ANSWERS[standard]):
        yield "# [[answers.send]]"
        yield f"# type = {_quoted(answer)}"
        yield "# within_hours = 24"
    yield ""


def _counted(title: str, counts: Counter[str]) -> Iterator[str]:
    told = [f"{_printable(what)} ({_times(count)})" for what, count in counts.most_common(_SHOWN)]
    if told:
        yield f"{title} {', '.join(told)}."


def _also(counts: Counter[str]) -> str:
    named: Iterable[str] = (f"{_printable(what)} {_times(count)}" for what, count in counts.most_common(_SHOWN))
    return f"; the others name {', '.join(named)}" if counts else ""


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _of(some: int, number: int, noun: str) -> str:
    return f"{some} of {_many(number, noun)} {'is' if some == 1 else 'are'}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _quoted(text: str) -> str:
    """As a TOML string: JSON writes every character that a basic string has to escape, DEL apart."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
