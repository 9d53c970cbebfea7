"""Where a setting stands in its file: TOML readers do not say, so the file is read again line by line."""

import tomllib
from collections.abc import Sequence
from typing import Any


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, counted from 1, on which the setting at this path begins; of a table, on which it first appears.

    Of a setting that is not there it is the line of the nearest table around it; None where not even that is there.
    """
    lines = text.splitlines(keepends=True)
    for length in range(len(path), 0, -1):
        whole = 0
        for end in range(1, len(lines) + 1):
            read = _read("".join(lines[:end]))
            if read is None:
                # In the midst of a value of several lines.
                continue
            if _has(read, path[:length]):
                return whole + 1
            whole = end
    return None


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _has(table: Any, path: Sequence[str | int]) -> bool:
    for step in path:
        match table, step:
            case dict(), str() if step in table:
                table = table[step]
            case list(), int() if step < len(table):
                table = table[step]
            case _:
                return False
    return True
