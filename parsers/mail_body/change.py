"""Changes and cancellations written in a mail: which order, which line, and what is new."""

from collections.abc import Sequence

from orders.findings import FindingCode
from orders.reading import LineAction, LineReading, OrderKind, Read
from parsers.language.phrases import has_phrase
from parsers.language.sentences import is_harmless
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads
from parsers.mail_body.named import Named, Sentence, named
from parsers.pages.page import Word


def named_in(sentences: Sequence[Sentence]) -> bool:
    """Whether any line or item is named, so that a cancellation is not one of the whole order."""
    found = [named(words) for words in sentences]
    return any(one.line_no or one.code for one in found)


def changed_lines(sentences: Sequence[Sentence], reads: Reads, kind: OrderKind) -> tuple[LineReading, ...]:
    """The lines that these sentences change or cancel; every number in them that is not understood holds the order."""
    lines: list[LineReading] = []
    for words in sentences:
        found = named(words)
        line = _line(found, reads, kind, f"lines[{len(lines)}]", joined(words))
        if line is not None:
            lines.append(line)
        left = [word for word in words if word.place not in found.taken]
        if _says_more(left, words, is_read=line is not None or kind is OrderKind.CANCEL):
            message = f'"{joined(words)[:120]}" is not wholly understood. Read what is to be changed.'
            reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, words, path="lines" if line is None else "")
    return tuple(lines)


def _says_more(left: Sequence[Word], words: Sentence, *, is_read: bool) -> bool:
    numbers = any(sign.isdigit() for word in left for sign in word.text)
    if numbers or is_harmless(joined(words)):
        return numbers
    text = joined(words)
    asks = any(has_phrase("mail", kind, text) for kind in ("changing", "cancelling"))
    return not (asks and is_read)


def _line(found: Named, reads: Reads, kind: OrderKind, path: str, text: str) -> LineReading | None:
    """None where the sentence names neither a line nor an item."""
    if not (found.line_no or found.code):
        return None
    action = LineAction.CANCEL if kind is OrderKind.CANCEL or has_phrase("mail", "cancelling", text) else None
    action = action or (LineAction.ADD if _adds(text) else LineAction.CHANGE)
    for many in (found.line_no, found.code, found.quantity, found.day):
        if len({one[0] for one in many}) > 1:
            message = "One sentence changes several lines or values. Decide what belongs together."
            reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, path=path)
    if action is LineAction.CANCEL and (found.quantity or found.day):
        message = "A part of a line is cancelled, or something else is asked for beside it. Decide what is meant."
        reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, path=path)
    evidence = (found.line_no or [(one[0], one[1]) for one in found.code])[0][1]
    return LineReading(
        line_no=_text(reads, found.line_no[0][0], found.line_no[0][1]) if found.line_no else None,
        supplier_item=next((_text(reads, code, word) for code, word, ours in found.code if not ours), None),
        buyer_item=next((_text(reads, code, word) for code, word, ours in found.code if ours), None),
        quantity=next((reads.number(run, f"{path}.quantity", numeral=text) for text, _, run in found.quantity), None),
        uom=next((reads.read(unit.rstrip("."), run[-1:]) for _, unit, run in found.quantity if unit), None),
        requested_date=next((reads.day(run, f"{path}.requested_date", text=text) for text, run in found.day), None),
        action=reads.read(action, (evidence,)),
    )


def _adds(text: str) -> bool:
    return has_phrase("line", "adding", text)


def _text(reads: Reads, value: str, word: Word) -> Read[str]:
    return reads.read(value, (word,))
