"""Items that may be offered in place of others: what follows them, then their substitutes. A person offers, no rule."""

from collections.abc import Iterator, Mapping, Sequence

from orders.findings import Fix
from orders.reference import Item, ReadsAhead
from validation.rule import Case
from validation.words.wording import fix


def alternatives(case: Case, lacking: Sequence[Item]) -> Mapping[str, Sequence[Item]]:
    """By item what may be offered in its place. For findings only: it asks once more, for all of the items at once."""
    named = {item.sku: _named(case, item.sku) for item in lacking}
    skus = {sku for some in named.values() for sku in some}
    if skus and isinstance(case.reference, ReadsAhead):
        case.reference.read_ahead(case.resolved("customer"), skus=skus, gtins=(), buyer_items=())
    items = {sku: case.reference.item(sku) for sku in sorted(skus)}
    return {sku: [item for other in some if (item := items[other]) and not item.blocked] for sku, some in named.items()}


def taking(case: Case, index: int, item: Item) -> Iterator[Fix]:
    """To order one of its alternatives on this line, this once: an offer is no rule for later orders."""
    for other in alternatives(case, [item])[item.sku]:
        described = f"{other.sku} {other.descriptions[0]}" if other.descriptions else other.sku
        yield fix(f"Take {described}", f"lines[{index}].item", other.sku)


def _named(case: Case, sku: str) -> Sequence[str]:
    replacement = case.reference.replacement(sku)
    follows = (replacement.sku,) if replacement and replacement.sku else ()
    return tuple(dict.fromkeys((*follows, *case.reference.substitutes(sku))))
