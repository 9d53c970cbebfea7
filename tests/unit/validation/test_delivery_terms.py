"""Terms of delivery: which Incoterms a text can mean, and what becomes of an order that asks for others."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.findings import FindingCode, Severity
from tests.fakes.readings import reading
from tests.fakes.trial import Trial, found, only
from validation.words.incoterms import incoterms

TO_THE_DOOR = {"CPT", "CIP", "DAP", "DPU", "DDP"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("FCA", {"FCA"}),
        ("fca Rotterdam", {"FCA"}),
        ("DAP Hannover, Incoterms 2020", {"DAP"}),
        ("Incoterms 2010: CIP", {"CIP"}),
        ("C&F Hamburg", {"CFR"}),
        # Terms of before 2010 and 2020 by those that followed them
        ("DDU Essen", {"DAP"}),
        ("DAT Essen", {"DPU"}),
        # Words
        ("ab Werk", {"EXW"}),
        ("Ex Works, packed", {"EXW"}),
        ("départ usine", {"EXW"}),
        ("franco fabbrica", {"EXW"}),
        ("frei Haus", TO_THE_DOOR),
        ("free delivery", TO_THE_DOOR),
        ("franco domicile", TO_THE_DOOR),
        ("portes pagados", TO_THE_DOOR),
        ("franco destino", TO_THE_DOOR),
        ("franco huis", TO_THE_DOOR),
        ("unfrei", {"EXW", "FCA", "FAS", "FOB"}),
        ("Selbstabholung", {"EXW", "FCA"}),
        # Code and words narrow each other
        ("frei Haus DDP", {"DDP"}),
        ("FOB destination", set()),
        # Not understood, or contradictory
        ("siehe Vertrag", set()),
        ("DES deutsch", set()),
        ("conditions des Alpes, cif", set()),
        ("FCA or EXW", set()),
        ("", set()),
    ],
)
def test_what_words_mean(text: str, codes: set[str]) -> None:
    assert codes == incoterms(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_not_understood(text: str) -> None:
    assert incoterms(text) <= {"EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"}


@pytest.mark.parametrize(
    ("agreed", "stated", "code", "severity"),
    [
        # One of both says nothing, or both the same, whatever the place
        ("", "DDP Hannover", None, None),
        ("DAP-Hannover", None, None, None),
        ("DAP-Hannover", "DAP 30159 Hannover", None, None),
        ("DAP-Hannover", "frei Haus", None, None),
        ("frei-Haus", "DDP", None, None),
        # Another one
        ("DAP-Hannover", "DDP Hannover", FindingCode.DELIVERY_TERMS_DIFFER, Severity.HOLD),
        ("EXW", "frei Haus", FindingCode.DELIVERY_TERMS_DIFFER, Severity.HOLD),
        ("frei-Haus", "ab Werk", FindingCode.DELIVERY_TERMS_DIFFER, Severity.HOLD),
        # Not understood
        ("DAP-Hannover", "wie üblich", FindingCode.NOT_CHECKED, Severity.NOTE),
        ("wie-immer", "EXW", FindingCode.NOT_CHECKED, Severity.NOTE),
    ],
)
def test_terms_against_those_agreed(
    trial_with: Callable[..., Trial],
    agreed: str,
    stated: str | None,
    code: FindingCode | None,
    severity: Severity | None,
) -> None:
    trial = trial_with(customers=f"customer_no,name,gln,delivery_terms\n0100,Karst,9520000000011,{agreed}")
    findings = [one for one in trial(reading(delivery_terms=stated)).findings if one.path == "delivery_terms"]
    assert ([(code, severity)] if code else []) == [(one.code, one.severity) for one in findings]


def test_the_agreed_terms_are_offered_and_then_agree(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(customers="customer_no,name,gln,delivery_terms\n0100,Karst,9520000000011,EXW")
    (change,) = only(trial(reading(delivery_terms="DDP")), FindingCode.DELIVERY_TERMS_DIFFER).fixes[0].changes
    assert ("delivery_terms", "EXW") == (change.path, change.value)
    assert [] == found(trial(reading(delivery_terms=change.value)), FindingCode.DELIVERY_TERMS_DIFFER)
