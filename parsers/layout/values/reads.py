"""Words to values with evidence: exact numbers, days and texts; what cannot be trusted is doubted or reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from orders.findings import FindingCode
from orders.reading import RECOGNISED, Confidence, Read
from parsers.language.amounts import Amount, amount
from parsers.language.empty_words import is_empty_word
from parsers.language.numerals import Conventions, date_meanings, number_meanings
from parsers.language.values import Day, Number, T, Text, disputed, invalid, several_meanings, valued
from parsers.layout.text.words import joined
from parsers.layout.values.remarks import Remarks, place
from parsers.pages.page import Locate, Word, WordSource


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads words by the conventions of the document."""

    conventions: Conventions
    locate: Locate
    remarks: Remarks

    def read(
        self, value: T, words: Sequence[Word], *, confidence: Confidence = Confidence.STATED, doubt: str = ""
    ) -> Read[T]:
        """A value from these words. Words of OCR leave a doubt that only a witness takes away (see `proven`)."""
        if not doubt and confidence is not Confidence.PROVEN and any(word.source is WordSource.OCR for word in words):
            doubt = RECOGNISED
        return valued(value, self.locate(words) if words else (), confidence=confidence, doubt=doubt)

    def text(self, words: Sequence[Word], path: str, *, value: str | None = None, doubt: str = "") -> Text | None:
        """The text on one line; None where it is empty. `path` is for the finding about signs nobody can read."""
        flat = " ".join((joined(words) if value is None else value).split())
        if not flat:
            return None
        if "\ufffd" in flat:
            message = f"The text {place(words)} has signs that cannot be read. Ask the customer."
            self.remarks.hold(FindingCode.UNDECODABLE_CHARACTERS, message, words, path=path)
        return self.read(flat, words, doubt=doubt)

    def code(self, words: Sequence[Word], path: str) -> Text | None:
        """A part number or the like; None where the text only says that there is none."""
        return None if is_empty_word(joined(words)) else self.text(words, path)

    def number(self, words: Sequence[Word], path: str, *, numeral: str | None = None) -> Number | None:
        """The number; one that can mean two is doubted, and one that is none holds the order.

        `numeral` is the number alone, where the words say more than that.
        """
        text = joined(words)
        if not text and numeral is None:
            return None
        found = Amount(numeral) if numeral is not None else amount(text)
        meanings = number_meanings(found.numeral, self.conventions) if found else ()
        if not meanings:
            self._tell_invalid(words, path, "is no number")
            return None
        return self.read(meanings[0], words, doubt=several_meanings(meanings))

    def day(self, words: Sequence[Word], path: str, *, text: str | None = None) -> Day | None:
        """The day; one that can mean two is doubted, and a text that is none holds the order."""
        plain = joined(words) if text is None else text
        if not plain or is_empty_word(plain):
            return None
        meanings = date_meanings(plain, self.conventions)
        if not meanings:
            self._tell_invalid(words, path, "is no date that is understood")
            return None
        return self.read(meanings[0], words, doubt=several_meanings(meanings))

    def one_of(self, reads: Sequence[Read[T]]) -> Read[T] | None:
        """The value that all of these agree on, with the others as its witnesses; doubted where they do not agree."""
        if not reads:
            return None
        if (doubted := disputed(reads)) is not None:
            return doubted
        first = min(reads, key=lambda read: read.confidence is Confidence.DOUBTFUL)
        places = {read.evidence for read in reads}
        return proven(first, f"printed {len(places)} times") if len(places) > 1 else first

    def _tell_invalid(self, words: Sequence[Word], path: str, what: str) -> None:
        if is_empty_word(joined(words)):
            return
        message = invalid(place(words), what)
        self.remarks.hold(FindingCode.INVALID_VALUE, message, words, path=path)


def proven(read: Read[T], witness: str) -> Read[T]:
    """The value with one more witness. It takes away the doubt of recognition, and no other doubt."""
    if read.confidence is Confidence.DOUBTFUL and read.witnesses != (RECOGNISED,):
        return read
    kept = tuple(one for one in read.witnesses if one != RECOGNISED)
    return read.model_copy(update={"confidence": Confidence.PROVEN, "witnesses": (*kept, witness)})
