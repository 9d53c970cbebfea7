"""Terms of payment: what they mean in six languages, and what becomes of an order that asks for others."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.findings import FindingCode, Severity
from orders.policy import Mode, Policy
from tests.fakes.readings import reading
from tests.fakes.trial import Trial, found, only
from validation.words.terms_of_payment import Due, TermsOfPayment, terms_of_payment


def invoice(days: int | None, **more: object) -> TermsOfPayment:
    return TermsOfPayment(Due.INVOICE, days, **more)  # type: ignore[arg-type]  # fields as written in the table


AT_ONCE = invoice(0)
IN_30 = invoice(30)
EOM_60 = invoice(60, end_of_month=True)
SKONTO = invoice(30, discounts=((10, Decimal(2)),))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        # Days after the invoice
        ("30 days net", IN_30),
        ("Net 30", IN_30),
        ("NET30", IN_30),
        ("N/30", IN_30),
        ("30", IN_30),
        ("Within 30 days without deduction", IN_30),
        ("30 days net from receipt of a valid invoice quoting the order number, to payables@buyer.example.", IN_30),
        ("30 Tage netto", IN_30),
        ("zahlbar innerhalb von 30 Tagen ohne Abzug", IN_30),
        ("30 jours date de facture", IN_30),
        ("Virement à 30 jours nets", IN_30),
        ("30 días fecha factura", IN_30),
        ("Bonifico 30 gg", IN_30),
        ("30 dagen na factuurdatum", IN_30),
        ("4 weeks", invoice(28)),
        ("1 Monat", IN_30),
        # To the end of a month, or on a day of it
        ("60 days EOM", EOM_60),
        ("60 Tage zum Monatsende", EOM_60),
        ("60 jours fin de mois", EOM_60),
        ("60 gg d.f.f.m.", EOM_60),
        ("60 dagen einde maand", EOM_60),
        ("60 días, día de pago 25", invoice(60, pay_day=25)),
        # Less for those who pay early
        ("2% 10, Net 30", SKONTO),
        ("2/10 n/30", SKONTO),
        ("10 Tage 2 % Skonto, 30 Tage netto", SKONTO),
        ("30 Tage netto, 2,0 % Skonto innerhalb 10 Tagen", SKONTO),
        ("2 % escompte à 10 jours, 30 jours net", SKONTO),
        ("3% 8 days, 2% 14 days, 30 net", invoice(30, discounts=((8, Decimal(3)), (14, Decimal(2))))),
        ("2 % 10 giorni", invoice(None, discounts=((10, Decimal(2)),))),
        # At once, beforehand, on delivery, after it
        ("Due on receipt", AT_ONCE),
        ("sofort netto", AT_ONCE),
        ("au comptant", AT_ONCE),
        ("prepayment", TermsOfPayment(Due.PREPAID, 0)),
        ("100 % Vorkasse", TermsOfPayment(Due.PREPAID, 0)),
        ("pago por adelantado", TermsOfPayment(Due.PREPAID, 0)),
        ("cash on delivery", TermsOfPayment(Due.ON_DELIVERY, 0)),
        ("contrassegno", TermsOfPayment(Due.ON_DELIVERY, 0)),
        ("30 days from delivery", TermsOfPayment(Due.DELIVERY, 30)),
        # A way to pay, where it is one of its own
        ("90 días confirming", invoice(90, methods=frozenset({"confirming"}))),
        ("Ri.Ba. 60 gg f.m.", invoice(60, end_of_month=True, methods=frozenset({"bank_receipt"}))),
        # Not understood: nothing known, two things at once, or a number that nobody explains
        ("as agreed", None),
        ("see contract 4711", None),
        ("ZB30", None),
        ("30 days net, 2 copies", None),
        ("30 % deposit, 70 % on delivery", None),
        ("prepayment or 30 days", None),
        ("30 or 60 days", None),
        ("30 jours fin de mois le 10", None),
        ("30.06.2026", None),
        ("10 working days", None),
        ("2.5 days", None),
        ("", None),
    ],
)
def test_what_terms_mean(text: str, meaning: TermsOfPayment | None) -> None:
    assert meaning == terms_of_payment(text)


@given(st.text(max_size=400))
def test_any_text_is_read_or_not_understood(text: str) -> None:
    meaning = terms_of_payment(text)
    assert meaning is None or meaning.agrees_with(meaning)


AGREED = "30 Tage netto"


@pytest.mark.parametrize(
    ("stated", "code", "severity"),
    [
        # What means the same is silent, in whatever language; so is an order that says nothing
        (None, None, None),
        ("30 Tage netto", None, None),
        ("Net 30", None, None),
        ("30 days from invoice by bank transfer", None, None),
        ("30 days direct debit", None, None),
        # Other days, another beginning, a discount that nobody granted
        ("60 Tage netto", FindingCode.PAYMENT_TERMS_DIFFER, Severity.HOLD),
        ("30 days EOM", FindingCode.PAYMENT_TERMS_DIFFER, Severity.HOLD),
        ("14 Tage 2 % Skonto, 30 Tage netto", FindingCode.PAYMENT_TERMS_DIFFER, Severity.HOLD),
        ("prepayment", FindingCode.PAYMENT_TERMS_DIFFER, Severity.HOLD),
        # What nobody understands holds nothing
        ("gemäß Rahmenvertrag", FindingCode.NOT_CHECKED, Severity.NOTE),
    ],
)
def test_terms_against_those_agreed(
    trial: Trial, stated: str | None, code: FindingCode | None, severity: Severity | None
) -> None:
    findings = [one for one in trial(reading(payment_terms=stated)).findings if one.path == "payment_terms"]
    assert ([(code, severity)] if code else []) == [(one.code, one.severity) for one in findings]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2 % 10 days", "2/10 net 30", True),
        ("2 % 10 days", "3 % 10 days, 30 net", False),
        ("2 % 10 days", "30 net", False),
        ("30 days", "30 days, direct debit", True),
        ("30 days by cheque", "30 days, direct debit", False),
        ("60 days, payment day 25", "60 days", False),
    ],
)
def test_what_only_one_says_is_no_difference(one: str, other: str, *, agree: bool) -> None:
    left, right = terms_of_payment(one), terms_of_payment(other)
    assert left
    assert right
    assert agree is left.agrees_with(right) is right.agrees_with(left)


def test_the_agreed_terms_are_offered_and_then_agree(trial: Trial) -> None:
    (change,) = only(trial(reading(payment_terms="60 days")), FindingCode.PAYMENT_TERMS_DIFFER).fixes[0].changes
    assert ("payment_terms", AGREED) == (change.path, change.value)
    assert [] == found(trial(reading(payment_terms=change.value)), FindingCode.PAYMENT_TERMS_DIFFER)


def test_a_policy_may_make_it_a_note(trial: Trial) -> None:
    policy = Policy(mode=Mode.AUTO, severities={FindingCode.PAYMENT_TERMS_DIFFER: Severity.NOTE})
    validation = trial(reading(payment_terms="60 days"), policy=policy)
    assert Severity.NOTE is only(validation, FindingCode.PAYMENT_TERMS_DIFFER).severity


def test_what_is_not_understood_of_the_customer_holds_nothing(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(customers="customer_no,name,gln,payment_terms\n0100,Karst,9520000000011,as-agreed")
    (finding,) = [one for one in trial(reading(payment_terms="60 days")).findings if one.path == "payment_terms"]
    assert (FindingCode.NOT_CHECKED, "as-agreed") == (finding.code, finding.expected)


def test_a_cancellation_asks_for_no_terms(trial: Trial) -> None:
    assert [] == found(trial(reading(kind="cancel", payment_terms="60 days")), FindingCode.PAYMENT_TERMS_DIFFER)
