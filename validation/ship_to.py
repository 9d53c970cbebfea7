"""Where the goods go: a known delivery address of the customer, or a person's decision."""

from collections.abc import Iterable, Sequence

from orders.evidence import Evidence, Learned, PolicyDefault, ReferenceRow
from orders.findings import Finding, FindingCode
from orders.gtin import compact
from orders.knowledge import KnowledgeKind
from orders.lessons import AS_SHOWN, ship_to_key, shown_address_key
from orders.matching import number_key
from orders.order import Party
from orders.places import all_go_to_places, goes_past_ship_to
from orders.reading import OrderKind, PartyReading
from orders.reference import Customer, ShipTo
from orders.resolution import Fact, Resolution
from validation.parties.places import differences, in_one_line, same_name, same_place
from validation.parties.unknown_address import ONE_OFF, choices, evidence_of, unknown_address
from validation.rule import Case, Verdict
from validation.words.wording import block, note, with_fixes


class WhichShipTo:
    """Resolves the delivery address by location number, taught knowledge, or street and postcode.

    Where an order names none, it goes to the buyer's address printed on it if goods are known to go there, as trade has
    it; else to the only known one; else, where it shows no address of the buyer either and the policy has it so, to the
    customer's own if goods are known to go there; else a person chooses.
    """

    name = "ship_to"
    needs = frozenset({Fact.CUSTOMER})
    gives = frozenset({Fact.SHIP_TO})

    def examine(self, case: Case) -> Verdict:
        customer = case.reference.customer(case.resolved("customer")) if case.resolved("customer") else None
        if customer is None:
            return Verdict()
        if not case.reference.has("ship_to"):
            return _unchecked(case, customer)
        known = _addresses(case, customer)
        if chosen := case.resolved("ship_to"):
            return _chosen(case, chosen, known)
        shown = case.reading.ship_to if case.reading.ship_to and in_one_line(case.reading.ship_to) else None
        if goes_past_ship_to(case.reading):
            shown = None
        taught = _taught(case, customer, shown, known)
        if taught is not None:
            return taught
        if shown is None and (case.reading.kind is not OrderKind.ORDER or all_go_to_places(case.reading)):
            # The order that is changed has an address already; lines may each name their own.
            return Verdict()
        return _unnamed(case, customer, known) if shown is None else _named(case, shown, known)


def _addresses(case: Case, customer: Customer) -> tuple[ShipTo, ...]:
    """The customer's delivery addresses, and its own where that is not among them; its GLN is that of its address."""
    own = _own(customer)
    delivery = tuple(
        place.model_copy(update={"gln": own.gln}) if not place.gln and _equal(place, own) else place
        for place in case.reference.ship_tos(customer.number)
    )
    return delivery if any(_equal(own, known) for known in delivery) else (*delivery, own)


def _own(customer: Customer) -> ShipTo:
    address = customer.model_dump(include=set(ShipTo.model_fields) - {"key", "customer"})
    return ShipTo(key=customer.number, customer=customer.number, **address)


def _equal(one: ShipTo, other: ShipTo) -> bool:
    return (one.street.casefold(), one.postcode.casefold()) == (other.street.casefold(), other.postcode.casefold())


def _taught(case: Case, customer: Customer, shown: PartyReading | None, known: Sequence[ShipTo]) -> Verdict | None:
    lesson = case.knowledge.find(KnowledgeKind.SHIP_TO, customer.number, ship_to_key(shown))
    place = next((place for place in known if lesson and place.key == lesson.value), None)
    if lesson is None or place is None:
        return None
    return _goes_to(case, place, Learned(knowledge_id=lesson.id, revision=lesson.revision))


def _named(case: Case, shown: PartyReading, known: Sequence[ShipTo]) -> Verdict:
    by_id = [place for place in known if _identified(shown, place)]
    by_address = [place for place in known if same_place(shown, place)]
    if by_id and shown.street and by_address and not set(by_id) & set(by_address):
        return Verdict(findings=(_ambiguous(shown, (*by_id, *by_address), "Its number and its address differ"),))
    if by_id and all(_elsewhere(shown, place) for place in by_id):
        why = "Its number is that of a known address in another place"
        return Verdict(findings=(_ambiguous(shown, by_id, why),))
    fitting = [place for place in by_id if place in by_address] or by_id or by_address
    if len(fitting) > 1:
        fitting = [place for place in fitting if same_name(shown, place)] or fitting
    if len(fitting) == 1:
        return _goes_to(case, fitting[0])
    if fitting:
        return Verdict(findings=(_ambiguous(shown, fitting, "Several delivery addresses fit"),))
    return _taught_as_shown(case, shown) or unknown_address(shown, known)


def _taught_as_shown(case: Case, shown: PartyReading) -> Verdict | None:
    """The goods go there, since people accepted this very address before and had it remembered."""
    key = shown_address_key(shown)
    lesson = case.knowledge.find(KnowledgeKind.SHIP_TO, case.resolved("customer"), key) if key else None
    if lesson is None or lesson.value != AS_SHOWN:
        return None
    taught = Learned(knowledge_id=lesson.id, revision=lesson.revision)
    address, evidence = in_one_line(shown), (taught, *evidence_of(shown))
    one_off = Resolution(fact=Fact.SHIP_TO, path="ship_to", value=ONE_OFF, label=address, evidence=evidence)
    return Verdict(resolutions=(one_off,))


def _identified(shown: PartyReading, place: ShipTo) -> bool:
    if shown.id is None:
        return False
    number = shown.id.value.strip()
    if shown.id_scheme.upper() == "GLN":
        return bool(place.gln) and compact(number) == place.gln
    return shown.id_scheme.upper() == "SELLER" and number in {place.key, place.key.rpartition("/")[2]}


def _elsewhere(shown: PartyReading, place: ShipTo) -> bool:
    """Whether the postcodes say that it is another place. Streets are worded in too many ways to tell."""
    postcode = number_key(shown.postcode.value) if shown.postcode else ""
    known = number_key(place.postcode)
    return bool(postcode and known) and postcode != known


def _unnamed(case: Case, customer: Customer, known: Sequence[ShipTo]) -> Verdict:
    delivery = [place for place in known if place.key != customer.number] or list(known)
    buyer = case.reading.buyer
    printed = [place for place in delivery if buyer and buyer.street and same_place(buyer, place)]
    if buyer and len(printed) == 1:
        return _without_a_name(case, printed[0], "the buyer's on the order", *evidence_of(buyer))
    if len(delivery) == 1:
        return _without_a_name(case, delivery[0], "the only known one")
    own = next((place for place in delivery if _equal(place, _own(customer))), None)
    if own and case.policy.ship_to_buyer_when_absent and not (buyer and buyer.street):
        setting = PolicyDefault(setting="ship_to_buyer_when_absent")
        return _without_a_name(case, own, "the customer's own address, where goods are known to go", setting)
    message = "The order names no delivery address and the customer has several. Choose one."
    missing = block(FindingCode.MISSING_FIELD, "ship_to", message)
    return Verdict(findings=(with_fixes(missing, *choices(delivery)),))


def _without_a_name(case: Case, place: ShipTo, which: str, *because: Evidence) -> Verdict:
    message = f"The order names no delivery address; it goes to {which}: {in_one_line(place)}."
    verdict = _goes_to(case, place, *because)
    return Verdict(resolutions=verdict.resolutions, findings=(note(FindingCode.MISSING_FIELD, "ship_to", message),))


def _ambiguous(shown: PartyReading, fitting: Sequence[ShipTo], why: str) -> Finding:
    message = f"{why}: {in_one_line(shown)}. Choose the delivery address."
    found = block(FindingCode.SHIP_TO_AMBIGUOUS, "ship_to", message, found=in_one_line(shown))
    return with_fixes(found, *choices(fitting))


def _goes_to(case: Case, place: ShipTo, *because: Evidence) -> Verdict:
    row = ReferenceRow(table="ship_to", key=place.key, snapshot=case.reference.snapshot)
    address = place.model_dump(include=set(Party.model_fields))
    resolution = Resolution(
        fact=Fact.SHIP_TO,
        path="ship_to",
        value=place.key,
        label=in_one_line(place),
        party=Party(account=place.key, **address),
        evidence=(row, *because),
    )
    return Verdict(resolutions=(resolution,), findings=tuple(_worded_otherwise(case, place)))


def _worded_otherwise(case: Case, place: ShipTo) -> Iterable[Finding]:
    """A note where goods go to another address than the document words: a number, a lesson or a person said so."""
    shown = case.reading.ship_to
    if shown and shown.street and place.street and not same_place(shown, place):
        there, here = in_one_line(place), in_one_line(shown)
        message = f"The goods go to the known address {there}; the document words it {here}."
        otherwise = note(FindingCode.SHIP_TO_AMBIGUOUS, "ship_to", message, found=here, expected=there)
        yield otherwise.model_copy(update={"details": differences(shown, place)})


def _chosen(case: Case, key: str, known: Sequence[ShipTo]) -> Verdict:
    place = next((place for place in known if place.key == key), None)
    if place is not None:
        return _goes_to(case, place)
    message = f"The customer has no delivery address {key}. Choose another one."
    gone = block(FindingCode.SHIP_TO_UNKNOWN, "ship_to", message, found=key)
    return Verdict(findings=(with_fixes(gone, *choices(known)),))


def _unchecked(case: Case, customer: Customer) -> Verdict:
    """Without known addresses the document's own is taken as it stands, or the customer's where it shows none."""
    message = "The delivery address was not checked: none are loaded. Import ship_to.csv."
    findings = (note(FindingCode.NOT_CHECKED, "ship_to", message, found="ship_to"),)
    shown = case.reading.ship_to
    if shown is None:
        return Verdict(resolutions=_goes_to(case, _own(customer)).resolutions, findings=findings)
    one_off = Resolution(
        fact=Fact.SHIP_TO, path="ship_to", value=ONE_OFF, label=in_one_line(shown), evidence=evidence_of(shown)
    )
    return Verdict(resolutions=(one_off,), findings=findings)
