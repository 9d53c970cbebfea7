"""Orders that came before: an equal copy is a duplicate, a different one a proposed change."""

from collections.abc import Iterator, Mapping

from orders.completion import completed
from orders.findings import Finding, FindingCode
from orders.order import order_identity
from orders.reading import OrderKind
from orders.reference import KnownOrder
from orders.resolution import Fact
from validation.changes.comparison import changed_fields, said
from validation.history import history
from validation.rule import Case, Verdict
from validation.words.wording import block, note


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
        live = history(case).live_orders(order_identity(case.resolved("customer"), number, release))
        if case.reading.kind is OrderKind.ORDER:
            return Verdict(findings=tuple(_copies(case, live)))
        return Verdict(findings=() if live else (_nothing_to_change(number),))


def changed_copy(known: KnownOrder, changed: Mapping[str, tuple[str, str]] | None) -> Finding:
    """`changed` as `changed_fields` gives it; None where the two could not be compared.

    The flow finds the same by itself when both copies are validated at the same moment.
    """
    what = "; one of the two is incomplete, so they cannot be compared" if changed is None else f": {said(changed)}"
    message = (
        f"{_opening(known)}{what}. Change that order where a change is meant, mark this one as a duplicate, "
        "or correct the PO number if it is another order."
    )
    return block(
        FindingCode.CHANGED_COPY,
        "po_number",
        message,
        found=f"{known.id}:{'?' if changed is None else ' '.join(changed)}",
        expected="no live order with the same identity",
    )


def doubtful_copy(known: KnownOrder) -> Finding:
    """An equal copy of which the parser says that it did not understand all: that may be what differs."""
    message = (
        f"{_opening(known)}. What was read of this one asks for the same, but not all of it was understood: look in "
        "the document for what the other findings name. Then mark it as a duplicate, or change that order."
    )
    return block(FindingCode.DUPLICATE_ORDER, "po_number", message, found=known.id)


def _copies(case: Case, live: tuple[KnownOrder, ...]) -> Iterator[Finding]:
    order = completed(case.reading, case.resolutions) if live else None
    for known in live:
        changed = changed_fields(order, known.order)
        if changed == {}:
            message = f"{_opening(known)}, and it asks for the same. Mark this one as its duplicate."
            yield block(FindingCode.DUPLICATE_ORDER, "po_number", message, found=known.id)
        else:
            yield changed_copy(known, changed)


def _opening(known: KnownOrder) -> str:
    posted = f", posted as {known.erp_reference}" if known.erp_reference else ""
    return f"There is a live order with this customer, PO number and release already{posted}"


def _nothing_to_change(number: str) -> Finding:
    message = f"No live order has the number {number}, so there is nothing to change. Look for it in the ERP."
    return note(FindingCode.CHANGE_WITHOUT_ORDER, "po_number", message, found=number)
