"""What becomes of one line of an order: what of it comes, in the customer's own words, and its code.

What the customer sent is compared with what the ERP has in the end. Quantities and prices are told in the customer's
unit: the ERP's share of what was posted is the share of what was ordered. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

from orders.order import Line
from orders.reading import LineAction, LineReading, OrderReading, Read
from replies.answer import AnsweredLine, LineCode, Terms

T = TypeVar("T")

_CENT, _PLACES = Decimal("0.01"), Decimal("0.0001")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A line of the order as it was taken in the end.

    `ordered` is as the customer sent it, None where a person added it; `edited` as people left it, None where it is not
    delivered; `posted` is what was sent to the ERP, in several lines where it goes to several places, and `in_erp` what
    the ERP has of it. `whole` is all of the line as it was to be posted, where `posted` may be less: one of its places
    was refused. Without `posted` nobody knows more than `edited` says.
    """

    ordered: LineReading | None
    edited: LineReading | None
    posted: tuple[Line, ...] = ()
    in_erp: tuple[Line, ...] = ()
    whole: Line | None = None
    is_substitute: bool = False


def answered_line(taken: TakenLine, sent: OrderReading) -> AnsweredLine:
    """With what is confirmed of it. Raises ValueError for what was neither ordered nor taken."""
    if taken.ordered is not None and taken.edited is None:
        return refused_line(taken.ordered, sent)
    edited = taken.edited
    if edited is None:
        raise ValueError("a line was neither ordered nor taken")
    if _action(edited) is LineAction.CANCEL:
        return _cancelled(taken, edited, sent)
    ordered = _ordered(taken.ordered, sent) if taken.ordered is not None else Terms(quantity=_NOTHING)
    confirmed, later, same_price = _confirmed(taken, edited, ordered, sent)
    line = replace(
        _named(taken.ordered or edited),
        ordered=ordered,
        confirmed=confirmed,
        backordered=later.quantity or _NOTHING,
        backorder_date=later.delivery_date,
    )
    is_other = taken.is_substitute or _other_item(taken)
    if is_other:
        line = replace(line, substitute_item=_item(taken))
    return replace(line, code=_code(line, is_other=is_other, same_price=same_price))


def _code(line: AnsweredLine, *, is_other: bool, same_price: bool) -> LineCode:
    """The first that is true, in the order of precedence of `LineCode`."""
    ordered, confirmed = line.ordered, line.confirmed
    total = (confirmed.quantity or _NOTHING) + line.backordered
    is_true = {
        LineCode.REFUSED: total == 0 and ordered.quantity not in (None, _NOTHING),
        LineCode.SUBSTITUTED: is_other,
        LineCode.BACKORDERED: line.backordered > 0,
        LineCode.QUANTITY_CHANGED: ordered.quantity is not None
        and (confirmed.quantity, confirmed.unit) != (ordered.quantity, ordered.unit),
        LineCode.PRICE_CHANGED: ordered.price is not None and not same_price,
        LineCode.DATE_CHANGED: ordered.delivery_date is not None and confirmed.delivery_date != ordered.delivery_date,
        LineCode.ACCEPTED: True,
    }
    return next(code for code in LineCode if is_true[code])


def refused_line(line: LineReading, sent: OrderReading) -> AnsweredLine:
    """Nothing of it comes."""
    ordered = _ordered(line, sent)
    nothing = Terms(_NOTHING, ordered.unit, ordered.price, ordered.price_basis, None)
    return replace(_named(line), code=LineCode.REFUSED, ordered=ordered, confirmed=nothing)


def _cancelled(taken: TakenLine, edited: LineReading, sent: OrderReading) -> AnsweredLine:
    """Of a change that takes a line out: accepted when the ERP has it no more."""
    ordered = _ordered(edited, sent)
    if any(line.quantity.value for line in taken.in_erp):
        return replace(_named(edited), code=LineCode.REFUSED, ordered=ordered, confirmed=ordered)
    return replace(
        _named(edited), code=LineCode.ACCEPTED, ordered=ordered, confirmed=replace(ordered, quantity=_NOTHING)
    )


def _ordered(line: LineReading, sent: OrderReading) -> Terms:
    return Terms(
        quantity=value_of(line.quantity),
        unit=text_of(line.uom),
        price=value_of(line.unit_price),
        price_basis=value_of(line.price_basis) or Decimal(1),
        delivery_date=value_of(line.requested_date) or value_of(sent.requested_delivery_date),
    )


def _confirmed(taken: TakenLine, edited: LineReading, ordered: Terms, sent: OrderReading) -> tuple[Terms, Terms, bool]:
    """What comes, what comes later, and whether the price is the one that was ordered."""
    wanted, posted = _ordered(edited, sent), taken.posted
    if not posted:
        return wanted, Terms(), wanted.price == ordered.price
    now, later = _by_day(taken)
    share = _share(wanted.quantity, (taken.whole,) if taken.whole else posted)
    price = _price((now or later or posted)[0], share)
    is_same = _is_same_price(price, ordered, edited, wanted.quantity)
    terms = Terms(
        quantity=_amount(now, share),
        unit=posted[0].quantity.unit if wanted.quantity is None else wanted.unit,
        price=ordered.price if is_same else _decimal(price * Fraction(ordered.price_basis)),
        price_basis=ordered.price_basis,
        delivery_date=_first_day(now) or _first_day(posted) or wanted.delivery_date,
    )
    rest = Terms(_amount(later, share), delivery_date=_first_day(later)) if later else Terms()
    return terms, rest, is_same


def _by_day(taken: TakenLine) -> tuple[Sequence[Line], Sequence[Line]]:
    """The ERP's lines that come as they were posted, and those that come later than any was to come."""
    last = max((line.requested_date for line in taken.posted if line.requested_date), default=None)
    later = [line for line in taken.in_erp if last and line.requested_date and line.requested_date > last]
    if len(later) == len(taken.in_erp):
        # All of it comes later: that is another day, and no rest.
        return taken.in_erp, ()
    return [line for line in taken.in_erp if line not in later], later


def _share(wanted: Decimal | None, posted: Sequence[Line]) -> Fraction:
    """How many of the customer's units one of the ERP's is."""
    total = sum((Fraction(line.quantity.value) for line in posted), Fraction(0))
    return Fraction(wanted) / total if wanted and total else Fraction(1)


def _amount(lines: Iterable[Line], share: Fraction) -> Decimal:
    return _decimal(sum((Fraction(line.quantity.value) for line in lines), Fraction(0)) * share)


def _first_day(lines: Iterable[Line]) -> date | None:
    return min((line.requested_date for line in lines if line.requested_date), default=None)


def _price(line: Line, share: Fraction) -> Fraction:
    """What one of the customer's units costs in the ERP, after its discount."""
    less = (100 - Fraction(line.discount_percent)) / 100
    return Fraction(line.unit_price.amount) / (Fraction(line.price_basis) or Fraction(1)) * less / share


def _is_same_price(price: Fraction, ordered: Terms, edited: LineReading, quantity: Decimal | None) -> bool:
    """Whether it is the price that the customer stated, but for what the conversion of a unit may have rounded."""
    if ordered.price is None:
        return False
    discount: Decimal = edited.discount_percent.value if edited.discount_percent else _NOTHING
    stated = Fraction(ordered.price) / Fraction(ordered.price_basis) * (100 - Fraction(discount)) / 100
    if abs(price - stated) * Fraction(ordered.price_basis) < Fraction(_PLACES) / 2:
        return True
    return abs(price - stated) * Fraction(quantity or 1) < Fraction(_CENT) / 2


def _decimal(number: Fraction) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = exact.quantize(_PLACES, ROUND_HALF_UP)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def _other_item(taken: TakenLine) -> bool:
    """Whether the ERP has goods that were not posted."""
    items = {line.item for line in taken.posted}
    return bool(items) and any(line.item not in items for line in taken.in_erp)


def _item(taken: TakenLine) -> str:
    return next((line.item for line in taken.in_erp or taken.posted), "")


def _named(line: LineReading) -> AnsweredLine:
    return AnsweredLine(
        line_no=text_of(line.line_no),
        code=LineCode.ACCEPTED,
        ordered=Terms(),
        confirmed=Terms(),
        action=_action(line),
        buyer_item=text_of(line.buyer_item),
        supplier_item=text_of(line.supplier_item),
        gtin=text_of(line.gtin),
        description=text_of(line.description),
    )


def _action(line: LineReading) -> LineAction:
    return line.action.value if line.action else LineAction.NONE


def text_of(read: Read[str] | None) -> str:
    """Empty where nothing was read."""
    return read.value if read else ""


def value_of(read: Read[T] | None) -> T | None:
    """The value without its evidence."""
    return read.value if read else None
