"""Parties and contacts from the labels around the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from orders.reading import Confidence, ContactReading, PartyReading, Read
from parsers.language.addresses import address
from parsers.language.contacts import contact_parts, is_person
from parsers.language.values import Text
from parsers.language.word_lists import country
from parsers.spreadsheet.pairs import Pair
from parsers.spreadsheet.reads import Reads
from parsers.spreadsheet.sheets import Cell


@dataclass(frozen=True, slots=True)
class PartyReader:
    """Reads parties of one sheet."""

    reads: Reads

    def party(self, pairs: Sequence[Pair], *, name_only: bool = False) -> PartyReading | None:
        """The party that all these pairs describe; doubted where two describe different ones."""
        if not pairs:
            return None
        found = [self._party(pair, name_only=name_only) for pair in pairs]
        if all(_values(other) == _values(found[0]) for other in found):
            return found[0]
        return _doubted(found[0], "the document names another one too")

    def _party(self, pair: Pair, *, name_only: bool) -> PartyReading:
        parts = address(pair.texts[:1] if name_only else pair.texts)
        doubt = "" if parts.whole or not parts.street else "no postcode tells street and city apart"
        where = pair.cells

        def text(value: str, why: str = "") -> Text | None:
            return self.reads.read(value, *where, doubt=why) if value else None

        return PartyReading(
            name=text(parts.name),
            street=text(parts.street, doubt),
            city=text(parts.city, doubt),
            postcode=text(parts.postcode),
            region=text(parts.region),
            country=text(parts.country),
        )

    def named(self, name: str, cell: Cell) -> PartyReading:
        """A party of which only the name is known, from a line that says no more."""
        read = self.reads.read(name, cell)
        return PartyReading(name=read.model_copy(update={"confidence": Confidence.SINGLE}))

    def contact(self, pairs: Sequence[Pair], beside_buyer: Sequence[Cell]) -> ContactReading | None:
        """The buyer's person, from labels of its own or from beside the buyer's name."""
        texts = [(cell, text) for pair in pairs for cell, text in zip(pair.cells, pair.texts, strict=False)]
        texts += [(cell, cell.text) for cell in beside_buyer if is_person(cell.text)]
        found: dict[str, Text] = {}
        for cell, text in texts:
            for what, value in contact_parts(text):
                found.setdefault(what, self.reads.read(value, cell))
        return (
            ContactReading(name=found.get("name"), email=found.get("email"), phone=found.get("phone"))
            if found
            else None
        )


def _values(party: PartyReading) -> tuple[str, ...]:
    fields = (party.name, party.street, party.city, party.postcode)
    return tuple(" ".join(read.value.split()).casefold() if read else "" for read in fields)


def _doubted(party: PartyReading, why: str) -> PartyReading:
    def doubt(read: Read[str] | None) -> Read[str] | None:
        if read is None:
            return None
        return read.model_copy(update={"confidence": Confidence.DOUBTFUL, "witnesses": (why,)})

    return party.model_copy(
        update={"name": doubt(party.name), "street": doubt(party.street), "city": doubt(party.city)}
    )


def from_columns(cells: dict[str, Text]) -> PartyReading | None:
    """The ship-to that a table gives column by column; a street cell may hold a whole address."""
    if not cells:
        return None
    land = cells.get("country")
    if land is not None and country(land.value):
        cells["country"] = land.model_copy(update={"value": country(land.value)})
    street = cells.get("street")
    if street is not None and not {"city", "postcode"} & cells.keys():
        name = cells["name"].value if "name" in cells else ""
        parts = address([text for text in (name, street.value) if text])
        if parts.whole:
            update = {"name": parts.name, "street": parts.street, "city": parts.city, "postcode": parts.postcode}
            cells |= {key: street.model_copy(update={"value": value}) for key, value in update.items() if value}
    return PartyReading(
        name=cells.get("name"),
        street=cells.get("street"),
        city=cells.get("city"),
        postcode=cells.get("postcode"),
        country=cells.get("country"),
        id=cells.get("id"),
    )
