"""A line that lacks what all its sisters have: a sender writes its lines alike, so a segment of it may be lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orders.reading import LineReading

# Of two lines the one that lacks something is no exception yet.
_FEWEST = 3
# No numbers of items: ordinary orders have goods of which a party knows none, and any other number names them.
_ALL_HAVE = ("unit_price", "uom", "requested_date")
_NAMES = {"uom": "unit"}


@dataclass(frozen=True, slots=True)
class Lack:
    """The field that just one line has not, and the number of that line."""

    number: int
    field: str

    @property
    def path(self) -> str:
        return f"lines[{self.number}].{self.field}"

    @property
    def sentence(self) -> str:
        name = _NAMES.get(self.field, self.field.replace("_", " "))
        return f"The line has no {name}, and every other line has one. Compare it with the document."


def lacks(lines: Sequence[LineReading]) -> Iterator[Lack]:
    """Where one line has no price, unit or date, and all the others have one."""
    for field in _ALL_HAVE if len(lines) >= _FEWEST else ():
        without = [number for number, line in enumerate(lines) if getattr(line, field) is None]
        if len(without) == 1:
            yield Lack(without[0], field)
