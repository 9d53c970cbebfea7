"""Interchanges that were taken apart because they are large: which portions belong together, and the whole of them."""

from collections.abc import Sequence
from dataclasses import replace

from replies.received import Received, ReceivedGroup, ReceivedPart
from replies.syntax_answer import SyntaxDefect


def continues(one: Received, before: Received) -> bool:
    """Whether both are portions of the same interchange, by their envelopes."""
    return _envelope(one) == _envelope(before)


def joined(pieces: Sequence[Received]) -> Received:
    """The interchange that was taken apart into these, with the messages of all of them in their sequence."""
    groups: list[ReceivedGroup] = []
    parts: list[ReceivedPart] = []
    defects: dict[tuple[object, ...], SyntaxDefect] = {}
    for piece in pieces:
        at = [_joined_group(groups, group) for group in piece.groups]
        parts += [replace(part, group=at[part.group] if part.group >= 0 else -1) for part in piece.parts]
        defects |= {(defect.fault, defect.tag, defect.element): defect for defect in piece.defects}
    return replace(pieces[0], groups=tuple(groups), parts=tuple(parts), defects=tuple(defects.values()))


def _joined_group(groups: list[ReceivedGroup], group: ReceivedGroup) -> int:
    """The index of the group, which is the last one so far where that was cut in two."""
    if not groups or groups[-1].header != group.header:
        groups.append(group)
        return len(groups) - 1
    last = groups[-1]
    announced = last.announced + group.announced if min(last.announced, group.announced) >= 0 else -1
    groups[-1] = replace(last, announced=announced, defects=tuple(dict.fromkeys((*last.defects, *group.defects))))
    return len(groups) - 1


def _envelope(one: Received) -> tuple[object, ...]:
    return one.standard, one.sender, one.recipient, one.reference, one.prepared
