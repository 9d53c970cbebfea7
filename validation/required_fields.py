"""What an order cannot do without: a PO number, lines, and for each line an item and a quantity."""

from collections.abc import Iterator

from orders.findings import Finding, FindingCode
from orders.reading import LineAction, LineReading, OrderKind, Read
from orders.resolution import Fact
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, line_name, note, with_fixes

_NOT_ORDERED = frozenset({LineAction.CANCEL, LineAction.NONE})


class RequiredFields:
    """Blocks what is incomplete; a change need not repeat quantities, nor the items of lines that it numbers.

    Without a PO number an order cannot be told from its copy, so it is never automatic.
    """

    name = "required_fields"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=tuple(_missing(case)))


def _missing(case: Case) -> Iterator[Finding]:
    reading = case.reading
    if not _stated(reading.po_number):
        yield block(
            FindingCode.MISSING_FIELD,
            "po_number",
            "The order has no PO number. Type the one the customer gives, or agree on one with the customer.",
        )
    if not _stated(reading.currency) and not case.reference.has("customers"):
        message = "The order names no currency. It will be that of the customer, or of the policy."
        yield note(FindingCode.MISSING_FIELD, "currency", message)
    if not reading.lines and reading.kind is not OrderKind.CANCEL:
        yield block(FindingCode.MISSING_FIELD, "lines", "The order has no lines. Add them, or refuse the document.")
    for index, line in enumerate(reading.lines):
        yield from _missing_on_line(case, index, line)
        yield from _not_ordered(case, index, line)


def _missing_on_line(case: Case, index: int, line: LineReading) -> Iterator[Finding]:
    named = _stated(line.supplier_item) or _stated(line.buyer_item) or _stated(line.gtin)
    if not named and not case.resolved(f"lines[{index}].item") and _is_of_the_order(case, line):
        message = f"{line_name(case.reading, index)} names no item: it is that of the order's line of this number."
        yield note(FindingCode.MISSING_FIELD, f"lines[{index}].supplier_item", message)
    elif not named and not case.resolved(f"lines[{index}].item"):
        yield block(
            FindingCode.MISSING_FIELD,
            f"lines[{index}].supplier_item",
            f"{line_name(case.reading, index)} names no item: neither our number, nor the customer's, nor a GTIN. "
            "Choose the item.",
        )
    if line.quantity is None and case.reading.kind is OrderKind.ORDER:
        missing = block(
            FindingCode.MISSING_FIELD,
            f"lines[{index}].quantity",
            f"{line_name(case.reading, index)} has no quantity. Type it, or delete the line.",
        )
        yield with_fixes(missing, fix("Delete the line", f"lines[{index}]", ""))


def _is_of_the_order(case: Case, line: LineReading) -> bool:
    """Whether a change speaks of a line that the order has, by its number; one to be added is not there yet."""
    is_added = line.action is not None and line.action.value is LineAction.ADD
    return case.reading.kind is OrderKind.CHANGE and _stated(line.line_no) and not is_added


def _not_ordered(case: Case, index: int, line: LineReading) -> Iterator[Finding]:
    """A change that a person takes for a new order may have lines that it took away."""
    if case.reading.kind is OrderKind.ORDER and line.action and line.action.value in _NOT_ORDERED:
        taken_away = block(
            FindingCode.AMBIGUOUS_VALUE,
            f"lines[{index}].action",
            f"{line_name(case.reading, index)} is marked with {line.action.value.value!r}, so it is not ordered. "
            "Delete the line, or clear the mark.",
            found=line.action.value.value,
        )
        yield with_fixes(
            taken_away,
            fix("Delete the line", f"lines[{index}]", ""),
            fix("It is ordered", f"lines[{index}].action", ""),
        )


def _stated(read: Read[str] | None) -> bool:
    return read is not None and bool(read.value.strip())
