"""Links to the neighbouring pages of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a list stands; `total` is 0 where it is not known."""

    first: int
    last: int
    total: int
    previous: str
    next: str


def paging(path: str, query: Mapping[str, str], number: int, size: int, total: int) -> Paging:
    """The paging of a list with a known number of rows."""
    first = (number - 1) * size
    return Paging(
        first=min(first + 1, total),
        last=min(first + size, total),
        total=total,
        previous=_address(path, query, number - 1) if number > 1 else "",
        next=_address(path, query, number + 1) if first + size < total else "",
    )


def open_paging(path: str, query: Mapping[str, str], number: int, size: int, shown: int, *, more: bool) -> Paging:
    """The paging of a list whose end is not known; `more` says whether a row follows the shown ones."""
    first = (number - 1) * size
    return Paging(
        first=first + 1,
        last=first + shown,
        total=0,
        previous=_address(path, query, number - 1) if number > 1 else "",
        next=_address(path, query, number + 1) if more else "",
    )


def _address(path: str, query: Mapping[str, str], number: int) -> str:
    return f"{path}?{urlencode({name: value for name, value in query.items() if value} | {'page': str(number)})}"
