"""In which unit of the item each line is ordered, and what its price is for."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from orders import units
from orders.evidence import Evidence, Learned, PolicyDefault, ReferenceRow
from orders.findings import Finding, FindingCode, Fix
from orders.gtin import comparable
from orders.knowledge import KnowledgeKind, LearnsAhead
from orders.lessons import unit_key
from orders.reading import LineReading
from orders.reference import Item
from orders.resolution import Fact, Resolution
from validation.goods.customer_packs import meant_by_customer, pack_evidence
from validation.goods.item_units import ONE, Meant, exact, sold_as, sold_units
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, line_name, note, with_fixes


class WhichUnit:
    """Resolves the unit among those in which the item is sold. An unknown unit never becomes a default.

    One that no item could be sold in, as far as anybody knows, is told before the item is known.
    Quantities in a unit that converts exactly (dozens, grams) are resolved in the base unit. Where the price is for
    another unit than the quantity, the resolution at `price_uom` says how many of the one are in the other.
    """

    name = "unit"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM})
    gives = frozenset({Fact.UNIT})

    def examine(self, case: Case) -> Verdict:
        resolutions: list[Resolution] = []
        findings: list[Finding] = []
        if isinstance(case.knowledge, LearnsAhead) and (customer := case.resolved("customer")):
            case.knowledge.read_ahead(KnowledgeKind.UNIT, customer, {unit_key(line) for line in case.reading.lines})
        for index, line in enumerate(case.reading.lines):
            sku = case.resolved(f"lines[{index}].item")
            item = case.reference.item(sku) if sku else None
            if item is None:
                findings += _unheard_of(case, index, line)
            elif line.quantity is not None:
                verdict = _examine(case, index, line, item)
                resolutions += verdict.resolutions
                findings += verdict.findings
        return Verdict(tuple(resolutions), tuple(findings))


def _examine(case: Case, index: int, line: LineReading, item: Item) -> Verdict:
    text, because = _in_our_terms(case, index, line, item)
    written = line.uom.value.strip() if line.uom else ""
    if not text and not written:
        return Verdict(findings=(_absent(case, index, item),))
    because += () if text else pack_evidence(case, written, item)
    meant = sold_as(text, item) if text else meant_by_customer(case, written, item)
    text = text or written
    if len(meant) != 1:
        return Verdict(findings=(_unclear(case, index, item, text, meant),))
    if contradiction := _pack_gtin_differs(case, index, line, item, meant[0]):
        return Verdict(findings=(contradiction,))
    return _resolved(case, index, line, item, text, meant[0], because)


def _unheard_of(case: Case, index: int, line: LineReading) -> Iterator[Finding]:
    text = line.uom.value.strip() if line.uom else ""
    if not text or units.meanings(text) or case.resolved(f"lines[{index}].unit"):
        return
    if case.knowledge.find(KnowledgeKind.UNIT, case.resolved("customer"), unit_key(line)):
        return
    message = (
        f"{line_name(case.reading, index)}: the unit {text!r} is not known. "
        "Choose the item first; then say which of its units is meant, and mind the quantity."
    )
    yield block(FindingCode.UNIT_UNKNOWN, f"lines[{index}].unit", message, found=text)


def _in_our_terms(case: Case, index: int, line: LineReading, item: Item) -> tuple[str, tuple[Evidence, ...]]:
    """The catalogue's unit and why, where a person chose or taught it, or none is written and a setting says it."""
    if chosen := case.resolved(f"lines[{index}].unit"):
        return chosen, ()
    lesson = case.knowledge.find(KnowledgeKind.UNIT, case.resolved("customer"), unit_key(line))
    if lesson is not None and sold_as(lesson.value, item):
        return lesson.value, (Learned(knowledge_id=lesson.id, revision=lesson.revision),)
    if line.uom is not None and line.uom.value.strip():
        return "", ()
    if pack := _pack_of_gtin(line, item):
        return pack, ()
    if default := case.policy.unit_when_absent:
        return default, (PolicyDefault(setting="unit_when_absent"),)
    return "", ()


def _pack_of_gtin(line: LineReading, item: Item) -> str:
    """The pack whose own GTIN the line states. The item's GTIN says nothing of the unit: people use it for both."""
    number = comparable(line.gtin.value) if line.gtin else ""
    return next((pack.unit for pack in item.packs if number and comparable(pack.gtin) == number), "")


def _pack_gtin_differs(case: Case, index: int, line: LineReading, item: Item, meant: Meant) -> Finding | None:
    pack = _pack_of_gtin(line, item)
    if not pack or pack == meant.sold.unit or case.resolved(f"lines[{index}].unit"):
        return None
    message = (
        f"{line_name(case.reading, index)}: the GTIN is that of a {units.name(pack)}, "
        f"the quantity is in {units.name(meant.sold.unit)}. Choose the unit that is meant."
    )
    doubt = block(FindingCode.AMBIGUOUS_VALUE, f"lines[{index}].unit", message, found=meant.sold.unit, expected=pack)
    return with_fixes(doubt, *_choices(index, (pack, meant.sold.unit), teaches=False))


def _resolved(
    case: Case, index: int, line: LineReading, item: Item, text: str, meant: Meant, because: tuple[Evidence, ...]
) -> Verdict:
    row = ReferenceRow(table="items", key=item.sku, snapshot=case.reference.snapshot)
    evidence = (row, *because)
    resolutions = [_resolution(f"lines[{index}].unit", meant.sold.unit, units.name(meant.sold.unit), evidence)]
    findings: list[Finding] = []
    if meant.ratio != 1 and line.quantity:
        quantity = exact(Fraction(line.quantity.value) * meant.ratio)
        if quantity is None:
            return Verdict(findings=(_unclear(case, index, item, text, ()),))
        resolutions.append(_resolution(f"lines[{index}].quantity", f"{quantity:f}", "", evidence))
    if meant.loosely:
        message = (
            f"{line_name(case.reading, index)}: ordered in {units.name(text)}, taken as "
            f"{units.name(meant.sold.unit)}, the only unit in which {item.sku} is sold."
        )
        findings.append(note(FindingCode.UNIT_NOT_SOLD, f"lines[{index}].unit", message, found=text))
    scale = _price_scale(case, line, item, meant)
    if scale is None:
        findings.append(_price_unit(case, index, line, item))
    elif scale != 1:
        resolutions.append(_resolution(f"lines[{index}].price_uom", str(scale), "", evidence))
    return Verdict(tuple(resolutions), tuple(findings))


def _price_scale(case: Case, line: LineReading, item: Item, meant: Meant) -> Fraction | None:
    """How many of the resolved unit the price is for; None where its unit is not one of the item."""
    if line.unit_price is None:
        return ONE
    if line.price_uom is None or not line.price_uom.value.strip():
        return meant.ratio
    of_price = meant_by_customer(case, line.price_uom.value, item)
    if len(of_price) != 1:
        return None
    return of_price[0].factor / meant.sold.factor


def _resolution(path: str, value: str, label: str, evidence: tuple[Evidence, ...]) -> Resolution:
    return Resolution(fact=Fact.UNIT, path=path, value=value, label=label, evidence=evidence)


def _absent(case: Case, index: int, item: Item) -> Finding:
    message = f"{line_name(case.reading, index)} names no unit. Choose the unit that is meant for {item.sku}."
    absent = block(FindingCode.UNIT_UNKNOWN, f"lines[{index}].unit", message)
    return with_fixes(absent, *_choices(index, [unit.unit for unit in sold_units(item)]))


def _unclear(case: Case, index: int, item: Item, text: str, meant: Sequence[Meant]) -> Finding:
    sold = [unit.unit for unit in sold_units(item)]
    line, offered = line_name(case.reading, index), ", ".join(units.name(unit) for unit in sold)
    if meant:
        code, why = FindingCode.AMBIGUOUS_VALUE, f"{text!r} can mean several units of {item.sku}"
    elif units.meanings(text):
        code, why = FindingCode.UNIT_NOT_SOLD, f"{item.sku} is not sold in {units.name(text)}"
    else:
        code, why = FindingCode.UNIT_UNKNOWN, f"the unit {text!r} is not known"
    message = f"{line}: {why}. It is sold in {offered}; choose what is meant, and mind the quantity."
    unclear = block(code, f"lines[{index}].unit", message, found=text, expected=", ".join(sold))
    return with_fixes(unclear, *_choices(index, [one.sold.unit for one in meant] or sold))


def _choices(index: int, offered: Sequence[str], *, teaches: bool = True) -> Iterable[Fix]:
    return (fix(f"It is {units.name(unit)}", f"lines[{index}].unit", unit, teaches=teaches) for unit in offered)


def _price_unit(case: Case, index: int, line: LineReading, item: Item) -> Finding:
    text = line.price_uom.value if line.price_uom else ""
    ordered = line.uom.value if line.uom else item.unit
    message = (
        f"{line_name(case.reading, index)}: the price is for {units.name(text)}, the quantity in "
        f"{units.name(ordered)}, and the catalogue does not convert one to the other. Correct the unit of the price."
    )
    unclear = block(FindingCode.PRICE_UNIT, f"lines[{index}].price_uom", message, found=text, expected=ordered)
    return with_fixes(unclear, fix(f"The price is for {units.name(ordered)}", f"lines[{index}].price_uom", ordered))
