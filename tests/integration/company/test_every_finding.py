"""Every finding code, from a real document to the queue and back.

What may happen to an order at this company, and how it comes right again, stands in the tables beside this file.
"""

import re
from pathlib import Path

import pytest

from erp_adapters.adapter import ErpOrder
from orders.findings import Finding, FindingCode, Severity
from orders.ids import ArrivalId
from orders.stages import Subject
from storage.rows import QueueRow
from tests.integration.company.case import Case
from tests.integration.company.earlier_cases import EARLIER
from tests.integration.company.envelope_cases import ENVELOPE
from tests.integration.company.erp_cases import ERP
from tests.integration.company.kind_cases import KINDS
from tests.integration.company.office import Office
from tests.integration.company.own_cases import OWN
from tests.integration.company.person import Waiting
from tests.integration.company.reading_cases import READING
from tests.integration.company.reference_cases import REFERENCE
from tests.integration.company.sender_cases import SENDER
from tests.integration.company.terms_cases import TERMS
from validation.words.wording import in_money

CASES = (*ENVELOPE, *KINDS, *READING, *REFERENCE, *TERMS, *SENDER, *EARLIER, *ERP, *OWN)
REASONS = Path(__file__).parents[3] / "docs" / "reference" / "findings.md"


def test_every_code_has_a_case() -> None:
    assert set(FindingCode) == {case.code for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code.value)
def test_a_finding_leads_to_the_queue_and_back(office: Office, case: Case) -> None:
    if case.given:
        case.given(office)
    arrivals = [office.take_in(file) for file in (*case.earlier, case.arrives)]
    subject = _told_on_a_posted_order(office, case, arrivals[-1]) if case.is_note else _decided(office, case)
    assert () == office.waiting()
    work = office.work(*subject)
    assert (case.ends, True) == (work.outcome, case.because in work.reason)
    assert case.sold == tuple(map(_in_words, office.released()))
    assert () == office.drafts()


def _decided(office: Office, case: Case) -> tuple[Subject, str]:
    """The queue lists it for its reason, says what, where and what to do, and the person does it."""
    row, finding = _listed(office, case)
    case.act(Waiting(office, row, finding))
    office.let_run()
    if case.then:
        (other,) = office.waiting()
        case.then(Waiting(office, other, _first_that_holds(office, other)))
        office.let_run()
    return row.subject, row.subject_id


def _listed(office: Office, case: Case) -> tuple[QueueRow, Finding]:
    """What the queue shows of its code, and the finding itself."""
    rows = office.waiting(case.beside or case.code)
    findings = {row: office.findings(row.subject, row.subject_id) for row in rows}
    told = [
        (row, one) for row in rows for one in findings[row] if _says(case, one) and one.holds is (case.beside is None)
    ]
    assert told, [(one.code.value, one.path, one.message) for found in findings.values() for one in found]
    assert _is_documented(told[0][1])
    return told[0]


def _says(case: Case, finding: Finding) -> bool:
    """Whether it is the one of the case: its code, its field, and its words in their order."""
    words = ".*".join(map(re.escape, case.says.split(" ... ")))
    return (case.code, case.at) == (finding.code, finding.path) and bool(re.search(words, finding.message))


def _is_documented(finding: Finding) -> bool:
    """Whether the page of the codes says that it can be as severe as it is."""
    described = re.search(rf"(?ms)^### {finding.code.value}$.*?^- Severity: (.*?)$", REASONS.read_text())
    return described is not None and finding.severity.value in re.split(r", | or ", described[1])


def _told_on_a_posted_order(office: Office, case: Case, arrival: ArrivalId) -> tuple[Subject, str]:
    (order,) = office.world.orders(arrival)
    (finding,) = (one for one in order.findings if _says(case, one))
    assert Severity.NOTE is finding.severity
    assert _is_documented(finding)
    return Subject.ORDER, order.id


def _first_that_holds(office: Office, row: QueueRow) -> Finding:
    return next(one for one in office.findings(row.subject, row.subject_id) if one.holds)


def _in_words(order: ErpOrder) -> str:
    return "; ".join(
        f"{line.quantity.value.normalize():f} {line.quantity.unit} {line.item} at "
        f"{in_money(line.unit_price.amount, line.unit_price.currency)} {line.unit_price.currency}"
        + (f" for {line.price_basis}" if line.price_basis != 1 else "")
        for line in order.lines
    )
