"""Parties and contacts from the labels around the table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from orders.gtin import is_valid_gln
from orders.reading import Confidence, ContactReading, PartyReading, Read
from parsers.language.addresses import Address, printed_address
from parsers.language.contacts import contact_parts
from parsers.language.values import Text
from parsers.layout.labels.pairs import Pair
from parsers.layout.text.words import joined, words_of
from parsers.layout.values.reads import Reads
from parsers.pages.page import Word

_ENDS: Final = " ,;:()."
Lines = Sequence[tuple[Word, ...]]

_DIGITS_OF_CODE: Final = 3
"""Names of companies have fewer: `3M`, `B2B`."""


@dataclass(frozen=True, slots=True)
class PartyReader:
    """Reads parties of one order."""

    reads: Reads

    def party(self, pairs: Sequence[Pair]) -> PartyReading | None:
        """The party that all these pairs describe; doubted where two describe different ones."""
        found = [self.of_lines(pair.lines) for pair in pairs]
        told = [party for party in found if party is not None]
        if not told:
            return None
        fullest = max(told, key=lambda party: len(party.model_fields_set))
        if all(agree(other, fullest) for other in told):
            return fullest
        return doubted(fullest, "the document names another one too")

    def of_lines(self, lines: Lines, *, confidence: Confidence = Confidence.STATED) -> PartyReading | None:
        """The party in these lines of print; a number alone before them is that of the party."""
        if len(lines) > 1 and _is_number(lines[0]):
            lines = lines[1:]
        if gln := _gln(lines):
            rest = [run for line in lines if (run := tuple(word for word in line if not _is_of_gln(word, gln)))]
            found = self.of_lines(rest, confidence=confidence) if rest else None
            number = self.reads.read(gln.text.strip(_ENDS), [gln], confidence=confidence)
            return (found or PartyReading()).model_copy(update={"id": number, "id_scheme": "GLN"})
        if len(lines) == 1 and _is_code(lines[0]):
            return None
        parts = printed_address([joined(line) for line in lines])
        return self.of_address(parts, lines, confidence=confidence)

    def of_address(self, parts: Address, lines: Lines, *, confidence: Confidence) -> PartyReading | None:
        """The party of an address that was taken from these lines."""
        words = [word for line in lines for word in line]
        doubt = "" if parts.whole or not parts.street else "no postcode tells street and city apart"

        def text(value: str, why: str = "") -> Text | None:
            if not value:
                return None
            return self.reads.read(value, words_of(words, value), confidence=confidence, doubt=why)

        fields = {
            "name": text(parts.name),
            "street": text(parts.street, doubt),
            "city": text(parts.city, doubt),
            "postcode": text(parts.postcode),
            "region": text(parts.region),
            "country": text(parts.country),
        }
        told = {name: read for name, read in fields.items() if read is not None}
        return PartyReading.model_validate(told) if told else None

    def contact(self, pairs: Sequence[Pair], texts: Sequence[Sequence[Word]]) -> ContactReading | None:
        """The buyer's person, from labels of its own, or an e-mail address that stands somewhere in these texts."""
        found: dict[str, Text] = {}
        for line in (line for pair in pairs for line in unbroken(pair.lines)):
            for what, value in contact_parts(joined(line)):
                found.setdefault(what, self.reads.read(value, words_of(line, value)))
        for words in texts:
            for what, value in contact_parts(joined(words)):
                if what == "email" and "email" not in found:
                    found[what] = self.reads.read(value, words_of(words, value), confidence=Confidence.SINGLE)
        if not found:
            return None
        return ContactReading(name=found.get("name"), email=found.get("email"), phone=found.get("phone"))


def _gln(lines: Lines) -> Word | None:
    """The word that is a global location number."""
    words = (word for line in lines for word in line)
    return next((word for word in words if (text := word.text.strip(_ENDS)).isdigit() and is_valid_gln(text)), None)


def _is_of_gln(word: Word, gln: Word) -> bool:
    return word is gln or word.text.strip(_ENDS).upper() in {"GLN", "ILN"}


def _is_number(line: Sequence[Word]) -> bool:
    return len(line) == 1 and line[0].text.strip("#().").isdigit()


def _is_code(line: Sequence[Word]) -> bool:
    """Whether a line is no name but the number of a party: `C00731`."""
    return len(line) == 1 and sum(sign.isdigit() for sign in line[0].text) >= _DIGITS_OF_CODE


def unbroken(lines: Lines) -> list[tuple[Word, ...]]:
    """The lines, with an e-mail address that was broken at a hyphen or dot made whole again."""
    whole: list[tuple[Word, ...]] = []
    for line in lines:
        if whole and "@" in whole[-1][-1].text and whole[-1][-1].text.endswith(("-", ".", "@")):
            last = whole[-1][-1]
            whole[-1] = (*whole[-1][:-1], replace(last, text=last.text + line[0].text), *line[1:])
        else:
            whole.append(line)
    return whole


def agree(one: PartyReading, other: PartyReading) -> bool:
    """Whether nothing that both tell is told differently."""
    pairs = [(getattr(one, field), getattr(other, field)) for field in ("name", "street", "postcode", "city")]
    return all(_key(left) == _key(right) for left, right in pairs if left is not None and right is not None)


def doubted(party: PartyReading, why: str) -> PartyReading:
    """The party with each part doubted."""
    update = {
        name: read.model_copy(update={"confidence": Confidence.DOUBTFUL, "witnesses": (why,)})
        for name in ("name", "street", "city", "postcode")
        if isinstance(read := getattr(party, name), Read)
    }
    return party.model_copy(update=update)


def _key(read: Read[str]) -> str:
    return "".join(sign for sign in read.value.casefold() if sign.isalnum())
