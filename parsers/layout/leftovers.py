"""What nobody took: told, and held wherever it may change what is ordered or what it costs."""

from collections.abc import Sequence
from typing import Final

from orders import units
from orders.findings import FindingCode
from orders.reading import OrderKind, Read
from parsers.language.amounts import amount
from parsers.language.empty_words import is_empty_word
from parsers.language.label_shapes import date_at_start
from parsers.language.letters import has_digit
from parsers.language.numerals import looks_like_date
from parsers.language.phrases import has_phrase, is_phrase
from parsers.language.postcodes import postcode_in
from parsers.language.sentences import is_courteous
from parsers.language.spellings import spelled
from parsers.language.sum_labels import charges, discounts
from parsers.language.vocabulary import folded
from parsers.language.word_lists import has_word, instructs, is_marked
from parsers.layout.labels.pairs import Pair
from parsers.layout.paper.order_pages import OrderPages
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads
from parsers.pages.page import WordSource

_LONGEST_AMOUNT: Final = 3
_SHORT: Final = 5
_COUNT: Final = 2
# "C = per 100" explains a sign.
_BASIS: Final = r"(?<!=)(?<!=\s)\b%(per)s\s+10{1,3}\b"
_LINE: Final = r"\b%(line)s\.?\s*(?:%(number_sign)s\.?)?\s*\d+\b"


def tell_leftovers(pages: OrderPages, reads: Reads, known: frozenset[str]) -> list[Read[str]]:
    """Tell of texts and unknown labels; give the texts, as notes. `known` are dates and sums that were read, folded."""
    if any(word.source is WordSource.BODY for line in pages.rest for word in line.words):
        # What a mail says beside its order is weighed sentence by sentence where the mail is read.
        return []
    for pair in pages.around.unknown:
        _tell_unknown(pair, reads, known)
    for pair in pages.around.pairs:
        _tell_known(pair, reads)
    notes: list[Read[str]] = []
    for words in pages.sentences:
        text = joined(words)
        if pages.kinds.order_kind is not OrderKind.ORDER and (asks_for_change(text) or is_marked(text)):
            notes.append(reads.read(text, words))
        elif may_change(text, known):
            message = "The order carries free text that may change it. Read what it asks for."
            reads.remarks.hold(FindingCode.FREE_TEXT, message, words)
        elif instructs(text) and len(words) >= _SHORT:
            reads.remarks.note(FindingCode.FREE_TEXT, "A text around the lines.", words)
            notes.append(reads.read(text, words))
    return notes


def _tell_unknown(pair: Pair, reads: Reads, known: frozenset[str]) -> None:
    if is_empty_word(pair.text):
        return
    words = (*pair.piece.name, *pair.words)
    text = f"{pair.piece.title} {pair.text}"
    asks = may_change(text, known) or _is_other_day(pair.text, known) or is_marked(pair.piece.title)
    asks = asks or _counts_goods(pair.text) or _sets_aside(pair.text)
    tell = reads.remarks.hold if asks else reads.remarks.note
    tell(FindingCode.UNREAD_CONTENT, f'The label "{pair.piece.title}" is not known. Does it change the order?', words)


def _tell_known(pair: Pair, reads: Reads) -> None:
    """The value behind a label that is known may say more than its label announces: `Lines: 2 and 3 cancelled`."""
    if any(asks_for_change(text) or _sets_aside(text) or _reserves(text) for text in pair.texts):
        message = f'Behind the label "{pair.piece.title}" stands more than its value. Does it change the order?'
        reads.remarks.hold(FindingCode.FREE_TEXT, message, pair.words)


def may_change(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a text may change goods, dates or money: it names a line, a price or a quantity, or asks for a change."""
    if is_marked(text) or asks_for_change(text) or _reserves(text) or discounts(text) or charges(text):
        return True
    if is_phrase("mail", "enquiry", text):
        return True
    if is_courteous(text):
        return False
    words = [word.strip(".,;:()*") for word in text.split()]
    if _names_amount(words, known) or spelled(_LINE).search(text) or spelled(_BASIS).search(text):
        return True
    if has_phrase("line", "adding", text) and has_digit(text):
        return True
    if any(postcode_in(part.strip()) for part in text.split(",")) and _delivers(words):
        return True
    asks = instructs(text) or has_phrase("mail", "contrary", text)
    return asks and _names_other_day(words, known)


def _sets_aside(text: str) -> bool:
    return has_phrase("line", "setting_aside", text)


def _reserves(text: str) -> bool:
    return has_phrase("mail", "reserving", text)


def asks_for_change(text: str) -> bool:
    """Whether a text asks to change or cancel an order."""
    return has_phrase("mail", "cancelling", text) or has_phrase("mail", "changing", text)


def _counts_goods(text: str) -> bool:
    """Whether the value of a label is so many of something: `2 pcs BR-6205`. A weight or size is none."""
    found = amount(" ".join(text.split()[:_COUNT]))
    return found is not None and bool(found.unit) and not units.is_divisible(found.unit)


def _names_amount(words: Sequence[str], known: frozenset[str]) -> bool:
    """An amount of money, or a number with a unit beside a word that asks for it."""
    for place in range(len(words)):
        for end in range(place + 1, min(place + _LONGEST_AMOUNT, len(words)) + 1):
            found = amount(" ".join(words[place:end]))
            dated = any(date_at_start(" ".join(words[later : later + _LONGEST_AMOUNT])) for later in range(place, end))
            if found is not None and found.currency and folded(found.numeral) not in known and not dated:
                return True
    return False


def _names_other_day(words: Sequence[str], known: frozenset[str]) -> bool:
    runs = (" ".join(words[place : place + 3]) for place in range(len(words)))
    days = [run for run in (*words, *runs) if looks_like_date(run) and folded(run) not in known]
    return bool(days) and _delivers(words)


def _is_other_day(text: str, known: frozenset[str]) -> bool:
    day = date_at_start(text)
    return bool(day) and folded(day) not in known


def _delivers(words: Sequence[str]) -> bool:
    return has_word("delivering", frozenset(word.casefold() for word in words))
