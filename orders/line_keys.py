"""A number for each line of an order that stays the line's own whatever people add, delete or renumber."""

from collections.abc import Iterable

from orders.edited_findings import DELETED_LINE
from orders.findings import Change

ADDED_LINE = "lines[+]"
"""The path of a change that adds a line at the end."""

LineKey = int
"""Of a line, or of what goes to one of the places of a line: see `share_key`."""

_SHARES = 1_000_000


def share_key(line: LineKey, delivery: int) -> LineKey:
    """The key of what of a line goes with the delivery at this index, which no edit adds or takes away."""
    return line + (delivery + 1) * _SHARES


def line_of_key(key: LineKey) -> LineKey:
    """The key of the line."""
    return key % _SHARES


def is_share(key: LineKey) -> bool:
    return key >= _SHARES


def line_keys(lines_read: int, changes: Iterable[Change]) -> tuple[LineKey, ...]:
    """The keys of the lines as they stand after the changes, in their sequence.

    The lines as read are numbered from 1; each line that was added has the next number, and none is used again.
    """
    keys, last = list(range(1, lines_read + 1)), lines_read
    for change in changes:
        path = change.path.strip()
        if path == ADDED_LINE:
            last += 1
            keys.append(last)
        elif (deleted := DELETED_LINE.fullmatch(path)) and int(deleted[1]) < len(keys):
            del keys[int(deleted[1])]
    return tuple(keys)
