"""Items that are no longer sold, and what follows them."""

from collections.abc import Iterator

from orders.findings import Finding, FindingCode
from orders.reference import Item, Replacement
from orders.resolution import Fact
from validation.goods.alternatives import taking
from validation.goods.demand import ordered_item
from validation.rule import Case, Verdict
from validation.words.wording import fix, hold, line_name, with_fixes


class ReplacedItem:
    """Holds a line for an item that is superseded or discontinued, with the item that follows it as the remedy."""

    name = "replaced_item"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if not case.reference.has("replacements"):
            return Verdict()
        return Verdict(findings=tuple(_findings(case)))


def _findings(case: Case) -> Iterator[Finding]:
    for index in range(len(case.reading.lines)):
        item = ordered_item(case, index)
        replacement = case.reference.replacement(item.sku) if item else None
        if item and replacement and (replacement.since is None or replacement.since <= case.today):
            yield _replaced(case, index, item, replacement)


def _replaced(case: Case, index: int, item: Item, replacement: Replacement) -> Finding:
    since = f" since {replacement.since}" if replacement.since else ""
    follows = case.reference.item(replacement.sku) if replacement.sku else None
    opening = f"{line_name(case.reading, index)}: {item.sku} is no longer sold{since}"
    path = f"lines[{index}].item"
    if follows is None or follows.blocked:
        named = f" Its replacement {replacement.sku} cannot be sold either." if replacement.sku else ""
        message = f"{opening}, and nothing follows it.{named} Offer another item, or accept it while stock lasts."
        nothing = hold(FindingCode.ITEM_REPLACED, path, message, found=item.sku)
        return with_fixes(nothing, *taking(case, index, item))
    described = f"{follows.sku} {follows.descriptions[0]}" if follows.descriptions else follows.sku
    message = f"{opening}; {described} follows it. Take that one with the customer's consent, or accept the old one."
    finding = hold(FindingCode.ITEM_REPLACED, path, message, found=item.sku, expected=follows.sku)
    return with_fixes(finding, fix(f"Take {described}", path, follows.sku, teaches=True))
