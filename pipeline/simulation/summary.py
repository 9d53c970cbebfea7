"""What a simulation came to: counts, codes and money, with the orders by name. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from orders.findings import FindingCode
from pipeline.simulation.effects import Effect, Tried


@dataclass(slots=True)
class Summary:
    """Orders as they were tried; those on which the proposal has no effect are only counted."""

    orders: int = 0
    on_current: int = 0
    """Those tried against the current reference data, since the rows of their own snapshot were pruned."""
    _by_effect: dict[Effect, list[Tried]] = field(default_factory=dict)

    def note(self, tried: Tried) -> None:
        self.orders += 1
        self.on_current += tried.is_on_current
        if tried.effect is not Effect.NONE:
            self._by_effect.setdefault(tried.effect, []).append(tried)

    def of(self, effect: Effect) -> tuple[Tried, ...]:
        """The orders with this effect, the most valuable first."""
        found = self._by_effect.get(effect, [])
        return tuple(sorted(found, key=lambda tried: (-(tried.value or 0), tried.po_number, tried.order_id)))

    def posted(self) -> tuple[Tried, ...]:
        """Orders in the ERP that would have come there otherwise, or would have been held."""
        return (*self.of(Effect.POSTED_DIFFERENTLY), *(tried for tried in self.of(Effect.HELD) if tried.is_posted))

    def codes(self, effect: Effect) -> Mapping[FindingCode, int]:
        """How many orders of an effect have each code, the most frequent first."""
        counts = Counter(code for tried in self._by_effect.get(effect, []) for code in tried.codes)
        return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0].value)))

    def differences(self) -> Mapping[str, Decimal]:
        """By currency, what the postings would have been worth more in all."""
        sums: dict[str, Decimal] = {}
        for tried in self._by_effect.get(Effect.POSTED_DIFFERENTLY, []):
            if tried.difference is not None:
                sums[tried.currency] = sums.get(tried.currency, Decimal(0)) + tried.difference
        return sums
