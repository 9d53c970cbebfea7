"""A large interchange in portions: whole messages as they were sent, in its own envelope with counts that fit each.

What was wrong with the whole stays wrong: a count that was three too high is three too high in the last portion, and a
trailer that is missing is missing in all of them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from edi.edifact import reader as edifact
from edi.encoding import decoded
from edi.segment import Segment
from edi.x12 import reader as x12

_OPENS_GROUP, _CLOSES_GROUP = frozenset({"UNG", "GS"}), frozenset({"UNE", "GE"})
_COUNT = re.compile(rb"([A-Za-z]{2,3}[^0-9A-Za-z]) *(\d{1,9})(?![0-9A-Za-z])")


@dataclass(slots=True)
class _Group:
    header: bytes
    trailer: bytes = b""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A message, or a segment that stands in none; `group` is -1 outside of groups."""

    begin: int
    end: int
    group: int
    is_message: bool


@dataclass(slots=True)
class _Whole:
    """One interchange; `begin` is where the one before it ended, `opening` its service string and header."""

    begin: int
    opening: bytes
    before: bytes
    units: list[_Unit] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    trailer: bytes = b""
    end: int = 0
    open_group: int = -1

    def add(self, segment: Segment) -> None:
        if segment.tag in _OPENS_GROUP:
            self.open_group = len(self.groups)
            self.groups.append(_Group(segment.raw))
        elif segment.tag in _CLOSES_GROUP and self.open_group >= 0:
            self.groups[self.open_group].trailer = segment.raw
            self.open_group = -1
        else:
            self.unit(segment.offset, segment.offset + len(segment.raw), is_message=False)

    def unit(self, begin: int, end: int, *, is_message: bool) -> None:
        self.units.append(_Unit(begin, end, self.open_group, is_message))


def portions(content: bytes, size: int, *, standard: str) -> Iterator[bytes]:
    """Each of about `size` bytes, or of one message that is larger; `standard` is `edifact` or `x12`."""
    text = bytes(decoded(content)[0])
    wholes = list(_edifact(text) if standard == "edifact" else _x12(text))
    for whole in wholes:
        yield from _portions(text, whole, size, is_last=whole is wholes[-1])


def _edifact(content: bytes) -> Iterator[_Whole]:
    whole, end = _Whole(0, b"", b""), 0
    for event in edifact.stream(content):
        match event:
            case edifact.Beginning(header=header, offset=offset):
                # Without a header a service string may stand before the first message.
                first = _behind(header) if header else offset + 9 * (content[offset : offset + 3] == b"UNA")
                whole = _Whole(end, content[offset:first], content[end:offset])
            case edifact.Message():
                whole.unit(*event.extent, is_message=True)
            case Segment():
                whole.add(event)
            case edifact.Ending():
                end = event.end
                yield _ended(whole, event.trailer, end)


def _x12(content: bytes) -> Iterator[_Whole]:
    whole, end = _Whole(0, b"", b""), 0
    for event in x12.stream(content):
        match event:
            case x12.Beginning(header=header, offset=offset):
                whole = _Whole(end, content[offset : _behind(header) if header else offset], content[end:offset])
            case x12.TransactionSet():
                last = event.trailer or (event.segments[-1] if event.segments else event.header)
                whole.unit(event.header.offset, _behind(last), is_message=True)
            case Segment():
                whole.add(event)
            case x12.Ending():
                end = event.offset
                yield _ended(whole, event.trailer, end)


def _behind(segment: Segment) -> int:
    return segment.offset + len(segment.raw)


def _ended(whole: _Whole, trailer: Segment | None, end: int) -> _Whole:
    return replace(whole, trailer=trailer.raw if trailer else b"", end=end)


def _portions(content: bytes, whole: _Whole, size: int, *, is_last: bool) -> Iterator[bytes]:
    chosen = list(_chosen(whole.units, size))
    left = Counter(unit.group for unit in whole.units if unit.is_message)
    totals = Counter(left)
    for number, units in enumerate(chosen, start=1):
        body = b""
        for _, of_group in groupby(units, key=lambda unit: unit.group):
            body += _grouped(content, whole, list(of_group), left, totals)
        counted = {unit.group for unit in units} if whole.groups else [unit for unit in units if unit.is_message]
        total = len(whole.groups) or sum(totals.values())
        is_end = number == len(chosen)
        trailer = _counted(whole.trailer, len(counted), total, is_last=is_end)
        before = whole.before if number == 1 else b""
        behind = content[whole.end :] if is_last and is_end else b""
        yield before + whole.opening + body + trailer + behind


def _grouped(content: bytes, whole: _Whole, units: list[_Unit], left: Counter[int], totals: Counter[int]) -> bytes:
    body = b"".join(content[unit.begin : unit.end] for unit in units)
    number, count = units[0].group, sum(unit.is_message for unit in units)
    if number < 0:
        return body
    left[number] -= count
    group = whole.groups[number]
    return group.header + body + _counted(group.trailer, count, totals[number], is_last=left[number] == 0)


def _chosen(units: list[_Unit], size: int) -> Iterator[list[_Unit]]:
    portion: list[_Unit] = []
    taken = 0
    for unit in units:
        if portion and taken + unit.end - unit.begin > size:
            yield portion
            portion, taken = [], 0
        portion.append(unit)
        taken += unit.end - unit.begin
    yield portion


def _counted(trailer: bytes, count: int, total: int, *, is_last: bool) -> bytes:
    """With the count of a portion; the last one gets what the whole count was wrong by."""
    found = _COUNT.match(trailer)
    if found is None:
        return trailer
    wrong_by = int(found[2]) - total if is_last else 0
    return found[1] + str(max(count + wrong_by, 0)).encode() + trailer[found.end() :]
