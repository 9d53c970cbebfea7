"""Where the parts of lines go: each place that deliveries of lines name is a known delivery address of the customer."""

from collections.abc import Iterable, Sequence

from orders.evidence import Evidence, Learned, ReferenceRow
from orders.findings import Finding, FindingCode
from orders.gtin import compact
from orders.knowledge import KnowledgeKind
from orders.lessons import ship_to_key
from orders.matching import number_key
from orders.order import Party
from orders.places import place_path, places
from orders.reading import PartyReading
from orders.reference import ShipTo
from orders.resolution import Fact, Resolution
from validation.parties.places import in_one_line, likeness, same_place
from validation.parties.unknown_address import evidence_of
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, note, with_fixes


class WhichDeliveryPlaces:
    """Resolves each place by location number, our own number, a taught one, or street and postcode.

    The customer's own numbers of its stores count as the sequences of ship_to.csv where the policy says that they are.
    """

    name = "delivery_places"
    needs = frozenset({Fact.CUSTOMER, Fact.SHIP_TO})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        named = list(places(case.reading))
        customer = case.resolved("customer")
        if not named or not customer:
            return Verdict()
        if not case.reference.has("ship_to"):
            message = "The places of the deliveries were not checked: none are loaded. Import ship_to.csv."
            return Verdict(findings=(note(FindingCode.NOT_CHECKED, named[0][0], message, found="ship_to"),))
        known = case.reference.ship_tos(customer)
        verdicts = [_where(case, place, known) for _, place in named]
        return Verdict(
            resolutions=tuple(one for verdict in verdicts for one in verdict.resolutions),
            findings=tuple(one for verdict in verdicts for one in verdict.findings),
        )


def _where(case: Case, place: PartyReading, known: Sequence[ShipTo]) -> Verdict:
    if chosen := case.resolved(place_path(place)):
        return _chosen(case, place, [one for one in known if one.key == chosen], known)
    shipped = case.resolutions.get("ship_to")
    if shipped and shipped.value and ship_to_key(case.reading.ship_to) == ship_to_key(place):
        return Verdict(resolutions=(shipped.model_copy(update={"path": place_path(place)}),))
    lesson = case.knowledge.find(KnowledgeKind.SHIP_TO, case.resolved("customer"), ship_to_key(place))
    for one in known:
        if lesson is not None and one.key == lesson.value:
            return _goes_to(case, place, one, Learned(knowledge_id=lesson.id, revision=lesson.revision))
    fitting = [one for one in known if _identified(case, place, one)] or _at_the_address(place, known)
    match fitting:
        case [one] if not _elsewhere(place, one):
            return _goes_to(case, place, one)
        case _:
            return Verdict(findings=(_unknown(place, fitting, known),))


def _identified(case: Case, place: PartyReading, known: ShipTo) -> bool:
    if place.id is None:
        return False
    number, sequence = place.id.value.strip(), known.key.rpartition("/")[2]
    match place.id_scheme.upper():
        case "GLN":
            return bool(known.gln) and compact(number) == known.gln
        case "SELLER":
            return number in (known.key, sequence)
        case "BUYER":
            return case.policy.ship_to_by_buyer_number and _unpadded(number) == _unpadded(sequence)
        case _:
            return False


def _unpadded(number: str) -> str:
    return number_key(number).lstrip("0")


def _at_the_address(place: PartyReading, known: Sequence[ShipTo]) -> list[ShipTo]:
    return [one for one in known if place.street and same_place(place, one)]


def _elsewhere(place: PartyReading, known: ShipTo) -> bool:
    shown = number_key(place.postcode.value) if place.postcode else ""
    return bool(shown and known.postcode) and shown != number_key(known.postcode)


def _chosen(
    case: Case, place: PartyReading, chosen: Sequence[ShipTo], known: Sequence[ShipTo]
) -> Verdict:  # fmt: skip
    return _goes_to(case, place, chosen[0]) if chosen else Verdict(findings=(_unknown(place, (), known),))


def _goes_to(case: Case, place: PartyReading, known: ShipTo, *because: Evidence) -> Verdict:
    address = known.model_dump(include=set(Party.model_fields))
    row = ReferenceRow(table="ship_to", key=known.key, snapshot=case.reference.snapshot)
    resolution = Resolution(
        fact=Fact.SHIP_TO,
        path=place_path(place),
        value=known.key,
        label=in_one_line(known),
        party=Party(account=known.key, **address),
        evidence=(row, *because),
    )
    return Verdict(resolutions=(resolution,))


def _unknown(place: PartyReading, fitting: Sequence[ShipTo], known: Iterable[ShipTo]) -> Finding:
    """A choice is remembered for the customer, so that each of its stores is asked for once."""
    shown = place.id.value if place.id else in_one_line(place)
    why = "Several delivery addresses fit" if len(fitting) > 1 else "No known delivery address is"
    message = f"{why} the place {shown!r} that lines are for. Choose the delivery address."
    code = FindingCode.SHIP_TO_AMBIGUOUS if len(fitting) > 1 else FindingCode.SHIP_TO_UNKNOWN
    likely = sorted(known, key=lambda one: (one not in fitting, not _ends_alike(place, one), -likeness(place, one)))
    choices = [fix(f"Deliver to {in_one_line(one)}", place_path(place), one.key, teaches=True) for one in likely]
    found = block(code, place_path(place), message, found=shown)
    evidence = place.id.evidence if place.id else evidence_of(place)
    return with_fixes(found.model_copy(update={"evidence": evidence}), *choices)


def _ends_alike(place: PartyReading, known: ShipTo) -> bool:
    return bool(place.id) and _unpadded(place.id.value if place.id else "") == _unpadded(known.key.rpartition("/")[2])
