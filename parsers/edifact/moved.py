"""Segments that seem to have changed their place: into the summary, to another line, out of another message."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.groups import Group
from parsers.segments.reads import Message

# What goods and money hang on, in a line, in the sequence of the directories.
_SEQUENCED = {"PIA": ("1", "5"), "QTY": ("21",), "DTM": ("2",), "MOA": ("203",), "PRI": ("AAA", "AAB")}
_PLACES = {tag: place for place, tag in enumerate(_SEQUENCED)}
_NOT_IN_SUMMARY = frozenset({"BGM", "CUX", "DTM", "LIN", "LOC", "NAD", "PAT", "RFF"})


def tell_moved(message: Message, root: Group) -> None:
    """Holds for each of them: what it says may be meant for the order, for this line, or for another."""
    for segment in root.all("BGM")[1:]:
        sentence = "A second BGM stands in the message: two messages may have become one. Compare it with the segments."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "po_number", segment)
    for segment in _behind_the_lines(root):
        sentence = (
            f"The segment {segment.tag} stands in the summary, behind all lines. See whether it is meant for the order "
            "or for the last line."
        )
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "", segment)
    for number, (one, other) in enumerate(pairwise(root.under("LIN")), start=1):
        if _is_doubled(one, other):
            sentence = "LIN stands twice, and nothing between: a line may have lost its segments. Compare both lines."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"lines[{number}]", other.trigger)
    for number, segment in _out_of_sequence(root.under("LIN")):
        sentence = (
            f"The segment {segment.tag} stands elsewhere in this line than in the others, so that it may belong to "
            "the line before. Compare both lines."
        )
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"lines[{number}]", segment)


def _is_doubled(line: Group, following: Group) -> bool:
    is_bare = not (line.segments or line.groups)
    return bool(is_bare and line.trigger and following.trigger and line.trigger.text == following.trigger.text)


def _behind_the_lines(root: Group) -> list[Segment]:
    """What a heading or a line holds and a summary does not, behind the last line; and lines behind UNS+S."""
    lines = [group.trigger.position.number for group in root.under("LIN") if group.trigger]
    ends = [segment.position.number for segment in root.all("UNS") if segment.component(1) == "S"]
    direct = [*root.segments, *(group.trigger for group in root.groups if group.trigger)]
    begins = {"LIN": ends[:1]}
    return [
        segment
        for segment in direct
        if segment.tag in _NOT_IN_SUMMARY
        and any(segment.position.number > begin for begin in begins.get(segment.tag, [*lines[:1], *ends[:1]]))
    ]


def _out_of_sequence(lines: list[Group]) -> Iterator[tuple[int, Segment]]:
    """The segments that may belong to the line before, with the number of their line.

    A sender writes its lines alike. What stands right behind LIN and elsewhere follows another segment, or stands there
    in this line alone against the sequence of the directories, may have changed places with LIN.
    """
    sequences = [_sequence(line) for line in lines]
    counts = Counter(pair for sequence in sequences for pair in combinations(sequence, 2))
    for number, (line, sequence) in enumerate(zip(lines, sequences, strict=True)):
        first = next(iter(sequence), "")
        if not number or not first or not _is_right_behind(line.trigger, sequence[first]):
            continue
        for later in list(sequence)[1:]:
            alone = counts[first, later] == 1 and _PLACES[first] > _PLACES[later]
            if counts[later, first] or alone:
                yield number, sequence[first]
                break


def _is_right_behind(trigger: Segment | None, segment: Segment) -> bool:
    return trigger is not None and segment.position.number == trigger.position.number + 1


def _sequence(line: Group) -> dict[str, Segment]:
    """The first of each kind, in the sequence of the message."""
    found: dict[str, Segment] = {}
    direct = [*line.segments, *(group.trigger for group in line.groups if group.trigger)]
    for segment in sorted(direct, key=lambda segment: segment.position.number):
        if segment.component(1) in _SEQUENCED.get(segment.tag, ()):
            found.setdefault(segment.tag, segment)
    return found
