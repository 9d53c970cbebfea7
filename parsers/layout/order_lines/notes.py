"""Free texts of a line and between the lines: kept as notes, and held where they may change what is ordered."""

from collections.abc import Sequence
from typing import Final

from orders.findings import FindingCode
from parsers.language.amounts import amount
from parsers.language.deliveries import directs_delivery
from parsers.language.letters import has_digit
from parsers.language.numerals import looks_like_date
from parsers.language.phrases import has_phrase
from parsers.language.values import Text
from parsers.language.word_lists import instructs, urges
from parsers.layout.table.tables import LineTable
from parsers.layout.values.reads import Reads
from parsers.layout.values.remarks import place
from parsers.pages.page import Word

_LONGEST_AMOUNT: Final = 3


def read_note(reads: Reads, words: Sequence[Word], path: str, *, asks: bool = False) -> Text | None:
    """The text of a note. `asks` says that it may change the order whatever it says."""
    _tell(reads, words, path=f"{path}.notes", asks=asks or may_ask(words))
    return reads.text(words, f"{path}.notes")


def tell_between(reads: Reads, table: LineTable) -> None:
    """Captions and texts of a table that belong to no line."""
    for words in table.captions:
        _tell(reads, words, path="", asks=may_ask(words))
    for words in table.unread:
        message = f"The text {place(words)} in the table belongs to no line. What is it?"
        reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, words)


def may_ask(words: Sequence[Word]) -> bool:
    """Whether a text has a word of instruction, a date, or a number with its unit or currency."""
    texts = [word.text.strip(".,;:()*-–—") for word in words]
    whole = " ".join(texts)
    if instructs(whole) or urges(whole) or has_phrase("mail", "reserving", whole) or directs_delivery(whole):
        return True
    runs = [
        " ".join(texts[begin:end])
        for begin in range(len(texts))
        for end in range(begin + 1, min(begin + _LONGEST_AMOUNT, len(texts)) + 1)
    ]
    return any(has_digit(run) and (looks_like_date(run) or _is_amount(run)) for run in runs)


def _is_amount(text: str) -> bool:
    found = amount(text)
    return found is not None and bool(found.unit or found.currency or found.basis or text.endswith("%"))


def _tell(reads: Reads, words: Sequence[Word], *, path: str, asks: bool) -> None:
    if asks:
        message = f"The order carries free text {place(words)}. Read whether it asks for something."
        reads.remarks.hold(FindingCode.FREE_TEXT, message, words, path=path)
    else:
        reads.remarks.note(FindingCode.FREE_TEXT, "A text among the lines.", words, path=path)
