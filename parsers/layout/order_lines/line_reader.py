"""One record of a table to a line of the order, every word of it accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from orders.findings import FindingCode
from orders.reading import Confidence, LineAction, LineReading, OrderKind, Read
from parsers.language.empty_words import is_empty_word
from parsers.language.free_texts import marks_line
from parsers.language.label_shapes import date_at_start
from parsers.language.letters import has_digit
from parsers.language.meanings import Column
from parsers.language.values import Text
from parsers.language.word_lists import asks_for
from parsers.layout.order_lines.cells import Cells
from parsers.layout.order_lines.codes import Line, code_text
from parsers.layout.order_lines.item_roles import ItemRoles
from parsers.layout.order_lines.net_prices import repeats_price
from parsers.layout.order_lines.notes import read_note
from parsers.layout.order_lines.numbers import NumberReader
from parsers.layout.table.records import Record
from parsers.layout.table.tables import LineTable
from parsers.layout.text.words import joined, stand_apart
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import place
from parsers.pages.page import Word

# Columns that say more than a line of one order to one place does.
_HARMLESS: Final = frozenset({Column.HARMLESS, Column.CURRENCY})
_LINE_FIELDS: Final = frozenset(
    {
        Column.POSITION,
        Column.BUYER_ITEM,
        Column.SUPPLIER_ITEM,
        Column.ITEM,
        Column.GTIN,
        Column.DESCRIPTION,
        Column.QUANTITY,
        Column.UNIT,
        Column.UNIT_PRICE,
        Column.PRICE_BASIS,
        Column.DISCOUNT_PERCENT,
        Column.LINE_TOTAL,
        Column.REQUESTED_DATE,
        Column.ACTION,
        Column.REMARK,
    }
)


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads the records of one table. `kind` is that of the order, since lines of a change say what is to be done."""

    reads: Reads
    table: LineTable
    kind: OrderKind
    roles: ItemRoles
    numbers: NumberReader

    def line(self, record: Record, cells: Cells, index: int) -> LineReading:
        """The line of a record and its cells; `index` is its place in the order, for the paths of findings."""
        path = f"lines[{index}]"
        numbers = self.numbers.numbers(cells, path)
        items = {role: self._code(cells, role, path) for role in self.roles.codes}
        line = LineReading(
            line_no=self._position(cells, path),
            buyer_item=items.get(Column.BUYER_ITEM),
            supplier_item=items.get(Column.SUPPLIER_ITEM),
            gtin=items.get(Column.GTIN),
            description=self._description(cells, path),
            quantity=numbers.quantity,
            uom=numbers.uom,
            unit_price=numbers.unit_price,
            price_basis=numbers.price_basis,
            price_uom=numbers.price_uom,
            discount_percent=self._labelled_discount(cells, path) or numbers.discount_percent,
            line_total=numbers.line_total,
            requested_date=self._day(cells, path),
            action=self._action(cells, path),
            notes=tuple(self._notes(cells, path)),
        )
        self._tell_left(cells, record, path, line)
        return line

    def _position(self, cells: Cells, path: str) -> Text | None:
        words = cells.words(Column.POSITION)
        if len(words) > 1:
            self._hold(words, f"{path}.line_no", f"The text {place(words)} is no line number. What is it?")
        return self.reads.text(words, f"{path}.line_no", value=joined(words).rstrip(".)"))

    def _code(self, cells: Cells, role: Column, path: str) -> Text | None:
        """The one code of this kind, from its column or with a label; doubted where two differ."""
        name = f"{path}.{role.value}"
        found: list[Text] = []
        for words in self.roles.values(cells, role):
            value = code_text(words)
            if is_empty_word(value):
                continue
            doubt = "its parts stand apart and may be two values" if stand_apart(words) else ""
            read = self.reads.text(words, name, value=value, doubt=doubt)
            found.extend([read] if read is not None else [])
        one = self.reads.one_of(found)
        if one is not None and one.confidence is Confidence.STATED and self.roles.is_inferred(role):
            return one.model_copy(update={"confidence": Confidence.SINGLE})
        return one

    def _description(self, cells: Cells, path: str) -> Text | None:
        words = cells.words(Column.DESCRIPTION)
        return self.reads.text(words, f"{path}.description", value=code_text(words)) if words else None

    def _day(self, cells: Cells, path: str) -> Read[date] | None:
        name = f"{path}.requested_date"
        lines = [cells.words(Column.REQUESTED_DATE)]
        lines.extend(one.value for one in cells.labelled if one.role is Column.REQUESTED_DATE)
        found = [self.reads.day(words, name, text=_written_day(joined(words))) for words in lines if words]
        return self.reads.one_of([read for read in found if read is not None])

    def _labelled_discount(self, cells: Cells, path: str) -> Read[Decimal] | None:
        words = [one.value for one in cells.labelled if one.role is Column.DISCOUNT_PERCENT]
        if len(words) == 1 and Column.DISCOUNT_PERCENT not in cells.lines:
            return self.reads.number(words[0], f"{path}.discount_percent")
        for one in words:
            self._hold(one, path, f"The line gives another discount {place(one)}. Which one counts?")
        return None

    def _action(self, cells: Cells, path: str) -> Read[LineAction] | None:
        words = cells.words(Column.ACTION)
        if not words:
            return None
        asked = asks_for(joined(words)) or _one_of({asks_for(word.text) for word in words} - {""})
        wanted = self.kind is OrderKind.CANCEL and asked == "cancel"
        if (self.kind is OrderKind.CHANGE and asked) or wanted:
            return self.reads.read(LineAction(asked), words)
        # In an order, too, a line that is marked as cancelled is not wanted.
        if self.kind is OrderKind.CHANGE or asked not in ("", "none"):
            message = f"The text {place(words)} says what is to be done with this line. Decide what is meant."
            self.reads.remarks.hold(FindingCode.FREE_TEXT, message, words, path=f"{path}.action")
        return None

    def _notes(self, cells: Cells, path: str) -> Sequence[Text]:
        remarks = cells.lines.get(Column.REMARK, ())
        found = [read_note(self.reads, words, path) for words in cells.notes]
        found += [read_note(self.reads, words, path, asks=_has_digit(words)) for words in cells.between]
        found += [
            read_note(self.reads, words, path, asks=True) for words in remarks if not is_empty_word(joined(words))
        ]
        for words in cells.asking:
            read_note(self.reads, words, path, asks=True)
        return [read for read in found if read is not None]

    def _tell_left(self, cells: Cells, record: Record, path: str, line: LineReading) -> None:
        for column, words in cells.unread:
            repeated = self._repeats(cells, column.rival, words)
            if repeated or repeats_price(self.reads, line, column.rival, words, path):
                continue
            title = joined(column.heading.words)
            what = f'under "{title}"' if title else "without a heading"
            self._hold(words, path, f"The value {place(words)}, {what}, is not understood. Does it change the order?")
        for role in cells.lines:
            if role not in _LINE_FIELDS and role not in _HARMLESS:
                words = cells.words(role)
                self._hold(words, path, f"The value {place(words)} is of each line by itself. Does it change the line?")
        harmless = cells.words(Column.HARMLESS) if Column.HARMLESS in cells.lines else ()
        if marks_line(joined(harmless)):
            message = f"The text {place(harmless)} says that the line is not ordered as the others are."
            self.reads.remarks.hold(FindingCode.FREE_TEXT, message, harmless, path=path)
        for words in self.roles.third(cells):
            self._hold(words, path, f"The text {place(words)} gives one more number for the item. Which one counts?")
        crossing = tuple(word for row in record.rows for word in row.crossing if not word.struck)
        if crossing:
            self._hold(crossing, path, f"The text {place(crossing)} stands across two columns. What is it?")
        if cells.struck and self.kind is OrderKind.ORDER:
            message = f"The text {place(cells.struck)} is struck out. Check what is ordered in its place."
            self.reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, cells.struck, path=path)

    def _repeats(self, cells: Cells, rival: Column | None, words: Line) -> bool:
        return rival is not None and joined(cells.words(rival)) == joined(words)

    def _hold(self, words: Sequence[Word], path: str, message: str) -> None:
        self.reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, words, path=path)


def _has_digit(words: Sequence[Word]) -> bool:
    return any(has_digit(word.text) for word in words)


def _written_day(text: str) -> str:
    """The date without the words before it that do not change it, as in `Day 05.10.2026`, where nothing follows it."""
    written = date_at_start(text)
    return written if written and text.endswith(written) else text


def _one_of(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
