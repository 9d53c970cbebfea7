"""Which item of ours each line means: all the numbers it states must agree."""

from collections.abc import Iterable, Sequence

from orders import gtin
from orders.changed_order import line_number_key
from orders.evidence import ReferenceRow
from orders.findings import Finding, FindingCode, Fix
from orders.knowledge import KnowledgeKind, LearnsAhead
from orders.order import Line, PurchaseOrder, order_identity
from orders.reading import LineAction, LineReading, OrderKind, Read
from orders.reference import Item, ReadsAhead
from orders.resolution import Fact, Resolution
from validation.goods.alternatives import taking
from validation.goods.item_claims import Claim, claims, is_anyones, taught_keys
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, hold, line_name, note, with_fixes

SUGGESTIONS = 3
LINES_WITH_SUGGESTIONS = 20
"""Looking for what is similar is slow; where so many lines are in doubt, the cause is another one."""


class WhichItem:
    """Resolves an item by our number, the customer's (taught or loaded), GTIN or its maker's number, and by numbers
    that differ in punctuation only, if just one does; never by likeness.
    """

    name = "item"
    needs = frozenset({Fact.CUSTOMER})
    gives = frozenset({Fact.ITEM})

    def examine(self, case: Case) -> Verdict:
        if not case.reference.has("items"):
            message = "The items were not checked: none are loaded. Import catalogue.csv; no order is complete without."
            return Verdict(findings=(note(FindingCode.REFERENCE_MISSING, "lines", message, found="items"),))
        _read_ahead(case)
        resolutions: list[Resolution] = []
        findings: list[Finding] = []
        for index, line in enumerate(case.reading.lines):
            verdict = _examine(case, index, line, suggest=len(findings) < LINES_WITH_SUGGESTIONS)
            resolutions += verdict.resolutions
            findings += verdict.findings
        return Verdict(tuple(resolutions), tuple(findings))


def _read_ahead(case: Case) -> None:
    if isinstance(case.knowledge, LearnsAhead) and (customer := case.resolved("customer")):
        keys = set().union(*map(taught_keys, case.reading.lines))
        case.knowledge.read_ahead(KnowledgeKind.ITEM, customer, keys)
    if not isinstance(case.reference, ReadsAhead):
        return
    lines = case.reading.lines
    chosen = {case.resolved(f"lines[{index}].item") for index in range(len(lines))}
    case.reference.read_ahead(
        case.resolved("customer"),
        skus=(chosen | {_number(line.supplier_item) for line in lines}) - {""},
        gtins={_number(line.gtin) for line in lines if line.gtin and gtin.is_number(line.gtin.value)},
        buyer_items={number for line in lines for number in _buyer_numbers(line)},
    )


def _buyer_numbers(line: LineReading) -> set[str]:
    anyones = _number(line.supplier_item) if is_anyones(line.supplier_item) else ""
    return {_number(line.buyer_item), anyones} - {""}


def _examine(case: Case, index: int, line: LineReading, *, suggest: bool) -> Verdict:
    if chosen := case.resolved(f"lines[{index}].item"):
        return _chosen(case, index, chosen)
    stated = claims(case, line)
    if not stated:
        return _of_the_order(case, index, line)
    speaking = [claim for claim in stated if claim.items]
    if not speaking:
        similar = _similar(case, line, stated) if suggest else ()
        return Verdict(findings=(_unknown(case, index, stated, similar),))
    agreed = frozenset.intersection(*(claim.skus for claim in speaking))
    if len(agreed) == 1:
        (sku,) = agreed
        item = next(item for item in speaking[0].items if item.sku == sku)
        return _resolved(case, index, item, stated)
    return Verdict(findings=(_disagree(case, index, speaking) if not agreed else _several(case, index, speaking),))


def _of_the_order(case: Case, index: int, line: LineReading) -> Verdict:
    """A change may name a line by its number alone: its item is that of the order, if just one line has the number."""
    is_added = line.action is not None and line.action.value is LineAction.ADD
    if case.reading.kind is not OrderKind.CHANGE or line.line_no is None or is_added:
        return Verdict()
    lines = [one for order in _changed_orders(case) for one in order.lines if _same_number(one, line.line_no)]
    item = case.reference.item(lines[0].item) if len(lines) == 1 else None
    return _resolved(case, index, item, ()) if item else Verdict()


def _changed_orders(case: Case) -> Iterable[PurchaseOrder]:
    customer, number = case.resolved("customer"), _number(case.reading.po_number)
    if not customer or not number:
        return ()
    known = case.history.live_orders(order_identity(customer, number, _number(case.reading.release)))
    return (one.order for one in known if isinstance(one.order, PurchaseOrder))


def _same_number(line: Line, stated: Read[str]) -> bool:
    return line_number_key(line.line_no) == line_number_key(stated.value)


def _resolved(case: Case, index: int, item: Item, stated: Sequence[Claim]) -> Verdict:
    row = ReferenceRow(table="items", key=item.sku, snapshot=case.reference.snapshot)
    taught = [claim.learned for claim in stated if claim.learned]
    resolution = Resolution(
        fact=Fact.ITEM,
        path=f"lines[{index}].item",
        value=item.sku,
        label=_label(item),
        evidence=(row, *_reasons(case, item, stated), *taught),
    )
    doubts = [doubt for claim in stated if not claim.items for doubt in _unconfirmed(case, index, item, claim)]
    return Verdict(resolutions=(resolution,), findings=(*doubts, *_blocked(case, index, item)))


def _reasons(case: Case, item: Item, stated: Sequence[Claim]) -> Iterable[ReferenceRow]:
    """By which of the numbers the item was found, and how: what people taught says so itself."""
    for claim in stated:
        if item.sku in claim.skus and not claim.learned:
            yield ReferenceRow(table=claim.rung.value, key=claim.number, snapshot=case.reference.snapshot)


def _unconfirmed(case: Case, index: int, item: Item, claim: Claim) -> Iterable[Finding]:
    """A number that means nothing to us beside another that does. That we lack a customer's own numbers is usual."""
    line = line_name(case.reading, index)
    path = f"lines[{index}].{claim.field}"
    if claim.field == "supplier_item":
        yield with_fixes(
            hold(
                FindingCode.ITEM_CONTRADICTION,
                path,
                f"{line}: the catalogue has no {claim}; its other numbers mean {_label(item)}. Confirm the item.",
                found=claim.number,
                expected=item.sku,
            ),
            _choice(index, item),
        )
    elif claim.field == "gtin" and item.gtin and gtin.is_valid(claim.number):
        yield with_fixes(
            hold(
                FindingCode.ITEM_CONTRADICTION,
                path,
                f"{line}: {claim} is not that of {_label(item)}, which has {item.gtin}. Confirm the item.",
                found=claim.number,
                expected=item.gtin,
            ),
            _choice(index, item),
        )


def _blocked(case: Case, index: int, item: Item) -> Iterable[Finding]:
    if item.blocked:
        message = f"{line_name(case.reading, index)}: {_label(item)} is blocked for sale. Offer another item."
        blocked = hold(FindingCode.ITEM_BLOCKED, f"lines[{index}].item", message, found=item.sku)
        yield with_fixes(blocked, *taking(case, index, item))


def _chosen(case: Case, index: int, sku: str) -> Verdict:
    item = case.reference.item(sku)
    if item is None:
        message = f"{line_name(case.reading, index)}: the catalogue has no item {sku}. Choose another one."
        return Verdict(findings=(block(FindingCode.ITEM_UNKNOWN, f"lines[{index}].item", message, found=sku),))
    return _resolved(case, index, item, ())


def _unknown(case: Case, index: int, stated: Sequence[Claim], similar: Sequence[Item]) -> Finding:
    numbers = ", ".join(str(claim) for claim in stated)
    unknown = block(
        FindingCode.ITEM_UNKNOWN,
        f"lines[{index}].item",
        f"{line_name(case.reading, index)}: no item has {numbers}. Choose the item.",
        found=", ".join(claim.number for claim in stated),
    )
    return with_fixes(unknown, *(_choice(index, item) for item in similar))


def _similar(case: Case, line: LineReading, stated: Sequence[Claim]) -> Sequence[Item]:
    """What it might be. A number in the other one's field comes first: "part number" is said of either."""
    customer = case.resolved("customer")
    own = [item for claim in stated if (item := case.reference.item(claim.number))]
    theirs = [item for claim in stated if customer for item in case.reference.items_of_customer(customer, claim.number)]
    text = " ".join(read.value for read in (line.supplier_item or line.buyer_item, line.description) if read)
    similar = case.reference.similar_items(text, SUGGESTIONS) if text.strip() else ()
    return list({item.sku: item for item in (*own, *theirs, *similar)}.values())[:SUGGESTIONS]


def _disagree(case: Case, index: int, speaking: Sequence[Claim]) -> Finding:
    said = "; ".join(f"{claim} means {', '.join(sorted(claim.skus))}" for claim in speaking)
    message = f"{line_name(case.reading, index)}: its numbers contradict each other: {said}. Choose the item."
    found = ", ".join(claim.number for claim in speaking)
    doubt = block(FindingCode.ITEM_CONTRADICTION, f"lines[{index}].item", message, found=found)
    return with_fixes(doubt, *_choices(index, speaking))


def _several(case: Case, index: int, speaking: Sequence[Claim]) -> Finding:
    numbers = ", ".join(str(claim) for claim in speaking)
    message = f"{line_name(case.reading, index)}: several items have {numbers}. Choose the item."
    found = ", ".join(claim.number for claim in speaking)
    doubt = block(FindingCode.ITEM_AMBIGUOUS, f"lines[{index}].item", message, found=found)
    return with_fixes(doubt, *_choices(index, speaking))


def _choices(index: int, speaking: Sequence[Claim]) -> Iterable[Fix]:
    items = {item.sku: item for claim in speaking for item in claim.items}
    return (_choice(index, item) for item in items.values())


def _choice(index: int, item: Item) -> Fix:
    return fix(f"It is {_label(item)}", f"lines[{index}].item", item.sku, teaches=True)


def _label(item: Item) -> str:
    return f"{item.sku} {item.descriptions[0]}" if item.descriptions else item.sku


def _number(read: Read[str] | None) -> str:
    return read.value.strip() if read else ""
