"""The lines of an order as the customer sent them, beside what was posted of them and what the ERP has now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from erp_adapters.adapter import ErpOrder, ErpOrderState
from orders.line_keys import LineKey, line_of_key
from orders.matching import number_key
from orders.order import Line, OrderChange, PurchaseOrder
from orders.reading import LineReading, OrderReading
from orders.reference import ReferenceData
from pipeline.posting.parts import keys_of
from replies.lines import TakenLine
from storage.rows import OrderRow, PostingRow


@dataclass(slots=True)
class _Of:
    """What there is of one line."""

    posted: list[Line] = field(default_factory=list)
    in_erp: list[Line] = field(default_factory=list)
    whole: Line | None = None


def lines_of_order(
    row: OrderRow,
    sent: OrderReading,
    edited: OrderReading,
    released: Sequence[tuple[PostingRow, ErpOrder]],
    reference: ReferenceData,
) -> tuple[TakenLine, ...]:
    """`released` are the parts that are in the ERP, each as it is there."""
    keys, there = keys_of(row), defaultdict[LineKey, _Of](_Of)
    for posting, erp_order in released:
        own = posting.lines or keys
        for key, line in zip(own, _sent_lines(row, posting), strict=False):
            of = there[line_of_key(key)]
            of.posted.append(line)
            of.in_erp.extend(_matching(line, _lines(erp_order)))
        for key in own:
            # Recorded by a person, without a word on what of it is which line.
            there.setdefault(line_of_key(key), _Of())
    if isinstance(row.order, PurchaseOrder):
        for key, line in zip(keys, row.order.lines, strict=False):
            if key in there:
                there[key].whole = line
    by_key = {key: line for key, line in zip(keys, edited.lines, strict=False) if key in there}
    return tuple(_taken(sent, by_key, there, reference))


def lines_of_change(
    row: OrderRow, sent: OrderReading, edited: OrderReading, in_erp: Sequence[ErpOrder]
) -> tuple[TakenLine, ...]:
    """Of a change that was carried out: without an order of the ERP, on one that was not posted yet."""
    asked = _asked_lines(row)
    erp_lines = [line for order in in_erp for line in _lines(order)]
    return tuple(
        TakenLine(
            ordered=sent.lines[index] if index < len(sent.lines) else None,
            edited=line,
            posted=(asked[index],) if in_erp and index < len(asked) else (),
            in_erp=tuple(_matching(asked[index], erp_lines)) if index < len(asked) else (),
        )
        for index, line in enumerate(edited.lines)
    )


def _asked_lines(row: OrderRow) -> tuple[Line, ...]:
    match row.order:
        case OrderChange() as change:
            return tuple(changed.line for changed in change.lines)
        case PurchaseOrder() as order:
            return order.lines
        case _:
            return ()


def _sent_lines(row: OrderRow, posting: PostingRow) -> tuple[Line, ...]:
    """What was sent, each with the day of its order where it has none of its own."""
    order = posting.content if posting.lines else row.order
    if not isinstance(order, PurchaseOrder):
        return ()
    day = order.requested_delivery_date
    return tuple(line.model_copy(update={"requested_date": line.requested_date or day}) for line in order.lines)


def _lines(order: ErpOrder) -> tuple[Line, ...]:
    """What comes of it: nothing, where it was cancelled in the ERP meanwhile."""
    return () if order.state is ErpOrderState.CANCELLED else order.lines


def _matching(sent: Line, lines: Sequence[Line]) -> Iterator[Line]:
    """The ERP's lines with the same number; with the same item, where the ERP numbers its lines by itself."""
    same_number = [line for line in lines if number_key(line.line_no) == number_key(sent.line_no)]
    same_item = [line for line in lines if line.item == sent.item]
    yield from ([line for line in same_number if line in same_item] or same_number or same_item)


def _taken(
    sent: OrderReading,
    edited: Mapping[LineKey, LineReading],
    there: Mapping[LineKey, _Of],
    reference: ReferenceData,
) -> Iterator[TakenLine]:
    ordered = dict(enumerate(sent.lines, start=1))
    for key in sorted({*ordered, *edited}):
        line, of = ordered.get(key), there.get(key, _Of())
        yield TakenLine(
            ordered=line,
            edited=edited.get(key),
            posted=tuple(of.posted),
            in_erp=tuple(of.in_erp),
            whole=of.whole,
            is_substitute=line is not None and _is_substitute(line, of.posted, reference),
        )


def _is_substitute(ordered: LineReading, posted: Sequence[Line], reference: ReferenceData) -> bool:
    """Whether what was posted follows the item that the customer asked for by our number."""
    asked = ordered.supplier_item.value if ordered.supplier_item else ""
    if not asked or not posted or posted[0].item == asked or not reference.has("replacements"):
        return False
    replacement = reference.replacement(asked)
    return replacement is not None and replacement.sku == posted[0].item
