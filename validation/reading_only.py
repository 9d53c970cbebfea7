"""What can be said of a reading alone: the rules that establish nothing and need at most the customer's policy."""

from collections.abc import Sequence

from orders.resolution import Fact
from validation.rule import Rule

_POLICY_ONLY = frozenset({Fact.CUSTOMER})


def reading_rules(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that look at the document alone, such as arithmetic and required fields."""
    return tuple(rule for rule in rules if not rule.gives and rule.needs <= _POLICY_ONLY)
