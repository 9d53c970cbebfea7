"""What a document shows by itself: each row of the tables is one thing that a careful reader would notice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orders.evidence import PageBox, Segment
from orders.findings import FindingCode, Severity
from orders.policy import Mode, Policies, Policy
from orders.reading import Confidence, LineAction, OrderReading, Read
from tests.fakes.readings import charge, line, party, read, reading
from tests.fakes.trial import TODAY, Trial, found, only
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules
from validation.validate import Validation, holding, validate

D = Decimal
ON_A_PAGE = PageBox(page=1, left=10, top=10, right=60, bottom=20)
SEGMENT = Segment(position=7, tag="LIN", element=1, component=1)
HOLD, BLOCK, NOTE = Severity.HOLD, Severity.BLOCK, Severity.NOTE


def numbered_change(action: LineAction | None, **fields: Any) -> OrderReading:
    """A change with one line that names no item."""
    stated = Read[LineAction](value=action, evidence=(SEGMENT,)) if action else None
    return reading(kind="change", lines=(line(buyer_item=None, action=stated, **fields),))


@pytest.fixture
def alone(trial: Trial) -> Any:
    def validated(order: OrderReading) -> Validation:
        return validate(
            order,
            chosen={},
            rules=reading_rules(trial.rules),
            reference=NoReference(),
            knowledge=NothingTaught(),
            history=NoHistory(),
            policies=Policies(default=Policy(mode=Mode.AUTO)),
            today=TODAY,
        )

    return validated


def test_a_sound_order_has_no_findings(alone: Any) -> None:
    assert () == alone(reading()).findings


@pytest.mark.parametrize(
    ("order", "code", "path", "severity"),
    [
        # What an order cannot do without.
        (reading(po_number=None), FindingCode.MISSING_FIELD, "po_number", BLOCK),
        (reading(po_number="  "), FindingCode.MISSING_FIELD, "po_number", BLOCK),
        (reading(lines=()), FindingCode.MISSING_FIELD, "lines", BLOCK),
        (reading(lines=(line(buyer_item=None),)), FindingCode.MISSING_FIELD, "lines[0].supplier_item", BLOCK),
        (reading(lines=(line(), line(quantity=None))), FindingCode.MISSING_FIELD, "lines[1].quantity", BLOCK),
        (reading(currency=None), FindingCode.MISSING_FIELD, "currency", NOTE),
        # A change names lines of the order by their number alone; what it adds is not there yet.
        (numbered_change(LineAction.CHANGE), FindingCode.MISSING_FIELD, "lines[0].supplier_item", NOTE),
        (numbered_change(LineAction.CANCEL), FindingCode.MISSING_FIELD, "lines[0].supplier_item", NOTE),
        (numbered_change(LineAction.ADD), FindingCode.MISSING_FIELD, "lines[0].supplier_item", BLOCK),
        (numbered_change(None, line_no=None), FindingCode.MISSING_FIELD, "lines[0].supplier_item", BLOCK),
        # What the message is.
        (reading(test=True), FindingCode.TEST_INTERCHANGE, "", NOTE),
        # Impossible numbers.
        (reading(lines=(line(quantity=D(0)),)), FindingCode.INVALID_VALUE, "lines[0].quantity", BLOCK),
        (reading(lines=(line(quantity=D(-5)),)), FindingCode.INVALID_VALUE, "lines[0].quantity", BLOCK),
        (reading(lines=(line(unit_price=D("-0.01")),)), FindingCode.INVALID_VALUE, "lines[0].unit_price", BLOCK),
        (reading(lines=(line(price_basis=D(0)),)), FindingCode.INVALID_VALUE, "lines[0].price_basis", BLOCK),
        (
            reading(lines=(line(discount_percent=D(101)),)),
            FindingCode.INVALID_VALUE,
            "lines[0].discount_percent",
            BLOCK,
        ),
        (reading(lines=(line(quantity=D("1E+999999")),)), FindingCode.INVALID_VALUE, "lines[0].quantity", BLOCK),
        (reading(total_net=D("1E+999999")), FindingCode.INVALID_VALUE, "total_net", BLOCK),
        (reading(lines=(line(unit_price=D(0)),)), FindingCode.FREE_GOODS, "lines[0].unit_price", HOLD),
        (reading(lines=(line(discount_percent=D(100)),)), FindingCode.FREE_GOODS, "lines[0].unit_price", HOLD),
        # Check digits.
        (reading(lines=(line(gtin="9520000000050"),)), FindingCode.CHECK_DIGIT, "lines[0].gtin", NOTE),
        (reading(lines=(line(gtin="95200000"),)), FindingCode.CHECK_DIGIT, "lines[0].gtin", NOTE),
        (reading(buyer=party(id="9520000000012", id_scheme="GLN")), FindingCode.CHECK_DIGIT, "buyer.id", NOTE),
        # Arithmetic.
        (reading(lines=(line(line_total=D("338.00")),)), FindingCode.LINE_ARITHMETIC, "lines[0].line_total", HOLD),
        (reading(total_net=D("43.80")), FindingCode.TOTAL_ARITHMETIC, "total_net", HOLD),
        (reading(total_net=D("38.80"), allowances=(charge("4"),)), FindingCode.TOTAL_ARITHMETIC, "total_net", HOLD),
        (
            reading(lines=(line(allowances=(charge("6"),), line_total=D("27.80")),)),
            FindingCode.LINE_ARITHMETIC,
            "lines[0].line_total",
            HOLD,
        ),
        (
            reading(total_net=D("33.80"), total_tax=D("6.42"), total_gross=D("40.00")),
            FindingCode.TOTAL_ARITHMETIC,
            "total_gross",
            HOLD,
        ),
        # A gross total has the tax in it: it is no less than the lines, and not half as much again.
        (reading(total_gross=D(1)), FindingCode.TOTAL_ARITHMETIC, "total_gross", HOLD),
        (reading(total_gross=D(1), total_net=D("33.80")), FindingCode.TOTAL_ARITHMETIC, "total_gross", HOLD),
        (reading(total_gross=D(1), total_tax=D("6.42")), FindingCode.TOTAL_ARITHMETIC, "total_gross", HOLD),
        (reading(total_gross=D("50.70")), FindingCode.TOTAL_ARITHMETIC, "total_gross", NOTE),
        # Where no net total is printed, the lines and the tax come to the gross total.
        (reading(total_tax=D("6.42"), total_gross=D("45.00")), FindingCode.TOTAL_ARITHMETIC, "total_gross", HOLD),
        # A tax that is no rate of any country, or below nothing.
        (reading(total_net=D("33.80"), total_tax=D("16.42")), FindingCode.TOTAL_ARITHMETIC, "total_tax", NOTE),
        (reading(total_net=D("33.80"), total_tax=D("-6.42")), FindingCode.TOTAL_ARITHMETIC, "total_tax", NOTE),
        # Whom to invoice, when it is not the buyer.
        (
            reading(buyer=party(name="Karst GmbH"), bill_to=party(name="Karst Holding")),
            FindingCode.UNREAD_CONTENT,
            "bill_to",
            NOTE,
        ),
        (
            reading(buyer=party(street="Lindenstr. 4"), bill_to=party(street="Postfach 9")),
            FindingCode.UNREAD_CONTENT,
            "bill_to",
            NOTE,
        ),
        (
            reading(bill_to=party(id="9520000000028", id_scheme="GLN")),
            FindingCode.UNREAD_CONTENT,
            "bill_to",
            NOTE,
        ),
        (reading(buyer=None, bill_to=party(name="Karst Holding")), FindingCode.UNREAD_CONTENT, "bill_to", NOTE),
        # Line numbers.
        (reading(lines=(line(), line())), FindingCode.DUPLICATE_LINE_NUMBER, "lines[1].line_no", HOLD),
        (reading(lines=(line(), line(buyer_item="4712"))), FindingCode.DUPLICATE_LINE_NUMBER, "lines[1].line_no", NOTE),
        # Dates.
        (
            reading(requested_delivery_date=date(2026, 3, 1)),
            FindingCode.DATE_IMPLAUSIBLE,
            "requested_delivery_date",
            HOLD,
        ),
        (
            reading(lines=(line(requested_date=date(2062, 3, 1)),)),
            FindingCode.DATE_IMPLAUSIBLE,
            "lines[0].requested_date",
            HOLD,
        ),
        (
            reading(earliest_delivery_date=date(2026, 4, 2), latest_delivery_date=date(2026, 4, 1)),
            FindingCode.DATE_IMPLAUSIBLE,
            "earliest_delivery_date",
            HOLD,
        ),
        (reading(order_date=date(2020, 1, 1)), FindingCode.DATE_IMPLAUSIBLE, "order_date", NOTE),
        # A window left from before binds nothing where an interchange states it; on a page it may be misread.
        (
            reading(latest_delivery_date=date(2026, 3, 1)),
            FindingCode.DATE_IMPLAUSIBLE,
            "latest_delivery_date",
            NOTE,
        ),
        (
            reading(latest_delivery_date=Read[date](value=date(2026, 3, 1), evidence=(ON_A_PAGE,))),
            FindingCode.DATE_IMPLAUSIBLE,
            "latest_delivery_date",
            HOLD,
        ),
        # Values that the parser doubts.
        (reading(po_number=read("4711", Confidence.DOUBTFUL)), FindingCode.AMBIGUOUS_VALUE, "po_number", HOLD),
        (
            reading(lines=(line(description=read("Bolt", Confidence.DOUBTFUL)),)),
            FindingCode.AMBIGUOUS_VALUE,
            "lines[0].description",
            NOTE,
        ),
    ],
)
def test_noticed(alone: Any, order: OrderReading, code: FindingCode, path: str, severity: Severity) -> None:
    finding = only(alone(order), code)
    assert (path, severity) == (finding.path, finding.severity)
    assert finding.message.endswith(".")


def test_at_the_end_of_the_calendar_no_nearer_date_is_reckoned(alone: Any) -> None:
    """Some systems write a day of the year 9999 for one that is still open."""
    order = reading(order_date=date(9999, 6, 1), requested_delivery_date=date(2026, 12, 31))
    odd = {finding.path: finding for finding in found(alone(order), FindingCode.DATE_IMPLAUSIBLE)}
    assert {"order_date", "requested_delivery_date"} == set(odd)
    assert "It is 9999-12-31" == odd["requested_delivery_date"].fixes[0].label


@pytest.mark.parametrize(
    "order",
    [
        # Senders round prices, not totals: 3000 x 24.1 / 100 = 723.00.
        reading(lines=(line(quantity=D(3000), unit_price=D("24.1"), line_total=D("723.12")),)),
        reading(lines=(line(discount_percent=D(10), line_total=D("30.42")),), total_net=D("30.42")),
        reading(freight=D("5.90"), total_net=D("39.70")),
        reading(allowances=(charge("4.00"), charge("3.00", is_charge=False)), total_net=D("34.80")),
        reading(freight=D("5.90"), allowances=(charge("1"),), total_net=D("40.70")),
        reading(lines=(line(allowances=(charge("6"), charge("3", is_charge=False)), line_total=D("36.80")),)),
        # The line's amount may be given without them: whether they count is for the parser to say.
        reading(lines=(line(allowances=(charge("6"),), line_total=D("33.80")),)),
        reading(freight=D("5.90"), total_net=D("33.80"), total_tax=D("6.42"), total_gross=D("46.12")),
        reading(total_net=D("33.80"), total_tax=D("6.42"), total_gross=D("40.22")),
        reading(total_tax=D("6.42"), total_gross=D("40.22")),
        reading(freight=D("5.90"), total_tax=D("7.54"), total_gross=D("47.24")),
        # Reverse charge and deliveries abroad have no tax, or one of 0.
        reading(total_net=D("33.80"), total_tax=D(0), total_gross=D("33.80")),
        reading(total_tax=D(0), total_gross=D("33.80")),
        # A dozen at a price for one piece.
        reading(
            lines=(
                line(
                    quantity=D(2),
                    uom="DZN",
                    unit_price=D("1.5"),
                    price_basis=None,
                    price_uom="EA",
                    line_total=D(36),
                ),
            )
        ),
        reading(lines=(line(gtin="9520000000059"),)),
        reading(total_gross=D("33.80")),
        reading(total_gross=D("40.22")),
        # Without a price there is nothing to add up, and no reference to take one from.
        reading(lines=(line(unit_price=None),), total_net=D(5)),
        reading(
            buyer=party(name="Karst GmbH", street="Lindenstr. 4"),
            bill_to=party(name="KARST G.m.b.H.", street="Lindenstraße 4", city="Hannover"),
        ),
        reading(bill_to=party(id="9520000000011", id_scheme="GLN", name="Karst GmbH")),
        reading(bill_to=party()),
        reading(lines=(line(requested_date=date(2026, 3, 20)),)),
    ],
)
def test_not_noticed(alone: Any, order: OrderReading) -> None:
    assert () == alone(order).findings


def test_a_total_without_a_comparable_price_is_said_to_be_unchecked(alone: Any) -> None:
    order = reading(lines=(line(uom="PCE", price_uom="KGM", line_total=D("1.00")),))
    assert Severity.NOTE is only(alone(order), FindingCode.NOT_CHECKED).severity


def test_a_wrong_total_offers_the_whole_quantity_that_would_explain_it(alone: Any) -> None:
    finding = only(alone(reading(lines=(line(line_total=D("338.00")),))), FindingCode.LINE_ARITHMETIC)
    assert ("lines[0].quantity", "2000") == (finding.fixes[0].changes[0].path, finding.fixes[0].changes[0].value)


def test_goods_that_the_document_calls_free_may_cost_nothing(alone: Any) -> None:
    free = only(alone(reading(lines=(line(unit_price=D(0)),))), FindingCode.FREE_GOODS)
    said = free.model_copy(update={"severity": Severity.NOTE, "found": "said by the sender"})
    order = reading(lines=(line(unit_price=D(0)),), findings=(said,))
    assert [said] == found(alone(order), FindingCode.FREE_GOODS)


def test_a_block_cannot_be_accepted_and_a_hold_can(alone: Any) -> None:
    findings = alone(reading(po_number=None, total_net=D(1))).findings
    accepted = frozenset(finding.fingerprint for finding in findings)
    assert {FindingCode.MISSING_FIELD} == {finding.code for finding in holding(findings, accepted)}


def test_an_accepted_hold_holds_again_when_its_value_changes(alone: Any) -> None:
    accepted = frozenset(finding.fingerprint for finding in alone(reading(total_net=D(1))).findings)
    assert holding(alone(reading(total_net=D(2))).findings, accepted)
