"""`ordermill queue --fixes`: which few changes would release the most orders that wait."""

from pathlib import Path
from typing import Any

from ordermill import registry
from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.terminal import print_json, say, show_table
from pipeline.simulation.fixes import Fix, best_fixes
from pipeline.simulation.needs import Need, NeedKind
from pipeline.simulation.simulate import Past

MOST = 5
_COLUMNS = ("Change", "Customer", "Releases", "Worth", "For example")
_LESSONS = {
    NeedKind.ITEM: "teach which item {key} is",
    NeedKind.UNIT: "teach which unit {key} is",
    NeedKind.SHIP_TO: "teach which address {key} is",
    NeedKind.SENDER: "teach which customer {key} is",
}


def show_fixes(config: Path, *, as_json: bool) -> None:
    """Each change with the orders that need nothing else; it was tried on them where that can be done."""
    with open_application(config) as application:
        past = Past(application.store, registry.rules(), application.acting_policies(), now().date())
        fixes = best_fixes(past, MOST)
    if as_json:
        print_json([_shape(fix) for fix in fixes])
    elif fixes:
        show_table(_COLUMNS, map(_cells, fixes))
    else:
        say("No single change would release an order.")


def _cells(fix: Fix) -> tuple[str, ...]:
    released = str(fix.released) if fix.is_tried else f"up to {fix.released}"
    worth = ", ".join(f"{amount:,.2f} {currency}" for currency, amount in sorted(fix.values.items()))
    return _words(fix.need), fix.customer_name or fix.need.customer, released, worth, ", ".join(fix.examples)


def _words(need: Need) -> str:
    match need.kind:
        case NeedKind.PRICE_TOLERANCE:
            return f"price_tolerance_percent = {need.level}"
        case NeedKind.SEVERITY:
            return f'severities: {need.subject} = "note"'
        case NeedKind.AUTO:
            return 'mode = "auto": they only wait to be confirmed'
        case _:
            key = need.subject.partition(":")[2] or need.subject
            words = _LESSONS[need.kind].format(key=key)
            return f"{words}: {need.suggestion}?" if need.suggestion else words


def _shape(fix: Fix) -> dict[str, Any]:
    need = fix.need
    return {
        "change": need.kind.value,
        "customer": need.customer,
        "customer_name": fix.customer_name,
        "subject": need.subject,
        "tolerance_percent": str(need.level) if need.kind is NeedKind.PRICE_TOLERANCE else None,
        "suggestion": need.suggestion,
        "released": fix.released,
        "tried": fix.is_tried,
        "values": {currency: str(amount) for currency, amount in sorted(fix.values.items())},
        "examples": list(fix.examples),
    }
