"""How rules work together: their order, choices of people, missing data."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ordermill import registry
from orders.errors import Misconfigured
from orders.findings import FindingCode, Severity
from orders.order import Party
from orders.resolution import Fact, Resolution
from tests.fakes.company import COMPANY, open_company, reference_of
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, only
from validation.absent import NoReference
from validation.rule import Case, Verdict
from validation.validate import holding, in_order
from validation.words.wording import hold, note


@dataclass
class Scripted:
    """A rule that gives and finds what it is told."""

    name: str = "scripted"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()
    verdict: Verdict = field(default_factory=Verdict)

    def examine(self, case: Case) -> Verdict:
        return self.verdict


def names(rules: Iterable[Scripted]) -> list[str]:
    return [rule.name for rule in in_order(list(rules))]


def test_a_rule_comes_after_all_that_give_what_it_needs() -> None:
    price = Scripted("price", frozenset({Fact.ITEM, Fact.CUSTOMER}), frozenset({Fact.PRICE}))
    item = Scripted("item", frozenset({Fact.CUSTOMER}), frozenset({Fact.ITEM}))
    customer = Scripted("customer", gives=frozenset({Fact.CUSTOMER}))
    assert ["customer", "item", "price"] == names([price, item, customer])


def test_a_circle_is_named() -> None:
    one = Scripted("one", frozenset({Fact.ITEM}), frozenset({Fact.PRICE}))
    other = Scripted("other", frozenset({Fact.PRICE}), frozenset({Fact.ITEM}))
    with pytest.raises(Misconfigured, match=r"one.*other|other.*one"):
        in_order([one, other])


def test_the_built_in_rules_have_an_order_in_which_copies_come_last_of_all_that_resolve() -> None:
    ordered = [rule.name for rule in in_order(registry.rules())]
    assert ordered.index("copies") > max(ordered.index(name) for name in ("price", "ship_to", "unit", "currency"))


def test_what_a_person_chose_stays_and_keeps_the_person_as_its_evidence() -> None:
    rule = Scripted(verdict=Verdict((Resolution(fact=Fact.CUSTOMER, path="customer", value="0100", label="Karst"),)))
    validation = Trial(NoReference(), (rule,))(reading(), chosen={"customer": "0200"})
    chosen = validation.resolutions["customer"]
    assert ("0200", "", "person") == (chosen.value, chosen.label, chosen.evidence[0].kind)


def test_a_rule_that_agrees_with_the_person_lends_its_label() -> None:
    rule = Scripted(verdict=Verdict((Resolution(fact=Fact.CUSTOMER, path="customer", value="0100", label="Karst"),)))
    validation = Trial(NoReference(), (rule,))(reading(), chosen={"customer": "0100"})
    assert "Karst" == validation.resolutions["customer"].label


@pytest.mark.parametrize(
    ("chosen", "lent"), [("0100/1", Party(account="0100/1", street="Hafenweg 9")), ("0100/2", None)]
)
def test_a_chosen_account_has_the_address_of_the_rule_that_comes_to_the_same(chosen: str, lent: Party | None) -> None:
    known = Party(account="0100/1", street="Hafenweg 9")
    rule = Scripted(
        verdict=Verdict((Resolution(fact=Fact.SHIP_TO, path="ship_to", value="0100/1", party=known),)),
    )
    validation = Trial(NoReference(), (rule,))(reading(), chosen={"ship_to": chosen})
    assert (chosen, lent) == (validation.resolutions["ship_to"].value, validation.resolutions["ship_to"].party)


def test_of_two_findings_on_one_value_the_more_severe_stays() -> None:
    noted = note(FindingCode.LINE_COUNT, "lines", "Noted.", found="3")
    held = hold(FindingCode.LINE_COUNT, "lines", "Held.", found="3")
    validation = Trial(NoReference(), (Scripted(verdict=Verdict(findings=(held,))),))(reading(findings=(noted,)))
    assert (held,) == validation.findings


def test_without_any_data_nothing_is_checked_nothing_holds_and_no_order_comes_of_it() -> None:
    validation = Trial(NoReference(), registry.rules())(reading())
    assert () == holding(validation.findings, frozenset())
    assert {FindingCode.REFERENCE_MISSING, FindingCode.NOT_CHECKED} == {finding.code for finding in validation.findings}
    assert validation.order is None


@pytest.mark.parametrize("missing", [path.name for path in sorted(COMPANY.glob("*.csv"))])
def test_a_missing_kind_of_data_is_said_to_be_unchecked_and_never_an_error(tmp_path: Path, missing: str) -> None:
    for path in COMPANY.glob("*.csv"):
        if path.name != missing:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with closing(open_company(tmp_path / "archive", tmp_path)) as store, reference_of(store) as reference:
        order = reading(lines=(line(buyer_item=None, supplier_item="BOLT-08"),))
        validation = Trial(reference, registry.rules())(order)
    unchecked = {FindingCode.REFERENCE_MISSING, FindingCode.NOT_CHECKED}
    said = {finding.code for finding in validation.findings} & unchecked
    assert said or missing in {"packs.csv", "customer_items.csv"}
    # Without contracts the list price is what it should cost.
    differs = {FindingCode.PRICE_DIFFERS} if missing == "customer_items.csv" else set()
    assert differs == {finding.code for finding in holding(validation.findings, frozenset())}


def test_every_finding_is_a_sentence_and_every_fix_can_be_replayed(trial: Trial) -> None:
    order = reading(
        po_number=None,
        lines=(line(buyer_item="unheard"), line(uom="Kolli"), line(unit_price=None), line(line_no="10")),
    )
    for finding in trial(order).findings:
        assert finding.message.endswith(".")
        assert len(finding.fixes) <= 3
        assert Severity.NOTE is finding.severity or finding.message.count(".") >= 2


def test_a_fix_taken_by_a_person_settles_its_finding(trial: Trial) -> None:
    order = reading(lines=(line(buyer_item="unheard", description="hex bolt M8"),))
    (change,) = only(trial(order), FindingCode.ITEM_UNKNOWN).fixes[0].changes
    validation = trial(order, chosen={change.path: change.value})
    assert () == holding(validation.findings, frozenset())
    assert validation.order is not None
