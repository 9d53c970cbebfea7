"""What nobody took: told, and held wherever it may change what is ordered or what it costs."""

from typing import Final

from orders import units
from orders.findings import FindingCode
from orders.reading import OrderKind, Read
from parsers.language.amounts import amount
from parsers.language.deliveries import directs_delivery
from parsers.language.empty_words import is_empty_word
from parsers.language.free_texts import asks_for_change, may_change, sets_aside, sets_conditions
from parsers.language.label_shapes import date_at_start
from parsers.language.meanings import PARTIES
from parsers.language.vocabulary import folded
from parsers.language.word_lists import instructs, is_marked
from parsers.layout.labels.pairs import Pair
from parsers.layout.paper.order_pages import OrderPages
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads
from parsers.pages.page import WordSource

_SHORT: Final = 5
_COUNT: Final = 2


def tell_leftovers(pages: OrderPages, reads: Reads, known: frozenset[str]) -> list[Read[str]]:
    """Tell of texts and unknown labels; give the texts, as notes. `known` are dates and sums that were read, folded."""
    if any(word.source is WordSource.BODY for line in pages.rest for word in line.words):
        # What a mail says beside its order is weighed sentence by sentence where the mail is read.
        return []
    for pair in pages.around.unknown:
        _tell_unknown(pair, reads, known)
    for pair in pages.around.pairs:
        _tell_known(pair, reads, known)
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
    asks = asks or _counts_goods(pair.text) or sets_aside(pair.text)
    tell = reads.remarks.hold if asks else reads.remarks.note
    code = FindingCode.FREE_TEXT if directs_delivery(text, known) else FindingCode.UNREAD_CONTENT
    tell(code, f'The label "{pair.piece.title}" is not known. Does it change the order?', words)


def _tell_known(pair: Pair, reads: Reads, known: frozenset[str]) -> None:
    """The value behind a label that is known may say more than its label announces: `Lines: 2 and 3 cancelled`."""
    if PARTIES.isdisjoint(pair.labels) and directs_delivery(pair.text, known):
        message = f'Behind the label "{pair.piece.title}" stands how the order is to be delivered. Read what it says.'
        reads.remarks.hold(FindingCode.FREE_TEXT, message, pair.words)
    elif any(sets_conditions(text) or sets_aside(text) for text in pair.texts):
        message = f'Behind the label "{pair.piece.title}" stands more than its value. Does it change the order?'
        reads.remarks.hold(FindingCode.FREE_TEXT, message, pair.words)


def _counts_goods(text: str) -> bool:
    """Whether the value of a label is so many of something: `2 pcs BR-6205`. A weight or size is none."""
    found = amount(" ".join(text.split()[:_COUNT]))
    return found is not None and bool(found.unit) and not units.is_divisible(found.unit)


def _is_other_day(text: str, known: frozenset[str]) -> bool:
    day = date_at_start(text)
    return bool(day) and folded(day) not in known
