"""What this customer paid for the items of which a price is in doubt, the last three times."""

import re
from collections.abc import Iterator, Sequence

from orders.findings import Detail, Finding, FindingCode
from orders.reference import PricePaid
from validation.rule import Case
from validation.words.wording import in_money, number

_DOUBTED = frozenset({FindingCode.PRICE_DIFFERS, FindingCode.PRICE_MISSING, FindingCode.NOT_CHECKED})
_PRICE_OF_LINE = re.compile(r"lines\[(\d+)\]\.unit_price")


def with_prices_paid(case: Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with what was paid before. The past is asked once for all, and only where a price is doubted."""
    items = [_item(case, finding) for finding in findings]
    asked = {item for item in items if item}
    paid = case.history.prices_paid(case.resolved("customer"), asked) if asked else {}
    return tuple(
        finding.model_copy(update={"details": (*finding.details, *_details(paid.get(item, ())))}) if item else finding
        for finding, item in zip(findings, items, strict=True)
    )


def _item(case: Case, finding: Finding) -> str:
    on_line = _PRICE_OF_LINE.fullmatch(finding.path)
    if on_line is None or not finding.holds or finding.code not in _DOUBTED:
        return ""
    return case.resolved(f"lines[{on_line[1]}].item")


def _details(paid: Sequence[PricePaid]) -> Iterator[Detail]:
    for one in paid:
        less = f" less {number(one.discount_percent)} %" if one.discount_percent else ""
        amount = f"{in_money(one.amount, one.currency)} {one.currency}"
        yield Detail(name="Paid before", text=f"{amount} for {number(one.basis)} {one.unit}{less}", beside=_when(one))


def _when(one: PricePaid) -> str:
    return f"{one.day}, order {one.po_number}" if one.po_number else str(one.day)
