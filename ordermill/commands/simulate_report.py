"""What a simulation came to, for people and for scripts."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ordermill.commands.terminal import counted, say, show_table
from orders.findings import FindingCode
from pipeline.simulation.effects import Effect, Tried
from pipeline.simulation.summary import Summary

SHOWN = 15
"""So many orders of a group are listed; JSON has all of them."""

_WORDS = {
    Effect.CLEAN: "would need no person any more",
    Effect.TO_CONFIRM: "would only be to confirm",
    Effect.HELD: "would newly be held",
    Effect.POSTED_DIFFERENTLY: "would have been posted differently",
    Effect.UNTRIED: "could not be tried: what people changed in them cannot be made again",
}
_COLUMNS = ("PO number", "Customer", "Reasons", "Value")
_CHANGED_COLUMNS = ("PO number", "Customer", "Would have been posted with", "Difference")


def shape_of(summary: Summary) -> dict[str, Any]:
    """For scripts. The posted orders that would have been held stand under `held`, too."""
    groups = {effect.value: [_shape(tried) for tried in summary.of(effect)] for effect in _WORDS}
    return {
        "orders": summary.orders,
        "on_current_reference_data": summary.on_current,
        **groups,
        "codes_held": _codes(summary.codes(Effect.HELD)),
        "codes_released": _codes(summary.codes(Effect.CLEAN)),
        "differences": {currency: str(amount) for currency, amount in summary.differences().items()},
    }


def show(summary: Summary) -> None:
    """Numbers first, then the orders behind them."""
    for line in _numbers(summary):
        say(line)
    for effect in (Effect.CLEAN, Effect.TO_CONFIRM, Effect.HELD):
        if found := summary.of(effect):
            show_table(_COLUMNS, map(_cells, found[:SHOWN]), title=_titled(effect, len(found)))
    if found := summary.of(Effect.POSTED_DIFFERENTLY):
        show_table(
            _CHANGED_COLUMNS, map(_changed_cells, found[:SHOWN]), title=_titled(Effect.POSTED_DIFFERENTLY, len(found))
        )


def _numbers(summary: Summary) -> Iterator[str]:
    yield f"{counted(summary.orders, 'order was', 'orders were')} validated again. Nothing was written."
    for effect, words in _WORDS.items():
        if found := summary.of(effect):
            codes = ", ".join(f"{code.value} {count}" for code, count in summary.codes(effect).items())
            yield f"{len(found)} {words}{f' ({codes})' if codes else ''}."
    posted = [tried for tried in summary.of(Effect.HELD) if tried.is_posted]
    if posted:
        yield f"{len(posted)} of those newly held are in the ERP already."
    for currency, amount in summary.differences().items():
        yield f"The postings would have been worth {amount:+,.2f} {currency}."
    if summary.on_current:
        yield f"{summary.on_current} were tried on the current reference data: the rows of their own were pruned."
    if not any(summary.of(effect) for effect in _WORDS):
        yield "No order would have come out differently."


def _titled(effect: Effect, count: int) -> str:
    shown = f", the {SHOWN} most valuable of them shown" if count > SHOWN else ""
    return f"{count} {_WORDS[effect]}{shown}"


def _cells(tried: Tried) -> tuple[str, ...]:
    posted = " (posted)" if tried.is_posted else ""
    reasons = ", ".join(sorted(code.value for code in tried.codes))
    return tried.po_number + posted, tried.customer_name or tried.customer, reasons, _money(tried.value, tried.currency)


def _changed_cells(tried: Tried) -> tuple[str, ...]:
    fields = "; ".join(f"{path} {new or 'absent'}, not {was or 'absent'}" for path, new, was in tried.changed)
    difference = f"{tried.difference:+,.2f} {tried.currency}" if tried.difference is not None else "another currency"
    return tried.po_number, tried.customer_name or tried.customer, fields, difference


def _money(value: Decimal | None, currency: str) -> str:
    return f"{value:,.2f} {currency}" if value is not None else ""


def _codes(counts: Mapping[FindingCode, int]) -> dict[str, int]:
    return {code.value: count for code, count in counts.items()}


def _shape(tried: Tried) -> dict[str, Any]:
    return {
        "order": tried.order_id,
        "po_number": tried.po_number,
        "customer": tried.customer,
        "customer_name": tried.customer_name,
        "posted": tried.is_posted,
        "codes": sorted(code.value for code in tried.codes),
        "value": str(tried.value) if tried.value is not None else None,
        "currency": tried.currency,
        "difference": str(tried.difference) if tried.difference is not None else None,
        "changed": [{"path": path, "would_be": new, "posted": was} for path, new, was in tried.changed],
    }
