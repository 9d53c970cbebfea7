"""What terms of payment mean, so that "30 Tage netto" and "Net 30" are the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from validation.words.payment_words import NUMBER, Meant, meanings

_UNITS = {"days": 1, "weeks": 7, "months": 30}
_MOST_DAYS = 400
_LONGEST = 300
"""More characters are conditions of a contract, not a term that could be compared."""


class Due(StrEnum):
    """From when the days count, or when is paid without any."""

    INVOICE = "invoice"
    DELIVERY = "delivery"
    ON_DELIVERY = "on_delivery"
    PREPAID = "prepaid"


_ALONE = {"on_delivery": Due.ON_DELIVERY, "prepaid": Due.PREPAID, "at_once": Due.INVOICE}
"""What no days go with."""


@dataclass(frozen=True, slots=True)
class TermsOfPayment:
    """`days` until all is due, 0 at once, None where only a discount is said; `discounts` are per cent by days."""

    due: Due
    days: int | None
    end_of_month: bool = False
    pay_day: int | None = None
    discounts: tuple[tuple[int, Decimal], ...] = ()
    methods: frozenset[str] = frozenset()

    def agrees_with(self, other: "TermsOfPayment") -> bool:
        """Whether neither says anything else than the other. What only one of them says is no difference: a way to pay,
        or until when all is due where the other names the discounts alone.
        """
        methods = not (self.methods and other.methods) or self.methods == other.methods
        whole = None in (self.days, other.days) or self._last == other._last
        return methods and whole and (self.due, self.discounts) == (other.due, other.discounts)

    @property
    def _last(self) -> tuple[int | None, bool, int | None]:
        return self.days, self.end_of_month, self.pay_day


def terms_of_payment(text: str) -> TermsOfPayment | None:
    """What the text says; None where it says nothing known, two things at once, or has a number nobody explains."""
    if len(text) > _LONGEST:
        return None
    said, meant = _Said(), meanings(text)
    for at, one in enumerate(meant):
        if one.kind == NUMBER:
            if not _take(said, meant, at):
                return None
        elif one.kind == "method":
            said.methods.add(one.method)
        else:
            said.kinds.add(one.kind)
    return _together(said)


@dataclass(slots=True)
class _Said:
    days: list[int] = field(default_factory=list)
    percents: list[Decimal] = field(default_factory=list)
    pay_days: list[int] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)


def _take(said: _Said, meant: Sequence[Meant], at: int) -> bool:
    """Note what the number counts, by what stands around it; False where nothing says it."""
    value = meant[at].number
    before = meant[at - 1].kind if at else ""
    after = meant[at + 1].kind if at + 1 < len(meant) else ""
    if after == "percent":
        said.percents.append(value)
        return 0 < value <= 100
    if value != int(value) or value > _MOST_DAYS:
        return False
    if before == "pay_day":
        said.pay_days.append(int(value))
    elif after in _UNITS:
        said.days.append(int(value) * _UNITS[after])
    elif after in ("net", "end_of_month", "invoice") or before in ("net", "percent") or len(meant) == 1:
        said.days.append(int(value))
    else:
        return False
    return True


def _together(said: _Said) -> TermsOfPayment | None:
    if said.percents == [100]:
        # "100 % prepayment" takes nothing off.
        said.percents = []
    due, days = _due(said), _days(said)
    if due is None or len(said.pay_days) > 1 or days is None:
        return None
    return TermsOfPayment(
        due=due,
        days=days[0],
        end_of_month="end_of_month" in said.kinds,
        pay_day=next(iter(said.pay_days), None),
        discounts=days[1],
        methods=frozenset(said.methods),
    )


def _due(said: _Said) -> Due | None:
    """None where the text says nothing of when, or two things that exclude each other."""
    alone = [due for kind, due in _ALONE.items() if kind in said.kinds]
    if not alone:
        known = said.days or said.kinds & {"on_receipt", "end_of_month"}
        return None if not known else Due.DELIVERY if "delivery" in said.kinds else Due.INVOICE
    if len(alone) > 1 or said.days or said.percents or "end_of_month" in said.kinds:
        return None
    return alone[0]


def _days(said: _Said) -> tuple[int | None, tuple[tuple[int, Decimal], ...]] | None:
    """Until when all is due, and the discounts. Whoever pays early pays less: the longest time is the one without."""
    days, percents = list(said.days), said.percents
    if not percents:
        return (days[0] if days else 0, ()) if len(days) <= 1 else None
    last = None
    if len(days) == len(percents) + 1:
        last = max(days)
        days.remove(last)
    return (last, tuple(zip(days, percents, strict=True))) if len(days) == len(percents) else None
