"""PAT: terms of payment in words, else as periods after the date of the invoice and discounts with their percentage."""

import re

from edi.segment import Segment
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text, decimal, joined

_COUNT = re.compile("[0-9]{1,3}")
_WIDTH = 35
_WORDS = 3
_DISCOUNT = "22"
_DAYS = "804"
_LONGEST = 5
_PERIODS = frozenset({"1", "3", _DISCOUNT})
"""PAT 4279: basic, fixed date, discount."""
_AFTER_INVOICE = frozenset({"5", "9"})
"""C112 2475: date of invoice, date invoice received. From any other day the terms are not put into words."""
_UNITS = {"D": "day", "W": "week", "M": "month"}


def payment_terms(message: Message, root: Group) -> Text | None:
    """The words of the first PAT that has any; else what the codes of all say, in words, discounts first."""
    groups = [(group, group.trigger) for group in root.under("PAT") if group.trigger]
    for _group, pat in groups:
        if value := joined(pat.composite(2)[_WORDS:], _WIDTH):
            return Text(value=value, evidence=(message.place(pat, 2),))
    said = [(_coded(group, pat), message.place(pat, 3)) for group, pat in groups]
    if not said or not all(words for words, _place in said):
        # One that is not understood may be what the others depend on.
        return None
    said.sort(key=lambda one: "%" not in one[0])
    return Text(value=", ".join(words for words, _place in said), evidence=tuple(place for _words, place in said))


def _coded(group: Group, pat: Segment) -> str:
    """Empty where the codes say something else, or not enough."""
    return _of_date(group) or _of_period(group, pat)


def _of_date(group: Group) -> str:
    """DTM 13, 12: so many days (2379 804) until the net amount or that with the discount is due."""
    percent = _percent(group)
    for segment in group.qualified("DTM", "12" if percent else "13"):
        days = segment.component(1, 2).strip()
        if segment.component(1, 3).strip() == _DAYS and days.isascii() and days.isdecimal() and len(days) <= _LONGEST:
            return f"{percent} % {int(days)} days" if percent else f"{int(days)} days net"
    return ""


def _of_period(group: Group, pat: Segment) -> str:
    reference, _relation, unit, count = (pat.component(3, number) for number in (1, 2, 3, 4))
    percent = _percent(group)
    if pat.component(1) not in _PERIODS or (pat.component(1) == _DISCOUNT and not percent):
        return ""
    if reference not in _AFTER_INVOICE or unit not in _UNITS or not _COUNT.fullmatch(count):
        return ""
    period = f"{count.lstrip('0') or 0} {_UNITS[unit]}{'' if int(count) == 1 else 's'}"
    return f"{percent} % {period}" if percent else f"{period} net"


def _percent(group: Group) -> str:
    """PCD 12, the discount; empty where there is none that is a number."""
    for segment in group.qualified("PCD", "12"):
        if (value := decimal(segment.component(1, 2).strip())) is not None and 0 < value < 100:
            return f"{value:f}"
    return ""
