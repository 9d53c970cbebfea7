"""What X12 allows in an acknowledgment, from tables beside this file: which segment, where, how often, with what in it.

Written from the standard and not from the writers, so that a writer that is wrong is found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from edi.segment import Segment
from edi.x12.reader import Interchange, TransactionSet, read

_FOLDER = Path(__file__).parent
_NUMBER = {"N": re.compile(r"-?\d+"), "R": re.compile(r"-?(?:\d+\.?\d*|\.\d+)")}


@dataclass(frozen=True, slots=True)
class Use:
    """A segment in a set: how often it may stand, and what its loop holds, which it begins."""

    tag: str
    is_mandatory: bool
    most: int
    loop: list["Use"] = field(default_factory=list)


def violations(content: bytes) -> list[str]:
    """Everything in which an interchange of acknowledgments is not as the standard has it; empty when it is right."""
    return [violation for interchange in read(content) for violation in _interchange(interchange)]


def _interchange(interchange: Interchange) -> Iterator[str]:
    for defect in (*interchange.ending.defects, *(defect for each in interchange.sets for defect in each.defects)):
        yield str(defect)
    for segment in interchange.stray:
        yield from _segment(segment, "004010")
    for each in interchange.sets:
        yield from _set(each)


def _set(each: TransactionSet) -> Iterator[str]:
    if each.type not in SETS:
        yield f"there is no table for {each.type}"
        return
    for segment in each.segments:
        yield from _segment(segment, each.version)
    place, wrong = _walk(each.segments, 0, SETS[each.type])
    yield from wrong
    if place < len(each.segments):
        yield f"{each.segments[place].text} does not stand where it may"


def _walk(segments: Sequence[Segment], place: int, uses: list[Use]) -> tuple[int, list[str]]:
    """The place behind what these uses take, in their sequence."""
    wrong: list[str] = []
    for use in uses:
        count = 0
        while place < len(segments) and segments[place].tag == use.tag:
            place, inside = _walk(segments, place + 1, use.loop)
            wrong += inside
            count += 1
        if count > use.most:
            wrong.append(f"{use.tag} stands {count} times, and may {use.most}")
        if use.is_mandatory and not count:
            wrong.append(f"{use.tag} is missing")
    return place, wrong


def _segment(segment: Segment, version: str) -> Iterator[str]:
    if segment.tag not in SEGMENTS:
        yield f"there is no table for {segment.tag}"
        return
    elements, conditions = SEGMENTS[segment.tag]
    if len(segment.elements) > len(elements):
        yield f"{segment.text} has {len(segment.elements)} elements, and may have {len(elements)}"
    if segment.elements and not segment.component(len(segment.elements)):
        yield f"{segment.text} ends with an empty element"
    for number, element in enumerate(elements, 1):
        yield from (f"{segment.text}, element {number}: {each}" for each in _element(segment, number, element, version))
    for condition in conditions:
        yield from _condition(segment, condition)


def _element(segment: Segment, number: int, element: str, version: str) -> Iterator[str]:
    definition, _, codes = element.partition("=")
    need, kind, shortest, longest = definition.split(":")
    value = segment.component(number)
    if not value:
        if need == "M":
            yield "is missing"
        return
    if value != value.rstrip() or value != value.lstrip():
        yield "begins or ends with a blank"
    length = sum(map(str.isdigit, value)) if kind in ("N", "R") else len(value)
    if not _in(shortest, version) <= length <= _in(longest, version):
        yield f"is {length} long"
    if codes and value not in codes.split(","):
        yield f"is not one of {codes}"
    if kind in _NUMBER and not _NUMBER[kind].fullmatch(value):
        yield "is no number"
    if kind == "DT" and not _is_day(value):
        yield "is no date"
    if kind == "TM" and not re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", value):
        yield "is no time"
    if kind == "ID" and not re.fullmatch(r"[A-Z0-9]+", value):
        yield "is no code"


def _condition(segment: Segment, condition: str) -> Iterator[str]:
    numbers = [int(number) for number in condition[1:].split(",")]
    given = [bool(segment.component(number)) for number in numbers]
    broken = {
        "P": any(given) and not all(given),
        "R": not any(given),
        "C": given[0] and not all(given),
    }
    if broken[condition[0]]:
        yield f"{segment.text} does not fulfil {condition}"


def _in(length: str, version: str) -> int:
    """The length of an element in this version."""
    old, new, newest = (length.split("|") * 3)[:3]
    return int(newest if version[:6] >= "005010" else new if version[:6] >= "004010" else old)


def _is_day(value: str) -> bool:
    try:
        datetime.strptime(value, "%Y%m%d" if len(value) == 8 else "%y%m%d")  # noqa: DTZ007 # a date has no zone
    except ValueError:
        return False
    return True


def _read_sets() -> dict[str, list[Use]]:
    sets: dict[str, list[Use]] = {}
    open_: list[list[Use]] = []
    for line in _lines("sets.txt"):
        depth = (len(line) - len(line.lstrip())) // 2
        tag, *rest = line.split()
        if depth == 0:
            open_ = [sets.setdefault(tag, [])]
            continue
        use = Use(tag, rest[0] == "M", int(rest[1]))
        open_[depth - 1].append(use)
        open_[depth:] = [use.loop]
    return sets


def _read_segments() -> dict[str, tuple[list[str], list[str]]]:
    segments: dict[str, tuple[list[str], list[str]]] = {}
    for line in _lines("segments.txt"):
        described, *conditions = (part.strip() for part in line.split(" ;"))
        tag, *elements = described.split()
        if elements[-1].startswith("*"):
            elements[-1:] = elements[-2:-1] * (int(elements[-1][1:]) - 1)
        segments[tag] = elements, conditions
    return segments


def _lines(name: str) -> list[str]:
    text = (_FOLDER / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


SETS = _read_sets()
SEGMENTS = _read_segments()
