"""Who is who: buyer, supplier, delivery and invoice address of one order, and the person to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orders.findings import FindingCode
from orders.matching import name_key, words
from orders.reading import Confidence, ContactReading, PartyReading
from parsers.language.contacts import is_person
from parsers.language.legal_forms import has_legal_form
from parsers.language.letters import has_digit
from parsers.language.meanings import Label
from parsers.language.values import Text
from parsers.language.word_lists import instructs, is_same_address, points_to_address
from parsers.layout.labels.pairs import Pair
from parsers.layout.paper.order_pages import OrderPages
from parsers.layout.parties.invoiced import or_invoiced
from parsers.layout.parties.letterhead import letterhead, named_alone
from parsers.layout.parties.reader import PartyReader
from parsers.layout.parties.strangers import Stranger, strangers
from parsers.layout.text.words import words_of
from parsers.layout.values.reads import Reads

_LONGEST_NAME: Final = 4
_ALIGNED: Final = 4000


@dataclass(frozen=True, slots=True)
class PartyRoles:
    """The parties of an order, as far as it shows them."""

    buyer: PartyReading | None = None
    supplier: PartyReading | None = None
    ship_to: PartyReading | None = None
    bill_to: PartyReading | None = None


def party_roles(reads: Reads, pages: OrderPages, sender: str) -> PartyRoles:
    """By labels first; the buyer also by the letterhead, and the delivery address by words that point to it."""
    reader, around = PartyReader(reads), pages.around
    ship_pairs = around.all(Label.SHIP_TO)
    ship_to = reader.party([pair for pair in ship_pairs if not _points_elsewhere(pair)])
    bill_to = reader.party([pair for pair in around.all(Label.BILL_TO) if not is_same_address(pair.text)])
    supplier = _with_number(
        reader.party(around.all(Label.SUPPLIER)), _number(reads, pages, Label.VENDOR_NUMBER), "BUYER"
    )
    known = [party for party in (ship_to, bill_to) if party is not None]
    buyer = or_invoiced(_buyer(reads, pages, known, [supplier] if supplier else [], sender), bill_to)
    if ship_to is None and _points_to_buyer(pages, ship_pairs):
        ship_to = _as_inferred(buyer)
    found = [party for party in (buyer, supplier, ship_to, bill_to) if party is not None]
    unknown = strangers(pages, found)
    if supplier is None or supplier.name is None:
        supplier, unknown = _addressee(reads, supplier, unknown)
    if ship_to is None:
        _tell_unread_label(reads, pages)
        _tell_strangers(reads, unknown)
    return PartyRoles(_identified(reads, pages, buyer), supplier, ship_to, bill_to)


def _points_elsewhere(pair: Pair) -> bool:
    return is_same_address(pair.text) or points_to_address(pair.text)


def _addressee(
    reads: Reads, supplier: PartyReading | None, unknown: list[Stranger]
) -> tuple[PartyReading | None, list[Stranger]]:
    """The one block without a label at the top of a letter is whom it goes to."""
    addressed = [one for one in unknown if one.addressed]
    if len(addressed) != 1:
        return supplier, unknown
    party = PartyReader(reads).of_address(addressed[0].parts, addressed[0].lines, confidence=Confidence.SINGLE)
    if party is not None and supplier is not None:
        party = party.model_copy(update={"id": supplier.id, "id_scheme": supplier.id_scheme})
    return party, [one for one in unknown if one is not addressed[0]]


def _tell_unread_label(reads: Reads, pages: OrderPages) -> None:
    for piece in pages.around.texts:
        if Label.SHIP_TO in piece.labels:
            message = f'By "{piece.title}" no address was understood. Where are the goods to go?'
            reads.remarks.hold(FindingCode.SHIP_TO_AMBIGUOUS, message, piece.words, path="ship_to")


def _tell_strangers(reads: Reads, unknown: Sequence[Stranger]) -> None:
    for one in unknown:
        message = "The paper shows this address and does not say whose it is. Are the goods to go there?"
        reads.remarks.hold(FindingCode.SHIP_TO_AMBIGUOUS, message, one.words, path="ship_to")


def contact(reads: Reads, pages: OrderPages) -> ContactReading | None:
    """The buyer's person; a buyer that is only a person's name is that person."""
    around = pages.around
    pairs = around.all(Label.CONTACT, Label.EMAIL, Label.PHONE)
    pairs += [pair for pair in around.all(Label.BUYER) if _is_only_person(pair)]
    return PartyReader(reads).contact(pairs, [piece.value for piece in around.texts])


def _buyer(
    reads: Reads, pages: OrderPages, known: Sequence[PartyReading], others: Sequence[PartyReading], sender: str
) -> PartyReading | None:
    reader, around = PartyReader(reads), pages.around
    labelled = reader.party([pair for pair in around.all(Label.BUYER) if not _is_only_person(pair)])
    if labelled is not None:
        return labelled
    mailed = (sender, *(line.text for line in pages.lines))
    found = letterhead(around.texts, pages.pages, known, others, mailed)
    party = reader.of_address(found.parts, found.lines, confidence=Confidence.SINGLE) if found else None
    alone = named_alone(around.texts, known)
    written = reads.read(alone[0].name, alone[1], confidence=Confidence.SINGLE) if alone else None
    if party is None or (written and _tells_otherwise(party, written, known)):
        return _known_as(written, known) if written else None
    if party.name is not None:
        return party
    name = next((one.name for one in reversed(known) if one.name and _same_address(one, party)), None)
    return party.model_copy(update={"name": name or written})


def _tells_otherwise(party: PartyReading, written: Text, known: Sequence[PartyReading]) -> bool:
    """Whether the name at the top is that of a party of the order's own, and the address found is somebody else's."""
    names = [one.name.value for one in known if one.name is not None]
    own = any(_same_name(name, written.value) for name in names)
    return own and not (party.name and _same_name(party.name.value, written.value))


def _known_as(name: Text, known: Sequence[PartyReading]) -> PartyReading:
    """A name of the letterhead, with the address that the order gives for the same name elsewhere."""
    for party in reversed(known):
        if party.name is not None and _same_name(party.name.value, name.value):
            return party.model_copy(update={"id": None, "id_scheme": ""})
    return PartyReading(name=name)


def _same_name(one: str, other: str) -> bool:
    """Whether one begins with the other, or a letterhead has a sign before the name."""
    left, right = name_key(one), name_key(other)
    return left.startswith(right) or right.endswith(left)


def _same_address(one: PartyReading, other: PartyReading) -> bool:
    """Whether the street of the letterhead is that of a party, which may name a department too."""
    if one.postcode is None or other.postcode is None or one.postcode.value != other.postcode.value:
        return False
    streets = [set(words(party.street.value)) if party.street else set() for party in (one, other)]
    return bool(streets[1]) and streets[1] <= streets[0]


def _points_to_buyer(pages: OrderPages, ship_pairs: Sequence[Pair]) -> bool:
    if any(map(_points_elsewhere, ship_pairs)):
        return True
    texts = [line.text for line in pages.rest]
    return any(points_to_address(text) and instructs(text) for text in texts)


def _as_inferred(party: PartyReading | None) -> PartyReading | None:
    """The buyer's own address, where it is a whole one."""
    if party is None or party.street is None or party.postcode is None:
        return None
    return PartyReading(
        name=party.name, street=party.street, city=party.city, postcode=party.postcode, region=party.region
    )


def _identified(reads: Reads, pages: OrderPages, buyer: PartyReading | None) -> PartyReading | None:
    """The buyer with its VAT number, and the number that we gave to it."""
    suppliers = pages.around.all(Label.SUPPLIER)
    own = [pair for pair in pages.around.all(Label.VAT_ID) if not any(_inside(pair, block) for block in suppliers)]
    vat = [reads.text(pair.words, "buyer.vat_id") for pair in own]
    told = [read for read in vat if read is not None]
    number = _number(reads, pages, Label.CUSTOMER_NUMBER)
    if not told and number is None:
        return buyer
    with_number = _with_number(buyer or PartyReading(), number, "SELLER")
    return with_number.model_copy(update={"vat_id": told[0]}) if told and with_number else with_number


def _inside(pair: Pair, block: Pair) -> bool:
    """Whether a label stands in the block of a party, or right below it."""
    words = (*block.piece.words, *block.words)
    left, bottom = min(word.left for word in words), max(word.bottom for word in words)
    near = block.piece.top <= pair.piece.top <= bottom + 2 * pair.piece.height
    return near and pair.piece.page == block.piece.page and abs(pair.piece.left - left) <= _ALIGNED


def _number(reads: Reads, pages: OrderPages, label: Label) -> Text | None:
    pairs = pages.around.all(label)
    if not pairs:
        return None
    number = pairs[0].text.split()[0].strip(",;#")
    return reads.read(number, words_of(pairs[0].words, number))


def _with_number(party: PartyReading | None, number: Text | None, scheme: str) -> PartyReading | None:
    if number is None:
        return party
    return (party or PartyReading()).model_copy(update={"id": number, "id_scheme": scheme})


def _is_only_person(pair: Pair) -> bool:
    """Whether a buyer is a person in the purchasing department, and no company with its address."""
    words = [word for word in pair.text.split() if "@" not in word and not has_digit(word)]
    text = " ".join(words)
    return len(pair.lines) <= 3 and 0 < len(words) <= _LONGEST_NAME and is_person(text) and not has_legal_form(text)
