"""The spreadsheet parser: CSV and its relatives, XLSX, XLS and ODS to readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderReading
from parsers.charset import decoded
from parsers.language.meanings import Label, Title
from parsers.language.titles import titles_in
from parsers.parser import Blob, Match, ParseContext, Parsed
from parsers.spreadsheet import delimited
from parsers.spreadsheet.blocks import blocks
from parsers.spreadsheet.layout import Layout, layout
from parsers.spreadsheet.leftovers import tell_other_sheets
from parsers.spreadsheet.remarks import Remarks
from parsers.spreadsheet.sheet_reader import PARSER, orders_of
from parsers.spreadsheet.sheets import Sheet, Unreadable
from parsers.spreadsheet.table import find_table
from parsers.spreadsheet.transcripts import transcript

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BY_CALAMINE: Final = frozenset({"application/vnd.ms-excel", "application/vnd.oasis.opendocument.spreadsheet"})
_TEXTS: Final = frozenset({"text/csv", "text/plain", "text/tab-separated-values"})
_WORKBOOK_STRENGTH: Final = 80
_TABLE_STRENGTH: Final = 60
_CSV_STRENGTH: Final = 20
_HEAD: Final = 200_000


@dataclass(frozen=True, slots=True)
class _Opened:
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


class SpreadsheetParser:
    """Reads orders that are tables: each row of the table is a line, a sum or a text, or the order is held."""

    name = PARSER

    def recognise(self, blob: Blob) -> Match | None:
        if blob.media_type == _XLSX or blob.media_type in _BY_CALAMINE:
            return Match(self.name, _WORKBOOK_STRENGTH)
        if blob.media_type not in _TEXTS:
            return None
        text, _ = decoded(blob.content[:_HEAD])
        if _tabular(text) is not None:
            return Match(self.name, _TABLE_STRENGTH)
        return Match(self.name, _CSV_STRENGTH) if blob.media_type != "text/plain" else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        try:
            opened = _opened(blob)
        except Unreadable as error:
            message = f"{blob.name or 'The document'} cannot be read: {error}. Ask the customer to send it again."
            return Parsed((), (_finding(FindingCode.UNREADABLE, Severity.HOLD, message),))
        names = [name for name in (blob.name.rpartition(".")[0] or blob.name, context.subject) if name]
        layouts = _layouts(opened.sheets, names)
        shown = transcript(opened.sheets, layouts)
        if not layouts:
            return Parsed((), (*opened.findings, _without_table(opened.sheets, names)), shown)
        if all(found.kinds.is_no_order for found in layouts):
            return Parsed((), (*opened.findings, _no_order()), shown)
        # What was noticed of the whole file stands with each of its orders.
        return Parsed(tuple(_readings(opened, layouts, context)), transcript=shown)


def _opened(blob: Blob) -> _Opened:
    # Here, since the libraries for workbooks take 10 MB, and only children have a use for them.
    from parsers.spreadsheet.calamine import calamine_sheets
    from parsers.spreadsheet.xlsx import xlsx_sheets

    if blob.media_type == _XLSX:
        return _Opened(xlsx_sheets(blob.content))
    if blob.media_type in _BY_CALAMINE:
        return _Opened(calamine_sheets(blob.content))
    text, certain = decoded(blob.content)
    message = "Some signs of the file belong to no character set that is known. Compare texts with the original."
    doubt = _finding(FindingCode.UNDECODABLE_CHARACTERS, Severity.HOLD, message)
    sheet = _tabular(text) or delimited.sheet(text, next(iter(delimited.delimiters(text)), ";"))
    return _Opened((sheet,), () if certain else (doubt,))


def _tabular(text: str) -> Sheet | None:
    """The text divided by the delimiter under which its headings are understood best."""
    best: tuple[int, Sheet] | None = None
    for delimiter in delimited.delimiters(text):
        try:
            sheet = delimited.sheet(text, delimiter)
        except Unreadable:
            continue
        table = find_table(sheet)
        if table is not None and (best is None or len(table.roles) > best[0]):
            best = len(table.roles), sheet
    return best[1] if best else None


def _layouts(sheets: Sequence[Sheet], names: Sequence[str]) -> list[Layout]:
    """The visible sheets with a table of lines."""
    tables = [(part, find_table(part)) for sheet in sheets if not sheet.hidden for part in blocks(sheet)]
    found = [layout(part, table, names) for part, table in tables if table is not None]
    return [one for one in found if one.lines] or found


def _readings(opened: _Opened, layouts: Sequence[Layout], context: ParseContext) -> list[OrderReading]:
    remarks = Remarks(list(opened.findings))
    read = {one.sheet.name for one in layouts}
    tell_other_sheets([sheet for sheet in opened.sheets if sheet.name not in read], remarks)
    _tell_hidden_tables(opened.sheets, remarks)
    wanted = [one for one in layouts if not one.kinds.is_no_order]
    if len(read) > 1 and not _numbered_apart(layouts):
        message = "Several sheets hold lines, and not each has a PO number of its own. Are they one order?"
        remarks.hold(FindingCode.SEVERAL_ORDER_DOCUMENTS, message)
    return [reading for one in wanted for reading in orders_of(one, context, remarks.findings)]


def _numbered_apart(layouts: Sequence[Layout]) -> bool:
    numbers = [pair.texts[0] for one in layouts for pair in one.around.all(Label.PO_NUMBER)[:1]]
    return len(numbers) == len(set(numbers)) == len(layouts)


def _tell_hidden_tables(sheets: Sequence[Sheet], remarks: Remarks) -> None:
    for sheet in sheets:
        if sheet.hidden and find_table(sheet) is not None:
            message = f"The hidden sheet {sheet.name} holds lines too, which were not read. Are they ordered?"
            remarks.hold(FindingCode.UNREAD_CONTENT, message)


def _without_table(sheets: Sequence[Sheet], names: Sequence[str]) -> Finding:
    """No order where a title says so or there is no number at all; else a person looks at what we do not understand."""
    cells = [cell for sheet in sheets for cell in sheet.cells()]
    titles = {found for text in (*names, *(cell.text for cell in cells[:200])) for found in titles_in(text)}
    counted = any(sign.isdigit() for cell in cells for sign in cell.text)
    if not counted or titles == {Title.NONE}:
        return _no_order()
    message = "No columns for an item and a quantity were found. Is this an order? Then type it in, or refuse it."
    return _finding(FindingCode.UNREAD_CONTENT, Severity.HOLD, message)


def _no_order() -> Finding:
    message = "The document is no order: its titles name another kind of paper, or it has no numbers."
    return _finding(FindingCode.NO_ORDER, Severity.NOTE, message)


def _finding(code: FindingCode, severity: Severity, message: str) -> Finding:
    return Finding(code=code, severity=severity, message=message)
