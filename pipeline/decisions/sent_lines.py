"""What a person can still decide on an order of which a part is in the ERP. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from erp_adapters.adapter import ErpOrder
from orders.edited_findings import DELETED_LINE
from orders.findings import Change
from orders.line_keys import ADDED_LINE, LineKey
from orders.order import Line
from pipeline.posting.parts import Sent, open_part, told_parts
from storage.rows import PostingRow

_ON_LINE = re.compile(r"lines\[(\d{1,6})\]")
_SHARED = frozenset(
    {
        "bill_to",
        "buyer",
        "currency",
        "customer",
        "freight",
        "kind",
        "order_date",
        "payment_terms",
        "po_number",
        "release",
        "ship_to",
    }
)
"""The fields of the header that all parts of an order have in common."""


def not_editable(changes: Sequence[Change], keys: Sequence[LineKey], sent: Sent) -> str:
    """Why these changes, made one after another, cannot be made; empty where they can. `keys` are those before them."""
    for number, change in enumerate(changes):
        if said := _not_editable(change.path.strip(), _keys_after(keys, changes[:number]), sent):
            return said
    return ""


def _not_editable(path: str, keys: Sequence[LineKey], sent: Sent) -> str:
    if not sent.parts:
        return ""
    on_line = _ON_LINE.match(path)
    if on_line is None:
        return _shared(sent) if re.split(r"[.\[]", path)[0] in _SHARED else ""
    index = int(on_line[1])
    part = sent.with_line(keys[index]) if index < len(keys) else None
    return _in_the_erp(part) if part else ""


def _keys_after(keys: Sequence[LineKey], changes: Iterable[Change]) -> tuple[LineKey, ...]:
    """The keys of those lines that are still there; added ones are in no part."""
    left, added = list(keys), -1
    for change in changes:
        path = change.path.strip()
        if (deleted := DELETED_LINE.fullmatch(path)) and int(deleted[1]) < len(left):
            del left[int(deleted[1])]
        elif path == ADDED_LINE:
            left.append(added)
            added -= 1
    return tuple(left)


def _in_the_erp(part: PostingRow) -> str:
    where = f"in the ERP as {part.erp_reference}" if part.erp_reference else "on its way into the ERP"
    return f"This line is {where} and cannot be changed here any more: change it there."


def _shared(sent: Sent) -> str:
    references = ", ".join(part.erp_reference for part in sent.parts if part.erp_reference)
    where = f"in the ERP as {references}" if references else "on its way into the ERP"
    return f"A part of this order is {where}: what all its lines have in common cannot be changed here any more."


def recorded_part(postings: Sequence[PostingRow], found: ErpOrder | None) -> PostingRow | None:
    """The part under way that the ERP's order is; None where the person means all that is left.

    An ERP that keeps no id of ours is taken at its lines.
    """
    part = open_part(postings)
    if part is None or part.content is None or found is None:
        return None
    if found.posting_id:
        return part if found.posting_id == part.id else None
    return part if _goods(found.lines) == _goods(part.content.lines) else None


def nothing_more(sent: Sent, found: ErpOrder | None, lines: int) -> str:
    """Why the ERP's order cannot be the one of the lines that are left: it is a part that is posted, and no more."""
    for part in sent.posted:
        if found and found.reference == part.erp_reference and len(found.lines) <= len(part.lines):
            return f"{told_parts(sent, lines)} {found.reference} has no others: enter those that are left there first."
    return ""


def _goods(lines: Iterable[Line]) -> Counter[tuple[str, str, str]]:
    return Counter((line.item, f"{line.quantity.value.normalize():f}", line.quantity.unit) for line in lines)
