"""What sentences of a mail say of the order as a whole: its number, its date, when it is wanted."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from orders.reading import Confidence, OrderReading, Read
from parsers.language.label_shapes import date_at_start
from parsers.language.numerals import Conventions, possible_date_orders
from parsers.language.phrases import is_phrase, longest
from parsers.language.values import Day, Text
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads
from parsers.mail_body.named import po_numbers
from parsers.pages.page import Word

_LONGEST_DATE: Final = 5
Sentence = Sequence[Word]


def conventions(sentences: Sequence[Sentence]) -> Conventions:
    """The order of day and month that all dates of the text allow."""
    texts = [written for words in sentences for written, _ in _dates(words)]
    orders = possible_date_orders(texts)
    return Conventions(date_order=next(iter(orders)) if len(orders) == 1 else None)


def completed(reading: OrderReading, sentences: Sequence[Sentence], reads: Reads) -> OrderReading:
    """The reading with what it lacks of these."""
    update: dict[str, Read[str] | Read[date] | None] = {}
    wanted = _day(sentences, reads, "wanted", "requested_delivery_date")
    if wanted is not None and _is_same(reading.order_date, wanted):
        # A date without a label was taken for that of the order; the words before it say more.
        reading = reading.model_copy(update={"order_date": None})
    number = _number(sentences, reads)
    if number is not None and (reading.po_number is None or _is_from_subject(reading.po_number)):
        update["po_number"] = number
    if _is_open(reading.order_date) and (day := _day(sentences, reads, "dated", "order_date")):
        update["order_date"] = day
    if _is_open(reading.requested_delivery_date) and wanted is not None:
        update["requested_delivery_date"] = wanted
    return reading.model_copy(update=update) if update else reading


def _is_open(day: Day | None) -> bool:
    """Whether nobody read it, or not which of its numbers is the day."""
    return day is None or day.confidence is Confidence.DOUBTFUL


def _is_same(day: Day | None, wanted: Day) -> bool:
    return day is not None and day.confidence is Confidence.SINGLE and day.value == wanted.value


def _is_from_subject(read: Text) -> bool:
    return all(place.kind == "mail_header" for place in read.evidence)


def _number(sentences: Sequence[Sentence], reads: Reads) -> Text | None:
    return reads.one_of([reads.read(number, words) for number, words in po_numbers(sentences)])


def _day(sentences: Sequence[Sentence], reads: Reads, kind: str, path: str) -> Day | None:
    found = [
        reads.day(run, path, text=written)
        for words in sentences
        for written, run in _dates(words)
        if _is_led(words, words.index(run[0]), kind)
    ]
    return reads.one_of([day for day in found if day is not None])


def _dates(words: Sentence) -> Iterator[tuple[str, tuple[Word, ...]]]:
    place = 0
    while place < len(words):
        written = date_at_start(joined(words[place : place + _LONGEST_DATE]))
        count = len(written.split()) or 1
        if written and len(written) > len("1.1.26") - 1:
            yield written, tuple(words[place : place + count])
        place += count


def _is_led(words: Sentence, place: int, kind: str) -> bool:
    """Whether the words right before say what the date is."""
    most = min(longest("line", kind), place)
    return any(is_phrase("line", kind, joined(words[place - count : place])) for count in range(most, 0, -1))
