"""Orders that came before: an equal copy is a duplicate, a different one a proposed change."""

from collections.abc import Iterator

from orders.completion import completed
from orders.findings import Finding, FindingCode
from orders.order import order_identity
from orders.reading import OrderKind
from orders.reference import KnownOrder
from orders.resolution import Fact
from validation.comparison import changed_fields, said
from validation.rule import Case, Verdict
from validation.wording import block, note


class Copies:
    """Blocks an order whose customer, PO number and release a live order has, and says what differs.

    A change or cancellation of an order that is not there is noted: it waits for a person in any case.
    """

    name = "copies"
    needs = frozenset(Fact)
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        number = case.reading.po_number.value if case.reading.po_number else ""
        if not number.strip() or not case.resolved("customer") or case.reading.test:
            return Verdict()
        release = case.reading.release.value if case.reading.release else ""
        live = case.history.live_orders(order_identity(case.resolved("customer"), number, release))
        if case.reading.kind is OrderKind.ORDER:
            return Verdict(findings=tuple(_copies(case, live)))
        return Verdict(findings=() if live else (_nothing_to_change(number),))


def _copies(case: Case, live: tuple[KnownOrder, ...]) -> Iterator[Finding]:
    order = completed(case.reading, case.resolutions) if live else None
    for known in live:
        posted = f", posted as {known.erp_reference}" if known.erp_reference else ""
        opening = f"There is a live order with this customer, PO number and release already{posted}"
        changed = changed_fields(order, known.order)
        if changed is None:
            yield _changed(known, f"{opening}; one of the two is incomplete, so they cannot be compared", "?")
        elif changed:
            yield _changed(known, f"{opening}: {said(changed)}", " ".join(changed))
        else:
            message = f"{opening}, and it asks for the same. Mark this one as its duplicate."
            yield block(FindingCode.DUPLICATE_ORDER, "po_number", message, found=known.id)


def _changed(known: KnownOrder, opening: str, paths: str) -> Finding:
    message = (
        f"{opening}. Change that order where a change is meant, mark this one as a duplicate, "
        "or correct the PO number if it is another order."
    )
    return block(
        FindingCode.CHANGED_COPY,
        "po_number",
        message,
        found=f"{known.id}:{paths}",
        expected="no live order with the same identity",
    )


def _nothing_to_change(number: str) -> Finding:
    message = f"No live order has the number {number}, so there is nothing to change. Look for it in the ERP."
    return note(FindingCode.CHANGE_WITHOUT_ORDER, "po_number", message, found=number)
