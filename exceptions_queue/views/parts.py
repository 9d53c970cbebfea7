"""The parts of an order that went into the ERP ahead of the others, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from exceptions_queue.views.formatting import first_of
from orders.findings import Change
from orders.line_keys import LineKey
from pipeline.decisions.sent_lines import not_editable
from pipeline.posting.parts import Sent, counted, keys_of, sent_of, told_part, told_parts
from pipeline.posting.places import shares_of
from storage.rows import OrderRow, PostingRow


@dataclass(frozen=True, slots=True)
class PartsView:
    """`keys` are those of the order's lines as they stand, `shares` those of all that can be in a part."""

    keys: tuple[LineKey, ...]
    shares: tuple[LineKey, ...]
    sent: Sent

    def may_edit(self, path: str) -> bool:
        """Whether what is at the path is not in the ERP yet."""
        return not not_editable((Change(path=path, value=""),), self.keys, self.sent)

    def place(self, index: int) -> str:
        """Where a line is; empty for one that waits."""
        there = self.sent.all_with(self.keys[index]) if index < len(self.keys) else ()
        if not there:
            return ""
        references = ", ".join(part.erp_reference for part in there if part.erp_reference)
        return f"in the ERP as {first_of(references)}" if references else "on its way into the ERP"

    def name(self, posting: PostingRow) -> str:
        """What of the order a posting is."""
        return f"part {posting.part}: {told_part(posting)}" if posting.lines else "whole order"

    @property
    def counted(self) -> str:
        """How many lines are posted; empty where none are, or all."""
        return counted(self.sent, len(self.shares)) if self._is_some else ""

    @property
    def told(self) -> str:
        """Which lines are posted; empty where none are, or all."""
        return told_parts(self.sent, len(self.shares)) if self._is_some else ""

    @property
    def _is_some(self) -> bool:
        return len(self.sent.keys) < len(self.shares)


def parts_view(row: OrderRow, postings: Sequence[PostingRow]) -> PartsView:
    """The parts of an order with these postings."""
    keys = keys_of(row)
    return PartsView(keys, shares_of(row.order, keys), sent_of(postings))
