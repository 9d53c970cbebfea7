"""A person's edits, replayed on the original reading."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.edited_findings import accepted_without_line
from orders.editing import edited
from orders.evidence import PageBox, Person
from orders.findings import Change, Finding, FindingCode, Severity
from orders.reading import Confidence, OrderKind, OrderReading, Read
from tests.fakes.readings import line, reading

ANA = Person(name="ana", decision_id="d1")


def replay(order: OrderReading, *changes: tuple[str, str]) -> tuple[OrderReading, dict[str, str]]:
    changed, chosen = edited(order, [Change(path=path, value=value) for path, value in changes], ANA)
    return changed, {path: resolution.value for path, resolution in chosen.items()}


def value(read: Read[object] | None) -> object:
    return read.value if read else None


def test_a_typed_value_has_the_person_as_its_evidence_and_is_proven() -> None:
    order, _ = replay(reading(), ("po_number", " 4712 "))
    assert order.po_number == Read[str](value="4712", evidence=(ANA,), confidence=Confidence.PROVEN)


def test_a_value_that_was_pointed_at_in_the_document_has_that_place_as_its_evidence_too() -> None:
    box = PageBox(page=2, left=Decimal(10), top=Decimal(20), right=Decimal("30.5"), bottom=Decimal(40))
    changes = (
        Change(path="lines[0].quantity", value="7", evidence=box),
        Change(path="lines[0].item", value="SP-1", evidence=box),
        Change(path="lines[0].uom", value="KGM"),
    )
    changed, chosen = edited(reading(), changes, ANA)
    assert [(ANA, box), (ANA,)] == [read.evidence for read in (changed.lines[0].quantity, changed.lines[0].uom) if read]
    assert (ANA, box) == chosen["lines[0].item"].evidence


def test_values_are_typed_as_their_fields_are() -> None:
    order, _ = replay(
        reading(),
        ("lines[0].quantity", "12.5"),
        ("requested_delivery_date", "2026-04-01"),
        ("lines[0].action", "cancel"),
        ("buyer.street", "Lindenstr. 5"),
        ("bill_to.city", "Hannover"),
        ("kind", "change"),
    )
    assert Decimal("12.5") == value(order.lines[0].quantity)
    assert date(2026, 4, 1) == value(order.requested_delivery_date)
    assert "cancel" == value(order.lines[0].action)
    assert order.buyer is not None
    assert order.bill_to is not None
    assert ("Lindenstr. 5", "Hannover") == (value(order.buyer.street), value(order.bill_to.city))
    assert OrderKind.CHANGE is order.kind


def test_an_empty_value_clears_the_field() -> None:
    order, _ = replay(reading(), ("lines[0].unit_price", ""))
    assert order.lines[0].unit_price is None


def test_choices_become_resolutions_and_an_empty_one_takes_the_choice_back() -> None:
    _, chosen = replay(reading(), ("customer", "0200"), ("lines[0].item", "BOLT-10"), ("ship_to", "x"), ("ship_to", ""))
    assert {"customer": "0200", "lines[0].item": "BOLT-10"} == chosen


def test_a_choice_is_overtaken_when_its_ground_is_edited_afterwards() -> None:
    _, chosen = replay(reading(), ("lines[0].item", "BOLT-10"), ("lines[0].buyer_item", "4712"))
    assert {} == chosen
    _, chosen = replay(reading(), ("lines[0].buyer_item", "4712"), ("lines[0].item", "BOLT-10"))
    assert {"lines[0].item": "BOLT-10"} == chosen


def test_a_deleted_line_moves_the_next_ones_up_with_their_choices() -> None:
    order = reading(lines=(line(line_no="1"), line(line_no="2"), line(line_no="3")))
    after, chosen = replay(
        order,
        ("lines[0].item", "A"),
        ("lines[1].item", "B"),
        ("lines[2].unit", "C"),
        ("lines[1]", ""),
        ("lines[1].quantity", "7"),
    )
    assert ["1", "3"] == [value(kept.line_no) for kept in after.lines]
    assert Decimal(7) == value(after.lines[1].quantity)
    assert {"lines[0].item": "A", "lines[1].unit": "C"} == chosen


def test_a_line_can_be_added_and_filled() -> None:
    order, _ = replay(reading(), ("lines[+]", ""), ("lines[1].quantity", "3"))
    assert Decimal(3) == value(order.lines[1].quantity)


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        ("lines[0].quantity", "1,5", "not a number"),
        ("lines[0].quantity", "NaN", "not a number"),
        ("lines[0].quantity", "1e9", "not a number"),
        ("lines[0].quantity", "9" * 40, "not a number"),
        ("order_date", "1.4.2026", "not a date"),
        ("order_date", "20260401T00", "not a date"),
        ("kind", "invoice", "none of order"),
        ("lines[0].action", "drop", "none of add"),
        ("lines[9].quantity", "1", "no line at position 10"),
        ("lines[0]", "x", "only be deleted"),
        ("sender", "x", "cannot be edited"),
        ("test", "", "cannot be edited"),
        ("findings", "", "cannot be edited"),
        ("buyer", "x", "cannot be edited"),
        ("nothing", "x", "names no field"),
        ("__class__", "x", "names no field"),
        ("po_number.value", "x", "cannot be edited"),
        ("lines[0].deliveries[4].quantity", "1", "names no field"),
        ("", "", "names no field"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(path: str, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replay(reading(), (path, text))


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_typed_either_changes_the_reading_or_is_refused(path: str, text: str) -> None:
    refusal = ""
    try:
        replay(reading(), (path, text))
    except ValueError as refused:
        refusal = str(refused)
    assert not refusal or refusal.endswith(".")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_any_number_written_with_a_dot_is_taken_exactly(number: Decimal) -> None:
    order, _ = replay(reading(), ("lines[0].quantity", f"{number:f}"))
    assert number == value(order.lines[0].quantity)


def doubt(path: str, code: FindingCode = FindingCode.AMBIGUOUS_VALUE) -> Finding:
    return Finding(code=code, severity=Severity.HOLD, message="Look.", path=path)


def paths_left(order: OrderReading, *changes: tuple[str, str]) -> list[str]:
    return [finding.path for finding in replay(order, *changes)[0].findings]


def test_a_typed_or_chosen_value_answers_what_the_parser_doubted_about_it_and_nothing_else() -> None:
    doubts = (doubt("po_number"), doubt("ship_to"), doubt("lines[0].quantity", FindingCode.FREE_GOODS))
    order = reading().model_copy(update={"findings": doubts})
    assert ["ship_to", "lines[0].quantity"] == paths_left(order, ("po_number", "1"), ("lines[0].quantity", "7"))
    assert ["po_number", "lines[0].quantity"] == paths_left(order, ("ship_to", "0200/1"))
    taken_back = (("ship_to", "0200/1"), ("ship_to", ""))
    assert ["po_number", "ship_to", "lines[0].quantity"] == paths_left(order, *taken_back)


def test_what_the_parser_found_on_a_line_follows_it_when_one_before_it_is_deleted() -> None:
    doubts = tuple(doubt(path) for path in ("notes", "lines[0].uom", "lines[1].uom", "lines[2]"))
    order = reading(lines=(line(), line(), line())).model_copy(update={"findings": doubts})
    assert ["notes", "lines[0].uom", "lines[1]"] == paths_left(order, ("lines[1]", ""))


def test_what_was_accepted_on_a_line_follows_it_too() -> None:
    accepted = [doubt(path).fingerprint for path in ("", "lines[0].uom", "lines[1].uom", "lines[2]")]
    expected = {doubt(path).fingerprint for path in ("", "lines[0].uom", "lines[1]")}
    assert expected == accepted_without_line(accepted, 1)
