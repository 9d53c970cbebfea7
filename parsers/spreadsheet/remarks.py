"""The findings of one document while it is read."""

from dataclasses import dataclass, field

from orders.findings import Finding, FindingCode, Severity
from parsers.spreadsheet.sheets import Cell, Sheet


@dataclass(slots=True)
class Remarks:
    """What was noticed, in the order of the document."""

    findings: list[Finding] = field(default_factory=list)

    def hold(
        self, code: FindingCode, message: str, sheet: Sheet | None = None, *cells: Cell, path: str = "", found: str = ""
    ) -> None:
        """A person decides."""
        self._add(Severity.HOLD, code, message, sheet, cells, path, found)

    def note(
        self, code: FindingCode, message: str, sheet: Sheet | None = None, *cells: Cell, path: str = "", found: str = ""
    ) -> None:
        """Shown, holds nothing."""
        self._add(Severity.NOTE, code, message, sheet, cells, path, found)

    def _add(
        self,
        severity: Severity,
        code: FindingCode,
        message: str,
        sheet: Sheet | None,
        cells: tuple[Cell, ...],
        path: str,
        found: str,
    ) -> None:
        places = tuple(sheet.evidence(cell) for cell in cells) if sheet is not None else ()
        shown = found or " | ".join(cell.text for cell in cells)[:200]
        self.findings.append(
            Finding(code=code, severity=severity, message=message, path=path, found=shown, evidence=places)
        )
