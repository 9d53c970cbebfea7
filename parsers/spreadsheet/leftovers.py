"""What was not read as a value: told, and held wherever it may change what is ordered."""

from collections.abc import Iterable
from typing import Final

from orders.findings import FindingCode
from parsers.language.deliveries import directs_delivery
from parsers.language.empty_words import is_empty_word
from parsers.language.free_texts import may_change, sets_aside, sets_conditions
from parsers.language.letters import has_digit
from parsers.language.meanings import Total
from parsers.language.spellings import spelled
from parsers.language.titles import titles_in
from parsers.language.vocabulary import total
from parsers.language.word_lists import instructs, urges
from parsers.spreadsheet.layout import Layout
from parsers.spreadsheet.remarks import Remarks
from parsers.spreadsheet.rows import RowKind
from parsers.spreadsheet.sheets import Cell, Sheet

# Addresses of people and companies, and numbers behind what announces them: they have digits and ask for nothing.
_CODE: Final = r"[(+]*[A-Z]{0,4}\d[\w()/.-]*"
_HARMLESS: Final = (
    rf"\S+@\S+|https?://\S+|www\.\S+|\b%(beside_numbers)s\b[^\d,;]{{0,12}}?{_CODE}(?:\s+{_CODE})*"
    r"|\b%(counted_pages)s\.?\s*\d+(?:\s*%(of_pages)s\s*\d+)?(?![\d.,/-])"
)


def tell_leftovers(layout: Layout, remarks: Remarks) -> None:
    """All that surrounds the lines of a sheet and was understood only as text."""
    sheet = layout.sheet
    for pair in layout.around.unknown:
        if not all(is_empty_word(text) for text in pair.texts):
            message = f"The label in {sheet.place(pair.cells[0])} is not known. Does its value change the order?"
            remarks.hold(FindingCode.UNREAD_CONTENT, message, sheet, *pair.cells)
    for pair in layout.around.pairs:
        if any(sets_conditions(text) or sets_aside(text) or directs_delivery(text) for text in pair.texts):
            message = (
                f"The value in {sheet.place(pair.cells[0])} is more than its label announces. Read what it asks for."
            )
            remarks.hold(FindingCode.FREE_TEXT, message, sheet, *pair.cells)
    for cell in layout.around.texts:
        _tell_text(layout, cell, remarks)
    for row in layout.of(RowKind.CAPTION):
        tell = remarks.hold if any(directs_delivery(cell.text) for cell in row.cells) else remarks.note
        tell(FindingCode.FREE_TEXT, "A caption between the lines.", sheet, *row.cells)
    forms = layout.of(RowKind.NOT_ORDERED)
    if forms:
        message = f"{len(forms)} rows of the form have no quantity, and are taken as not ordered."
        remarks.note(FindingCode.UNREAD_CONTENT, message, sheet, forms[0].cells[0])
    _tell_hidden(layout, remarks)
    _tell_comments(sheet, remarks)


def _tell_text(layout: Layout, cell: Cell, remarks: Remarks) -> None:
    is_text = cell.number is None and cell.day is None and total(cell.text) in {None, Total.ALLOWANCE}
    if is_text and may_change(cell.text):
        message = "The order carries free text that may change it. Read what it asks for."
        remarks.hold(FindingCode.FREE_TEXT, message, layout.sheet, cell)
        return
    if cell.number is not None or cell.day is not None or total(cell.text) is not None or any(titles_in(cell.text)):
        _tell_number(layout, cell, remarks)
        return
    asks = instructs(cell.text) or urges(cell.text)
    # Above the headings stand names and addresses; a text between the lines belongs to a line.
    if layout.table.last_heading_row < cell.row < layout.last_line:
        asks = True
    elif cell.row > layout.last_line:
        asks = asks or has_digit(spelled(_HARMLESS).sub("", cell.text))
    if asks:
        message = "The order carries free text. Read whether it asks for something."
        remarks.hold(FindingCode.FREE_TEXT, message, layout.sheet, cell)
    elif cell.row > layout.table.last_heading_row:
        remarks.note(FindingCode.FREE_TEXT, "A text around the lines.", layout.sheet, cell)


def _tell_number(layout: Layout, cell: Cell, remarks: Remarks) -> None:
    """A number in the table that belongs to no line and no sum."""
    inside = cell.row > layout.table.last_heading_row
    if inside and (cell.number is not None or cell.day is not None):
        message = f"The value in {layout.sheet.place(cell)} belongs to no line. What is it?"
        remarks.hold(FindingCode.UNREAD_CONTENT, message, layout.sheet, cell)


def _tell_hidden(layout: Layout, remarks: Remarks) -> None:
    sheet = layout.sheet
    for row in layout.lines:
        if row.number in sheet.hidden_rows:
            message = f"Row {row.number} is hidden in the spreadsheet. Is it ordered?"
            remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, sheet, row.cells[0])
    hidden = sorted(sheet.hidden_columns & layout.table.roles.keys())
    if hidden:
        roles = ", ".join(layout.table.roles[column].value for column in hidden)
        message = f"Columns that were read are hidden in the spreadsheet: {roles}."
        remarks.note(FindingCode.UNREAD_CONTENT, message, found=roles)


def _tell_comments(sheet: Sheet, remarks: Remarks) -> None:
    for cell in sheet.remarks:
        message = f"There is a comment on {sheet.place(cell)}. Read whether it asks for something."
        remarks.hold(FindingCode.FREE_TEXT, message, sheet, cell)


def tell_other_sheets(sheets: Iterable[Sheet], remarks: Remarks) -> None:
    """Sheets without lines: lists to choose from and the like; held where they have numbers or instructions."""
    for sheet in sheets:
        cells = list(sheet.cells())
        if not cells:
            continue
        telling = any(_may_tell(cell) for cell in cells) and not sheet.hidden
        message = f"Sheet {sheet.name} was not read as part of the order."
        tell = remarks.hold if telling else remarks.note
        tell(FindingCode.UNREAD_CONTENT, message, sheet, *cells[:3])


def _may_tell(cell: Cell) -> bool:
    counted = cell.number is not None or cell.day is not None or has_digit(cell.text)
    return counted or instructs(cell.text) or urges(cell.text)
