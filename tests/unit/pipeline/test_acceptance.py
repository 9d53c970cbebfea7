"""What a person accepted covers what that person saw, and nothing that came to be afterwards."""

from collections.abc import Callable

from orders.decision import DecisionKind
from orders.findings import Change, Finding, FindingCode, Severity
from orders.resolution import Fact, Resolution
from orders.stages import Outcome
from parsers.parser import Blob, ParseContext, Parsed
from tests.fakes.small_orders import SmallParser, SmallRule, small_order
from tests.fakes.world import World
from validation.review_mode import ReviewMode
from validation.rule import Case, Verdict

MakeWorld = Callable[..., World]


class ChangingCatalogue(SmallRule):
    """Means another item by the same word once `means` is set anew."""

    means = "SKU-1"

    def examine(self, case: Case) -> Verdict:
        verdict = super().examine(case)
        others = [known for known in verdict.resolutions if known.fact is not Fact.ITEM]
        item = Resolution(fact=Fact.ITEM, path="lines[0].item", value=self.means)
        return Verdict((*others, item), verdict.findings)


class ShortStock:
    """Has nothing of anything in stock."""

    name = "short_stock"
    needs: frozenset[Fact] = frozenset({Fact.ITEM})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=tuple(_short(index) for index in range(len(case.reading.lines))))


def _short(index: int) -> Finding:
    path = f"lines[{index}].quantity"
    return Finding(code=FindingCode.STOCK_SHORT, severity=Severity.HOLD, message="Short.", path=path, found="5")


class DoubtingParser(SmallParser):
    """Holds, of the second document it reads, something that it did not understand."""

    read = 0

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        parsed = super().parse(blob, context)
        self.read += 1
        if self.read < 2:
            return parsed
        doubt = Finding(code=FindingCode.UNREAD_CONTENT, severity=Severity.HOLD, message="Rows 5 to 9.", found="5-9")
        return Parsed(tuple(one.model_copy(update={"findings": (doubt,)}) for one in parsed.readings))


def test_an_approval_does_not_cover_an_order_that_became_another_one(make_world: MakeWorld) -> None:
    catalogue = ChangingCatalogue()
    world = make_world(rules=(catalogue, ReviewMode()))
    arrival = world.receive(small_order("P-1"))
    world.run()
    order = world.order(arrival)
    catalogue.means = "SKU-2"
    world.decide(order.id, DecisionKind.APPROVE, accepted=tuple(finding.fingerprint for finding in order.findings))
    world.run()
    assert Outcome.HELD is world.fate(arrival)
    order = world.order(arrival)
    world.decide(order.id, DecisionKind.APPROVE, accepted=tuple(finding.fingerprint for finding in order.findings))
    world.run()
    assert Outcome.DONE is world.fate(arrival)


def test_what_was_accepted_of_a_deleted_line_does_not_cover_the_one_that_takes_its_place(make_world: MakeWorld) -> None:
    world = make_world(rules=(SmallRule(), ShortStock()))
    arrival = world.receive(small_order("P-1", lines=["SKU-1 5 1", "SKU-2 5 1", "SKU-3 5 1"]))
    world.run()
    accepted = (_short(1).fingerprint, _short(2).fingerprint)
    world.decide(
        world.order(arrival).id, DecisionKind.CORRECT, changes=(Change(path="lines[1]", value=""),), accepted=accepted
    )
    # Line 3 stands where line 2 stood, and was accepted itself; line 1 never was.
    assert frozenset({_short(1).fingerprint}) == world.order(arrival).accepted
    world.decide(world.order(arrival).id, DecisionKind.CORRECT, changes=(Change(path="lines[1]", value=""),))
    assert frozenset() == world.order(arrival).accepted
    assert Outcome.HELD is world.fate(arrival)


def test_an_equal_copy_that_was_not_understood_is_shown_to_a_person(make_world: MakeWorld) -> None:
    world = make_world(parsers=(DoubtingParser(),))
    first, second, third = (world.receive(small_order("P-1")) for _ in range(3))
    world.run()
    fates = [world.fate(arrival) for arrival in (first, second, third)]
    assert [Outcome.DONE, Outcome.HELD, Outcome.HELD] == fates
    assert {"unread-content", "duplicate-order"} == world.codes(second)
