"""The lines of an order that went into the ERP before the others, as parts of the order. Pure.

A part's lines are chosen anew at each validation until the first attempt to create it in the ERP; from then on they,
and what was sent of them, stay as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orders.ids import PostingId
from orders.line_keys import LineKey, is_share, line_keys, line_of_key
from orders.order import Line, PurchaseOrder
from orders.stages import PostingState
from storage.rows import OrderRow, PostingRow

IN_THE_ERP = frozenset(
    {PostingState.ATTEMPTED, PostingState.UNKNOWN, PostingState.DRAFT, PostingState.COMPARED, PostingState.RELEASED}
)
"""The states in which the ERP has, or may have, something of the posting."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The parts of an order that are, or may be, in the ERP."""

    parts: tuple[PostingRow, ...] = ()

    @property
    def keys(self) -> frozenset[LineKey]:
        """Of all their lines."""
        return frozenset(key for part in self.parts for key in part.lines)

    @property
    def lines(self) -> Mapping[LineKey, Line]:
        """As they were sent, each with its own date; those that a clerk entered are left out."""
        return {
            key: _dated(line, part.content.requested_delivery_date)
            for part in self.parts
            if part.content is not None
            for key, line in zip(part.lines, part.content.lines, strict=True)
        }

    @property
    def first(self) -> PurchaseOrder | None:
        """What was sent first: the others must have the same header."""
        return next((part.content for part in self.parts if part.content is not None), None)

    @property
    def posted(self) -> tuple[PostingRow, ...]:
        """Those about which nothing more is to be done."""
        return tuple(part for part in self.parts if part.is_posted)

    @property
    def under_way(self) -> PostingRow | None:
        """The one that has begun and is not posted yet; there is never a second."""
        return next((part for part in self.parts if not part.is_posted), None)

    def with_line(self, key: LineKey) -> PostingRow | None:
        """The part that the line is in, or the first with a share of it."""
        return next(iter(self.all_with(key)), None)

    def all_with(self, key: LineKey) -> tuple[PostingRow, ...]:
        """The part that the line is in, or all with a share of it."""
        return tuple(part for part in self.parts if key in map(line_of_key, part.lines))


NOTHING_SENT = Sent()


def sent_of(postings: Iterable[PostingRow], among: Iterable[LineKey] | None = None) -> Sent:
    """The parts that have begun; only those whose lines are `among` the given ones, where given."""
    parts = tuple(row for row in postings if row.lines and row.state in IN_THE_ERP)
    return Sent(parts if among is None else tuple(part for part in parts if set(part.lines) <= set(among)))


def open_part(postings: Iterable[PostingRow]) -> PostingRow | None:
    """The part that is to be posted next, or is being posted."""
    still = (row for row in postings if row.lines and not row.is_posted)
    return next((row for row in still if row.state is not PostingState.ABANDONED), None)


def keys_of(row: OrderRow) -> tuple[LineKey, ...]:
    """The keys of the order's lines as people have left them."""
    return line_keys(len(row.reading.lines), row.changes)


def siblings_of(part: PostingRow, postings: Sequence[PostingRow]) -> frozenset[PostingId | str]:
    """The ids and ERP references of the order's other parts that are posted: they share its PO number, and are ours."""
    others = [row for row in postings if row.id != part.id and row.lines and row.is_posted]
    return frozenset(row.id for row in others) | frozenset(row.erp_reference for row in others if row.erp_reference)


def _dated(line: Line, day: date | None) -> Line:
    """With the day of its order, which may be another one for the lines that follow."""
    return line if line.requested_date or day is None else line.model_copy(update={"requested_date": day})


def told_lines(lines: Sequence[str]) -> str:
    """`line 1`, `lines 1 and 2`, `lines 1, 2 and 3`."""
    *most, last = lines
    return f"line {last}" if not most else f"lines {', '.join(most)} and {last}"


def counted(sent: Sent, lines: int) -> str:
    """`3 of 5 lines posted`; empty where none is posted. `lines` counts the shares of those that go to places."""
    posted = sum(len(part.lines) for part in sent.posted)
    what = "deliveries" if any(map(is_share, sent.keys)) else "lines"
    return f"{posted} of {lines} {what} posted" if posted else ""


def told_parts(sent: Sent, lines: int) -> str:
    """`3 of 5 lines posted: lines 1, 2 and 4 as SO-7.`; empty where none is posted."""
    each = "; ".join(f"{told_part(part)} as {part.erp_reference}" for part in sent.posted)
    return f"{counted(sent, lines)}: {each}." if each else ""


def told_part(part: PostingRow) -> str:
    """`lines 1 and 2`, with the place where each goes to one of its own."""
    goes_to = part.content.ship_to if part.content and any(map(is_share, part.lines)) else None
    place = f" to {goes_to.account or goes_to.name}" if goes_to else ""
    return f"{told_lines(names_of(part))}{place}"


def names_of(part: PostingRow) -> tuple[str, ...]:
    """The line numbers that the part was sent with."""
    return tuple(line.line_no for line in part.content.lines) if part.content else tuple(map(str, part.lines))
