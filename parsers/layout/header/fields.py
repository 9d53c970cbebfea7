"""The fields of an order beside its lines, from the labels of its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from orders.currencies import currency_written, shared_sign, unexplained
from orders.findings import FindingCode
from orders.reading import RECOGNISED, Confidence, Read
from parsers.language.empty_words import is_empty_word
from parsers.language.label_shapes import code_at_start, date_at_start
from parsers.language.meanings import Label
from parsers.language.order_numbers import number_and_date
from parsers.language.titles import ASKING
from parsers.language.values import Day, Text
from parsers.layout.header.names import named_number
from parsers.layout.header.told import Found, delivery_days, lone_days, numbers_told, order_days
from parsers.layout.labels.pairs import Surroundings
from parsers.layout.paper.order_pages import OrderPages
from parsers.layout.paper.origin import Origin
from parsers.layout.text.words import words_of
from parsers.layout.values.reads import Reads
from parsers.pages.page import Word, WordSource


@dataclass(frozen=True, slots=True)
class HeaderReader:
    """Reads the header of one order."""

    reads: Reads
    pages: OrderPages

    @property
    def around(self) -> Surroundings:
        return self.pages.around

    def po_number(self, origin: Origin) -> Text | None:
        """The number that the pages show, else the one in the name of the file or the subject of the mail."""
        found: list[Text] = []
        for pair in self.around.all(Label.PO_NUMBER):
            number = code_at_start(number_and_date(pair.text)[0])
            if number:
                found.append(self.reads.read(number, words_of(pair.words, number)))
        if not found and not self.pages.kinds.titles.isdisjoint(ASKING):
            codes = [(code_at_start(pair.text), pair.words) for pair in self.around.all(Label.OWN_NUMBER)]
            found = [self.reads.read(code, words_of(words, code)) for code, words in codes if code]
        if not found:
            found = [self._single(number, words) for number, words in numbers_told(self.pages.sentences)]
        read = self.reads.one_of(found)
        return _unless_misread(read, self.around) if read is not None else named_number(origin)

    def order_date(self) -> Day | None:
        days = list(self._days(Label.ORDER_DATE, "order_date"))
        for pair in self.around.all(Label.PO_NUMBER):
            _, written = number_and_date(pair.text)
            day = self.reads.day(pair.words, "order_date", text=written) if written else None
            days += [day] if day is not None else []
        told = list(order_days(self.pages.sentences)) or list(lone_days(self.around.texts))
        return self.reads.one_of(days or self._told_days(told, "order_date"))

    def requested_delivery_date(self) -> Day | None:
        path = "requested_delivery_date"
        days = list(self._days(Label.REQUESTED_DELIVERY_DATE, path))
        return self.reads.one_of(days or self._told_days(list(delivery_days(self.pages.sentences)), path))

    def number(self, wanted: Label) -> Text | None:
        """The number behind a label, without what else its line says."""
        codes = [(code_at_start(pair.text), pair.words) for pair in self.around.all(wanted)]
        return self.reads.one_of([self.reads.read(code, words_of(words, code)) for code, words in codes if code])

    def text(self, wanted: Label, path: str) -> Text | None:
        """The value of a label."""
        found = [self.reads.text(pair.words, path) for pair in self.around.all(wanted)]
        return self.reads.one_of([read for read in found if read is not None])

    def currency(self, beside: Sequence[tuple[str, Sequence[Word]]]) -> Text | None:
        """The currency that labels and amounts agree on; `beside` are the codes and signs that stand beside amounts.

        A sign that several currencies share is given where nothing else is, or where it is none of the currency's.
        """
        found: list[Text] = []
        for pair in self.around.all(Label.CURRENCY):
            known = currency_written(pair.text)
            if known is not None or shared_sign(pair.text):
                found.append(self.reads.read(known.code if known else shared_sign(pair.text), pair.words))
            elif not is_empty_word(pair.text):
                message = f'The currency "{pair.text[:40]}" is none that is known. Type its ISO 4217 code.'
                self.reads.remarks.hold(FindingCode.INVALID_VALUE, message, pair.words, path="currency")
        found += [self.reads.read(code, words, confidence=Confidence.SINGLE) for code, words in beside]
        named = unexplained(read.value for read in found)
        return self.reads.one_of([read for read in found if read.value in named])

    def _single(self, value: str, words: Sequence[Word]) -> Text:
        return self.reads.read(value, words, confidence=Confidence.SINGLE)

    def _told_days(self, found: Sequence[Found], path: str) -> list[Read[date]]:
        days = [self.reads.day(words, path, text=text) for text, words in found]
        return [_as_single(day) for day in days if day is not None]

    def _days(self, wanted: Label, path: str) -> Iterator[Read[date]]:
        for pair in self.around.all(wanted):
            day = self.reads.day(pair.words, path, text=date_at_start(pair.text) or pair.text)
            if day is not None:
                yield day


def _unless_misread(number: Text, around: Surroundings) -> Text:
    """A number with letters that was recognised stays in doubt: O and 0 are taken for each other each time alike."""
    words = [word for pair in around.all(Label.PO_NUMBER) for word in pair.words]
    recognised = any(word.source is WordSource.OCR for word in words)
    if not recognised or number.value.isdigit():
        return number
    return number.model_copy(update={"confidence": Confidence.DOUBTFUL, "witnesses": (RECOGNISED,)})


def _as_single(day: Read[date]) -> Read[date]:
    stated = day.confidence is Confidence.STATED
    return day.model_copy(update={"confidence": Confidence.SINGLE}) if stated else day
