"""What a document says of who ordered, each with the customers it fits."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from orders.evidence import OF_PARTNER, Evidence, Learned, PolicyDefault
from orders.gtin import compact, is_valid_gln
from orders.knowledge import KnowledgeKind
from orders.lessons import sender_keys
from orders.reading import OrderReading, PartyReading, Read
from orders.reference import Customer, ReadsAhead
from validation.rule import Case


class Grade(IntEnum):
    """How far a witness is believed."""

    HINT = 0
    """Anyone can know or imitate it: a From address, a name, the number that a customer gave to the supplier."""
    CHANNEL = 1
    """Who sent the interchange, or what a person taught. A group may send for its branches."""
    PARTY = 2
    """An identifier of the buyer in the document, or its name with its postcode."""


@dataclass(frozen=True, slots=True)
class Witness:
    """`about` continues the sentence "the ... fits"."""

    kind: str
    about: str
    grade: Grade
    customers: tuple[Customer, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of the customers it fits."""
        return frozenset(customer.number for customer in self.customers)


def witnesses(case: Case) -> tuple[Witness, ...]:
    """All that fit a customer; one that fits nobody says nothing."""
    if isinstance(case.reference, ReadsAhead):
        case.reference.customers_ahead(_stated(case.reading))
    found = (*_of_buyer(case), *_of_sender(case), *_of_profile(case), *_of_supplier(case), *_taught(case))
    return tuple(witness for witness in found if witness.customers)


def _stated(reading: OrderReading) -> Mapping[str, Collection[str]]:
    """All by which the document may name its customer, whatever it turns out to be."""
    buyer, supplier = reading.buyer or PartyReading(), reading.supplier or PartyReading()
    number, sender = _text(buyer.id), _channel(reading)
    return {
        "gln": {compact(number), sender},
        "edi_id": {number, sender},
        "vat_id": {_text(buyer.vat_id)},
        "email_domain": {_domain(reading)},
        "vendor_number": {_text(supplier.id)},
        "name": {_text(buyer.name)},
    }


def _text(read: Read[str] | None) -> str:
    return read.value.strip() if read else ""


def _domain(reading: OrderReading) -> str:
    """That of the mail address of the sender, if it came by mail."""
    _, sign, domain = reading.sender.strip().rpartition("@")
    return domain.strip("> ") if sign else ""


def _channel(reading: OrderReading) -> str:
    """The sender of the interchange, if it came in one, without the qualifier that it may carry behind a colon."""
    sender = reading.sender.strip()
    return "" if "@" in sender else sender.split(":")[0]


def _of_buyer(case: Case) -> Iterator[Witness]:
    buyer, reference = case.reading.buyer, case.reference
    if buyer is None:
        return
    if buyer.id and (text := buyer.id.value.strip()):
        yield from _identified(case, buyer.id_scheme.upper(), text, buyer.id.evidence)
    if buyer.vat_id and buyer.vat_id.value.strip():
        fits = reference.customers_matching(vat_id=buyer.vat_id.value)
        yield Witness("vat_id", f"VAT number {buyer.vat_id.value}", Grade.PARTY, fits, _of(buyer.vat_id))
    if buyer.name and buyer.name.value.strip():
        yield _named(case, buyer, buyer.name)


def _identified(case: Case, scheme: str, text: str, evidence: tuple[Evidence, ...]) -> Iterator[Witness]:
    """A number without a scheme may be the buyer's own, which may be ours of another customer: it is only a hint."""
    about, declared = f"buyer's id {text}", scheme not in {"", "NONE"}
    if scheme == "SELLER" or not declared:
        grade = Grade.PARTY if declared else Grade.HINT
        yield Witness("number", about, grade, _numbered(case, text), evidence)
    if scheme != "SELLER":
        gln = compact(text) if scheme == "GLN" or not declared else ""
        edi_id = "" if scheme == "GLN" else text
        fits = case.reference.customers_matching(gln=gln, edi_id=edi_id)
        yield Witness("id", about, Grade.PARTY, fits, evidence)


def _numbered(case: Case, number: str) -> tuple[Customer, ...]:
    customer = case.reference.customer(number)
    return (customer,) if customer else ()


def _named(case: Case, buyer: PartyReading, name: Read[str]) -> Witness:
    postcode = buyer.postcode.value if buyer.postcode else ""
    at_postcode = case.reference.customers_named(name.value, postcode) if postcode.strip() else ()
    if at_postcode:
        return Witness("address", f"name and postcode of {name.value}", Grade.PARTY, at_postcode, _of(name))
    kind = "name elsewhere" if postcode.strip() else "name"
    return Witness(kind, f"name {name.value}", Grade.HINT, case.reference.customers_named(name.value, ""), _of(name))


def _of_sender(case: Case) -> Iterator[Witness]:
    if domain := _domain(case.reading):
        fits = case.reference.customers_matching(email_domain=domain)
        yield Witness("domain", f"mail domain {domain}", Grade.HINT, fits)
    if number := _channel(case.reading):
        gln = number if is_valid_gln(number) else ""
        fits = case.reference.customers_matching(gln=gln, edi_id=number)
        yield Witness("channel", f"interchange sender {number}", Grade.CHANNEL, fits)


def _of_profile(case: Case) -> Iterator[Witness]:
    """What the supplier wrote down of whoever sent this: believed as the channel is."""
    profile = case.reading.profile
    if profile and profile.customer:
        by = PolicyDefault(setting=f"{OF_PARTNER}{profile.name}, customer")
        fits = _numbered(case, profile.customer)
        yield Witness("profile", f"partner's profile {profile.name}", Grade.CHANNEL, fits, (by,))


def _of_supplier(case: Case) -> Iterator[Witness]:
    supplier = case.reading.supplier
    if supplier and supplier.id and supplier.id_scheme.upper() in {"BUYER", "", "NONE"}:
        number = supplier.id.value.strip()
        fits = case.reference.customers_matching(vendor_number=number) if number else ()
        yield Witness("vendor_number", f"vendor number {number}", Grade.HINT, fits, _of(supplier.id))


def _taught(case: Case) -> Iterator[Witness]:
    for key in sender_keys(case.reading):
        known = case.knowledge.find(KnowledgeKind.SENDER, "", key)
        customer = case.reference.customer(known.value) if known else None
        if known and customer:
            # Who may write what stands in a From line is not settled by having been taught.
            grade = Grade.HINT if "@" in key else Grade.CHANNEL
            learned = Learned(knowledge_id=known.id, revision=known.revision)
            yield Witness("taught", "knowledge taught about this sender", grade, (customer,), (learned,))


def _of(read: Read[str]) -> tuple[Evidence, ...]:
    return read.evidence
