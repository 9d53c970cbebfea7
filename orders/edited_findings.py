"""What an edit does to findings made before it: those of the parser, and those that a person accepted."""

import re
from collections.abc import Iterable

from orders.findings import Finding, FindingCode

_ON_LINE = re.compile(r"lines\[(\d{1,6})\](.*)")

DELETED_LINE = re.compile(r"lines\[(\d{1,6})\]")
"""The path of a change that deletes a line; a line as a whole cannot be changed in another way."""

_ANSWERED_BY_TYPING = frozenset({FindingCode.INVALID_VALUE, FindingCode.AMBIGUOUS_VALUE, FindingCode.PRICE_UNIT})
"""What a parser could not read, not with certainty, or not believe, a person says by typing the value."""


def typed_over(findings: Iterable[Finding], path: str) -> tuple[Finding, ...]:
    """The findings that still stand once a person has typed the value at `path`."""
    return tuple(finding for finding in findings if finding.path != path or finding.code not in _ANSWERED_BY_TYPING)


def without_line(findings: Iterable[Finding], deleted: int) -> tuple[Finding, ...]:
    """Those of other lines, each with the path that its line has once the line at `deleted` is gone."""
    moved = ((finding, _moved(finding.path, deleted)) for finding in findings)
    return tuple(finding.model_copy(update={"path": path}) for finding, path in moved if path is not None)


def accepted_without_line(fingerprints: Iterable[str], deleted: int) -> frozenset[str]:
    """The same for fingerprints: what was accepted of one line must not cover the line that takes its place."""
    parts = ((text.partition("|")[0], *text.partition("|")[2].partition("|")) for text in fingerprints)
    moved = ((code, _moved(path, deleted), bar + rest) for code, path, bar, rest in parts)
    return frozenset(f"{code}|{path}{rest}" for code, path, rest in moved if path is not None)


def _moved(path: str, deleted: int) -> str | None:
    """None for a path on the deleted line."""
    on_line = _ON_LINE.fullmatch(path)
    if on_line is None or int(on_line[1]) < deleted:
        return path
    index = int(on_line[1])
    return None if index == deleted else f"lines[{index - 1}]{on_line[2]}"
