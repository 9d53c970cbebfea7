"""Findings on arrivals and documents, and the codes by which the queue counts everything that is held."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from orders.findings import Finding
from orders.stages import Subject
from storage import tables
from storage.serialisation import findings_text, read_findings
from storage.upsert import insert_or_update

_finding = tables.findings.c
_reason = tables.reasons.c
_OF = select(_finding.body).where(_finding.subject == bindparam("of"), _finding.subject_id == bindparam("of_id"))
_CLEAR = delete(tables.reasons).where(_reason.subject == bindparam("of"), _reason.subject_id == bindparam("of_id"))
_ADD = insert(tables.reasons)


class ReasonIndex:
    """The codes of the findings that hold a subject."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, subject: Subject, subject_id: str, findings: Iterable[Finding]) -> None:
        """Index the subject by those of the findings that hold it, in place of earlier ones."""
        self._connection.execute(_CLEAR, {"of": subject.value, "of_id": subject_id})
        codes = sorted({finding.code.value for finding in findings if finding.holds})
        if codes:
            key = {"subject": subject.value, "subject_id": subject_id}
            self._connection.execute(_ADD, [key | {"code": code} for code in codes])


class FindingRepository:
    """Findings that belong to no single order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reasons = ReasonIndex(connection)

    def store(self, subject: Subject, subject_id: str, findings: Sequence[Finding]) -> None:
        """Keep these findings in place of earlier ones."""
        values = {"subject": subject.value, "subject_id": subject_id, "body": findings_text(findings)}
        self._connection.execute(insert_or_update(tables.findings, self._connection), values)
        self._reasons.replace(subject, subject_id, findings)

    def of(self, subject: Subject, subject_id: str) -> tuple[Finding, ...]:
        """Empty where none were stored."""
        values = {"of": subject.value, "of_id": subject_id}
        body = self._connection.execute(_OF, values).scalar_one_or_none()
        return () if body is None else read_findings(body)
