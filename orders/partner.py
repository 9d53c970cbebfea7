"""What is agreed with a trading partner, as data: who it is on the wire, what its codes mean, which answers it wants.

A profile never makes a wrong order right: it says what a person established once about this partner, so that nobody has
to decide it again with every order. Values that it gives name it as their evidence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from orders.partner_answers import Answers
from orders.partner_values import (
    Code,
    DateUse,
    GoodsForStores,
    Heading,
    LineField,
    PartyIds,
    Quirk,
    ShipTo,
    Words,
    boilerplate,
)
from orders.values import Value


class Standard(StrEnum):
    """In which world an identity is one."""

    EDIFACT = "edifact"
    X12 = "x12"
    PEPPOL = "peppol"
    CXML = "cxml"


class EnvelopeIdentity(Value):
    """Who sent an interchange: UNB S002, ISA05/06, a Peppol endpoint, the credential of a cXML header.

    `qualifier` is that of the standard: `14` or `ZZ`, the scheme of an endpoint (`0088`), the domain of a credential.
    `application` is who sent the group: UNG 0040, GS02. In a profile both may be left out: then any will do.
    """

    standard: Standard
    """`edifact`, `x12`, `peppol` for UBL and Order-X, or `cxml`."""
    id: Words
    """As the partner sends it: UNB 0004, ISA06, the number of a Peppol participant, the identity of a credential."""
    qualifier: str = ""
    """UNB 0007, ISA05, the scheme of a Peppol participant, the domain of a credential. Left out: any."""
    application: str = ""
    """UNG 0040 or GS02, where several send in one name. Left out: any."""

    @property
    def key(self) -> tuple[str, ...]:
        """As identities are compared: neither case nor padding tells two apart."""
        return tuple(part.strip().casefold() for part in (self.standard, self.id, self.qualifier, self.application))

    def __str__(self) -> str:
        shown = ":".join(filter(None, (self.id, self.qualifier)))
        return f"{self.standard} {shown}" + (f", application {self.application}" if self.application else "")


class Codes(Value):
    """What codes of this partner mean where they are not those of the standard, or several things could be meant."""

    units: Mapping[Code, Code] = Field(default_factory=dict)
    """Units as sent to those of UN/ECE Recommendation 20, or of your catalogue."""
    currencies: Mapping[Code, Annotated[str, Field(pattern=r"^[A-Z]{3}$")]] = Field(default_factory=dict)
    """Currencies as sent to those of ISO 4217."""
    countries: Mapping[Code, Annotated[str, Field(pattern=r"^[A-Z]{2}$")]] = Field(default_factory=dict)
    """Countries as sent to those of ISO 3166, of two letters."""
    payment_terms: Mapping[Code, Words] = Field(default_factory=dict)
    """Codes for terms of payment to the terms in words, such as `30 days net`."""
    delivery_terms: Mapping[Code, Words] = Field(default_factory=dict)
    """Codes for terms of delivery to those of Incoterms, such as `DAP`."""
    places: Mapping[Code, Words] = Field(default_factory=dict)
    """Ids of places to which goods go, to your own numbers for them."""
    items: Mapping[Code, Words] = Field(default_factory=dict)
    """The partner's item numbers to yours, where they are few and fixed; others are taught or in the reference data."""


class Absent(Value):
    """What is meant where the document says nothing. Left out: the order waits for a person, or the policy decides."""

    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
    """That of prices without one."""
    unit: str = ""
    """That of quantities without one."""
    ship_to: ShipTo = ShipTo.UNSAID
    """Where goods go: `hold` has a person asked, `buyer` and `bill_to` are those parties of the order."""
    place: str = ""
    """Your own number for the place to which goods go when an order names none."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.place and self.ship_to:
            raise ValueError("ship_to and place say both where goods go: leave one of them")
        return self


class Required(Value):
    """What every order of this partner shows. Where one is missing, the order waits for a person."""

    heading: tuple[Heading, ...] = ()
    """Fields of the heading."""
    lines: tuple[LineField, ...] = ()
    """Fields of each line."""


class AppliedProfile(Value):
    """Which profile a reading was read with, and what validation has to know of it.

    `customer` is the one that it says the partner is, empty where it does not.
    """

    name: str
    revision: str
    customer: str = ""
    goods_for_stores: GoodsForStores = GoodsForStores.HOLD


class PartnerProfile(Value):
    """One partner. `name` is that of its file, without `.toml`."""

    name: Words
    title: str = ""
    """What people call the partner."""
    customer: str = ""
    """Your customer number in the ERP. Left out: the reference data says whose the identity is."""
    testing: bool = False
    """While it is on, all orders of this partner are tests: read, shown and answered as such, and never posted."""
    identities: Annotated[tuple[EnvelopeIdentity, ...], Field(min_length=1)]
    absent: Absent = Absent()
    codes: Codes = Codes()
    party_ids: PartyIds = PartyIds.AS_SENT
    """`swapped`: ids of parties that are said to be assigned by the buyer are the seller's, and the other way round."""
    item_ids: PartyIds = PartyIds.AS_SENT
    """`swapped`: what is sent as the buyer's item number is the seller's, and the other way round."""
    goods_for_stores: GoodsForStores = GoodsForStores.HOLD
    """Where goods go when lines name stores beside a delivery address: `stores`: by an order to each, `centre`: all to
    the address, with the stores' shares as texts of the lines, `hold`: a person is asked."""
    dates: tuple[DateUse, ...] = ()
    boilerplate: tuple[Words, ...] = ()
    """Texts that stand in every order and ask for nothing. `#` stands for a number; case and blanks do not matter."""
    quirks: tuple[Quirk, ...] = ()
    required: Required = Required()
    answers: Answers = Answers()

    @field_validator("dates")
    @classmethod
    def _one_meaning(cls, dates: tuple[DateUse, ...]) -> tuple[DateUse, ...]:
        named = [use.date.value for use in dates]
        if twice := sorted({each for each in named if named.count(each) > 1}):
            raise ValueError(f"{', '.join(twice)} means two things: leave one of them")
        return dates

    @cached_property
    def revision(self) -> str:
        """A digest of all that the profile says: another one gives another revision."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:16]

    @property
    def applied(self) -> AppliedProfile:
        """What a reading records of it."""
        return AppliedProfile(
            name=self.name, revision=self.revision, customer=self.customer, goods_for_stores=self.goods_for_stores
        )

    def is_boilerplate(self, text: str) -> bool:
        """Whether the text is one of those that ask for nothing."""
        return any(boilerplate(pattern).fullmatch(" ".join(text.split())) for pattern in self.boilerplate)


class PartnerProfiles(Value):
    """All partners, found by who sent an interchange."""

    partners: tuple[PartnerProfile, ...] = ()

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        for one, other, identity in same_identities(self.partners):
            raise ValueError(f"{one.name} and {other.name} are both {identity}: take it from one of them")
        return self

    @cached_property
    def _by_identity(self) -> Mapping[tuple[str, ...], PartnerProfile]:
        return {identity.key: partner for partner in self.partners for identity in partner.identities}

    def of(self, identities: Sequence[EnvelopeIdentity]) -> PartnerProfile | None:
        """The profile of whoever sent this, the most particular identity first; None: there is none."""
        keys = (key for identity in identities for key in _keys(identity))
        return next((self._by_identity[key] for key in keys if key in self._by_identity), None)

    def named(self, name: str) -> PartnerProfile | None:
        """The profile of this name."""
        return next((partner for partner in self.partners if partner.name == name), None)


def same_identities(
    partners: Iterable[PartnerProfile],
) -> Iterator[tuple[PartnerProfile, PartnerProfile, EnvelopeIdentity]]:
    """Profiles that cannot be told apart, two by two, with what they share."""
    known: dict[tuple[str, ...], PartnerProfile] = {}
    for partner in partners:
        for identity in partner.identities:
            if (other := known.get(identity.key)) is not None:
                yield other, partner, identity
            known[identity.key] = partner


def _keys(identity: EnvelopeIdentity) -> Iterator[tuple[str, ...]]:
    standard, id_, qualifier, application = identity.key
    for group in dict.fromkeys((application, "")):
        for code in dict.fromkeys((qualifier, "")):
            yield standard, id_, code, group


NO_PARTNERS = PartnerProfiles()
"""Nothing is agreed with anybody."""
