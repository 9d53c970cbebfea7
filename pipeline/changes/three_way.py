"""An order as it was posted, as the customer now wants it and as the ERP has it: who changed what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from erp_adapters.adapter import ErpOrder, ErpOrderState
from orders.conditions import DATE_WORDS
from orders.matching import name_key, number_key, street_key
from orders.order import Line, Party, PurchaseOrder


class ChangedBy(StrEnum):
    """Who wants, or made, another value than the one that was posted."""

    NOBODY = "nobody"
    CUSTOMER = "customer"
    """The document asks for it, and the ERP still has what was posted; or the ERP is not known."""
    CLERK = "clerk"
    """The ERP has it, and the document does not ask for it."""
    BOTH = "both"
    """The document asks for one value, and the ERP has a third."""
    DONE = "done"
    """The ERP has what the document asks for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value, or one whole line that not every side has. `now` is None where the ERP is not known to tell it."""

    path: str
    posted: str
    asked: str
    now: str | None
    by: ChangedBy

    @property
    def is_open(self) -> bool:
        """Whether the ERP has, as far as is known, something else than the customer wants."""
        return self.by not in (ChangedBy.NOBODY, ChangedBy.DONE)

    @property
    def fingerprint(self) -> str:
        """What a person accepts: this value wanted, and that one in the ERP."""
        return f"{self.path}|{self.asked}|{self.now or ''}"


@dataclass(frozen=True, slots=True)
class _Said:
    """A value as it is shown and as it is compared."""

    text: str = ""
    key: object = ""


_Values = Mapping[str, _Said]
_NOTHING = _Said()


def three_way(
    posted: PurchaseOrder, asked: PurchaseOrder | None, now: Sequence[ErpOrder] | None
) -> tuple[Difference, ...]:
    """Every value that any side has, header first. `asked` is None for a cancellation, `now` where nobody could ask.

    The ERP may hold the order in several parts; of those that it cancelled the lines are gone.
    """
    return (*_header(posted, asked, now), *_lines(posted, asked, now))


def _header(posted: PurchaseOrder, asked: PurchaseOrder | None, now: Sequence[ErpOrder] | None) -> Iterator[Difference]:
    yield _difference("state", _state("in force"), _state("in force" if asked else "cancelled"), _erp_state(now))
    wanted = asked or posted
    there = now[0] if now else None
    yield _difference(
        "currency", _text(posted.currency), _text(wanted.currency), _text(there.currency) if there else None
    )
    place = _place(there.ship_to) if there and there.ship_to != Party() else None
    yield _difference("ship_to", _place(posted.ship_to), _place(wanted.ship_to), place)
    # What no ERP gives back stands here only where the customer changes it.
    for name in ("earliest_delivery_date", "latest_delivery_date", "payment_terms"):
        before, after = _text(getattr(posted, name)), _text(getattr(wanted, name))
        if before != after:
            yield _difference(name, before, after, None)
    before, after = _dates(posted), _dates(wanted)
    if before != after:
        yield _difference("other_dates", before, after, None)


def _dates(order: PurchaseOrder) -> _Said:
    return _text(", ".join(sorted(f"{DATE_WORDS[one.meaning]} {one.day.isoformat()}" for one in order.other_dates)))


def _erp_state(now: Sequence[ErpOrder] | None) -> _Said | None:
    if now is None:
        return None
    states = {order.state for order in now}
    if not states:
        return _state("not there")
    if states == {ErpOrderState.CANCELLED}:
        return _state("cancelled")
    return _state("draft" if ErpOrderState.DRAFT in states else "in force")


def _lines(posted: PurchaseOrder, asked: PurchaseOrder | None, now: Sequence[ErpOrder] | None) -> Iterator[Difference]:
    there = [line for order in now or () if order.state is not ErpOrderState.CANCELLED for line in _dated(order)]
    wanted = _dated(asked) if asked else ()
    before = _dated(posted)
    of_asked = _pairs(before, wanted)
    new = [index for index in range(len(wanted)) if index not in of_asked.values()]
    known = (*before, *(wanted[index] for index in new))
    of_erp = _pairs(known, there)
    for index, line in enumerate(known):
        second = wanted[of_asked[index]] if index in of_asked else line if index >= len(before) else None
        third = there[of_erp[index]] if index in of_erp else None
        first = line if index < len(before) else None
        yield from _line(_label(line), first, second, third, is_known=now is not None)
    for index in sorted(set(range(len(there))) - set(of_erp.values())):
        yield from _line(_label(there[index]), None, None, there[index], is_known=True)


def _line(
    path: str, first: Line | None, second: Line | None, third: Line | None, *, is_known: bool
) -> Iterator[Difference]:
    sides = [side for side in (first, second, third if is_known else first) if side is not None]
    if first is not None and second is not None and (third is not None or not is_known):
        a, b, c = _values(first), _values(second), _values(third) if third else None
        for name in a:
            yield _difference(f"{path}.{name}", a[name], b[name], _kept(c[name]) if c else None)
    elif sides:
        yield _difference(path, _whole(first), _whole(second), _whole(third) if is_known else None)


def _kept(value: _Said) -> _Said | None:
    """None for what the ERP does not keep: an empty day is no other day."""
    return value if value.text else None


def _values(line: Line) -> _Values:
    return {
        "item": _text(line.item),
        "quantity": _Said(_quantity(line), (line.quantity.value, line.quantity.unit)),
        "unit_price": _Said(_price_text(line), _price(line)),
        "requested_date": _text(line.requested_date),
    }


def _whole(line: Line | None) -> _Said:
    if line is None:
        return _NOTHING
    values = _values(line)
    day = f", {values['requested_date'].text}" if line.requested_date else ""
    text = f"{values['quantity'].text} of {line.item} at {values['unit_price'].text}{day}"
    return _Said(text, tuple(value.key for value in values.values()))


def _label(line: Line) -> str:
    return f"line {line.line_no}"


def _dated(order: PurchaseOrder | ErpOrder) -> tuple[Line, ...]:
    """Its lines, each with the day that counts for it: some ERPs keep days on lines only, some on the header."""
    return tuple(
        line.model_copy(update={"requested_date": line.requested_date or order.requested_delivery_date})
        for line in order.lines
    )


def _pairs(known: Sequence[Line], other: Sequence[Line]) -> Mapping[int, int]:
    """Index to index: first by number and item, then by item, then by number."""
    pairs: dict[int, int] = {}
    alike: tuple[Callable[[Line, Line], bool], ...] = (
        lambda one, two: one.item == two.item and _number(one) == _number(two),
        lambda one, two: one.item == two.item,
        lambda one, two: _number(one) == _number(two),
    )
    for same in alike:
        free = [index for index in range(len(other)) if index not in pairs.values()]
        for index in (index for index in range(len(known)) if index not in pairs):
            match = next((one for one in free if same(known[index], other[one])), None)
            if match is not None:
                pairs[index] = match
                free.remove(match)
    return pairs


def _number(line: Line) -> str:
    return number_key(line.line_no).lstrip("0")


def _difference(path: str, posted: _Said, asked: _Said, now: _Said | None) -> Difference:
    by = _changed_by(posted.key, asked.key, posted.key if now is None else now.key)
    return Difference(path, posted.text, asked.text, None if now is None else now.text, by)


def _changed_by(posted: object, asked: object, now: object) -> ChangedBy:
    if asked == posted:
        return ChangedBy.NOBODY if now == posted else ChangedBy.CLERK
    if now == asked:
        return ChangedBy.DONE
    return ChangedBy.CUSTOMER if now == posted else ChangedBy.BOTH


def _state(word: str) -> _Said:
    return _Said(word, word)


def _text(value: object) -> _Said:
    text = "" if value is None else str(value)
    return _Said(text, text)


def _place(party: Party) -> _Said:
    words = ", ".join(filter(None, (party.name, party.street, f"{party.postcode} {party.city}".strip(), party.country)))
    text = f"{words} ({party.account})" if party.account and words else party.account or words
    keys = (name_key(party.name), street_key(party.street), number_key(party.postcode))
    return _Said(text, party.account or keys)


def _quantity(line: Line) -> str:
    return f"{_plain(line.quantity.value)} {line.quantity.unit}"


def _price(line: Line) -> tuple[Fraction, str]:
    """What one unit costs, exactly: 12.50 for 100 is 1/8."""
    less = (100 - Fraction(line.discount_percent)) / 100
    basis = Fraction(line.price_basis) or Fraction(1)
    return Fraction(line.unit_price.amount) / basis * less, line.unit_price.currency


def _price_text(line: Line) -> str:
    basis = "" if line.price_basis == 1 else f" for {_plain(line.price_basis)}"
    less = f" less {_plain(line.discount_percent)} %" if line.discount_percent else ""
    return f"{_plain(line.unit_price.amount)} {line.unit_price.currency}{basis}{less}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if -20 <= number.adjusted() <= 20 else str(number)
